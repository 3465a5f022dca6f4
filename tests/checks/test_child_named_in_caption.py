"""Children named by the school itself: which texts are judged, what is flagged, how severe it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from checks.base import Evidence, School
from checks.child_named_in_caption import IN_ALT_TEXT, IN_CAPTION, child_named_in_caption

X = "x:hollinbank"
POSTED = datetime(2026, 11, 9, 9, tzinfo=UTC)
MENTION = [
    "subject_type",
    "subject_id",
    "account",
    "start",
    "end",
    "matched_text",
    "pupil_ids",
    "kind",
    "confidence",
    "because",
]


def mention(kind="full_name", ids=("P1",), subject="post:1", start=0, confidence="certain"):
    subject_type = subject.split(":")[0]
    return (subject_type, subject, X, start, start + 4, "Maya", ids, kind, confidence, "full name of 1 pupil")


def evidence(mentions, *, text="Maya was brilliant", kind="original", media=(), log=(), consents=None, posted=POSTED):
    posts = pd.DataFrame(
        [
            {"account": X, "platform": "x", "post_id": "1", "created_at": posted, "kind": kind, "text": text},
            {
                "account": X,
                "platform": "x",
                "post_id": "2",
                "created_at": POSTED,
                "kind": "original",
                "text": "Harvest",
            },
            {"account": X, "platform": "x", "post_id": "3", "created_at": POSTED, "kind": "original", "text": " "},
        ]
    )
    columns = ["account", "platform", "post_id", "media_id", "alt_text", "created_at"]
    return Evidence(
        school=School(id="hb", name="Hollin Bank Primary School", phase="primary"),
        as_of=datetime(2026, 11, 16, tzinfo=UTC),
        posts=posts,
        media=pd.DataFrame([(X, "x", *row, posted) for row in media], columns=columns),
        photo_log=pd.DataFrame(list(log), columns=["post_id", "media_id", "pupil_id", "shows", "form"]),
        pupils=pd.DataFrame([("P1", "4B"), ("P2", "4B"), ("P3", "5A")], columns=["pupil_id", "form"]),
        consents=pd.DataFrame() if consents is None else consents,
        mentions=pd.DataFrame(list(mentions), columns=MENTION),
    )


def severities(judgement):
    return list(judgement.findings["severity"])


PHOTO = [("1", "m1", "")]
LADDER = [  # kind, text, media, photo log, severity
    ("first_name", "Maya was brilliant", PHOTO, [("1", "m1", "P1", "pupil", "")], "today"),
    ("first_name", "Maya was brilliant", PHOTO, [("1", "", "", "form", "4B")], "today"),
    ("first_name", "Maya was brilliant", PHOTO, [("1", "", "", "form", " 4b")], "today"),
    ("first_name", "Maya was brilliant", PHOTO, [("1", "m1", "", "class", "4B")], "today"),
    ("first_name", "Maya was brilliant", PHOTO, [("1", "", "", "not_identifiable", "4B")], "soon"),
    ("full_name", "Maya was brilliant", PHOTO, [], "today"),
    ("full_name", "Maya was brilliant", PHOTO, [("1", "m1", "P3", "pupil", "")], "today"),
    ("full_name", "Maya was brilliant", [], [], "this_week"),
    ("first_and_initial", "Maya P was brilliant", [], [], "this_week"),
    ("first_name", "Maya in Year 4 was brilliant", PHOTO, [], "this_week"),
    ("first_name", "Maya was brilliant", PHOTO, [], "soon"),
    ("first_name", "Maya of 4B was brilliant", [], [], "soon"),
    ("first_name", "Maya was brilliant", [("2", "m1", "")], [("2", "m1", "P1", "pupil", "")], "note"),
    ("short_form", "Maya was brilliant", [], [], "note"),
]


@pytest.mark.parametrize(("kind", "text", "media", "log", "severity"), LADDER)
def test_severity_follows_the_naming_and_the_pictures(kind, text, media, log, severity):
    judgement = child_named_in_caption.run(evidence([mention(kind)], text=text, media=media, log=log))
    assert severities(judgement) == [severity]


def test_a_form_logged_in_an_earlier_school_year_places_nobody_of_today():
    log, earlier = [("1", "", "", "form", "4B")], POSTED - timedelta(days=400)
    judgement = child_named_in_caption.run(evidence([mention("first_name")], media=PHOTO, log=log, posted=earlier))
    assert severities(judgement) == ["soon"]


@pytest.mark.parametrize("kind", ["original", "quote", "reply", "repost", "story"])
def test_a_name_is_flagged_in_every_kind_of_post(kind):
    judgement = child_named_in_caption.run(evidence([mention()], kind=kind))
    units = judgement.units.set_index("subject_id")["outcome"]
    assert units.to_dict() == {"post:1": "fail", "post:2": "pass"}
    (finding,) = judgement.findings.to_dict("records")
    assert (finding["start"], finding["end"], finding["matched_text"]) == (0, 4, "Maya")
    assert finding["pupil_ids"] == ("P1",)
    assert finding["remedy"] == IN_CAPTION
    assert "Maya" not in finding["detail"]


def test_texts_without_names_pass_and_blank_texts_are_no_texts():
    media = [("1", "m1", "A tray of bread rolls"), ("1", "m2", " "), ("1", "m3", "")]
    judgement = child_named_in_caption.run(evidence([], media=media))
    assert sorted(judgement.units["subject_id"]) == ["alt:1/m1", "post:1", "post:2"]
    assert set(judgement.units["outcome"]) == {"pass"}
    assert judgement.findings.empty


def test_a_name_in_an_alt_text_is_flagged_there():
    named = mention(subject="alt:1/m1", kind="first_name")
    judgement = child_named_in_caption.run(evidence([named], media=[("1", "m1", "Maya holding a roll")]))
    assert judgement.units.set_index("subject_id")["outcome"]["alt:1/m1"] == "fail"
    assert judgement.units.set_index("subject_id")["outcome"]["post:1"] == "pass"
    (finding,) = judgement.findings.to_dict("records")
    assert (finding["subject_type"], finding["severity"], finding["remedy"]) == ("alt", "soon", IN_ALT_TEXT)


def test_a_child_named_twice_is_one_finding_with_the_surest_mention():
    mentions = [
        mention("first_name", start=0, confidence="likely"),
        mention("full_name", start=8),
        mention("full_name", start=20),
    ]
    (finding,) = child_named_in_caption.run(evidence(mentions)).findings.to_dict("records")
    assert (finding["start"], finding["confidence"]) == (8, "certain")
    assert "named 3 times here" in finding["detail"]


def test_each_child_is_a_finding_of_its_own():
    mentions = [mention(ids=("P1",)), mention(ids=("P2",), start=9), mention("first_name", ids=("P1", "P3"), start=20)]
    findings = child_named_in_caption.run(evidence(mentions)).findings
    assert list(findings["pupil_ids"]) == [("P1",), ("P2",), ("P1", "P3")]


def test_mentions_in_comments_are_not_the_schools_captions():
    assert child_named_in_caption.run(evidence([mention(subject="comment:1")])).findings.empty


def test_the_consent_register_is_told_of_where_it_speaks_of_names():
    row = {
        "pupil_id": "P1",
        "purpose": "name_social_media",
        "consent": "refused",
        "given_on": pd.Timestamp("2026-09-01", tz=UTC),
    }
    (finding,) = child_named_in_caption.run(evidence([mention()], consents=pd.DataFrame([row]))).findings.to_dict(
        "records"
    )
    assert "refused" in finding["detail"]
    photos_only = pd.DataFrame([row | {"purpose": "photo_social_media"}])
    (finding,) = child_named_in_caption.run(evidence([mention()], consents=photos_only)).findings.to_dict("records")
    assert "consent" not in finding["detail"]


def test_a_school_without_anything_has_nothing_to_judge():
    nothing = Evidence(school=School(id="hb", name="Hollin Bank", phase="primary"), as_of=POSTED)
    judgement = child_named_in_caption.run(nothing)
    assert judgement.units.empty
    assert judgement.findings.empty


def never_shown(evidence, *ids):
    """Mark pupils of the evidence as never to be published."""
    return replace(evidence, pupils=evidence.pupils.assign(never_publish=evidence.pupils["pupil_id"].isin(ids)))


@pytest.mark.parametrize("allow", ["nothing", "first_name"])
def test_who_must_not_be_published_changes_nothing_here(allow):
    """The safeguarding lead is told by never-publish-child; a colleague who compares sees no difference."""
    given = evidence([mention("first_name", ids=("P1", "P3"), confidence="possible"), mention(ids=("P3",), start=20)])
    plain, marked = (child_named_in_caption.run(one, allow=allow) for one in (given, never_shown(given, "P3")))
    pd.testing.assert_frame_equal(plain.units, marked.units)
    pd.testing.assert_frame_equal(plain.findings, marked.findings)
    assert "route" not in plain.findings


ALLOWED = [  # allow, kind, media, findings
    ("nothing", "first_name", [], 1),
    ("first_name", "first_name", [], 0),
    ("first_name", "short_form", PHOTO, 0),
    ("first_name", "first_and_initial", [], 1),
    ("first_name", "last_name", [], 1),
    ("first_name_and_initial", "first_and_initial", PHOTO, 0),
    ("first_name_and_initial", "initial_and_surname", [], 1),
    ("first_name_and_initial", "full_name", [], 1),
    ("names_without_pictures", "full_name", [], 0),
    ("names_without_pictures", "first_name", PHOTO, 1),
    ("pictures_without_names", "first_name", [], 1),
]


@pytest.mark.parametrize(("allow", "kind", "media", "number"), ALLOWED)
def test_a_policy_may_allow_some_ways_of_naming(allow, kind, media, number):
    given = evidence([mention(kind)], media=media)
    assert len(child_named_in_caption.run(given, allow=allow).findings) == number


def test_an_unknown_allowance_is_refused():
    with pytest.raises(ValueError, match="'surnames' is not known; give one of nothing, first_name"):
        child_named_in_caption.run(evidence([mention()]), allow="surnames")
