"""How long an account has been silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from account_evidence import evidence, said

from checks.account_dormant import account_dormant

FLAGGED = [
    ({"posts": []}, "it has not a single public post"),
    ({"posts": ["2026-09-16T05:00Z"]}, "its newest post is 61 days old"),
]
NOT_FLAGGED = [
    {"posts": ["2026-09-17T07:00Z", "2020-01-01T08:00Z"]},
    {"posts": ["2026-11-16T05:00Z"]},
]


@pytest.mark.parametrize(("given", "detail"), FLAGGED)
def test_flagged(given, detail):
    assert said(account_dormant, evidence(**given)) == detail


@pytest.mark.parametrize("given", NOT_FLAGGED)
def test_not_flagged(given):
    assert said(account_dormant, evidence(**given)) == "pass"


@pytest.mark.parametrize(("year", "micros"), [(2004, 123458), (2026, 123457), (2040, 123459)])
def test_an_account_is_silent_from_the_moment_on_at_which_its_last_day_is_over(year, micros):
    now = datetime(year, 6, 1, 8, 30, 0, micros, tzinfo=UTC)
    given = replace(evidence(posts=[(now - timedelta(days=61)).isoformat()]), as_of=now)
    assert said(account_dormant, given) == "its newest post is 61 days old"
