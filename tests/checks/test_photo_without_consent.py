"""Pictures against photo log and consents: who is in them, and whether that was allowed when they were posted."""

import pandas as pd
import pytest
from picture_rows import (
    NEVER_COUNT,
    WHERE,
    consent,
    evidence,
    found,
    logged,
    outcomes,
    picture,
    post,
    pupil,
)

from checks._consent import STATES
from checks.photo_without_consent import WORDS, photo_without_consent

X = "x:hollinbank"
ON_X = "when it was posted on X on 5 October 2026, "
FLAGGED = {
    "refused": ([consent("P1", "refused")], ON_X + "consent had been refused"),
    "refused, nobody knows since when": (
        [consent("P1", "refused", None)], ON_X + "consent had been refused; the register gives no day since when",
    ),
    "asked for, nobody knows since when": (
        [consent("P1", "requested", None)], ON_X + "consent had been asked for but not given",
    ),
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


STATE_TABLE = {  # state at posting -> what the finding says, whether it counts with public task as the basis
    "refused": ("consent had been refused", True),
    "withdrawn": ("consent had been withdrawn", True),
    "child_says_no": ("the child had said no", True),
    "parents_disagree": ("the parents disagree", True),
    "voided": ("consent had been made void", False),
    "expired": ("consent had expired", False),
    "requested": ("consent had been asked for but not given", False),
    "unknown": ("the register does not say whether consent was given", False),
    "never_asked": ("no consent was on record", False),
    "granted": None,
}


def test_the_table_has_every_state_and_each_has_words():
    assert set(STATE_TABLE) == set(STATES) == set(WORDS) - {"unknown_pupil"} | {"granted"}


@pytest.mark.parametrize("platform", WHERE)
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("state", STATES)
def test_a_state_at_the_posting(state, own, platform):
    """What is said of the very platform goes before what is said of all, whichever way round."""
    account, (particular, general) = f"{platform}:hollinbank", WHERE[platform]
    rows = [consent("P1", state, purpose=particular if own else general)]
    rows += [consent("P1", "refused" if state == "granted" else "granted", purpose=general)] if own else []
    given = evidence([logged("P1")], rows, media=[picture(account=account)], posts=[post(account=account)])
    said = [detail.partition("2026, ")[2] for detail in photo_without_consent.run(given).findings["detail"]]
    assert said == [row[0] for row in [STATE_TABLE[state]] if row]


@pytest.mark.parametrize("state", STATES)
def test_with_public_task_as_the_basis_only_a_no_that_was_said_counts(state):
    given = evidence([logged("P1")], [consent("P1", state)])
    counts = STATE_TABLE[state] is not None and STATE_TABLE[state][1]
    assert len(photo_without_consent.run(given, basis="public_task").findings) == counts


def test_with_public_task_a_pupil_who_is_not_in_the_register_is_still_flagged():
    """Nobody can have looked up whether the family said no."""
    assert found(photo_without_consent.run(evidence([logged("P77")]), basis="public_task")) == [
        ("image:1/m1", ("P77",), "likely")
    ]


@pytest.mark.parametrize("platform", WHERE)
@pytest.mark.parametrize("purpose", NEVER_COUNT)
def test_consent_for_press_inside_the_school_or_nothing_in_particular_is_none(purpose, platform):
    account = f"{platform}:hollinbank"
    given = evidence(
        [logged("P1")],
        [consent("P1", purpose=purpose)],
        media=[picture(account=account)],
        posts=[post(account=account)],
    )
    [detail] = photo_without_consent.run(given).findings["detail"]
    assert detail.endswith("no consent was on record")


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


def test_a_log_that_says_nobody_is_in_it_and_that_a_child_is():
    judgement = photo_without_consent.run(evidence([logged(shows="no_pupils"), logged("P1")]))
    assert outcomes(judgement) == {"image:1/m1": "fail"}


COPIES = {  # what the log says of the picture itself, and of its copy in another post -> who is found in it
    "a copy names somebody else": ([logged("P1")], [logged("P2", post_id="2")], ["P2"]),
    "a copy names more": ([logged("P1")], [logged("P1", post_id="2"), logged("P2", post_id="2")], ["P2"]),
    "nobody is seen here, and somebody there": ([logged(shows="no_pupils")], [logged("P2", post_id="2")], ["P2"]),
    "somebody here, and nobody seen there": ([logged("P2")], [logged(post_id="2", shows="no_pupils")], ["P2"]),
    "a copy names a form": ([logged("P1")], [logged(post_id="2", shows="form", form="4B")], ["P2"]),
    "a copy names the same": ([logged("P1")], [logged("P1", post_id="2")], []),
    "a copy does not say who": ([logged("P1")], [logged(post_id="2", shows="pupil")], []),
}  # fmt: skip


@pytest.mark.parametrize("content", ["aa", "bb"])
@pytest.mark.parametrize(("here", "there", "pupils"), COPIES.values(), ids=COPIES)
def test_who_is_logged_in_one_copy_is_in_every_copy(here, there, pupils, content):
    """Only copies byte for byte the same; another photo says nothing of this one."""
    media = [picture() | {"sha256": "aa"}, picture(post_id="2") | {"sha256": content}]
    given = evidence([*here, *there], [consent("P1")], media=media, posts=[post(), post("2")])
    judgement = photo_without_consent.run(given)
    own = {row["pupil_id"] for row in here}
    expected = [one for one in pupils if content == "aa" or one in own]
    assert [ids for subject, ids, _ in found(judgement) if subject == "image:1/m1"] == [(one,) for one in expected]
    assert outcomes(judgement)["image:1/m1"] == ("fail" if expected else "pass")


F = "facebook:hollinbank"


def of_two_accounts(log, word="refused", *, here="Sports day", there="Our new hall"):
    """Return evidence of two posts that bear one id, as hand-made lists number them."""
    posts = [{**post(), "text": here}, {**post(account=F), "text": there}]
    return evidence(log, [consent("P1", word)], posts=posts, media=[picture(), picture(account=F)])


def test_a_log_row_that_fits_posts_of_two_accounts_accuses_and_clears_neither():
    refused = photo_without_consent.run(of_two_accounts([logged("P1")]))
    assert [confidence for _, _, confidence in found(refused)] == ["possible", "possible"]
    granted = photo_without_consent.run(of_two_accounts([logged("P1")], "granted"))
    assert list(granted.units["outcome"]) == ["not_assessed", "not_assessed"]
    assert "say in its column 'account'" in granted.units["reason"].iloc[0]


def test_a_log_row_that_names_its_account_speaks_of_that_account():
    log = [{**logged("P1"), "account": F}, {**logged(shows="no_pupils"), "account": X}]
    judgement = photo_without_consent.run(of_two_accounts(log))
    assert found(judgement) == [("image:1/m1", ("P1",), "certain")]
    assert list(judgement.findings["account"]) == [F]
    assert dict(zip(judgement.units["account"], judgement.units["outcome"], strict=True)) == {X: "pass", F: "fail"}


def test_one_post_that_was_put_up_everywhere_under_one_id_needs_no_account():
    judgement = photo_without_consent.run(of_two_accounts([logged("P1")], there="Sports day"))
    assert [confidence for _, _, confidence in found(judgement)] == ["certain", "certain"]


def test_a_pupil_who_is_not_in_the_register_has_no_consent():
    judgement = photo_without_consent.run(evidence([logged("P77")], [consent("P77")]))
    assert found(judgement) == [("image:1/m1", ("P77",), "likely")]
    assert judgement.findings["detail"].item().endswith("the pupil is not in the register, so no consent is on record")


@pytest.mark.parametrize(("left_on", "confidence"), [("2026-10-20", "likely"), ("2026-12-01", "certain")])
def test_a_register_may_hold_no_consents_of_those_who_left(left_on, confidence):
    judgement = photo_without_consent.run(evidence([logged("P1")], pupils=[pupil("P1", left_on=left_on)]))
    assert found(judgement) == [("image:1/m1", ("P1",), confidence)]
    told = judgement.findings["detail"].item().endswith("see whether the consent register still holds those who left")
    assert told == (confidence == "likely")


def test_a_no_of_a_pupil_who_left_is_as_sure_as_any():
    given = evidence([logged("P1")], [consent("P1", "refused")], pupils=[pupil("P1", left_on="2026-10-20")])
    assert found(photo_without_consent.run(given)) == [("image:1/m1", ("P1",), "certain")]


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
        pupil("P1", left_on="2026-10-01"),
        pupil("P2", left_on="2026-10-20"),
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
