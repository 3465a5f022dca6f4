"""What a profile tells a parent."""

from __future__ import annotations

import pytest
from account_evidence import evidence, said

from checks.profile_incomplete import profile_incomplete

FLAGGED = [
    ({}, "the profile has no link to hollinbank.example and no word on who answers and when"),
    (
        {"profile": {"website": "https://hollinbank.example/news", "about": "Official news of our school"}},
        "the profile has no word on who answers and when",
    ),
    (
        {"profile": {"about": "Watched 9am to 4pm", "website": "https://linktr.example/hb"}},
        "the profile has no link to hollinbank.example",
    ),
    (
        {"profile": {"about": "Watched 9am to 4pm. office@hollinbank.example, www.royalhollinbank.example"}},
        "the profile has no link to hollinbank.example",
    ),
]
NOT_FLAGGED = [
    {"profile": {"about": "Call the office: hollinbank.example"}},
    {"profile": {"about": "Not monitored out of school hours", "website": "http://www.hollinbank.example"}},
    {"profile": {"about": "We reply Mon-Fri", "website": "https://news.hollinbank.example"}},
    {"website": "", "profile": {"about": "We reply Mon-Fri"}},
]


@pytest.mark.parametrize(("given", "detail"), FLAGGED)
def test_flagged(given, detail):
    assert said(profile_incomplete, evidence(**given)) == detail


@pytest.mark.parametrize("given", NOT_FLAGGED)
def test_not_flagged(given):
    assert said(profile_incomplete, evidence(**given)) == "pass"
