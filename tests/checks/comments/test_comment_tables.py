"""What the shipped lists say of texts that nothing was learned from: passed on or not, abuse or not."""

from __future__ import annotations

import pytest

from checks.comments.engine import CommentEngine
from config.check_lists import load_check_lists

ENGINE = CommentEngine(load_check_lists())
PASSED_ON = [
    "my mum hasn't got out of bed for two weeks and i don't want anyone to find out",
    "he says it's our secret and nobody would believe me anyway",
    "there's a girl in my form who has stopped eating and i promised not to say",
    "dad came home drunk again so we slept in the car",
    "i just want it to be over, nobody would even notice",
    "please can somebody check on the two little ones at number nine, they are always out on their own in the dark",
    "she flinches whenever he raises his voice and she had bruises on her arms",
    "my stepdad locks me in my room with no tea",
    "this man keeps asking me to send him pictures and not tell my mum",
]
NOT_PASSED_ON = [
    "Can I buy two more tickets for the Thursday show please?",
    "My daughter is dying to know who won the raffle",
    "He would not put that book down all night, brilliant choice Miss",
    "Bruised knees and muddy boots, best trip ever",
    "The car park was a nightmare again this morning",
    "I am absolutely fuming, three emails and no answer",
]
ABUSE = [
    ("what a pathetic excuse for a head, you lot are clueless", "insult"),
    ("nobody sit with her tomorrow, pass it on", "harassment"),
    ("he wants his legs breaking", "threat"),
    ("be a shame if something happened to your car", "threat"),
    ("phwoar, keep me behind any time miss", "sexual"),
    ("couldn't organise a raffle, that woman", "insult"),
]
NO_ABUSE = [
    "Thank you for asking. Mrs Hale will find you a time this week",
    "are you blind? the sign is right there",
    "What a mess the car park was this morning",
    'My son was told "you are useless" by another child today and I want a call back',
    "Comments about Travellers' kids are rotten, please take them down",
    "Little man loved every minute of it",
    "gravy was thick as tar, still had seconds",
    "I am absolutely fuming, three emails and no answer",
]


@pytest.mark.parametrize("text", PASSED_ON)
def test_a_sign_of_a_child_at_risk_is_passed_on(text):
    assert list(ENGINE.disclosures([text]))


@pytest.mark.parametrize("text", NOT_PASSED_ON)
def test_what_families_write_is_not_passed_on(text):
    assert not list(ENGINE.disclosures([text]))


@pytest.mark.parametrize(("text", "kind"), ABUSE)
def test_abuse_is_found_and_named(text, kind):
    [row] = ENGINE.abuse([text])
    assert row.kind == kind
    assert row.confidence in {"likely", "certain"}


@pytest.mark.parametrize("text", NO_ABUSE)
def test_fair_words_are_no_abuse(text):
    assert not [row for row in ENGINE.abuse([text]) if row.confidence != "possible"]


def test_an_insult_in_quotation_marks_is_anothers_unless_all_is_quoted():
    levels = [
        row.confidence
        for row in ENGINE.abuse(['"you useless idiot" is what he wrote on my book', '"you useless idiot"'])
    ]
    assert levels[-1] in {"likely", "certain"}
    assert len(levels) == 1 or levels[0] == "possible"


def test_what_the_words_make_possible_names_no_group_of_people_and_nobody():
    rows = list(ENGINE.abuse(["Muslim mums", "the Jewish families", "Karen and Callum", "trans kids", "Travellers"]))
    assert not rows


def test_a_child_in_despair_is_passed_on_and_accused_of_nothing():
    texts = [
        "i dont want to be here anymore, nobody would miss me",
        "honestly everyone would be better off without me",
        "i hate my life, i want to die and nobody cares",
    ]
    remarks = ENGINE.comments(texts)
    assert {row.at for row in remarks.disclosures} == {0, 1, 2}
    assert not remarks.abuse
