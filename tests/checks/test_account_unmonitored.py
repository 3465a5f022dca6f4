"""Who watches an account, how and how often."""

from __future__ import annotations

import pytest
from account_evidence import evidence, said

from checks.account_unmonitored import account_unmonitored

FLAGGED = [
    ({"account": {"monitor": ""}}, "trust.yaml names no person who watches it for this account"),
    (
        {"account": {"method": "", "interval": ""}},
        "trust.yaml names no way of watching it and interval for this account",
    ),
]
NOT_FLAGGED = [
    {},
]


@pytest.mark.parametrize(("given", "detail"), FLAGGED)
def test_flagged(given, detail):
    assert said(account_unmonitored, evidence(**given)) == detail


@pytest.mark.parametrize("given", NOT_FLAGGED)
def test_not_flagged(given):
    assert said(account_unmonitored, evidence(**given)) == "pass"


def test_a_school_without_any_register_of_accounts_is_not_assessed():
    nothing = dict.fromkeys(("approved_by", "role", "approved_on", "monitor", "method", "interval"), "")
    assert said(account_unmonitored, evidence(nothing)).startswith(
        "not assessed: trust.yaml says of none of the school's accounts"
    )
