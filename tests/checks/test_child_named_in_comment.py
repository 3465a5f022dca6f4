"""Children named in comments, from the text itself to the finding: the engine and the check together."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from checks.base import Evidence, School
from checks.child_named_in_comment import child_named_in_comment
from checks.names.engine import NameEngine
from config.word_lists import load_word_lists

FB = "facebook:hollinbank"
POSTED = datetime(2026, 11, 9, 9, tzinfo=UTC)
PUPILS = pd.DataFrame(
    [
        ("P1", "Maya", "", "Patel", "4", "4B"),
        ("P2", "Tobiasz", "", "Wrona", "4", "4B"),
        ("P3", "Grace", "", "Amadi", "2", "2A"),
        ("P4", "Maya", "", "Lowe", "2", "2A"),
    ],
    columns=["pupil_id", "first_name", "preferred_name", "last_name", "year_group", "form"],
)
STAFF = pd.DataFrame([("Mrs", "Jill", "Patel", "teacher")], columns=["title", "first_name", "last_name", "role"])


@pytest.fixture(scope="module")
def engine():
    return NameEngine(PUPILS, STAFF, load_word_lists())


@pytest.fixture
def judged(engine):
    """Return the judgement on comments under one post."""

    def judge(*texts, post="Our bread rolls", media=(), log=(), author="Sam Oakes"):
        comments = pd.DataFrame(
            {
                "account": FB, "platform": "facebook",
                "comment_id": [f"c{n}" for n in range(1, len(texts) + 1)], "post_id": "1",
                "created_at": POSTED, "author_handle": "", "author_name": author, "text": texts,
            }
        )  # fmt: skip
        subjects = comments.assign(subject_type="comment", subject_id="comment:" + comments["comment_id"])
        mentions = engine.mentions(subjects.assign(context=post, has_photo=bool(media)))
        return child_named_in_comment.run(
            Evidence(
                school=School(id="hb", name="Hollin Bank Primary School", phase="primary"),
                as_of=datetime(2026, 11, 16, tzinfo=UTC),
                posts=pd.DataFrame(
                    [{"account": FB, "platform": "facebook", "post_id": "1", "created_at": POSTED, "text": post}]
                ),
                comments=comments,
                mentions=mentions,
                pupils=PUPILS,
                media=pd.DataFrame([(FB, "1", m) for m in media], columns=["account", "post_id", "media_id"]),
                photo_log=pd.DataFrame(list(log), columns=["post_id", "media_id", "pupil_id"]),
            )
        )

    return judge


FLAGGED = [
    ("thats our tobiasz 😍", "P2"),
    ("WELL DONE MAYA PATEL, Nanna is so proud", "P1"),
    ("Grace Amadi you superstar", "P3"),
    ("so proud of grace x", "P3"),
    ("#WellDoneTobiasz", "P2"),
    ("Tobiasz's roll looks the best", "P2"),
    ("Well done Maya", "P1 P4"),
]
NOT_FLAGGED = [
    "Thank you Mrs Patel, what a lovely lesson",
    "The grace period for forms ends Friday",
    "Do they say grace before lunch?",
    "They look delicious 😋",
    "🎉🎉",
]


@pytest.mark.parametrize(("text", "ids"), FLAGGED)
def test_a_named_child_is_flagged(judged, text, ids):
    judgement = judged(text)
    assert list(judgement.units["outcome"]) == ["fail"]
    (finding,) = judgement.findings.to_dict("records")
    assert finding["pupil_ids"] == tuple(ids.split())
    assert text[finding["start"] : finding["end"]] == finding["matched_text"]
    assert finding["matched_text"] not in finding["detail"]


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_a_comment_without_a_child_passes(judged, text):
    judgement = judged(text)
    assert list(judgement.units["outcome"]) == ["pass"]
    assert judgement.findings.empty


def test_every_comment_with_a_text_is_judged_once(judged):
    judgement = judged("Lovely", "well done tobiasz", "  ", "Grace Amadi and Tobiasz Wrona won")
    assert judgement.units.set_index("subject_id")["outcome"].to_dict() == {
        "comment:c1": "pass",
        "comment:c2": "fail",
        "comment:c4": "fail",
    }
    assert list(judgement.findings["subject_id"]) == ["comment:c2", "comment:c4", "comment:c4"]


def test_the_class_of_the_post_tells_which_child_is_meant(judged):
    findings = judged("Well done Maya", post="4B baked bread rolls").findings
    assert list(findings["pupil_ids"]) == [("P1",)]


@pytest.mark.parametrize(
    ("text", "media", "log", "severity"),
    [
        ("well done tobiasz", ["m1"], [("1", "m1", "P2")], "today"),
        ("well done tobiasz wrona", ["m1"], [], "today"),
        ("well done tobiasz wrona", [], [], "this_week"),
        ("well done tobiasz", ["m1"], [], "soon"),
        ("well done tobiasz", [], [("2", "", "P2")], "note"),
    ],
)
def test_a_pictured_child_is_worse(judged, text, media, log, severity):
    assert list(judged(text, media=media, log=log).findings["severity"]) == [severity]


def test_a_parent_with_a_pupils_first_name_may_sign(judged):
    assert judged("Thank you for a lovely morning. Maya", author="Maya Oakes").findings.empty
