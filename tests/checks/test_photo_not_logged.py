"""Pictures of which the photo log does not say who is shown: each is listed, with its age."""

from __future__ import annotations

import pytest
from picture_rows import evidence, logged, outcomes, picture, post

from checks.photo_not_logged import photo_not_logged

AGE = "; posted on X on 5 October 2026, 42 days ago"
FLAGGED = {
    "no row at all": ([], "the photo log does not say who is shown"),
    "a row of another picture": ([logged("P1", "m2")], "the photo log does not say who is shown"),
    "a row of another post": ([logged("P1", post_id="2")], "the photo log does not say who is shown"),
    "a row that names nobody": ([logged(shows="pupil")], "a row of the photo log does not say who is in this picture"),
    "somebody known, and somebody not named": (
        [logged("P1"), logged(shows="pupil")], "a row of the photo log does not say who is in this picture",
    ),
    "a form nobody is in": (
        [logged(shows="form", form="9Z")], "the photo log names a form that no pupil of the register is in",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("log", "why"), FLAGGED.values(), ids=FLAGGED)
def test_flagged(log, why):
    judgement = photo_not_logged.run(evidence(log))
    assert judgement.findings[["subject_id", "detail"]].to_numpy().tolist() == [["image:1/m1", why + AGE]]
    assert outcomes(judgement) == {"image:1/m1": "fail"}


NOT_FLAGGED = {
    "a pupil": [logged("P1")],
    "a pupil whom the register does not know": [logged("P77")],
    "a form": [logged(shows="form", form="4b")],
    "no pupils": [logged(shows="no_pupils")],
    "nobody to be recognised": [logged(shows="not_identifiable")],
    "a row of every picture of the post": [logged("P1", media_id="")],
}


@pytest.mark.parametrize("log", NOT_FLAGGED.values(), ids=NOT_FLAGGED)
def test_not_flagged(log):
    assert outcomes(photo_not_logged.run(evidence(log))) == {"image:1/m1": "pass"}


def test_each_picture_and_video_of_a_post_by_itself():
    media = [picture("m1"), picture("m2"), picture("m3", kind="video")]
    judgement = photo_not_logged.run(evidence([logged("P1", "m2")], media=media))
    assert outcomes(judgement) == {"image:1/m1": "fail", "image:1/m2": "pass", "image:1/m3": "fail"}


def test_a_repost_of_others_is_theirs_to_log():
    assert photo_not_logged.run(evidence([], posts=[post(kind="repost")])).units.empty


def test_a_log_row_of_a_picture_that_was_not_read_is_no_picture_without_a_row():
    assert photo_not_logged.run(evidence([logged(shows="pupil")], media=[])).units.empty


def same(post_id: str, content: str) -> dict[str, object]:
    return {**picture(post_id=post_id), "sha256": content}


@pytest.mark.parametrize(("contents", "expected"), [(("aa", "aa"), "pass"), (("aa", "bb"), "fail"), (("", ""), "fail")])
def test_who_is_in_a_picture_is_in_its_copy_elsewhere_too(contents, expected):
    media = [same("1", contents[0]), same("2", contents[1])]
    judgement = photo_not_logged.run(evidence([logged("P1")], media=media, posts=[post(), post("2")]))
    assert outcomes(judgement) == {"image:1/m1": "pass", "image:2/m1": expected}


@pytest.mark.parametrize("kinds", [("photo", "video"), ("video", "photo"), ("video", "video")])
def test_who_is_in_a_film_is_not_told_by_a_cover_that_it_shares(kinds):
    media = [{**same(str(n), "aa"), "type": kind} for n, kind in enumerate(kinds, start=1)]
    judgement = photo_not_logged.run(evidence([logged(shows="no_pupils")], media=media, posts=[post(), post("2")]))
    assert outcomes(judgement) == {"image:1/m1": "pass", "image:2/m1": "fail"}


def test_what_the_log_says_of_a_copy_itself_stands_before_what_it_says_of_another():
    media = [same("1", "aa"), same("2", "aa")]
    log = [logged(shows="pupil"), logged("P2", post_id="2")]
    judgement = photo_not_logged.run(evidence(log, media=media, posts=[post(), post("2")]))
    assert outcomes(judgement) == {"image:1/m1": "fail", "image:2/m1": "pass"}
