"""Personal contacts that are read inside pictures."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from checks._film import COVER
from checks.base import Evidence, Judgement, School
from checks.personal_contact import personal_contact

FB = "facebook:hollinbank"


def judged(
    text: str,
    *,
    state: str = "examined",
    reason: str = "",
    text_state: str = "read",
    caption: str = "",
    of: str = "photo",
    **school,
) -> Judgement:
    own = {"phones": ("01632 960114",), "emails": ("office@hollinbank.example",), "postcode": "HX1 9ZZ", **school}
    post = {"account": FB, "platform": "facebook", "post_id": "1", "text": caption, "kind": "original"}
    picture = {
        "account": FB, "platform": "facebook", "post_id": "1", "media_id": "m1", "state": state, "reason": reason,
        "text": text, "text_state": text_state, "type": of,
    }  # fmt: skip
    return personal_contact.run(
        Evidence(
            school=School(id="hollin", name="Hollin Bank Primary School", phase="primary", **own),
            as_of=datetime(2026, 11, 16, tzinfo=UTC),
            accounts=pd.DataFrame([{"account": FB, "platform": "facebook", "handle": "hollinbank"}]),
            reads=pd.DataFrame([{"account": FB, "what": w, "reason": ""} for w in ("posts", "comments")]),
            posts=pd.DataFrame([post]),
            pictures=pd.DataFrame([picture]),
        )
    )


@pytest.mark.parametrize(
    ("text", "matched", "severity"),
    [
        ("BAKE SALE\nring Jo 07400 123456", "07400 123456", "this_week"),
        ("Write to jo.bright@gmail.com", "jo.bright@gmail.com", "this_week"),
        ("DOB 14/03/2017", "14/03/2017", "today"),
    ],
)
def test_flagged(text, matched, severity):
    [row] = judged(text).findings.to_dict("records")
    assert (row["subject_type"], row["subject_id"], row["account"]) == ("image", "image:1/m1", FB)
    assert matched in row["matched_text"]
    assert (row["confidence"], row["severity"]) == ("likely", severity)
    assert row["detail"].endswith(", inside the picture")
    assert matched not in row["detail"]


@pytest.mark.parametrize(
    "text",
    [
        "Hollin Bank Primary School\nTel 01632 960114",
        "Tel 01632 960174",  # the office's number, one digit misread
        "Tel +44 1632 960114",
        "offlce@hollinbank.example",  # the office, a letter misread
        "Doors open 6.30pm, tickets 2.50",
        "",
    ],
)
def test_not_flagged(text):
    judgement = judged(text)
    assert judgement.findings.empty
    assert judgement.units["outcome"].tolist() == ["pass"]


def test_the_office_misread_is_known_by_a_number_that_stands_with_its_extension():
    assert judged("Tel 01632 960174", phones=("01632 960114 ext 2",)).findings.empty


def test_a_landline_is_only_possible_where_nobody_named_the_offices():
    [row] = judged("Tel 01632 960555", phones=()).findings.to_dict("records")
    assert row["confidence"] == "possible"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"state": "not examined", "reason": "it could not be fetched"}, "it could not be fetched"),
        ({"text_state": "tesseract-ocr is not installed"}, "tesseract-ocr is not installed"),
    ],
)
def test_what_could_not_be_read_is_said(more, reason):
    units = judged("", **more).units
    assert units[["subject_type", "outcome", "reason"]].values.tolist() == [["image", "not_assessed", reason]]


def test_caption_and_picture_are_judged_each_for_itself():
    judgement = judged("ring 07400 123456", caption="ring 07400 123457")
    found = [(row["subject_id"], row["matched_text"]) for row in judgement.findings.to_dict("records")]
    assert found == [("post:1", "07400 123457"), ("image:1/m1", "07400 123456")]
    assert dict(zip(judgement.units["subject_id"], judgement.units["outcome"], strict=True)) == {
        "post:1": "fail",
        "image:1/m1": "fail",
    }


def test_a_cover_gives_its_contacts_away_and_a_clean_one_is_no_clean_film():
    [row] = judged("DOB 14/03/2017", of="video").findings.to_dict("records")
    assert row["detail"].endswith(", inside the cover of the video")
    units = judged("Bake sale", of="video").units.query("subject_type == 'image'")
    assert units[["subject_id", "outcome", "reason"]].to_numpy().tolist() == [
        ["image:1/m1", "pass", ""], ["film:1/m1", "not_assessed", COVER],
    ]  # fmt: skip
