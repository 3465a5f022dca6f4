"""Consent at a moment: every state, every rule of history, and what can never change it."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from consent_asked import consent_at
from hypothesis import given, settings
from hypothesis import strategies as st

from checks._consent import NEVER_ASKED, STATES, Consents, standing_states

COLUMNS = ["pupil_id", "purpose", "consent", "given_on", "withdrawn_on", "expires_on"]


def register(*rows):
    """Rows of (purpose, consent, given_on, withdrawn_on, expires_on) of one pupil; dates may be left out."""
    filled = [("P1", *row, *[None] * (5 - len(row))) for row in rows]
    return pd.DataFrame(filled, columns=COLUMNS)


def asked(moment="2026-10-01T12:00", platform="x", kind="photo", pupil_id="P1"):
    return pd.DataFrame(
        [{"pupil_id": pupil_id, "platform": platform, "moment": pd.Timestamp(moment, tz=UTC), "kind": kind}]
    )


SOCIAL = "photo_social_media"
CASES = {
    # one row
    "granted": ([(SOCIAL, "granted", "2026-09-01")], {}, "granted"),
    "granted for ever": ([(SOCIAL, "granted")], {}, "granted"),
    "refused": ([(SOCIAL, "refused", "2026-09-01")], {}, "refused"),
    "requested": ([(SOCIAL, "requested", "2026-09-01")], {}, "requested"),
    "withdrawn": ([(SOCIAL, "withdrawn", "2026-09-01")], {}, "withdrawn"),
    "expired": ([(SOCIAL, "expired", "2026-09-01")], {}, "expired"),
    "unknown": ([(SOCIAL, "unknown", "2026-09-01")], {}, "unknown"),
    "blank": ([(SOCIAL, "", "2026-09-01")], {}, "unknown"),
    "a word nobody knows": ([(SOCIAL, "yes please", "2026-09-01")], {}, "unknown"),
    "no row": ([], {}, NEVER_ASKED),
    "a row of another pupil": ([(SOCIAL, "granted")], {"pupil_id": "P2"}, NEVER_ASKED),
    # dates
    "granted on the day itself": ([(SOCIAL, "granted", "2026-10-01T00:00")], {"moment": "2026-10-01T00:00"}, "granted"),
    "granted the day after": ([(SOCIAL, "granted", "2026-10-02")], {}, NEVER_ASKED),
    "granted, withdrawn later": ([(SOCIAL, "granted", "2026-09-01", "2026-10-02")], {}, "granted"),
    "granted, withdrawn that day": ([(SOCIAL, "granted", "2026-09-01", "2026-10-01")], {}, "withdrawn"),
    "withdrawn later, and dated both": ([(SOCIAL, "withdrawn", "2026-09-01", "2026-10-02")], {}, "granted"),
    "withdrawn before, and dated both": ([(SOCIAL, "withdrawn", "2026-09-01", "2026-09-20")], {}, "withdrawn"),
    "withdrawn later, given nobody knows when": ([(SOCIAL, "withdrawn", None, "2026-10-02")], {}, "unknown"),
    "withdrawn before it was given": ([(SOCIAL, "granted", "2026-09-01", "2026-08-01")], {}, "withdrawn"),
    "granted and expired": ([(SOCIAL, "granted", "2025-09-01", None, "2026-09-01")], {}, "expired"),
    "granted, expires later": ([(SOCIAL, "granted", "2025-09-01", None, "2027-09-01")], {}, "granted"),
    "granted, expires that day": ([(SOCIAL, "granted", "2025-09-01", None, "2026-10-01")], {}, "expired"),
    "expired later, and dated both": ([(SOCIAL, "expired", "2025-09-01", None, "2027-09-01")], {}, "granted"),
    "expired later, given nobody knows when": ([(SOCIAL, "expired", None, None, "2027-09-01")], {}, "unknown"),
    "a refusal does not expire into anything else": ([(SOCIAL, "refused", None, None, "2026-09-01")], {}, "refused"),
    # history
    "the latest decides: yes": ([(SOCIAL, "refused", "2024-09-01"), (SOCIAL, "granted", "2026-09-01")], {}, "granted"),
    "the latest decides: no": ([(SOCIAL, "granted", "2024-09-01"), (SOCIAL, "refused", "2026-09-01")], {}, "refused"),
    "a later one says nothing": ([(SOCIAL, "refused", "2024-09-01"), (SOCIAL, "granted", "2026-10-05")], {}, "refused"),
    "an undated row is the oldest": ([(SOCIAL, "granted", "2024-09-01"), (SOCIAL, "refused")], {}, "granted"),
    "on a tie the stricter": ([(SOCIAL, "granted", "2026-09-01"), (SOCIAL, "refused", "2026-09-01")], {}, "refused"),
    "on a tie unknown beats granted": ([(SOCIAL, "", "2026-09-01"), (SOCIAL, "granted", "2026-09-01")], {}, "unknown"),
    "on a tie the one that ran out": (
        [(SOCIAL, "granted", "2025-09-01", None, "2026-07-31"), (SOCIAL, "granted", "2025-09-01")], {}, "expired",
    ),
    "on a tie the one that ran out, standing last": (
        [(SOCIAL, "granted", "2025-09-01"), (SOCIAL, "granted", "2025-09-01", None, "2026-07-31")], {}, "expired",
    ),
    "on a tie the one that ran out, undated": (
        [(SOCIAL, "granted", None, None, "2026-07-31"), (SOCIAL, "granted")], {}, "expired",
    ),
    "on a tie the first end": (
        [(SOCIAL, "granted", None, None, "2026-07-31"), (SOCIAL, "granted", None, None, "2027-07-31")], {}, "expired",
    ),
    "on a tie an end that is still to come": (
        [(SOCIAL, "granted", None, None, "2027-07-31"), (SOCIAL, "granted")], {}, "granted",
    ),
    "on a tie one that ran out, and one asked for": (
        [(SOCIAL, "granted", "2025-09-01", None, "2026-07-31"), (SOCIAL, "requested", "2025-09-01")], {}, "expired",
    ),
    "renewed before the old one expired": (
        [(SOCIAL, "granted", "2025-09-01", None, "2026-09-15"), (SOCIAL, "granted", "2026-09-01")], {}, "granted",
    ),
    "withdrawn after a newer form": (
        [(SOCIAL, "granted", "2024-09-01", "2026-09-20"), (SOCIAL, "granted", "2026-09-01")], {}, "withdrawn",
    ),
    "granted again after it was withdrawn": (
        [(SOCIAL, "granted", "2024-09-01", "2026-01-20"), (SOCIAL, "granted", "2026-09-01")], {}, "granted",
    ),
    # purposes
    "its own row says yes": ([(SOCIAL, "refused"), ("photo_x", "granted")], {}, "granted"),
    "its own row says no": ([(SOCIAL, "granted", "2026-09-01"), ("photo_x", "refused", "2024-09-01")], {}, "refused"),
    "its own row is not yet true": ([(SOCIAL, "granted"), ("photo_x", "refused", "2026-10-02")], {}, "granted"),
    "the row of another platform": ([("photo_facebook", "granted")], {}, NEVER_ASKED),
    "a website is not social media": ([("photo_website", "granted")], {}, NEVER_ASKED),
    "a blog needs the website": ([("photo_website", "granted")], {"platform": "blog"}, "granted"),
    "social media is not a blog": ([(SOCIAL, "granted")], {"platform": "blog"}, NEVER_ASKED),
    "press, internal and names are not photos": (
        [("photo_press", "granted"), ("photo_internal", "granted"), ("name_social_media", "granted")], {}, NEVER_ASKED,
    ),
    "a name is not a photo": ([(SOCIAL, "granted")], {"kind": "name"}, NEVER_ASKED),
    "a name": ([("name_social_media", "granted")], {"kind": "name"}, "granted"),
    "a question without a moment": ([(SOCIAL, "granted")], {"moment": None}, "unknown"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "question", "state"), CASES.values(), ids=CASES)
def test_states(rows, question, state):
    assert consent_at(register(*rows), asked(**question)).tolist() == [state]


ENDED = {  # rows, standing -> the day on which consent ended, of a picture of 10 September looked at on 1 October
    "never": ([(SOCIAL, "granted", "2026-09-01")], None),
    "withdrawn": ([(SOCIAL, "granted", "2026-09-01", "2026-09-20")], "2026-09-20"),
    "expired": ([(SOCIAL, "granted", "2026-09-01", None, "2026-09-20")], "2026-09-20"),
    "for the platform alone": ([(SOCIAL, "granted"), ("photo_x", "refused", "2026-09-20")], "2026-09-20"),
    "for all, and the platform's stands": (
        [("photo_x", "granted"), (SOCIAL, "granted"), (SOCIAL, "refused", "2026-09-20")], None,
    ),
    "and came back": ([(SOCIAL, "granted", "2026-09-01", "2026-09-20"), (SOCIAL, "granted", "2026-09-25")], None),
    "and stayed so": (
        [(SOCIAL, "granted", "2026-09-01", "2026-09-20"), (SOCIAL, "requested", "2026-09-25")], "2026-09-20",
    ),
    "before the posting": ([(SOCIAL, "granted", "2026-09-01", "2026-09-09")], None),
    "after today": ([(SOCIAL, "granted", "2026-09-01", "2026-10-02")], None),
    "never began": ([], None),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "day"), ENDED.values(), ids=ENDED)
def test_when_consent_ended(rows, day):
    posted, now = (micros(moment) for moment in ("2026-09-10", "2026-10-01T12:00"))
    consents = Consents(register(*rows))
    ended = consents.ended("P1", "photo", "x", posted=posted, now=now, standing={"granted"})
    assert ended == (None if day is None else micros(day))


def micros(moment):
    return pd.Timestamp(moment, tz=UTC).value // 1000


def test_what_may_be_shown_on_each_basis():
    assert standing_states("consent") == {"granted"}
    assert set(STATES) - standing_states("public_task") == {"refused", "withdrawn", "child_says_no", "parents_disagree"}


def test_answers_stand_on_the_index_of_the_questions():
    questions = pd.concat([asked(pupil_id="P9"), asked()]).set_axis(["later", "first"])
    answers = consent_at(register((SOCIAL, "granted")), questions)
    assert answers.to_dict() == {"later": NEVER_ASKED, "first": "granted"}


def test_nobody_asked_nothing():
    assert consent_at(register((SOCIAL, "granted")), asked().iloc[:0]).empty
    assert consent_at(pd.DataFrame(), asked()).tolist() == [NEVER_ASKED]


DAYS = st.integers(0, 40).map(lambda number: datetime(2026, 9, 1, tzinfo=UTC) + timedelta(days=number))
ROWS = st.tuples(
    st.sampled_from([SOCIAL, "photo_x", "photo_website"]),
    st.sampled_from([*STATES, ""]),
    st.one_of(st.none(), DAYS),
    st.one_of(st.none(), st.none(), DAYS),
    st.one_of(st.none(), st.none(), DAYS),
)
QUIET = settings(max_examples=settings.default.max_examples * 3 // 5)


@QUIET
@given(rows=st.lists(ROWS, max_size=6), moment=DAYS, seed=st.randoms())
def test_the_order_of_rows_never_matters(rows, moment, seed):
    at = asked(moment.replace(tzinfo=None))
    assert consent_at(register(*rows), at).tolist() == consent_at(register(*seed.sample(rows, len(rows))), at).tolist()


@QUIET
@given(rows=st.lists(ROWS, max_size=4), dated=ROWS, earlier=ROWS, moment=DAYS, ago=st.integers(0, 40))
def test_an_earlier_row_never_changes_a_later_moment(rows, dated, earlier, moment, ago):
    """A row all of whose dates lie before a dated, standing row of the same purpose says nothing any more."""
    purpose, word, *dates = earlier
    rows = [*rows, (purpose, dated[1], moment - timedelta(days=ago), *dated[3:])]  # there is always one to stand after
    newest = max(given for p, _, given, *_ in rows if p == purpose and given and given <= moment)
    old = [day and min(day, newest - timedelta(days=1)) for day in dates]
    at = asked(moment.replace(tzinfo=None))
    assert consent_at(register(*rows, (purpose, word, *old)), at).tolist() == consent_at(register(*rows), at).tolist()


@QUIET
@given(rows=st.lists(ROWS, max_size=5), later=ROWS, moment=DAYS)
def test_what_begins_later_says_nothing_yet(rows, later, moment):
    purpose, word, *dates = later
    soon = [max(day or moment, moment + timedelta(days=1)) for day in dates]
    at = asked(moment.replace(tzinfo=None))
    assert consent_at(register(*rows, (purpose, word, *soon)), at).tolist() == consent_at(register(*rows), at).tolist()


@QUIET
@given(rows=st.lists(ROWS, max_size=6), posted=DAYS, later=st.integers(0, 40))
def test_consent_ended_where_it_stood_then_and_not_now_and_on_a_day_between(rows, posted, later):
    consents, then = Consents(register(*rows)), micros(posted.replace(tzinfo=None))
    now = micros((posted + timedelta(days=later)).replace(tzinfo=None))
    ended = consents.ended("P1", "photo", "x", posted=then, now=now, standing={"granted"})
    states = [consents.at("P1", "photo", "x", moment) == "granted" for moment in (then, now)]
    assert (ended is not None) == (states == [True, False])
    if ended is not None:
        assert then < ended <= now
        assert consents.at("P1", "photo", "x", ended - 1) == "granted" != consents.at("P1", "photo", "x", ended)


@QUIET
@given(rows=st.lists(ROWS, max_size=6), moment=DAYS)
def test_yes_needs_a_row_that_was_granted(rows, moment):
    """No mixture of refusals, requests and blanks ever becomes consent."""
    state = consent_at(register(*rows), asked(moment.replace(tzinfo=None))).item()
    assert state in {*STATES, NEVER_ASKED}
    sayers = {"granted", "withdrawn", "expired"}  # the last two only where their dates say that it once was granted
    if state == "granted":
        assert any(word in sayers and purpose in {SOCIAL, "photo_x"} for purpose, word, *_ in rows)
