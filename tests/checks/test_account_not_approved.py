"""Approvals as trust.yaml records them, and posts older than they."""

from __future__ import annotations

import pytest
from account_evidence import evidence, said

from checks.account_not_approved import account_not_approved

FLAGGED = [
    ({"account": {"approved_by": ""}}, "trust.yaml names no approver for this account"),
    (
        {"account": {"approved_by": " ", "role": "", "approved_on": ""}},
        "trust.yaml names no approver, role of the approver and date of approval for this account",
    ),
    (
        {"posts": ["2024-09-01T10:00Z", "2025-01-01T10:00Z"]},
        "its first post is of 2024-09-01, and it was approved on 2024-09-02",
    ),
]
NOT_FLAGGED = [
    {},
    {"posts": ["2024-09-01T23:30Z"]},
    {"posts": ["2024-09-02T08:00Z"]},
]


@pytest.mark.parametrize(("given", "detail"), FLAGGED)
def test_flagged(given, detail):
    assert said(account_not_approved, evidence(**given)) == detail


@pytest.mark.parametrize("given", NOT_FLAGGED)
def test_not_flagged(given):
    assert said(account_not_approved, evidence(**given)) == "pass"


def test_a_school_without_any_register_of_accounts_is_not_assessed():
    nothing = dict.fromkeys(("approved_by", "role", "approved_on", "monitor", "method", "interval"), "")
    assert said(account_not_approved, evidence(nothing)).startswith(
        "not assessed: trust.yaml says of none of the school's accounts"
    )
