"""Hashtags in which words run together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from text_evidence import evidence, found

from checks.unreadable_hashtag import unreadable_hashtag

FLAGGED = [  # text, what is marked
    ("What a day #welldoneyear4", "#welldoneyear4"),
    ("#Welldone everyone", "#Welldone"),
    ("#WELLDONE everyone", "#WELLDONE"),
    ("#readingforpleasure", "#readingforpleasure"),
    ("#worldbookday2026", "#worldbookday2026"),
    ("#antibullyingweek", "#antibullyingweek"),
    ("#proudofourschool #Maths", "#proudofourschool"),
    ("#lovelearning", "#lovelearning"),
    ("#blackpooltrip", "#blackpooltrip"),
    ("#Northamptonshireschools", "#Northamptonshireschools"),
    ("#schooltrip", "#schooltrip"),
    ("#thankyouNHS", "#thankyouNHS"),
    ("#ourwonderfulhollinbankers", "#ourwonderfulhollinbankers"),
]
NOT_FLAGGED = [
    "#LestWeForget #heritage #fieldwork #KPAexams #BlackHistoryMonth #NSPCC",
    "#WellDoneYear4 #wellDone #Well_Done #Year4 #year4",
    "#maths #football #PTA #SATs #STEM #RSHE #Playground #birthday",
    "#international #congratulations #handwriting #headteacher #together #wellbeing",
    "#BBCNews #NHSWales #GCSEs #KS2SATs",
    "Item #12 and page.html#welldoneyear",
    "#Northamptonshire #northamptonshire #Blackpool #Warminster #Kirkcudbrightshire #Penrhyndeudraeth",
    "#responsibilities #Multiculturalism #Springwatch #Wildlife #Rainforest #storytime #Everywhere",
    "#Science #Geography #Assembly #Nursery #Reception",
]


@pytest.mark.parametrize(("text", "marked"), FLAGGED)
def test_flagged_in_captions_and_alt_texts(text: str, marked: str) -> None:
    assert [row["matched_text"] for row in found(unreadable_hashtag, evidence(post=text, alt=text))] == [marked, marked]


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_not_flagged(text: str) -> None:
    assert [row["detail"] for row in found(unreadable_hashtag, evidence(post=text, alt=text))] == []


def test_reposts_and_comments_are_the_words_of_others() -> None:
    given = evidence(post=FLAGGED[0][0], comment=FLAGGED[0][0])
    given = replace(given, posts=given.posts.assign(kind="repost"))
    assert unreadable_hashtag.run(given).units.empty


def test_the_hashtag_is_taken_apart_for_whoever_mends_it() -> None:
    [row] = found(unreadable_hashtag, evidence(post="#welldoneyear4"))
    assert row["detail"] == "the hashtag runs words together: well done year"
    assert row["confidence"] == "certain"
    [row] = found(unreadable_hashtag, evidence(post="#lovelearning"))
    assert row["confidence"] == "likely"


def test_further_words_are_not_taken_apart() -> None:
    assert found(unreadable_hashtag, evidence(post="#lovelearning"), words=("LoveLearning",)) == []


def test_an_endless_hashtag_is_one_finding() -> None:
    assert len(found(unreadable_hashtag, evidence(post="#" + "aab" * 5000))) == 1
