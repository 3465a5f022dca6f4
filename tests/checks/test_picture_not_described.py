"""Alt texts: missing, a file's name, the platform's own, too short; each picture of a carousel by itself."""

from __future__ import annotations

import pytest
from picture_rows import evidence, outcomes, picture, post

from checks.picture_not_described import FILE_NAME, MADE_UP, MISSING, NONE_AT_ALL, UNTOLD, picture_not_described

DESCRIBED = picture("m9", alt="A row of empty coat pegs")
FLAGGED = {
    "": MISSING,
    " ": MISSING,
    "IMG_1234.jpg": FILE_NAME,
    "IMG_1234": FILE_NAME,
    "DSC 0042": FILE_NAME,
    "PXL_20261005_101112.jpg": FILE_NAME,
    "20261005_101112": FILE_NAME,
    "WhatsApp Image 2026-10-05 at 10.11.12": FILE_NAME,
    "WhatsApp Image 2026-10-05 at 10.11.12 (1).jpeg": FILE_NAME,
    "Screenshot 2026-10-05 at 10.11.12 am": FILE_NAME,
    "harvest festival poster.PNG": FILE_NAME,
    "image (3)": FILE_NAME,
    "May be an image of 3 people and text": MADE_UP,
    "May be a graphic of text": MADE_UP,
    "Image may contain: 5 people, outdoor": MADE_UP,
    "No photo description available.": MADE_UP,
    "Photo by St Anne's School on October 05, 2026. May be an image of 3 people.": MADE_UP,
    "Photo shared by Hollin Bank. May be an image of text": MADE_UP,
    "Harvest": "its alt text says too little: 1 word of meaning",
    "Sports day": "its alt text says too little: 2 words of meaning",
    "Photo of a cake": "its alt text says too little: 2 words of meaning",
    "A picture of children": "its alt text says too little: 1 word of meaning",
    "photo": "its alt text says too little: 0 words of meaning",
    "🎉🎉🎉": "its alt text says too little: 0 words of meaning",
}


@pytest.mark.parametrize(("alt", "detail"), FLAGGED.items(), ids=[alt or "blank" for alt in FLAGGED])
def test_flagged(alt, detail):
    judgement = picture_not_described.run(evidence([], media=[picture(alt=alt), DESCRIBED]))
    assert judgement.findings[["subject_id", "confidence", "detail"]].to_numpy().tolist() == [
        ["image:1/m1", "certain", detail]
    ]
    assert outcomes(judgement) == {"image:1/m1": "fail", "image:1/m9": "pass"}


NOT_FLAGGED = [
    "Tins and vegetables on the altar steps",
    "Year 4 pupils holding round painted shields",
    "Photo of three children planting bulbs",
    "Ffôn symudol ar y bwrdd",
    "Poster: open evening, Thursday 1 October, 5.30 to 8pm",
    "May Day dancers around the pole",
    "Image of the school's new library",
    "2026 leavers waving from the steps",
    "3 boys on bikes",
    "Two pupils at a laptop, the drawing saved as dragon.png",
    "Photo by the lake in May. May blossom on the far bank",
]


@pytest.mark.parametrize("alt", NOT_FLAGGED)
def test_not_flagged(alt):
    assert outcomes(picture_not_described.run(evidence([], media=[picture(alt=alt)]))) == {"image:1/m1": "pass"}


def test_each_picture_of_a_carousel_by_itself_and_no_video_without_an_alt_text():
    media = [picture("m1"), picture("m2", alt=""), picture("m3", alt=""), picture("v", alt="", kind="video")]
    judgement = picture_not_described.run(evidence([], media=media))
    assert outcomes(judgement) == {"image:1/m1": "pass", "image:1/m2": "fail", "image:1/m3": "fail"}


def test_a_video_that_has_an_alt_text_is_held_to_it():
    media = [picture("v", alt="VID_2041.mp4", kind="video"), picture("w", alt="Children planting bulbs", kind="video")]
    assert outcomes(picture_not_described.run(evidence([], media=media))) == {"image:1/v": "fail", "image:1/w": "pass"}


def test_the_fewest_words_are_the_policys_to_set():
    media = [picture(alt="Sports day"), picture("m2", alt="")]
    assert outcomes(picture_not_described.run(evidence([], media=media), words=2))["image:1/m1"] == "pass"
    assert outcomes(picture_not_described.run(evidence([], media=media), words=0))["image:1/m2"] == "fail"


def test_an_account_without_any_alt_text_may_come_from_a_source_that_has_none():
    other = picture("m1", "2", "facebook:hollinbank", alt="")
    judgement = picture_not_described.run(evidence([], media=[DESCRIBED, other, picture("m2", alt="")]))
    rows = judgement.findings.set_index("account")[["confidence", "detail"]]
    assert rows.loc["facebook:hollinbank"].tolist() == ["likely", NONE_AT_ALL]
    assert rows.loc["x:hollinbank"].tolist() == ["certain", MISSING]


def test_a_repost_is_described_by_those_who_posted_it():
    assert picture_not_described.run(evidence([], media=[picture(alt="")], posts=[post(kind="repost")])).units.empty


def test_a_photo_whose_source_tells_no_alt_texts_is_not_assessed():
    media = [{**picture(alt=""), "alt_known": False}, {**picture("m2", alt="Apples in a basket"), "alt_known": False}]
    judgement = picture_not_described.run(evidence([], media=media))
    assert outcomes(judgement) == {"image:1/m1": "not_assessed", "image:1/m2": "pass"}
    assert UNTOLD in judgement.units["reason"].tolist()
