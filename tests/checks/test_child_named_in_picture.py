"""Names inside pictures and in their files: which are flagged, where they stand, what was not read."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from checks._film import COVER
from checks.base import Evidence, School
from checks.child_named_in_picture import HIDDEN, SEEN, child_named_in_picture

X = "x:hollinbank"
POSTED = datetime(2026, 11, 9, 9, tzinfo=UTC)
ABSENT = "text in pictures is not read: install tesseract-ocr and the extra [ocr]"
TEXT = "Star of the Week\nMaya Prosser"


def picture(text="", details="", text_state="read", media_id="m1", state="examined", reason=""):
    return {
        "account": X, "platform": "x", "post_id": "1", "media_id": media_id, "created_at": POSTED, "state": state,
        "reason": reason, "text": text, "text_state": text_state, "details": details,
    }  # fmt: skip


def mention(kind="full_name", start=17, ids=("P1",), subject="image:1/m1", confidence="certain"):
    return {
        "subject_type": subject.split(":")[0], "subject_id": subject, "account": X, "start": start, "end": start + 4,
        "matched_text": "Maya", "pupil_ids": ids, "kind": kind, "confidence": confidence,
        "because": "full name of 1 pupil",
    }  # fmt: skip


def judged(pictures, mentions, log=(), **options):
    media = [{k: p[k] for k in ("account", "platform", "post_id", "media_id", "created_at")} for p in pictures]
    evidence = Evidence(
        school=School(id="hb", name="Hollin Bank Primary School", phase="primary"),
        as_of=datetime(2026, 11, 16, tzinfo=UTC),
        pictures=pd.DataFrame(list(pictures)),
        media=pd.DataFrame(media),
        pupils=pd.DataFrame([{"pupil_id": "P1", "form": "4B"}, {"pupil_id": "P2", "form": "4B"}]),
        photo_log=pd.DataFrame(list(log)),
        mentions=pd.DataFrame(list(mentions)),
    )
    return child_named_in_picture.run(evidence, **options)


FLAGGED = {
    "full name": (mention(), TEXT, (), "today"),
    "first name": (mention("first_name"), TEXT, (), "soon"),
    "first name with class": (mention("first_name"), "Maya of Year 4", (), "this_week"),
    "first name, child in the log": (mention("first_name"), TEXT,
        [{"post_id": "1", "media_id": "m1", "pupil_id": "P1", "shows": "pupil", "form": ""}], "today"),
}  # fmt: skip


@pytest.mark.parametrize(("named", "text", "log", "severity"), FLAGGED.values(), ids=FLAGGED)
def test_flagged(named, text, log, severity):
    judgement = judged([picture(text)], [named], log)
    (finding,) = judgement.findings.to_dict("records")
    assert (finding["subject_type"], finding["subject_id"], finding["severity"]) == ("image", "image:1/m1", severity)
    assert (finding["pupil_ids"], finding["matched_text"], finding["confidence"]) == (("P1",), "Maya", "certain")
    assert (finding["start"], finding["end"]) == (None, None)
    assert "Maya" not in finding["detail"]
    assert judgement.units["outcome"].tolist() == ["fail"]


def test_where_a_name_stands_is_told_with_what_to_do():
    pictures = [picture("Well done Maya", "Maya at home"), picture("", "Maya", media_id="m2")]
    named = [mention(start=10), mention(start=15, ids=("P2",)), mention(start=1, subject="image:1/m2")]
    found = judged(pictures, named).findings.set_index(["subject_id", "pupil_ids"])
    assert found["remedy"].tolist() == [SEEN, HIDDEN, HIDDEN]
    ends = ["read inside the picture", *["in the details of the picture's file, which viewers can show"] * 2]
    assert all(detail.endswith(end) for detail, end in zip(found["detail"], ends, strict=True))


NOT_FLAGGED = {
    "no name": (picture("Harvest festival"), "pass", ""),
    "no text": (picture(), "pass", ""),
    "no reader": (picture(text_state=ABSENT), "not_assessed", ABSENT),
    "it moves": (picture("Harvest", text_state="it moves, and only its first picture was looked at"), "not_assessed",
        "it moves, and only its first picture was looked at"),
    "not opened": (picture(state="not examined", reason="SVG drawings are not opened"), "not_assessed",
        "SVG drawings are not opened"),
}  # fmt: skip


@pytest.mark.parametrize(("row", "outcome", "reason"), NOT_FLAGGED.values(), ids=NOT_FLAGGED)
def test_not_flagged(row, outcome, reason):
    judgement = judged([row], [mention(subject="post:1"), mention(subject="image:2/m1")])
    assert judgement.findings.empty
    assert judgement.units[["subject_id", "outcome", "reason"]].to_numpy().tolist() == [["image:1/m1", outcome, reason]]


def test_a_name_in_the_details_is_found_where_no_text_could_be_read():
    judgement = judged([picture("", "Maya Prosser", text_state=ABSENT)], [mention(start=1)])
    assert judgement.units[["outcome", "reason"]].to_numpy().tolist() == [["fail", ""]]
    assert judgement.findings["remedy"].tolist() == [HIDDEN]


@pytest.mark.parametrize(("allow", "number"), [("nothing", 1), ("names_without_pictures", 1), ("first_name", 0)])
def test_a_policy_that_allows_names_without_pictures_allows_none_here(allow, number):
    assert len(judged([picture("Maya")], [mention("first_name", start=0)], allow=allow).findings) == number


def test_without_pictures_nothing_is_judged():
    assert judged([], []).units.empty


@pytest.mark.parametrize(
    ("named", "where", "remedy"),
    [
        (mention(), "; read inside the cover of the video", SEEN),
        (mention(start=31), "; in the details of the file of the video's cover, which viewers can show", HIDDEN),
    ],
)
def test_a_name_in_a_cover_says_so(named, where, remedy):
    film = {**picture(TEXT, "Maya Prosser"), "type": "video"}
    (finding,) = judged([film], [named]).findings.to_dict("records")
    assert finding["detail"].endswith(where)
    assert finding["remedy"] == remedy


def test_a_cover_that_names_nobody_is_no_film_without_names():
    units = judged([{**picture("Our week"), "type": "video"}], []).units
    assert units[["subject_id", "outcome", "reason"]].to_numpy().tolist() == [
        ["image:1/m1", "pass", ""],
        ["film:1/m1", "not_assessed", COVER],
    ]


def test_two_accounts_may_use_one_id():
    other = {**picture(TEXT + "\nand all the others of 4B"), "account": "facebook:hollinbank", "platform": "facebook"}
    judgement = judged([picture(TEXT, "Maya Prosser"), other], [mention(start=31)])
    assert judgement.findings["detail"].str.contains("in the details of the picture's file").tolist() == [True]
