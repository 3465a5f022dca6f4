"""Consent that ended after the picture was posted: each state, each way it ends, and how long the picture stands."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from picture_rows import (
    AS_OF,
    NEVER_COUNT,
    POSTED,
    SOCIAL,
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

from checks._consent import GRANTED, STATES
from checks.consent_withdrawn_since import consent_withdrawn_since
from checks.photo_without_consent import photo_without_consent
from pipeline.mis.years import limit_to_years

CHANGED = "2026-10-20"
STATE_TABLE = {  # state today -> severity, what the finding says, whether it counts with public task as the basis
    "refused": ("today", "it is refused now", True),
    "withdrawn": ("today", "it has been withdrawn", True),
    "child_says_no": ("today", "the child says no now", True),
    "parents_disagree": ("today", "the parents disagree now", True),
    "voided": ("today", "it has been made void", False),
    "expired": ("this_week", "it has run out", False),
    "requested": ("this_week", "it has been asked for anew and not given", False),
    "unknown": ("this_week", "the register does not say any more whether it is given", False),
    "never_asked": ("this_week", "by the register nobody has been asked", False),
    "granted": None,
}


def test_the_table_has_every_state():
    assert set(STATE_TABLE) == set(STATES)


@pytest.mark.parametrize("platform", WHERE)
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("state", STATES)
def test_a_state_that_began_after_the_posting(state, own, platform):
    account, purpose = f"{platform}:hollinbank", WHERE[platform][0 if own else 1]
    rows = [consent("P1", purpose=WHERE[platform][1]), consent("P1", state, CHANGED, purpose)]
    given = evidence([logged("P1")], rows, media=[picture(account=account)], posts=[post(account=account)])
    judgement = consent_withdrawn_since.run(given)
    assert photo_without_consent.run(given).findings.empty, "it was posted with consent"
    if STATE_TABLE[state] is None:
        assert outcomes(judgement) == {"image:1/m1": "pass"}
        return
    severity, words, _ = STATE_TABLE[state]
    [row] = judgement.findings.to_dict("records")
    assert (row["pupil_ids"], row["severity"], row["confidence"]) == (("P1",), severity, "certain")
    assert words in row["detail"]
    assert row["detail"].endswith("still online 27 days after consent ended on 20 October 2026")


@pytest.mark.parametrize("state", STATES)
def test_a_state_that_held_at_the_posting_is_no_matter_of_this_check(state):
    given = evidence([logged("P1")], [consent("P1", state)])
    assert consent_withdrawn_since.run(given).findings.empty
    assert photo_without_consent.run(given).findings.empty == (state == GRANTED)


@pytest.mark.parametrize("state", STATES)
def test_with_public_task_only_a_no_that_was_said_since_counts(state):
    rows = [consent("P1", "requested"), consent("P1", state, CHANGED)]
    findings = consent_withdrawn_since.run(evidence([logged("P1")], rows), basis="public_task").findings
    counts = STATE_TABLE[state] is not None and STATE_TABLE[state][2]
    assert len(findings) == counts
    if counts:
        assert findings["detail"].item().startswith("nobody had said no when it was posted on X on 5 October 2026; ")
        assert findings["detail"].item().endswith("still online 27 days after the no was said on 20 October 2026")


@pytest.mark.parametrize("basis", ["consent", "public_task"])
@pytest.mark.parametrize("own", [True, False])
def test_a_day_on_which_a_register_was_only_read_is_not_said_to_be_the_day_of_the_no(own, basis):
    purpose = WHERE["x"][0 if own else 1]
    rows = [consent("P1", purpose=purpose), consent("P1", "refused", CHANGED, purpose) | {"first_read": True}]
    [detail] = consent_withdrawn_since.run(evidence([logged("P1")], rows), basis=basis).findings["detail"]
    assert detail.endswith("still online 27 days after a register first said so on 20 October 2026")


@pytest.mark.parametrize("purpose", NEVER_COUNT)
def test_a_no_for_another_purpose_ends_nothing(purpose):
    rows = [consent("P1"), consent("P1", "refused", CHANGED, purpose)]
    assert outcomes(consent_withdrawn_since.run(evidence([logged("P1")], rows))) == {"image:1/m1": "pass"}


ENDINGS = {
    "a withdrawal in the row itself": ([consent("P1", withdrawn_on="2026-11-15")], "1 day after"),
    "withdrawn this morning": ([consent("P1", withdrawn_on="2026-11-16")], "0 days after"),
    "withdrawn, then refused: it ended with the first": (
        [consent("P1", withdrawn_on="2026-11-06"), consent("P1", "refused", "2026-11-10")], "10 days after",
    ),
    "given again and taken back again: it ended with the last": (
        [
            consent("P1", withdrawn_on="2026-10-10"), consent("P1", given_on="2026-10-20"),
            consent("P1", "refused", "2026-11-06"),
        ],
        "10 days after",
    ),
    "a day on which it expired": ([consent("P1", expires_on="2026-11-06")], "10 days after"),
    "its own platform's ran out, and it was refused for all": (
        [consent("P1", "refused"), consent("P1", purpose="photo_x", expires_on="2026-11-06")], "10 days after",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("consents", "days"), ENDINGS.values(), ids=ENDINGS)
def test_the_days_are_counted_from_the_end_of_consent(consents, days):
    [row] = consent_withdrawn_since.run(evidence([logged("P1")], consents)).findings.to_dict("records")
    assert days in row["detail"]


NOT_FLAGGED = {
    "granted": [consent("P1")],
    "withdrawn and given again": [consent("P1", withdrawn_on="2026-10-10"), consent("P1", given_on="2026-11-01")],
    "withdrawn tomorrow": [consent("P1", withdrawn_on="2026-11-17")],
    "expires tomorrow": [consent("P1", expires_on="2026-11-17")],
    "refused for another platform": [consent("P1"), consent("P1", "refused", CHANGED, "photo_facebook")],
    "refused for all but this platform": [
        consent("P1", purpose="photo_x"), consent("P1"), consent("P1", "refused", CHANGED),
    ],
    "withdrawn before it was posted": [consent("P1", withdrawn_on="2026-10-01")],
    "never asked": [],
}  # fmt: skip


@pytest.mark.parametrize("consents", NOT_FLAGGED.values(), ids=NOT_FLAGGED)
def test_not_flagged(consents):
    assert outcomes(consent_withdrawn_since.run(evidence([logged("P1")], consents))) == {"image:1/m1": "pass"}


def test_consent_for_some_year_groups_ends_with_the_last_of_them():
    """ "Photograph Student (Year 7 and 8)" of a pupil who came into year 9 on 1 September."""
    rows = pd.DataFrame([consent("P1", given_on="2025-01-10") | {"years": "7,8"}])
    rows = rows.assign(**{name: pd.to_datetime(rows[name], utc=True) for name in ("given_on", "expires_on")})
    limited = limit_to_years(rows, {"P1": "9"}, AS_OF, ZoneInfo("Europe/London"))
    old = {"posted": "2026-06-12T12:00"}
    given = evidence([logged("P1")], limited.to_dict("records"), media=[picture(**old)], posts=[post(**old)])
    [row] = consent_withdrawn_since.run(given).findings.to_dict("records")
    assert row["severity"] == "this_week"
    assert "it has run out: still online 76 days after consent ended on 1 September 2026" in row["detail"]
    assert photo_without_consent.run(given).findings.empty


def test_each_child_with_its_own_state():
    log = [logged("P1"), logged("P2"), logged("P3")]
    rows = [
        consent("P1", withdrawn_on=CHANGED),
        consent("P2"),
        consent("P3"),
        consent("P3", "parents_disagree", CHANGED),
    ]
    judgement = consent_withdrawn_since.run(evidence(log, rows))
    assert found(judgement) == [("image:1/m1", ("P1",), "certain"), ("image:1/m1", ("P3",), "certain")]
    assert len(set(judgement.findings["detail"])) == 2


def test_a_pupil_of_a_logged_form_is_likely():
    rows = [consent("P1", withdrawn_on=CHANGED), consent("P2")]
    judgement = consent_withdrawn_since.run(evidence([logged(shows="form", form="4b")], rows))
    assert found(judgement) == [("image:1/m1", ("P1",), "likely")]
    assert judgement.findings["detail"].item().startswith("the log names this pupil's form; consent was in force")


def test_what_is_not_logged_is_not_assessed_and_who_is_not_in_the_register_has_nothing_to_end():
    rows = [consent("P1", withdrawn_on=CHANGED), consent("P77", withdrawn_on=CHANGED)]
    assert outcomes(consent_withdrawn_since.run(evidence([], rows))) == {"image:1/m1": "not_assessed"}
    assert outcomes(consent_withdrawn_since.run(evidence([logged("P77")], rows))) == {"image:1/m1": "pass"}


def test_a_picture_that_was_not_read_is_judged_by_its_post():
    given = evidence([logged("P1", "m9")], [consent("P1", withdrawn_on=CHANGED)], media=[])
    assert found(consent_withdrawn_since.run(given)) == [("post:1", ("P1",), "certain")]


def test_days_are_those_of_the_trusts_zone():
    """Withdrawn on 20 October in London begins at 23:00 UTC of the day before."""
    moment = pd.Timestamp("2026-10-19T23:00", tz="UTC")
    [row] = consent_withdrawn_since.run(
        evidence([logged("P1")], [consent("P1", withdrawn_on=moment)])
    ).findings.to_dict("records")
    assert "27 days after consent ended on 20 October 2026" in row["detail"]


@pytest.mark.parametrize("after", [-1, 0, 1])
def test_every_picture_is_flagged_by_one_of_the_two_checks_at_most(after):
    moment = pd.Timestamp(POSTED, tz="UTC") + timedelta(days=after)
    given = evidence([logged("P1")], [consent("P1", withdrawn_on=moment)])
    both = [len(check.run(given).findings) for check in (photo_without_consent, consent_withdrawn_since)]
    assert both == ([0, 1] if after > 0 else [1, 0])


def test_no_detail_names_a_child_and_never_publish_changes_nothing():
    rows = [consent("P1", withdrawn_on=CHANGED)]
    plain, marked = (
        consent_withdrawn_since.run(evidence([logged("P1")], rows, pupils=[one]))
        for one in (pupil("P1"), pupil("P1", never_publish=True) | {"first_name": "Zofia", "last_name": "Kowalczyk"})
    )
    pd.testing.assert_frame_equal(plain.units, marked.units)
    pd.testing.assert_frame_equal(plain.findings, marked.findings)
    assert SOCIAL not in plain.findings["detail"].item()


def test_without_any_record_nothing_is_judged():
    assert consent_withdrawn_since.run(evidence([], media=[], posts=[], pupils=[])).units.empty
