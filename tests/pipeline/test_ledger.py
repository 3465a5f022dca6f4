"""The ledger says fixed only for what was seen to be fixed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.models import Waiver
from pipeline.ledger import Judging, finding_key, merge, update_ledger
from pipeline.store.ledger_rows import LedgerFinding
from pipeline.store.subjects import Subject

FIRST = datetime(2026, 11, 2, 6, tzinfo=UTC)
NOW = datetime(2026, 11, 9, 6, tzinfo=UTC)
CAPTION = LedgerFinding(
    key="0123456789ab", check="child-named-in-caption", clause="com01:4.1(d)", severity="today", confidence="certain",
    status="new", school="oakhill", account="x:oakhill", platform="x", subject_type="post", subject_id="post:1",
    permalink="", posted_at=FIRST, start=0, end=6, matched_text="Zainab", pupil_ids=("P1",), detail="", remedy="",
    route="comms", basis="b1", subject_hash="h1", first_seen=FIRST, last_seen=FIRST, ended_at=None, run="r1",
)  # fmt: skip
WEEK = replace(
    CAPTION, check="too-few-posts", subject_type="week", subject_id="week:2026-W44", account="", pupil_ids=()
)
AHEAD = NOW + timedelta(days=300)
SUBJECT = ("x:oakhill", "post", "post:1")


def turn(old, found=(), *, judged=True, state="public", content="h1", basis="b1", planned=True, **known):
    """Run the ledger once for one old finding; returns it as it stands now."""
    now = Judging(
        run="r2",
        as_of=NOW,
        today=known.pop("today", date(2026, 11, 9)),
        judged={(f.check, f.subject_type, f.subject_id, f.account) for f in [old] if f and judged},
        bases={f.check: basis for f in [old, *found] if f} if planned else {},
        subjects={SUBJECT: Subject(state, content, blank=known.pop("blank", False))},
        accounts=known.pop("accounts", {"x:oakhill"}),
        waivers={w.key: w for w in known.pop("waivers", ())},
        **known,
    )
    rows = update_ledger({old.key: old} if old else {}, {f.key: f for f in found}, now)
    return next(row for row in rows if old is None or row.key == old.key)


SEEN_NOW = replace(CAPTION, first_seen=NOW, last_seen=NOW, run="r2")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "new"),
        ("new", "open"),
        ("open", "open"),
        ("fixed", "returned"),
        ("returned", "open"),
        ("superseded", "open"),
        ("waived", "open"),
    ],
)
def test_a_finding_seen_again(before, after):
    now = turn(replace(CAPTION, status=before) if before else None, [SEEN_NOW])
    assert now.status == after
    assert now.first_seen == (FIRST if before else NOW)
    assert now.last_seen == NOW


@pytest.mark.parametrize(
    ("how", "after"),
    [
        ({"judged": False}, "open"),  # not looked at this time: stays as it was
        ({"judged": True}, "fixed"),  # judged again and passed
        ({"judged": True, "content": "h2"}, "fixed"),  # edited
        ({"judged": True, "content": "h2", "basis": "b2"}, "fixed"),  # edited, whatever else changed
        ({"judged": True, "basis": "b2"}, "superseded"),  # the same words, other registers or lists
        ({"judged": False, "state": "gone"}, "fixed"),  # a complete read shows it gone
        ({"judged": False, "state": "private"}, "fixed"),  # out of public view
        ({"judged": False, "state": "withheld"}, "open"),  # by the platform, perhaps in one country, perhaps for a week
        ({"judged": False, "state": "set_aside"}, "open"),
        ({"judged": True, "planned": False}, "superseded"),  # no clause asks for the check any more
        ({"judged": False, "accounts": set()}, "superseded"),  # the account is the school's no longer
    ],
)
def test_a_finding_not_seen_again(how, after):
    now = turn(replace(CAPTION, status="open"), **how)
    assert now.status == after
    assert (now.ended_at == NOW) == (after in {"fixed", "superseded"})


def test_a_hidden_post_is_said_as_long_as_it_is_hidden():
    withheld = turn(replace(CAPTION, status="open"), judged=False, state="withheld")
    assert withheld.detail == f"{CAPTION.detail}; the platform withholds its post now: it may still be seen elsewhere"
    assert turn(withheld, judged=False, state="withheld") == withheld
    private = turn(withheld, judged=False, state="private")
    assert private.status == "fixed"
    assert private.detail == f"{CAPTION.detail}; its post is private now, and so out of public view"
    back = turn(withheld, judged=True, content="h2")
    assert (back.status, back.detail) == ("fixed", CAPTION.detail)


def test_the_same_words_taken_to_name_others_are_not_mended():
    other = replace(SEEN_NOW, key="ba9876543210", pupil_ids=("P2",))
    assert turn(replace(CAPTION, status="open"), [other]).status == "superseded"


@pytest.mark.parametrize("status", ["new", "returned"])
def test_what_a_run_that_was_cut_short_found_first_is_still_untold(status):
    seen = replace(CAPTION, status=status)
    assert turn(seen, [SEEN_NOW]).status == "open"
    assert turn(seen, [SEEN_NOW], unfinished={"r1"}).status == status
    assert turn(replace(seen, run="r2"), [SEEN_NOW]).status == status


def test_a_week_that_is_not_judged_again_is_new_no_longer():
    assert turn(WEEK, judged=False).status == "past"


def test_a_week_that_a_later_audit_judged_first_is_untouched_by_a_repeated_one():
    later = replace(WEEK, first_seen=NOW + timedelta(days=7), last_seen=NOW + timedelta(days=7))
    assert turn(later, judged=False) == later


@pytest.mark.parametrize("how", [{}, {"content": "h2"}, {"state": "gone"}, {"planned": False}])
def test_what_a_later_audit_saw_is_not_ended_by_one_of_an_earlier_day(how):
    later = replace(CAPTION, status="open", last_seen=NOW + timedelta(days=7), run="r3")
    assert turn(later, **how) == later
    ended = turn(later, **how, outlooks={"r3": AHEAD})  # that day has not come: what it saw is no sighting yet
    assert ended.status in {"fixed", "superseded"}
    assert ended.last_seen == ended.ended_at == NOW


def test_what_an_outlook_saw_was_last_seen_when_an_audit_sees_it():
    outlook = replace(CAPTION, last_seen=NOW + timedelta(days=300), run="r3")
    assert turn(outlook, [SEEN_NOW], outlooks={"r3": AHEAD}).last_seen == NOW
    assert turn(outlook, judged=False, outlooks={"r3": AHEAD}).status == "new"


@pytest.mark.parametrize("seen", [CAPTION, WEEK], ids=["post", "week"])
def test_what_an_outlook_alone_saw_is_new_when_an_audit_first_finds_it(seen):
    foreseen = replace(seen, first_seen=AHEAD, last_seen=AHEAD, run="r3")
    found = replace(seen, first_seen=NOW, last_seen=NOW, run="r2")
    now = turn(foreseen, [found], outlooks={"r3": AHEAD})
    assert (now.status, now.first_seen, now.last_seen) == ("new", NOW, NOW)
    for judged in (True, False):
        gone = turn(foreseen, judged=judged, outlooks={"r3": AHEAD})
        assert (gone.status, gone.left_at) == ("superseded", None), "nobody has mended it"
        assert turn(gone, [found], outlooks={"r3": AHEAD}).status == "new"
    assert turn(foreseen, [found], outlooks={}).status != "new"
    resumed = replace(foreseen, run="r2")
    assert turn(resumed, [found], outlooks={"r2": AHEAD}).status == "new"


def test_a_text_that_was_emptied_names_nobody_although_no_check_judges_it():
    assert turn(CAPTION, judged=False, content="h2", blank=True).status == "fixed"
    assert turn(CAPTION, judged=False, content="h2").status == "new"
    pictured = replace(CAPTION, start=None, end=None)  # goes by the photo log, which nobody could read this time
    assert turn(pictured, judged=False, content="h2", blank=True).status == "new"


def test_a_waiver_begins_and_ends_also_for_what_was_not_judged():
    assert turn(replace(CAPTION, status="waived"), judged=False).status == "open"
    waiver = Waiver(key=CAPTION.key, reason="agreed with the family", approver="Head", expires=date(2026, 11, 9))
    assert turn(replace(CAPTION, status="open"), judged=False, waivers=[waiver]).status == "waived"


@pytest.mark.parametrize(
    ("before", "left", "returned", "recounted"),
    [
        ("open", None, None, None),
        ("fixed", FIRST, NOW, None),
        ("superseded", FIRST, None, NOW),
        ("waived", FIRST, None, NOW),
    ],
)
def test_what_counts_again_says_since_when_at_every_later_audit(before, left, returned, recounted):
    now = turn(replace(CAPTION, status=before, left_at=left), [SEEN_NOW])
    assert (now.left_at, now.returned_at, now.recounted_at) == (left, returned, recounted)
    later = turn(replace(now, run="r1"), [SEEN_NOW])
    assert later.status == "open"
    assert (later.left_at, later.returned_at, later.recounted_at) == (left, returned, recounted)


def test_what_stops_counting_says_since_when():
    assert turn(CAPTION).left_at == NOW
    assert turn(CAPTION, planned=False).left_at == NOW
    assert turn(CAPTION, judged=False).left_at is None


def test_an_earlier_look_moves_no_date_forward():
    earlier = replace(SEEN_NOW, first_seen=FIRST.replace(month=9), last_seen=FIRST.replace(month=9))
    now = turn(replace(CAPTION, status="open"), [earlier])
    assert (now.first_seen, now.last_seen) == (FIRST.replace(month=9), FIRST)


def test_what_ended_stays_ended():
    fixed = replace(CAPTION, status="fixed", ended_at=FIRST)
    assert turn(fixed) == fixed


def test_a_week_is_new_once_and_then_past():
    seen = replace(WEEK, first_seen=NOW, last_seen=NOW)
    assert turn(None, [seen]).status == "new"
    assert turn(WEEK, [seen]).status == "past"
    assert turn(replace(WEEK, status="past"), [seen]).status == "past"


def test_a_waiver_holds_until_its_last_day():
    waiver = Waiver(key=CAPTION.key, reason="agreed with the family", approver="Head", expires=date(2026, 11, 9))
    assert turn(CAPTION, [SEEN_NOW], waivers=[waiver]).status == "waived"
    assert turn(CAPTION, [SEEN_NOW], waivers=[waiver], today=date(2026, 11, 10)).status == "open"


def test_two_packs_name_one_finding_once_with_the_worst_severity():
    other = replace(CAPTION, clause="knowsley:5", severity="today")
    [joined] = merge([replace(CAPTION, severity="soon"), other]).values()
    assert joined.clause == "com01:4.1(d); knowsley:5"
    assert joined.severity == "today"
    [surer] = merge([replace(CAPTION, confidence="possible"), replace(other, confidence="likely")]).values()
    assert surer.confidence == "likely"


names = st.text(min_size=1, max_size=8)


@given(names, names, st.lists(names, max_size=3), names)
def test_a_key_is_12_hex_digits_and_forgets_order_case_and_spacing(check, subject, pupils, words):
    def key(pupil_ids, text):
        return finding_key(
            check=check,
            school="s",
            platform="x",
            account="x:a",
            subject=subject,
            pupil_ids=pupil_ids,
            matched_text=text,
        )

    one = key(pupils, f"Zainab {words}")
    assert len(one) == 12
    assert set(one) <= set("0123456789abcdef")
    assert one == key(list(reversed(pupils)), f"ZAINAB   {words}".replace("  ", " ") if not pupils else "anything else")
