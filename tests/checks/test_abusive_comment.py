"""Abuse in comments: what is flagged, what is left alone, and what the finding says."""

from __future__ import annotations

import pytest
from comment_evidence import evidence, flagged

from checks.abusive_comment import abusive_comment

FLAGGED = [
    "you are a useless lying cow",
    "the headteacher is an absolute knobhead",
    "what a bunch of morons you are",
    "f*ck off the lot of you",
    "go f**k yourself miss",
    "your staff are all full of sh1t",
    "you w a n k e r",
    "you absolute wаnker",  # a Cyrillic letter
    "you fuuuucking idiot",
    "🖕 the head",
    "that kid is a retard",
    "all muslims are scum",
    "go back to your own country",
    "i hate gypsies, get them out of our school",
    "get your tits out miss",
    "I'll smash your face in",
    "someone should put a brick through his window",
    "I know where you live",
    "kill yourself",
    "hope you die",
    "that caretaker is a paedo",
]
NOT_FLAGGED = [
    "I am absolutely fuming, nobody rang me and my son was left without his inhaler",
    "This is a ridiculous decision and the school has let our children down",
    "The parking is a joke and someone will get hurt",
    "Mrs Kaye was rude to me and I would like an apology",
    "she is not stupid, she is dyslexic",
    "Never call a child a retard, it is not ok",
    "My son was called a paki on the bus today",
    'Who wrote "fat cow" under this? Be ashamed of yourself',
    "I'm such an idiot, I forgot it was inset day",
    "Proud queer mum here, thank you",
    "We smashed them! What a match",
    "Sick goal",
    "Dick Whittington was hilarious",
    "Love from Scunthorpe and Penistone",
    "Mr Cocks was the best teacher I ever had",
    "the great tits in the nest box have fledged",
    "this weather is shit",
    "Muslims are not terrorists",
    "Refugees are welcome here",
    "well done you absolute legends",
]
SPANS = [
    ("Oh 😂 you are a tw@t mate", "tw@t"),
    ("ℛeally? f  u  c  k off", "f  u  c  k off"),
    ("Café staff: bunch of mor\u00adons, you", "bunch of mor\u00adons"),
]


@pytest.mark.parametrize("text", FLAGGED)
def test_flagged(text):
    assert flagged(abusive_comment, text)


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_not_flagged(text):
    assert not flagged(abusive_comment, text)


@pytest.mark.parametrize(("text", "words"), SPANS)
def test_offsets_are_code_points_of_the_text_as_stored(text, words):
    [row] = abusive_comment.run(evidence(text)).findings.to_dict("records")
    assert row["matched_text"] == words == text[row["start"] : row["end"]]


def test_a_finding_says_what_it_is_in_words_for_a_parent():
    [row] = abusive_comment.run(evidence("Miss Hill you are a b1tch")).findings.to_dict("records")
    assert row["detail"] == "An insult: 'b1tch' (for 'bitch'), said to somebody"
    assert row["severity"] == "this_week"


def test_the_worst_of_a_comment_is_named_once():
    found = abusive_comment.run(evidence("you idiot. I know where you live", "lovely photo")).findings
    assert found[["subject_id", "severity"]].to_numpy().tolist() == [["comment:c0", "today"]]
    assert found["detail"].str.startswith("A threat").all()


def test_every_comment_with_words_is_judged():
    units = abusive_comment.run(evidence("you idiot", "lovely", "  ")).units
    assert units["outcome"].tolist() == ["fail", "pass"]


def test_kinds_that_the_clause_does_not_mind_are_left_out():
    assert not flagged(abusive_comment, "you idiot", kinds=["threat"])
    assert flagged(abusive_comment, "I know where you live", kinds=["threat"])


def test_bad_language_aimed_at_nobody_is_listed_apart():
    assert not flagged(abusive_comment, "fucking brilliant show")
    assert flagged(abusive_comment, "fucking brilliant show", least="possible")


def test_without_comments_nothing_is_judged():
    assert abusive_comment.run(evidence()).units.empty


def test_a_comment_that_may_tell_of_a_child_at_risk_goes_to_the_safeguarding_lead_alone():
    found = abusive_comment.run(evidence("you idiot, my dad hits me and you do nothing", "you idiot")).findings
    assert found["route"].tolist() == ["dsl", "comms"]
