"""Posts and profiles of the school that lead to the personal accounts of its staff."""

from __future__ import annotations

import pytest
from seen_evidence import KEY, evidence, found, not_assessed

from checks.linked_personal_account import linked_personal_account

FLAGGED = [
    ("A lovely lesson by @MrsDale today", "MrsDale", "likely"),
    ("Well done @mrsdale_y4", "mrsdale_y4", "likely"),
    ("Thank you @ann.dale!", "ann.dale", "likely"),
    ("See @AnnDaleTeaches", "AnnDaleTeaches", "likely"),
    ("Year 6 with @MrOdePE", "MrOdePE", "likely"),
    ("Pictures: instagram.com/ann_dale_89", "ann_dale_89", "likely"),
    ("More from @aprendergast", "aprendergast", "possible"),
    ("By @MissPrendergastHeadTeacher", "MissPrendergastHeadTeacher", "likely"),
]
NOT_FLAGGED = [
    "Well done, Mrs Dale, and thank you Mr Ode",
    "A visit to @DaleFarmShop",
    "We met @MichaelRosenYes",
    "Great news from @HollinBank",
    "Thank you @annabelle_dales",
    "See @hollinbankpe",
    "Email ann.dale@hollinbank.example",
    "linkedin.com/in/some-visitor-12345",
    "Ask @adale",  # five letters are met by chance
    "Great match by @obiodegaard",
]
STAFF = (("Mrs", "Ann", "Dale"), ("Mr", "Obi", "Ode"), ("Miss", "Ada", "Prendergast"))


@pytest.mark.parametrize(("text", "handle", "confidence"), FLAGGED)
def test_flagged(text, handle, confidence):
    assert found(linked_personal_account, evidence(text, staff=STAFF)) == [(handle, confidence)]


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_not_flagged(text):
    assert found(linked_personal_account, evidence(text, staff=STAFF)) == []


def test_the_finding_stands_on_the_post_and_its_words():
    [row] = linked_personal_account.run(evidence("Thank you @MrsDale")).findings.to_dict("records")
    assert (row["subject_type"], row["subject_id"], row["account"]) == ("post", "post:0", KEY)
    assert "Thank you @MrsDale"[row["start"] : row["end"]] == "@MrsDale"


@pytest.mark.parametrize(
    ("about", "shown"), [("Run by @MrsDale", "MrsDale"), ("linkedin.com/in/annd-77", "linkedin.com/in/annd-77")]
)
def test_a_profile_that_leads_to_a_person(about, shown):
    [row] = linked_personal_account.run(evidence(about=about)).findings.to_dict("records")
    assert (row["subject_id"], row["matched_text"]) == ("account:hollinbank", shown)
    assert row["remedy"].startswith("Take the personal account out of the profile")


def test_registered_allowed_and_shared_are_no_findings():
    registered = (("hollin", "x", "hollinbank"), ("hollin", "x", "MrsDale"))
    assert found(linked_personal_account, evidence("By @MrsDale", registered=registered)) == []
    assert found(linked_personal_account, evidence("By @MrsDale"), allowed=["@mrsdale"]) == []
    assert found(linked_personal_account, evidence("By @MrsDale", kind="repost")) == []


def test_a_staff_list_without_anybody_judges_nothing():
    given = evidence("By @MrsDale", staff=())
    assert not_assessed(linked_personal_account, given) == ["the staff list names nobody of this school"]
    assert found(linked_personal_account, given) == []


def test_an_unread_profile_is_said():
    assert not_assessed(linked_personal_account, evidence("Hi", read=("posts",))) == ["profile: not read yet"]
