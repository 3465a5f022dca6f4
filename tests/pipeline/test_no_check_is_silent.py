"""No check passes in silence: whatever evidence is missing, its coverage says that it is, and no check falls over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from whole_evidence import KEY, whole, without

import checks
from checks.base import Check, Evidence
from pipeline.covering import READ_OF
from pipeline.judging import REGISTER_OF, judge_school
from pipeline.plan import PlannedCheck
from pipeline.store.ledger_rows import CoverageRow

OPTIONS = {"policy-review-overdue": {"policy": "com01"}}
"""What a clause has to say for a check to judge anything."""
ALWAYS_THERE = {"words", "lists", "packs", "sources", "trust_accounts", "renames", "reads"}
"""Evidence that ships, comes from trust.yaml, or is empty where nothing happened."""


def coverage(check: Check, evidence: Evidence) -> tuple[CoverageRow, ...]:
    planned = PlannedCheck(check.name, OPTIONS.get(check.name, {}), ("own:1",), None)
    return judge_school(planned, check, evidence).coverage


def missing() -> Iterator[tuple[str, str]]:
    """Every check with every frame that it needs or uses."""
    for check in checks.find().values():
        for name in sorted((check.needs | check.uses) - ALWAYS_THERE):
            yield check.name, name


@pytest.mark.parametrize("name", checks.find())
def test_with_all_evidence_nothing_is_missing(name):
    rows = coverage(checks.find()[name], whole())
    assert [row.reason for row in rows if row.reason] == []
    assert rows or name == "event-not-reported"  # its events are still to come


@pytest.mark.parametrize(("name", "frame"), list(missing()))
def test_what_is_missing_is_said(name, frame):
    check = checks.find()[name]
    rows = coverage(check, without(whole(), frame))
    assert not [row.reason for row in rows if "failed on this school's records" in row.reason]
    said = [row for row in rows if row.reason]
    if frame in check.needs:
        assert [row for row in said if row.outcome == "not_assessed" and row.judged == 0]
    elif frame in READ_OF or frame in REGISTER_OF:
        assert said
        assert {row.account for row in said} <= {KEY, ""}


@pytest.mark.parametrize("name", checks.find())
def test_a_school_with_nothing_at_all_is_not_assessed_and_no_check_falls_over(name):
    check = checks.find()[name]
    bare = whole()
    for frame in (*READ_OF, *REGISTER_OF, "renames"):
        bare = without(bare, frame)
    rows = coverage(check, bare)
    assert rows
    assert all(row.reason for row in rows if row.outcome == "not_assessed")
    assert not [row.reason for row in rows if "failed on this school's records" in row.reason]
    if check.needs & (READ_OF.keys() | REGISTER_OF.keys()):
        assert {row.outcome for row in rows} == {"not_assessed"}


def test_what_a_check_itself_says_is_not_said_twice():
    rows = coverage(checks.find()["personal-contact"], without(whole(), "comments"))
    assert [(row.outcome, row.reason) for row in rows if "comments" in row.reason] == [
        ("not_assessed", "1 account: comments: not read yet")
    ]
