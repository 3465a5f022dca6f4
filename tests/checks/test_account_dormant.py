"""How long an account has been silent."""

from __future__ import annotations

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
