"""Children who must not be published: found in every picture and every text, for the safeguarding lead alone."""

from __future__ import annotations

import pandas as pd
import pytest
from picture_rows import X, consent, evidence, found, logged, outcomes, picture, post, pupil

from checks.never_publish_child import never_publish_child

PUPILS = [pupil("P1", never_publish=True), pupil("P2"), pupil("P3", "5A")]


def mention(subject="post:1", ids=("P1",), confidence="certain", start=0, kind="full_name"):
    return {
        "subject_type": subject.split(":")[0], "subject_id": subject, "account": X, "start": start, "end": start + 4,
        "matched_text": "Maya", "pupil_ids": ids, "kind": kind, "confidence": confidence,
        "because": "full name of 1 pupil",
    }  # fmt: skip


def given(log=(), mentions=(), **frames):
    comments = [{"account": X, "comment_id": "c1"}]
    rows = {"pupils": PUPILS, "comments": comments, "mentions": list(mentions), **frames}
    return evidence(list(log), [consent("P1")], **rows)


FLAGGED = {
    "logged in a picture": ([logged("P1")], [], ("image:1/m1", ("P1",), "certain")),
    "in a form that is logged": ([logged(shows="form", form="4b")], [], ("image:1/m1", ("P1",), "likely")),
    "logged in a picture that was not read": ([logged("P1", "m9")], [], ("post:1", ("P1",), "certain")),
    "named in a caption": ([], [mention()], ("post:1", ("P1",), "certain")),
    "named in an alt text": ([], [mention("alt:1/m1")], ("alt:1/m1", ("P1",), "certain")),
    "named in a comment": ([], [mention("comment:c1")], ("comment:c1", ("P1",), "certain")),
    "named inside a picture": ([], [mention("image:1/m1")], ("image:1/m1", ("P1",), "certain")),
    "named inside a shared picture": ([], [mention("image:9/m1")], ("image:9/m1", ("P1",), "certain")),
    "possibly named": ([], [mention(confidence="possible")], ("post:1", ("P1",), "likely")),
    "by a first name that another bears": ([], [mention(ids=("P1", "P2"))], ("post:1", ("P1",), "certain")),
}


@pytest.mark.parametrize(("log", "mentions", "place"), FLAGGED.values(), ids=FLAGGED)
def test_flagged(log, mentions, place):
    judgement = never_publish_child.run(given(log, mentions))
    assert found(judgement) == [place]
    assert outcomes(judgement)[place[0]] == "fail"


NOT_FLAGGED = {
    "somebody else in the picture": ([logged("P2")], []),
    "somebody else named": ([logged(shows="no_pupils")], [mention(ids=("P2",))]),
    "another form": ([logged(shows="form", form="5A")], []),
}


@pytest.mark.parametrize(("log", "mentions"), NOT_FLAGGED.values(), ids=NOT_FLAGGED)
def test_not_flagged(log, mentions):
    judgement = never_publish_child.run(given(log, mentions))
    assert found(judgement) == []
    assert set(outcomes(judgement).values()) == {"pass"}


def test_it_goes_to_the_safeguarding_lead_today():
    assert (never_publish_child.route, never_publish_child.severity) == ("dsl", "today")


def test_one_finding_for_each_place_and_child_the_surest():
    mentions = [mention(confidence="possible", start=9), mention(confidence="certain"), mention("comment:c1")]
    judgement = never_publish_child.run(given([logged("P1")], mentions))
    assert found(judgement) == [
        ("comment:c1", ("P1",), "certain"), ("image:1/m1", ("P1",), "certain"), ("post:1", ("P1",), "certain"),
    ]  # fmt: skip
    assert judgement.findings.set_index("subject_id").loc["post:1", "start"] == 0


def test_nothing_says_why_a_child_is_marked():
    judgement = never_publish_child.run(given([logged("P1")], [mention()]))
    assert set(judgement.findings["detail"]) == {"The photo log names this pupil", "Full name of 1 pupil"}


def test_every_text_and_picture_is_judged_and_an_unlogged_picture_is_not():
    comments = [{"account": X, "comment_id": "c1", "text": "Lovely!"}, {"account": X, "comment_id": "c2", "text": ""}]
    media = [picture(), picture("m2", alt=" ")]
    judgement = never_publish_child.run(given(media=media, comments=comments, posts=[{**post(), "text": "Sports day"}]))
    assert outcomes(judgement) == {
        "post:1": "pass", "alt:1/m1": "pass", "comment:c1": "pass", "image:1/m1": "not_assessed",
        "image:1/m2": "not_assessed",
    }  # fmt: skip


def test_a_register_without_the_column_marks_nobody():
    plain = given([logged("P1")], [mention()])
    columns = plain.pupils.drop(columns="never_publish")
    for pupils in (columns, columns.assign(never_publish=None), columns.assign(never_publish=float("nan"))):
        pupils = pd.DataFrame(pupils)
        assert never_publish_child.run(evidence([logged("P1")], pupils=pupils.to_dict("records"))).findings.empty


def test_reposts_too_where_the_log_places_the_child_in_them():
    judgement = never_publish_child.run(given([logged("P1")], posts=[post(kind="repost")]))
    assert found(judgement) == [("image:1/m1", ("P1",), "certain")]
