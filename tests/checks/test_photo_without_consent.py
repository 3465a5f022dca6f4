"""Pictures against photo log and consents: who is in them, and whether that was allowed when they were posted."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from checks.base import Evidence, School
from checks.photo_without_consent import photo_without_consent

X = "x:hollinbank"
POSTED = "2026-10-05T15:00"
SOCIAL = "photo_social_media"


def pupil(pupil_id, form="4B", left_on=None):
    return {"pupil_id": pupil_id, "first_name": "", "last_name": "", "form": form, "left_on": left_on}


def consent(pupil_id, word="granted", given_on="2025-09-01", purpose=SOCIAL, withdrawn_on=None):
    return {
        "pupil_id": pupil_id,
        "purpose": purpose,
        "consent": word,
        "given_on": given_on,
        "withdrawn_on": withdrawn_on,
    }


def logged(pupil_id="", media_id="m1", post_id="1", shows="", form=""):
    return {"post_id": post_id, "media_id": media_id, "pupil_id": pupil_id, "shows": shows, "form": form}


def post(post_id="1", account=X, posted=POSTED, kind="original"):
    moment = pd.Timestamp(posted, tz=UTC)
    return {
        "account": account, "platform": account.split(":")[0], "post_id": post_id, "created_at": moment, "kind": kind,
    }  # fmt: skip


def picture(media_id="m1", post_id="1", account=X, posted=POSTED):
    row = post(post_id, account, posted)
    return {name: row[name] for name in ("account", "platform", "post_id", "created_at")} | {"media_id": media_id}


def evidence(log, consents=(), *, media=None, posts=None, pupils=None):
    media = [picture()] if media is None else media
    posts = [post()] if posts is None else posts
    pupils = [pupil("P1"), pupil("P2"), pupil("P3", "5A")] if pupils is None else pupils
    return Evidence(
        school=School(id="hb", name="Hollin Bank Primary School", phase="primary"),
        as_of=datetime(2026, 11, 16, 6, tzinfo=UTC),
        posts=pd.DataFrame(posts),
        media=pd.DataFrame(media),
        pupils=pd.DataFrame(pupils),
        consents=pd.DataFrame(consents),
        photo_log=pd.DataFrame(log),
    )


def found(judgement):
    rows = judgement.findings
    if rows.empty:
        return []
    return sorted(zip(rows["subject_id"], rows["pupil_ids"], rows["confidence"], strict=True))


def outcomes(judgement):
    return dict(zip(judgement.units["subject_id"], judgement.units["outcome"], strict=True))


ON_X = "when it was posted on X on 5 October 2026, "
FLAGGED = {
    "refused": ([consent("P1", "refused")], ON_X + "consent had been refused"),
    "asked for, no answer": ([consent("P1", "requested")], ON_X + "consent had been asked for but not given"),
    "withdrawn before": (
        [consent("P1", "granted", withdrawn_on="2026-10-01")], ON_X + "consent had been withdrawn",
    ),
    "expired": ([consent("P1", "expired")], ON_X + "consent had expired"),
    "blank": ([consent("P1", "")], ON_X + "the register does not say whether consent was given"),
    "never asked": ([], ON_X + "no consent was on record"),
    "asked too late": ([consent("P1", given_on="2026-10-06")], ON_X + "no consent was on record"),
    "only for the website": ([consent("P1", purpose="photo_website")], ON_X + "no consent was on record"),
    "not on this platform": (
        [consent("P1"), consent("P1", "refused", purpose="photo_x")], ON_X + "consent had been refused",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("consents", "detail"), FLAGGED.values(), ids=FLAGGED)
def test_flagged(consents, detail):
    judgement = photo_without_consent.run(evidence([logged("P1")], consents))
    assert found(judgement) == [("image:1/m1", ("P1",), "certain")]
    assert judgement.findings["detail"].tolist() == [detail]
    assert judgement.units.to_dict("records") == [
        {"subject_type": "image", "subject_id": "image:1/m1", "account": X, "outcome": "fail", "reason": ""}
    ]


NOT_FLAGGED = {
    "granted": ([logged("P1")], [consent("P1")]),
    "granted, withdrawn since": ([logged("P1")], [consent("P1", withdrawn_on="2026-10-06")]),
    "granted for this platform alone": (
        [logged("P1")], [consent("P1", "refused"), consent("P1", purpose="photo_x")],
    ),
    "nobody in it": ([logged(shows="no_pupils")], []),
    "nobody to be recognised": ([logged(shows="not_identifiable")], []),
    "a form that all may be seen": ([logged(shows="form", form="4b ")], [consent("P1"), consent("P2")]),
    "every picture of the post": ([logged("P1", media_id="")], [consent("P1")]),
}  # fmt: skip


@pytest.mark.parametrize(("log", "consents"), NOT_FLAGGED.values(), ids=NOT_FLAGGED)
def test_not_flagged(log, consents):
    judgement = photo_without_consent.run(evidence(log, consents))
    assert outcomes(judgement) == {"image:1/m1": "pass"}
    assert found(judgement) == []


NOT_ASSESSED = {
    "nobody logged it": ([], "the photo log does not say who is shown"),
    "only another picture was logged": ([logged("P1", media_id="m2")], "the photo log does not say who is shown"),
    "only another post was logged": ([logged("P1", post_id="2")], "the photo log does not say who is shown"),
    "a row that names nobody": ([logged(shows="pupil")], "a row of the photo log does not say who is in this picture"),
    "a form without its name": ([logged(shows="form")], "a row of the photo log does not say who is in this picture"),
    "a form nobody is in": (
        [logged(shows="form", form="9Z")],
        "the photo log names a form that no pupil of the register is in",
    ),
    "somebody known, and somebody not named": (
        [logged("P1"), logged(shows="pupil")],
        "a row of the photo log does not say who is in this picture",
    ),
}


@pytest.mark.parametrize(("log", "reason"), NOT_ASSESSED.values(), ids=NOT_ASSESSED)
def test_not_assessed(log, reason):
    units = photo_without_consent.run(evidence(log, [consent("P1")])).units.set_index("subject_id")
    assert units.loc["image:1/m1", ["outcome", "reason"]].tolist() == ["not_assessed", reason]


def test_one_finding_for_each_child_without_consent():
    log = [logged("P1"), logged("P2"), logged("P3"), logged("P2", media_id="")]
    judgement = photo_without_consent.run(evidence(log, [consent("P1"), consent("P3", "refused")]))
    assert found(judgement) == [("image:1/m1", ("P2",), "certain"), ("image:1/m1", ("P3",), "certain")]


def test_a_log_row_without_media_speaks_of_every_picture():
    judgement = photo_without_consent.run(evidence([logged("P1", media_id="")], media=[picture("m1"), picture("m2")]))
    assert outcomes(judgement) == {"image:1/m1": "fail", "image:1/m2": "fail"}


def test_each_picture_of_a_post_is_judged_by_itself():
    log = [logged("P1"), logged(media_id="m2", shows="no_pupils")]
    judgement = photo_without_consent.run(evidence(log, media=[picture("m1"), picture("m2"), picture("m3")]))
    assert outcomes(judgement) == {"image:1/m1": "fail", "image:1/m2": "pass", "image:1/m3": "not_assessed"}


def test_a_child_who_said_nobody_is_in_it_and_a_child_is():
    judgement = photo_without_consent.run(evidence([logged(shows="no_pupils"), logged("P1")]))
    assert outcomes(judgement) == {"image:1/m1": "fail"}


def test_a_pupil_who_is_not_in_the_register_has_no_consent():
    judgement = photo_without_consent.run(evidence([logged("P77")], [consent("P77")]))
    assert found(judgement) == [("image:1/m1", ("P77",), "likely")]
    assert judgement.findings["detail"].item().endswith("the pupil is not in the register, so no consent is on record")


def test_every_pupil_of_a_logged_form_counts():
    judgement = photo_without_consent.run(evidence([logged(shows="form", form=" 4b")], [consent("P1")]))
    assert found(judgement) == [("image:1/m1", ("P2",), "likely")]
    assert judgement.findings["detail"].item().startswith("the log names this pupil's form; when it was posted")


def test_a_named_pupil_is_certain_whatever_their_form():
    log = [logged(shows="form", form="4B"), logged("P2", shows="form", form="4B")]
    judgement = photo_without_consent.run(evidence(log, [consent("P1")]))
    assert found(judgement) == [("image:1/m1", ("P2",), "certain")]


def test_a_form_of_an_earlier_school_year_is_only_possible():
    old = {"posted": "2026-07-10T12:00"}
    judgement = photo_without_consent.run(
        evidence([logged(shows="form", form="5A")], media=[picture(**old)], posts=[post(**old)])
    )
    assert found(judgement) == [("image:1/m1", ("P3",), "possible")]


def test_a_pupil_who_had_left_was_not_in_the_form():
    pupils = [
        pupil("P1", left_on=pd.Timestamp("2026-10-01", tz=UTC)),
        pupil("P2", left_on=pd.Timestamp("2026-10-20", tz=UTC)),
    ]
    judgement = photo_without_consent.run(evidence([logged(shows="form", form="4B")], pupils=pupils))
    assert found(judgement) == [("image:1/m1", ("P2",), "likely")]


def test_consent_of_a_logged_child_is_judged_where_the_picture_was_not_read():
    judgement = photo_without_consent.run(evidence([logged("P1", "m1"), logged("P2", "m2")], [consent("P1")], media=[]))
    assert judgement.units[["subject_type", "subject_id", "outcome"]].to_numpy().tolist() == [
        ["post", "post:1", "fail"]
    ]
    assert found(judgement) == [("post:1", ("P2",), "certain")]


def test_a_log_row_for_a_picture_that_was_not_read_is_judged_beside_the_others():
    judgement = photo_without_consent.run(evidence([logged("P1", "m1"), logged("P2", "m9")], [consent("P1")]))
    assert outcomes(judgement) == {"image:1/m1": "pass", "post:1": "fail"}


def test_reposts_of_others_are_not_judged_unless_our_pupils_are_logged_in_them():
    log = [logged("P1", post_id="2")]
    media = [picture(post_id="1"), picture(post_id="2")]
    posts = [post("1", kind="repost"), post("2", kind="repost")]
    assert outcomes(photo_without_consent.run(evidence(log, media=media, posts=posts))) == {"image:2/m1": "fail"}


def test_platforms_ask_for_their_own_consent():
    facebook, blog = "facebook:hollinbank", "blog:hollin bank news"
    media = [picture(post_id="1"), picture(post_id="2", account=facebook), picture(post_id="3", account=blog)]
    posts = [post("1"), post("2", facebook), post("3", blog)]
    log = [logged("P1", post_id=number) for number in "123"]
    consents = [
        consent("P1"),
        consent("P1", "refused", purpose="photo_facebook"),
        consent("P1", purpose="photo_website"),
    ]
    judgement = photo_without_consent.run(evidence(log, consents, media=media, posts=posts))
    assert outcomes(judgement) == {"image:1/m1": "pass", "image:2/m1": "fail", "image:3/m1": "pass"}


def test_never_publish_changes_nothing_here():
    pupils = [pupil("P1"), pupil("P2")]
    marked = [row | {"never_publish": row["pupil_id"] == "P1"} for row in pupils]
    log = [logged("P1"), logged("P2")]
    plain, secret = (
        photo_without_consent.run(evidence(log, [consent("P1")], pupils=rows)) for rows in (pupils, marked)
    )
    pd.testing.assert_frame_equal(plain.units, secret.units)
    pd.testing.assert_frame_equal(plain.findings, secret.findings)


def test_no_detail_names_a_child():
    pupils = [pupil("P1") | {"first_name": "Zofia", "last_name": "Kowalczyk"}]
    findings = photo_without_consent.run(evidence([logged("P1")], pupils=pupils)).findings
    assert not findings["detail"].str.contains("Zofia|Kowalczyk").any()


def test_without_any_record_nothing_is_judged():
    assert photo_without_consent.run(evidence([], media=[], posts=[], pupils=[])).units.empty
