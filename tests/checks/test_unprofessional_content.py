"""What a school should not publish itself."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from comment_evidence import evidence, flagged

from checks.unprofessional_content import unprofessional_content

FLAGGED = [
    "What a crap Monday, heating off again",
    "Proud as f*** of our team",
    "Vote Labour on Thursday for our schools",
    "Get the Tories out",
    "20% off at Peak Optics with code HOLLIN",
    "Bella Pizzeria has a special offer for our parents tonight",
]
NOT_FLAGGED = [
    "Dick Whittington opens on Friday",
    "Greetings from Scunthorpe",
    "The Bloody Chamber is our set text",
    "We are a polling station on Thursday, so school is closed",
    "School council elections: vote for your candidate",
    "Our A level class compared the Labour and Conservative manifestos",
    "Thank you to our sponsor Peak Optics for 20% off the new kit",
    "Second hand uniform is half price on Saturday",
]
POLITICAL = "Vote Labour on Thursday for our schools"


@pytest.mark.parametrize("text", FLAGGED)
def test_flagged(text):
    assert flagged(unprofessional_content, text, post=True)


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_not_flagged(text):
    assert not flagged(unprofessional_content, text, post=True)


@pytest.mark.parametrize(
    ("days", "severity"),
    [([], "this_week"), (["2026-11-12"], "today"), (["2026-11-09"], "this_week"), (["2027-05-06"], "this_week")],
)
def test_party_politics_before_an_election_comes_down_today(days, severity):
    found = unprofessional_content.run(evidence(posts=(POLITICAL,)), polling_days=days).findings
    assert found["severity"].tolist() == [severity]


def test_a_polling_day_that_is_no_day_is_an_error():
    with pytest.raises(ValueError, match="isoformat"):
        unprofessional_content.run(evidence(posts=(POLITICAL,)), polling_days=["May"])


def test_kinds_that_the_clause_does_not_mind_are_left_out():
    assert not flagged(unprofessional_content, POLITICAL, post=True, kinds=["profanity"])


def test_one_post_can_hold_two_kinds():
    found = unprofessional_content.run(evidence(posts=("Vote Labour, damn it",))).findings
    assert sorted(found["severity"]) == ["this_week", "this_week"]


def test_a_post_of_the_same_id_elsewhere_makes_politics_no_matter_of_today():
    here = evidence(posts=(POLITICAL,))
    there = here.posts.assign(account="x:hollinbank", text="Sports day", created_at=pd.Timestamp("2027-05-01T09:00Z"))
    found = unprofessional_content.run(replace(here, posts=pd.concat([here.posts, there])), polling_days=["2027-05-06"])
    assert list(found.findings["severity"]) == ["this_week"]
