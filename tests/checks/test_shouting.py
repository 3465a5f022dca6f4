"""Texts in capitals."""

from __future__ import annotations

from dataclasses import replace

import pytest
from text_evidence import evidence, found

from checks.shouting import shouting

FLAGGED = [  # text, what is marked
    ("WHAT AN AMAZING SPORTS DAY", "WHAT AN AMAZING SPORTS DAY"),
    ("Please note: THERE WILL BE NO SCHOOL TOMORROW. Thanks.", "THERE WILL BE NO SCHOOL TOMORROW"),
    ("WELL DONE EVERYONE!!!", "WELL DONE EVERYONE"),
    ("DON'T FORGET PE KITS ON MONDAY", "DON'T FORGET PE KITS ON MONDAY"),
]
NOT_FLAGGED = [
    "PE KIT, please, on Monday and on Friday",
    "Our PTA, KS2 and EYFS teams",
    "SATS, RSHE, PSHE, SEND: a guide for parents",
    "This is NOT a drill: wear YELLOW",
    "#WELLDONE #YEARFOUR @HOLLINBANK HTTPS://HOLLINBANK.EXAMPLE/NEWS",
    "PTA AGM",
    "School CLOSED",
    "B12 7XY, HX1 9ZZ",
]


@pytest.mark.parametrize(("text", "marked"), FLAGGED)
def test_flagged_in_captions_and_alt_texts(text: str, marked: str) -> None:
    assert [row["matched_text"] for row in found(shouting, evidence(post=text, alt=text))] == [marked, marked]


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_not_flagged(text: str) -> None:
    assert [row["detail"] for row in found(shouting, evidence(post=text, alt=text))] == []


def test_reposts_and_comments_are_the_words_of_others() -> None:
    given = evidence(post=FLAGGED[0][0], comment=FLAGGED[0][0])
    given = replace(given, posts=given.posts.assign(kind="repost"))
    assert shouting.run(given).units.empty


def test_how_many_words_are_too_many() -> None:
    text = "Now: WHAT AN AMAZING DAY for all of us"
    assert len(found(shouting, evidence(post=text), words=4)) == 1
    assert found(shouting, evidence(post=text), words=5) == []
