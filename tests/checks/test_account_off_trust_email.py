"""The address an account was opened with."""

from __future__ import annotations

import pytest
from account_evidence import evidence, said

from checks.account_off_trust_email import account_off_trust_email

FLAGGED = [
    (
        {"account": {"contact_email": "mrs.dale@gmail.example"}},
        "its contact address is at gmail.example, not at hollinbank.example",
    ),
    (
        {"account": {"contact_email": "head@nothollinbank.example"}},
        "its contact address is at nothollinbank.example, not at hollinbank.example",
    ),
]
NOT_FLAGGED = [
    {},
    {"account": {"contact_email": "Office@Infants.HollinBank.example "}},
    {"email_domains": ("@hollinbank.example",)},
]


@pytest.mark.parametrize(("given", "detail"), FLAGGED)
def test_flagged(given, detail):
    assert said(account_off_trust_email, evidence(**given)) == detail


@pytest.mark.parametrize("given", NOT_FLAGGED)
def test_not_flagged(given):
    assert said(account_off_trust_email, evidence(**given)) == "pass"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"account": {"contact_email": ""}}, "trust.yaml names no contact_email of the account"),
        ({"email_domains": ()}, "trust.yaml names no e-mail domain of the trust"),
    ],
)
def test_not_assessed(given, reason):
    assert said(account_off_trust_email, evidence(**given)) == f"not assessed: {reason}"
