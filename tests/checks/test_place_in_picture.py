"""Places in the files of pictures: what is flagged, how severe, and what was not looked at."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from checks._film import COVER
from checks.base import Evidence, School
from checks.place_in_picture import place_in_picture

X, BLOG = "x:hollinbank", "blog:hollin bank news"
GPS = "GPS position near 53.5 N, 3.0 W"


def picture(how="", media_id="m1", account=X, state="examined", reason=""):
    return {
        "account": account, "post_id": "1", "media_id": media_id, "state": state, "reason": reason, "place": bool(how),
        "place_how": how,
    }  # fmt: skip


def judged(*pictures, files=()):
    media = [{"account": X, "post_id": "1", "media_id": media_id, "file": file} for media_id, file in files]
    evidence = Evidence(
        school=School(id="hb", name="Hollin Bank Primary School", phase="primary"),
        as_of=datetime(2026, 11, 16, tzinfo=UTC),
        pictures=pd.DataFrame(list(pictures)),
        media=pd.DataFrame(media),
    )
    return place_in_picture.run(evidence)


FLAGGED = {
    "gps": (GPS, "this_week"),
    "postcode": ("a postcode in the IPTC field 'caption'", "this_week"),
    "place in a town": ("a location in the XMP field 'Location'", "this_week"),
    "town": ("IPTC field 'city': Saltmere", "soon"),
    "town, twice": ("IPTC field 'city': Saltmere; XMP field 'City': Saltmere", "soon"),
    "town and gps": (f"{GPS}; XMP field 'City': Saltmere", "this_week"),
}


@pytest.mark.parametrize(("how", "severity"), FLAGGED.values(), ids=FLAGGED)
def test_flagged(how, severity):
    judgement = judged(picture(how))
    (finding,) = judgement.findings.to_dict("records")
    assert (finding["subject_type"], finding["subject_id"], finding["account"]) == ("image", "image:1/m1", X)
    assert (finding["severity"], finding["confidence"]) == (severity, "certain")
    assert finding["detail"] == f"Its file gives away where it was taken: {how}"
    assert judgement.units["outcome"].tolist() == ["fail"]


def test_a_file_that_was_handed_over_may_have_been_published_without_it():
    judgement = judged(picture(GPS), picture(GPS, "m2"), files=[("m1", "photos/1.jpg"), ("m2", "")])
    assert judgement.findings["confidence"].tolist() == ["likely", "certain"]
    assert judgement.findings["detail"].str.contains("handed over").tolist() == [True, False]


NOT_FLAGGED = {
    "nothing in the file": (picture(), "pass", ""),
    "not opened": (picture(state="not examined", reason="SVG drawings are not opened"), "not_assessed",
                   "SVG drawings are not opened"),
    "not opened, whatever it says": (picture(GPS, state="not examined", reason="not fetched"), "not_assessed",
                                     "not fetched"),
}  # fmt: skip


@pytest.mark.parametrize(("row", "outcome", "reason"), NOT_FLAGGED.values(), ids=NOT_FLAGGED)
def test_not_flagged(row, outcome, reason):
    judgement = judged(row)
    assert judgement.findings.empty
    assert judgement.units[["outcome", "reason"]].to_numpy().tolist() == [[outcome, reason]]


def test_each_picture_of_each_account_is_judged_by_itself():
    judgement = judged(picture(GPS), picture(media_id="m2"), picture(account=BLOG))
    assert judgement.units["outcome"].tolist() == ["fail", "pass", "pass"]


def test_without_pictures_nothing_is_judged():
    assert judged().units.empty


def film(how="", media_id="m1", **more):
    return {**picture(how, media_id, **more), "type": "video"}


def test_a_cover_is_looked_at_and_the_film_stays_unassessed():
    judgement = judged(film(GPS), film(media_id="m2"), film(media_id="m3", state="not examined", reason="HTTP 404"))
    (finding,) = judgement.findings.to_dict("records")
    assert finding["detail"] == f"The file of the video's cover gives away where it was taken: {GPS}"
    assert judgement.units[["subject_id", "outcome", "reason"]].to_numpy().tolist() == [
        ["image:1/m1", "fail", ""], ["film:1/m1", "not_assessed", COVER],
        ["image:1/m2", "pass", ""], ["film:1/m2", "not_assessed", COVER],
        ["image:1/m3", "not_assessed", "HTTP 404"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "confidence"),
    [
        ({"file": "films/1.mp4", "cover": "https://v.example/1.jpg"}, "certain"),
        ({"file": "films/1.mp4", "cover": "covers/1.jpg"}, "likely"),
        ({"file": "", "cover": "covers/1.jpg"}, "likely"),
    ],
)
def test_a_cover_that_was_handed_over_may_have_been_published_without_it(row, confidence):
    media = {"account": X, "post_id": "1", "media_id": "m1", "type": "video", **row}
    evidence = Evidence(
        school=School(id="hb", name="Hollin Bank Primary School", phase="primary"),
        as_of=datetime(2026, 11, 16, tzinfo=UTC),
        pictures=pd.DataFrame([film(GPS)]),
        media=pd.DataFrame([media]),
    )
    assert place_in_picture.run(evidence).findings["confidence"].tolist() == [confidence]
