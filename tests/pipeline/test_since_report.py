"""A report tells what moved since the report before, however many audits ran between."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from test_ledger import CAPTION, WEEK

from pipeline.since_report import counts_again, newly_waived, of_its_day, since_report
from pipeline.store.runs import Run

BEFORE = Run("2026-11-09", datetime(2026, 11, 9, 6, tzinfo=UTC), {})
NOW = Run("2026-11-16", datetime(2026, 11, 16, 6, tzinfo=UTC), {})
EARLIER, SINCE = BEFORE.as_of - timedelta(days=3), BEFORE.as_of + timedelta(days=3)


@pytest.mark.parametrize(
    ("status", "given", "told"),
    [
        ("new", {"first_seen": SINCE}, "new"),
        ("open", {"first_seen": SINCE}, "new"),  # an audit has seen it twice since
        ("new", {}, "open"),  # told before, and not judged since
        ("new", {"first_seen": BEFORE.as_of}, "open"),  # the last report's own
        ("open", {}, "open"),
        ("open", {"returned_at": SINCE}, "returned"),
        ("open", {"returned_at": SINCE, "first_seen": SINCE}, "returned"),
        ("returned", {"returned_at": EARLIER}, "open"),  # told before, and not judged since
        ("waived", {"first_seen": SINCE}, "waived"),
        ("fixed", {"first_seen": SINCE}, "fixed"),
    ],
)
def test_what_a_finding_is_since_the_last_report(status, given, told):
    finding = replace(CAPTION, status=status, **{"first_seen": EARLIER, **given})
    assert since_report(finding, NOW, BEFORE).status == told
    assert since_report(finding, NOW, None).status == status


@pytest.mark.parametrize(
    ("status", "first", "told"), [("past", SINCE, "new"), ("new", EARLIER, "past"), ("past", EARLIER, "past")]
)
def test_a_week_is_new_in_one_report(status, first, told):
    assert since_report(replace(WEEK, status=status, first_seen=first), NOW, BEFORE).status == told


def test_of_two_runs_of_one_moment_the_ledger_tells_what_the_second_found():
    second = Run("2026-11-09-2", BEFORE.as_of, {})
    found = replace(CAPTION, first_seen=BEFORE.as_of)
    assert since_report(found, second, BEFORE).status == "new"


@pytest.mark.parametrize(
    ("left", "back", "again"),
    [
        (EARLIER, SINCE, True),
        (EARLIER, EARLIER, False),  # the last report counted it again
        (SINCE, SINCE, False),  # gone and back between two reports: both hold it
        (None, None, False),
    ],
)
def test_only_what_the_last_report_did_not_count_counts_again(left, back, again):
    finding = replace(CAPTION, status="open", left_at=left, recounted_at=back)
    assert counts_again(finding, BEFORE) is again


@pytest.mark.parametrize(
    ("status", "left", "newly"),
    [
        ("waived", SINCE, True),
        ("waived", EARLIER, False),
        ("waived", BEFORE.as_of, False),  # the last report's own audit saw it accepted
        ("waived", None, False),
        ("fixed", SINCE, False),
    ],
)
def test_what_was_accepted_after_the_last_report(status, left, newly):
    finding = replace(CAPTION, status=status, left_at=left)
    assert newly_waived(finding, BEFORE) is newly
    assert newly_waived(finding, None) is False


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ({}, True),
        ({"first_seen": SINCE}, False),
        ({"posted_at": SINCE}, False),
        ({"status": "fixed", "ended_at": SINCE}, False),
        ({"status": "fixed", "ended_at": BEFORE.as_of}, True),
    ],
)
def test_a_run_of_an_earlier_day_knows_nothing_of_what_came_after_it(given, known):
    assert of_its_day(replace(CAPTION, **given), BEFORE) is known
