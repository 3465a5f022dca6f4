"""Every check asked about one school, with what comments tell the safeguarding lead kept out of all other lists."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from checks._rows import Rows
from checks.base import Check, Evidence, Judgement
from pipeline.judging import Judged, judge_school
from pipeline.plan import PlannedCheck


def judge_all(planned: Sequence[PlannedCheck], checks: Mapping[str, Check], evidence: Evidence) -> list[Judged]:
    """Ask every check about one school, in the order of the plan.

    What a comment is found to tell the safeguarding lead must stand in no other list: the other findings on it, such as
    a child's name, go to the safeguarding lead too. What is only possible is no reason for that.
    """
    asked = {id(one): _asked_once(checks[one.check]) for one in planned if _reads_comments(checks[one.check])}

    def judge(one: PlannedCheck, reserved: Collection[tuple[str, str]]) -> Judged:
        return judge_school(one, checks[one.check], evidence, reserved, asked.get(id(one)))

    told = {id(one): judge(one, ()) for one in planned if id(one) in asked}
    reserved = frozenset(subject for one in told.values() for subject in _for_lead(one.findings))
    kept = {at: one for at, one in told.items() if not _shows(one.findings, reserved)}
    return [kept.get(id(one)) or judge(one, reserved) for one in planned]


def _asked_once(check: Check) -> Callable[..., Judgement]:
    """Return what runs a check, and says the same again when it is asked about the same school once more."""
    said: list[Judgement] = []

    def run(evidence: Evidence, **options: Any) -> Judgement:
        if not said:
            said.append(check.run(evidence, **options))
        return said[0]

    return run


def _reads_comments(check: Check) -> bool:
    """Say whether a check judges comments and nothing else."""
    return check.subjects == {"comment"}


def _for_lead(findings: Rows) -> Iterator[tuple[str, str]]:
    """Yield (account, subject_id) of what goes to the safeguarding lead for its words.

    By who is marked in a register nothing else may differ.
    """
    for account, subject, route, sure, pupils in findings.tuples(
        "account", "subject_id", "route", "confidence", "pupil_ids"
    ):
        if route == "dsl" and sure != "possible" and not pupils:
            yield account, subject


def _shows(findings: Rows, reserved: Collection[tuple[str, str]]) -> bool:
    """Say whether a finding on one of some comments would stand in a list of others."""
    rows = findings.tuples("account", "subject_id", "route") if reserved else ()
    return any(route != "dsl" and (account, subject) in reserved for account, subject, route in rows)
