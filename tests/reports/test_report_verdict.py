"""The first line of the page: what to do, in words a head would use, and never green for what was not seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import comment, coverage, finding, photo, thin_week
from views import busy_school, clear_school, empty_school, unread_school

from reports.base import Finding
from reports.sight import sight
from reports.verdict import verdict

ACCOUNT = {"subject_type": "account", "subject_id": "account:a", "quote": None}


@pytest.mark.parametrize(
    ("findings", "sentence"),
    [
        ((finding(),), "1 post must come down today."),
        ((finding(), photo()), "1 post must come down today."),
        ((finding(), photo(subject_id="image:2/1")), "2 posts must come down today."),
        ((finding(), comment(severity="today")), "1 post and 1 comment must come down today."),
        ((finding(**ACCOUNT),), "1 account needs action today."),
        ((finding(), finding(**ACCOUNT)), "1 post and 1 account need action today."),
        ((comment(),), "Nothing seen must come down today; 1 thing needs putting right."),
        ((comment(), finding(severity="soon")), "Nothing seen must come down today; 2 things need putting right."),
        ((thin_week("2026-W45"),), "Nothing to take down, but the policy was missed in 1 school week."),
        ((finding(status="fixed"),), "Nothing to put right: 90 posts judged on 1 account."),
    ],
)
def test_says_what_to_do(findings: tuple[Finding, ...], sentence: str) -> None:
    assert verdict(replace(clear_school(), findings=findings)).sentence == sentence


@pytest.mark.parametrize(
    ("findings", "step"),
    [
        ((comment(),), "This week is soon enough. The worklist"),
        ((comment(), finding(severity="note")), "1 this week, the rest when there is time. The worklist"),
        ((finding(severity="note"),), "None of it is urgent. The worklist"),
        ((finding(confidence="possible"),), "1 possible finding waits for a person's eye."),
        ((finding(), comment()), "1 other thing can follow later: see the worklist."),
    ],
)
def test_says_when(findings: tuple[Finding, ...], step: str) -> None:
    assert step in verdict(replace(clear_school(), findings=findings)).next_step


def test_clear_needs_everything_seen() -> None:
    assert verdict(clear_school()).tone == "clear"
    for gap in (
        {"unread": ("The photo log was not given.",)},
        {"coverage": (coverage("a-check", "not_assessed", reason="no register"),)},
        {"accounts": busy_school().accounts},
        {"posts_judged": 0},
    ):
        assert verdict(replace(clear_school(), **gap)).tone == "unsure"  # type: ignore[arg-type]


@pytest.mark.parametrize("school", [unread_school(), empty_school()])
def test_a_school_nobody_read_is_not_called_good(school: object) -> None:
    found = verdict(school)  # type: ignore[arg-type]
    assert found.tone == "unsure"
    assert found.sentence == "Nothing was judged: no post of this school has been read."


def test_health_in_a_sentence() -> None:
    assert sight(clear_school()).sentence == "The one account was read in full."
    assert sight(busy_school()).sentence == (
        "1 of 3 accounts could not be read in full: Facebook @thistledown. 2 rules could not be judged on everything."
    )
    assert sight(unread_school()).sentence.startswith("The one account could not be read in full: Facebook @stodos.")
    assert sight(empty_school()).sentence == "No account is set up for this school, so nothing could be read."
