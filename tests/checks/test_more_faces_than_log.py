"""Possible faces against the photo log: only ever possible, and never where nobody counted or logged."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks._film import COVER
from checks.base import Evidence, School
from checks.more_faces_than_log import more_faces_than_log

X = "x:hollinbank"
POSTED = pd.Timestamp("2026-10-05T15:00", tz=UTC)
ABSENT = "faces are not counted: install the extra [faces]"


def logged(*pupil_ids, shows="pupil", form="", media_id="m1"):
    rows = pupil_ids or ("",)
    return [{"post_id": "1", "media_id": media_id, "pupil_id": p, "shows": shows, "form": form} for p in rows]


def judged(faces, log, state="examined", reason="", faces_state="counted", kind="original", of="photo", **options):
    picture = {
        "account": X, "platform": "x", "post_id": "1", "media_id": "m1", "created_at": POSTED, "state": state,
        "reason": reason, "faces": faces, "faces_state": faces_state, "type": of,
    }  # fmt: skip
    evidence = Evidence(
        school=School(id="hb", name="Hollin Bank Primary School", phase="primary"),
        as_of=datetime(2026, 11, 16, tzinfo=UTC),
        posts=pd.DataFrame(
            [{**{k: picture[k] for k in ("account", "platform", "post_id", "created_at")}, "kind": kind}]
        ),
        media=pd.DataFrame([{k: picture[k] for k in ("account", "platform", "post_id", "media_id", "created_at")}]),
        pictures=pd.DataFrame([picture]).astype({"faces": "Int64"}),
        photo_log=pd.DataFrame(log),
        pupils=pd.DataFrame([{"pupil_id": f"P{n}", "form": "4B"} for n in range(1, 6)]),
    )
    return more_faces_than_log.run(evidence, **options)


def outcome(judgement):
    return judgement.units[["subject_id", "outcome", "reason"]].to_numpy().tolist()


FLAGGED = {
    "eight faces, one child": (8, logged("P1"), "names 1 pupil"),
    "eight faces, two children": (8, logged("P1", "P2"), "names 2 pupils"),
    "more than a whole form": (8, logged(shows="form", form="4b"), "names 5 pupils"),
    "three faces, nobody": (3, logged(shows="no_pupils"), "names no pupil"),
    "nobody to be recognised": (9, logged(shows="not_identifiable"), "names no pupil"),
    "a row for every picture": (8, logged("P1", media_id=""), "names 1 pupil"),
}


@pytest.mark.parametrize(("faces", "log", "said"), FLAGGED.values(), ids=FLAGGED)
def test_flagged(faces, log, said):
    judgement = judged(faces, log)
    assert outcome(judgement) == [["image:1/m1", "fail", ""]]
    detail = f"About {faces} faces may be seen, and the photo log {said} in it"
    assert judgement.findings[["subject_id", "confidence", "detail"]].to_numpy().tolist() == [
        ["image:1/m1", "possible", detail]
    ]


NOT_FLAGGED = {
    "one child and two grown-ups": (3, logged("P1")),
    "fewer faces than children": (1, logged("P1", "P2", "P3")),
    "a form": (7, logged(shows="form", form="4B")),
    "two grown-ups alone": (2, logged(shows="no_pupils")),
    "none": (0, logged(shows="no_pupils")),
}


@pytest.mark.parametrize(("faces", "log"), NOT_FLAGGED.values(), ids=NOT_FLAGGED)
def test_not_flagged(faces, log):
    judgement = judged(faces, log)
    assert outcome(judgement) == [["image:1/m1", "pass", ""]]
    assert judgement.findings.empty


NOT_ASSESSED = {
    "nobody logged it": (8, [], {}, "the photo log does not say who is shown"),
    "a form nobody is in": (8, logged(shows="form", form="9Z"), {},
        "the photo log names a form that no pupil of the register is in"),
    "nothing counts faces": (None, logged("P1"), {"faces_state": ABSENT}, ABSENT),
    "it moves": (8, logged("P1"), {"faces_state": "it moves, and only its first picture was looked at"},
        "it moves, and only its first picture was looked at"),
    "not opened": (None, logged("P1"), {"state": "not examined", "reason": "not fetched"}, "not fetched"),
}  # fmt: skip


@pytest.mark.parametrize(("faces", "log", "more", "reason"), NOT_ASSESSED.values(), ids=NOT_ASSESSED)
def test_not_assessed(faces, log, more, reason):
    judgement = judged(faces, log, **more)
    assert outcome(judgement) == [["image:1/m1", "not_assessed", reason]]
    assert judgement.findings.empty


def test_how_many_faces_are_taken_for_grown_ups_is_an_option():
    assert judged(3, logged("P1"), adults=1).findings["confidence"].tolist() == ["possible"]
    assert judged(8, logged("P1"), adults=7).findings.empty


def test_pictures_of_others_that_were_reposted_are_not_judged():
    assert judged(8, [], kind="repost").units.empty


@given(st.integers(0, 60), st.integers(0, 5), st.integers(0, 10))
def test_it_is_never_more_than_possible(faces, pupils, adults):
    log = logged(*(f"P{n}" for n in range(1, pupils + 1))) if pupils else logged(shows="no_pupils")
    found = judged(faces, log, adults=adults).findings
    assert len(found) == (faces > pupils + adults)
    assert set(found["confidence"] if len(found) else ()) <= {"possible"}


def test_the_cover_of_a_film_may_show_more_and_never_proves_that_the_film_does_not():
    film = ["film:1/m1", "not_assessed", COVER]
    more = judged(8, logged("P1"), of="video")
    (finding,) = more.findings.to_dict("records")
    assert finding["detail"].startswith("About 8 faces may be seen in the cover of the video, and the photo log names")
    assert outcome(more) == [["image:1/m1", "fail", ""], film]
    assert outcome(judged(1, logged("P1"), of="video")) == [["image:1/m1", "pass", ""], film]
    uncounted = judged(None, logged("P1"), faces_state=ABSENT, of="video")
    assert (outcome(uncounted), len(uncounted.findings)) == ([["image:1/m1", "not_assessed", ABSENT]], 0)
    assert len(judged(8, [], of="video").findings) == 0
