"""The gate sets aside what no record may be, and never takes a crash for a verdict."""

from __future__ import annotations

import pandas as pd
import pytest
from workspaces import AS_OF, Small, post

from pipeline.gate import REGISTER_RULES, GateError, Rule, hold, record_rules
from pipeline.moments import to_micros
from pipeline.run import open_workspace
from pipeline.store.gate_rows import load_gate

NOW = to_micros(AS_OF)
GOOD = {
    "post_id": "1",
    "created_at": NOW,
    "ahead": 0,
    "kind": "original",
    "chain_id": "1",
    "permalink": "https://x.example/1",
}


def failing(frame: pd.DataFrame, rules: tuple[Rule, ...]) -> dict[str, tuple[int, ...]]:
    return {verdict.rule.name: verdict.failed for verdict in hold(frame, rules) if verdict.failed}


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("post_id", "", "no-id"),
        ("created_at", 0, "impossible-time"),
        ("ahead", 2 * 86_400_000_000, "future-time"),
        ("kind", "advert", "unknown-kind"),
        ("chain_id", "", "no-chain"),
        ("permalink", "javascript:alert(1)", "odd-link"),
    ],
)
def test_a_record_that_breaks_a_rule_is_pointed_at(column, value, rule):
    frame = pd.DataFrame([GOOD, {**GOOD, column: value}, GOOD])
    assert failing(frame, record_rules("posts")) == {rule: (1,)}


def test_good_records_pass_whatever_they_leave_blank():
    frame = pd.DataFrame([GOOD, {**GOOD, "permalink": ""}])
    assert failing(frame, record_rules("posts")) == {}


def test_no_rows_are_no_verdict():
    assert [verdict.checked for verdict in hold(pd.DataFrame(), record_rules("comments"))] == [0, 0, 0]


def test_a_pupil_known_by_one_name_passes_and_one_by_none_does_not():
    frame = pd.DataFrame({"pupil_id": ["1", "2", ""], "any_name": ["Noor", "", "Ali"]})
    assert failing(frame, REGISTER_RULES["pupils"]) == {"no-name": (1,), "no-id": (2,)}


def test_a_crash_is_neither_a_pass_nor_a_breach():
    rule = Rule(
        "broken", "cannot be asked", lambda gxe: gxe.ExpectColumnValuesToBeInSet(column="absent", value_set=["a"])
    )
    with pytest.raises(GateError, match="broken"):
        hold(pd.DataFrame({"present": ["a"]}), [rule])


def test_every_gate_of_a_run_is_kept(tmp_path, ran):
    root = ran(Small(tmp_path, posts=[post(1, "2026-11-10")]))
    with open_workspace(root) as space, space.store.read() as connection:
        rows = load_gate(connection, "2026-11-16")
    assert {row.gate for row in rows} == {"records", "registers", "results"}
    assert {(row.source, row.rule): row.checked for row in rows}["posts", "no-id"] == 1
    assert all(row.failed == 0 for row in rows)
