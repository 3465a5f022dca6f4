"""Accounts open or closed, as approved or not."""

from __future__ import annotations

import pytest
from account_evidence import evidence, said

from checks.account_wrong_visibility import account_wrong_visibility

FLAGGED = [
    ({"profile": {"visibility": "private"}}, "it is private, and was approved as public"),
    ({"account": {"visibility": "private"}}, "it is public, and was approved as private"),
]
NOT_FLAGGED = [
    {},
    {"account": {"visibility": "private"}, "profile": {"visibility": "private"}},
]


@pytest.mark.parametrize(("given", "detail"), FLAGGED)
def test_flagged(given, detail):
    assert said(account_wrong_visibility, evidence(**given)) == detail


@pytest.mark.parametrize("given", NOT_FLAGGED)
def test_not_flagged(given):
    assert said(account_wrong_visibility, evidence(**given)) == "pass"


@pytest.mark.parametrize(
    ("given", "reason"),
    [({"account": {"visibility": ""}}, "trust.yaml does not say whether the account is to be public")],
)
def test_not_assessed(given, reason):
    assert said(account_wrong_visibility, evidence(**given)) == f"not assessed: {reason}"
