"""A name beside a picture that nobody has logged: evidence enough to look, never to be sure."""

from __future__ import annotations

import pytest
from picture_rows import X, consent, evidence, found, logged, outcomes, picture, post, pupil

from checks._consent import GRANTED, STATES
from checks.consent_withdrawn_since import consent_withdrawn_since
from checks.photo_not_logged import photo_not_logged
from checks.photo_without_consent import WORDS as AT_POSTING
from checks.photo_without_consent import photo_without_consent


def mention(subject: str, *pupil_ids: str, confidence: str = "certain") -> dict[str, object]:
    """A row of the mentions: pupils named in a caption (post:1), an alt text (alt:1/m1) or a picture (image:1/m1)."""
    return {
        "subject_type": subject.partition(":")[0], "subject_id": subject, "account": X, "start": 0, "end": 5,
        "matched_text": "Zofia", "pupil_ids": pupil_ids, "confidence": confidence, "because": "a name", "kind": "full",
    }  # fmt: skip


PLACES = {"alt:1/m1": "its alt text", "image:1/m1": "what can be read in it", "post:1": "its caption"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_pupil_named_beside_an_unlogged_picture(state, place):
    given = evidence([], [consent("P1", state)], mentions=[mention(place, "P1")])
    judgement = photo_without_consent.run(given)
    if state == GRANTED:
        assert outcomes(judgement) == {"image:1/m1": "not_assessed"}
        return
    assert found(judgement) == [("image:1/m1", ("P1",), "possible")]
    assert judgement.findings["detail"].item() == (
        f"it is not logged, and {PLACES[place]} names this pupil; when it was posted on X on 5 October 2026, "
        f"{AT_POSTING[state]}"
    )
    assert outcomes(photo_not_logged.run(given)) == {"image:1/m1": "fail"}, "it stays one that nobody has logged"


def test_consent_that_ended_since_is_said_of_a_named_pupil_too():
    given = evidence([], [consent("P1", withdrawn_on="2026-10-20")], mentions=[mention("alt:1/m1", "P1")])
    judgement = consent_withdrawn_since.run(given)
    assert found(judgement) == [("image:1/m1", ("P1",), "possible")]
    assert (
        judgement.findings["detail"].item().startswith("it is not logged, and its alt text names this pupil; consent")
    )
    assert photo_without_consent.run(given).findings.empty


NOTHING = {
    "logged as somebody else": ([logged("P2")], [mention("post:1", "P1")]),
    "logged as nobody": ([logged(shows="no_pupils")], [mention("post:1", "P1")]),
    "only possible as a name": ([], [mention("post:1", "P1", confidence="possible")]),
    "a name that two pupils bear": ([], [mention("post:1", "P1", "P2")]),
    "named under another post": ([], [mention("post:2", "P1")]),
    "named beside another picture": ([], [mention("alt:1/m2", "P1")]),
    "named in a comment": ([], [mention("comment:1", "P1")]),
    "a pupil whom the register does not know": ([], [mention("post:1", "P77")]),
}


@pytest.mark.parametrize(("log", "mentions"), NOTHING.values(), ids=NOTHING)
def test_no_finding(log, mentions):
    judgement = photo_without_consent.run(evidence(log, [consent("P2")], mentions=mentions))
    assert found(judgement) == []


def test_of_several_pictures_under_one_caption_the_first_stands_for_all():
    media = [picture("m1"), picture("m2"), picture("m3")]
    judgement = photo_without_consent.run(evidence([], media=media, mentions=[mention("post:1", "P1")]))
    assert found(judgement) == [("image:1/m1", ("P1",), "possible")]
    assert "the caption of its 3 pictures names this pupil" in judgement.findings["detail"].item()


def test_a_pupil_who_is_logged_in_another_picture_of_the_post_explains_the_caption():
    media = [picture("m1"), picture("m2")]
    given = evidence([logged("P1", "m2")], [consent("P1")], media=media, mentions=[mention("post:1", "P1")])
    assert found(photo_without_consent.run(given)) == []


def test_the_alt_text_tells_which_picture_a_caption_means():
    media = [picture("m1"), picture("m2")]
    mentions = [mention("post:1", "P1"), mention("alt:1/m2", "P1"), mention("alt:1/m2", "P1")]
    judgement = photo_without_consent.run(evidence([], media=media, mentions=mentions))
    assert found(judgement) == [("image:1/m2", ("P1",), "possible")]


def test_a_name_never_weakens_what_the_log_says():
    given = evidence([logged("P1")], mentions=[mention("alt:1/m1", "P1")])
    assert found(photo_without_consent.run(given)) == [("image:1/m1", ("P1",), "certain")]


def test_ids_with_strokes_in_them_are_still_told_apart():
    blog = "https://hollinbank.example/?p=7"
    media, posts = [picture("a.jpg", blog)], [post(blog)]
    given = evidence([], media=media, posts=posts, mentions=[mention(f"post:{blog}", "P1")])
    assert found(photo_without_consent.run(given)) == [(f"image:{blog}/a.jpg", ("P1",), "possible")]


def test_a_repost_of_others_is_not_asked_about_our_pupils():
    given = evidence([], posts=[post(kind="repost")], mentions=[mention("post:1", "P1")], pupils=[pupil("P1")])
    assert photo_without_consent.run(given).units.empty


def test_a_name_in_the_caption_counts_for_a_picture_whose_id_is_a_path():
    given = evidence([], [consent("P1", "refused")], media=[picture("walk/1.jpg")], mentions=[mention("post:1", "P1")])
    assert found(photo_without_consent.run(given)) == [("image:1/walk%2F1.jpg", ("P1",), "possible")]
