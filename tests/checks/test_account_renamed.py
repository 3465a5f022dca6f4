"""The handle a platform shows against the one that is registered."""

from __future__ import annotations

import pytest
from account_evidence import evidence, said

from checks.account_renamed import account_renamed

FLAGGED = [
    ({"profile": {"handle": "HollinAcademy"}}, "the platform calls it @HollinAcademy, trust.yaml @hollinbank"),
    (
        {"profile": {"handle": "hollin"}, "renames": [("hollinbank", "hollin", "2026-11-02T05:00Z")]},
        "the platform calls it @hollin, trust.yaml @hollinbank; until 2 November 2026 it was @hollinbank",
    ),
]
NOT_FLAGGED = [
    {},
    {"profile": {"handle": "@hollinbank"}},
    {"profile": {"handle": "77"}},
    {"profile": {"handle": ""}},
]


@pytest.mark.parametrize(("given", "detail"), FLAGGED)
def test_flagged(given, detail):
    assert said(account_renamed, evidence(**given)) == detail


@pytest.mark.parametrize("given", NOT_FLAGGED)
def test_not_flagged(given):
    assert said(account_renamed, evidence(**given)) == "pass"
