"""The gate: great-expectations holds the trust's new rows and registers, and then the results, against plain rules.

A row that fails is set aside with the rule's name and stays out of evidence. Each gate runs once per run over the
whole trust, never once per school.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import pandas as pd

from connectors.base import KINDS, MEDIA_TYPES
from pipeline.moments import to_micros
from pipeline.register_rows import FILLED, REASONS

EARLIEST = datetime.fromisoformat("2004-01-01T00:00:00+00:00")
"""Before this no platform of a school existed."""
MOST_AHEAD = 86_400_000_000
"""A day in microseconds: how far ahead of its first reading a record may be dated."""
FUTURE = "future-time"
"""The rule on these, which holds until their day comes."""
_NO_END = 2**62
_WHICH: Mapping[str, Any] = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": ["position"],
    "include_unexpected_rows": False,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One expectation with its name and the sentence that people read when rows fail it."""

    name: str
    reason: str
    expect: Callable[[Any], Any]
    """(great_expectations.expectations) -> an expectation"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule said of a frame: how many rows it looked at, and which positions failed."""

    rule: Rule
    checked: int
    failed: tuple[int, ...]


class GateError(Exception):
    """An expectation crashed: a crash is neither a pass nor a breach."""


def _filled(column: str) -> Callable[[Any], Any]:
    return lambda gxe: gxe.ExpectColumnValueLengthsToBeBetween(column=column, min_value=1)


def _one_of(column: str, values: Sequence[str]) -> Callable[[Any], Any]:
    return lambda gxe: gxe.ExpectColumnValuesToBeInSet(column=column, value_set=list(values))


def _between(column: str, low: int, high: int) -> Callable[[Any], Any]:
    return lambda gxe: gxe.ExpectColumnValuesToBeBetween(column=column, min_value=low, max_value=high)


def _link(column: str) -> Callable[[Any], Any]:
    return lambda gxe: gxe.ExpectColumnValuesToMatchRegex(column=column, regex=r"^(?:https?://\S+)?$")


def record_rules(kind: str) -> tuple[Rule, ...]:
    """Return the rules for new posts, media or comments; `ahead` is created_at less the moment it was first read."""
    when = (
        Rule("impossible-time", "was posted before 2004", _between("created_at", to_micros(EARLIEST), _NO_END)),
        # held against the moment it was read: a later look at an earlier day must not set it aside
        Rule(FUTURE, "was posted more than a day after it was read", _between("ahead", -_NO_END, MOST_AHEAD)),
    )
    return {
        "posts": (
            Rule("no-id", "has no id", _filled("post_id")),
            *when,
            Rule("unknown-kind", f"is of a kind other than {', '.join(sorted(KINDS))}", _one_of("kind", sorted(KINDS))),
            Rule("no-chain", "belongs to no edit chain", _filled("chain_id")),
            Rule("odd-link", "has a link that is not http or https", _link("permalink")),
        ),
        "media": (
            Rule("no-id", "has no id", _filled("media_id")),
            Rule("no-post", "belongs to no post", _filled("post_id")),
            Rule("unknown-type", "is neither photo nor video", _one_of("type", sorted(MEDIA_TYPES))),
            Rule("odd-link", "has a link that is not http or https", _link("url")),
        ),
        "comments": (Rule("no-id", "has no id", _filled("comment_id")), *when),
    }[kind]


RESULT_RULES: tuple[Rule, ...] = (
    Rule(
        "more-flagged-than-judged", "counts more flagged than judged", lambda gxe: _at_least(gxe, "judged", "flagged")
    ),
    Rule(
        "account-not-covered",
        "is an account that no check speaks of",
        lambda gxe: _between("coverage_rows", 1, 10**9)(gxe),
    ),
    Rule(
        "finding-without-subject", "points at nothing in the store", lambda gxe: _one_of("subject_stored", ["yes"])(gxe)
    ),
)


def _at_least(gxe: Any, larger: str, smaller: str) -> Any:
    return gxe.ExpectColumnPairValuesAToBeGreaterThanB(column_A=larger, column_B=smaller, or_equal=True)


def hold(frame: pd.DataFrame, rules: Sequence[Rule]) -> list[Verdict]:
    """Hold a frame against rules; blank text counts as a value, so that nothing slips through as missing.

    Raises GateError when an expectation crashes.
    """
    if frame.empty:
        return [Verdict(rule, 0, ()) for rule in rules]
    positions = frame.reset_index(drop=True).rename_axis("position").reset_index()
    batch = _frames().get_batch(batch_parameters={"dataframe": positions})
    # most rules hold, and to ask only whether they do takes half as long: which rows fail is asked of the others
    held = _ask(batch, rules, "BOOLEAN_ONLY")
    broken = [rule for rule, result in zip(rules, held, strict=True) if not result.success]
    failed = {rule: _failed(rule, result) for rule, result in zip(broken, _ask(batch, broken, _WHICH), strict=True)}
    return [Verdict(rule, len(frame), failed.get(rule, ())) for rule in rules]


def hold_register(register: str, frame: pd.DataFrame) -> list[Verdict]:
    """Hold the rows of a register against what its rows must fill, as they were when they were read."""
    told = {rule: frame[list(columns)].sum(axis=1) for rule, columns in FILLED[register].items()}
    return hold(pd.DataFrame(told), [Rule(rule, REASONS[rule], _filled(rule)) for rule in told])


@cache
def _frames() -> Any:
    """Return what makes batches of frames; made once, because every new source is written down by the library anew."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("gate").add_dataframe_asset("rows")
    return asset.add_batch_definition_whole_dataframe("all")


def _ask(batch: Any, rules: Sequence[Rule], result_format: str | Mapping[str, Any]) -> list[Any]:
    """Return one result for each rule, in their order."""
    import great_expectations as gx
    import great_expectations.expectations as gxe

    expectations = [rule.expect(gxe) for rule in rules]
    for number, expectation in enumerate(expectations):
        expectation.meta = {"rule": number}
    suite = gx.ExpectationSuite("gate", expectations=expectations)
    results = batch.validate(suite, result_format=result_format).results if rules else ()
    return sorted(results, key=lambda result: result.expectation_config.meta["rule"])


def _failed(rule: Rule, result: Any) -> tuple[int, ...]:
    """Return the positions of the rows that fail a rule; GateError when it crashed."""
    # a crash shows as success=False with the exception keyed by the metric's id: it must never pass for a breach
    told = result.exception_info or {}
    if any(e.get("raised_exception") for e in (told, *told.values()) if isinstance(e, dict)):
        raise GateError(f"the rule {rule.name} could not be applied")
    return tuple(int(row["position"]) for row in result.result.get("unexpected_index_list") or [])
