"""The numbers behind every report: shares with their interval, silences, what moved, what was read of how much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from invented import AS_OF, LONDON, PREVIOUS, account, comment, coverage, finding, photo, thin_week, weeks
from views import busy_school, clear_school, empty_school, first_run, rich_view, unread_school

from reports.base import Account, Finding, Reading, School
from reports.figures import (
    Counted,
    Share,
    Silence,
    accounts_gone_quiet,
    clean_checks,
    days_up,
    findings_by,
    gaps,
    kinds,
    longest_silence,
    may_be_ranked,
    median_of,
    movement,
    posts_a_school_week,
    seen,
    share,
    short_weeks,
    time_up,
    unjudged_weeks,
    weeks_kept,
    zero_weeks,
)

parts = st.integers(0, 60).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


def school(*findings: Finding, **given: object) -> School:
    return replace(clear_school(), findings=findings, **given)  # type: ignore[arg-type]


def read(account: Account, *, complete: bool = True, **counts: int) -> Account:
    readings = tuple(
        Reading(
            what=what,
            complete=complete,
            reason="" if complete else "withheld",
            theirs=counts.get(what),
            at=AS_OF,
            begin=PREVIOUS,
        )
        for what in ("posts", "comments")
    )
    return replace(account, readings=readings)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_the_wilson_interval_is_the_one_of_the_tables(part: int, whole: int, low: float, high: float) -> None:
    assert Share(part, whole).interval == pytest.approx((low, high), abs=5e-5)


@given(parts)
def test_an_interval_holds_its_share_and_stays_within_nothing_and_all(counts: tuple[int, int]) -> None:
    found = share(*counts)
    assume(found)
    assert found
    low, high = found.interval
    assert 0 <= low <= found.rate <= high <= 1
    assert high - low > 0


@given(parts, st.integers(2, 20))
def test_more_weeks_make_a_share_surer(counts: tuple[int, int], times: int) -> None:
    found = share(*counts)
    assume(found)
    assert found
    more = Share(found.part * times, found.whole * times)
    assert more.interval[1] - more.interval[0] < found.interval[1] - found.interval[0]


@given(parts, parts)
def test_shares_overlap_or_one_lies_wholly_above(one: tuple[int, int], other: tuple[int, int]) -> None:
    a, b = share(*one), share(*other)
    assume(a and b)
    assert a
    assert b
    apart = a.interval[1] < b.interval[0] or b.interval[1] < a.interval[0]
    assert a.overlaps(b) is b.overlaps(a) is (not apart)


def test_a_share_of_nothing_is_none_and_of_too_much_is_refused() -> None:
    assert share(0, 0) is None
    with pytest.raises(ValueError, match="5 of 3 is no share"):
        share(5, 3)


@given(
    st.lists(st.integers(0, 6), max_size=20).flatmap(
        lambda posts: st.tuples(
            st.just(posts),
            st.sets(st.integers(0, max(0, len(posts) - 1))),
            st.sets(st.integers(0, max(0, len(posts) - 1))),
        )
    )
)
def test_the_weeks_of_a_school_are_parted_without_rest(row: tuple[list[int], set[int], set[int]]) -> None:
    posts, unknown, holidays = row
    one = school(weeks=weeks(*posts, unknown=tuple(unknown), holidays=tuple(holidays)))
    kept, short = weeks_kept(one), short_weeks(one)
    judged = kept.whole if kept else 0
    assert judged + len(unjudged_weeks(one)) == sum(week.school_week for week in one.weeks)
    assert (kept.part if kept else 0) + len(short) == judged
    assert set(zero_weeks(one)) <= set(short)
    silence = longest_silence(one)
    assert (silence.weeks if silence else 0) <= len(zero_weeks(one))
    assert bool(silence) is bool(zero_weeks(one))
    assert may_be_ranked(one) is (judged >= 6)


def test_the_longest_silence_is_the_latest_of_equals_and_no_unread_week_is_in_it() -> None:
    one = school(weeks=weeks(0, 0, 3, 0, 0, 4, 0, 0, 0, unknown=(7,), holidays=()))
    assert longest_silence(one) == Silence(date(2026, 9, 21), 2)


def test_an_account_that_was_read_and_silent_is_quiet_and_an_unread_one_is_not() -> None:
    silent, unread, lively = (read(account("facebook", f"@{name}")) for name in ("silent", "unread", "lively"))
    silent = replace(silent, weekly=(3, 1, 0, 0))
    unread = replace(read(unread, complete=False), weekly=(0, 0, 0, 0))
    lively = replace(lively, weekly=(0, 0, 0, 1))
    one = school(weeks=weeks(3, 4, 5, 6, holidays=()), accounts=(silent, unread, lively))
    assert accounts_gone_quiet(one) == ((silent, 2),)
    half_term = replace(one, accounts=(silent, unread), weeks=weeks(3, 4, 5, 6, holidays=(3,)))
    assert accounts_gone_quiet(half_term) == ()


def test_what_moved_is_counted_from_the_run_before() -> None:
    fixed = finding(status="fixed", first_seen=PREVIOUS - timedelta(days=9), ended_at=AS_OF)
    long_fixed = finding(
        subject_id="post:8",
        status="fixed",
        first_seen=PREVIOUS - timedelta(days=9),
        ended_at=PREVIOUS - timedelta(days=2),
    )
    findings = (
        finding(),
        photo(status="returned"),
        comment(status="open"),
        fixed,
        long_fixed,
        comment(subject_id="comment:1", confidence="possible"),
        thin_week("2026-W45"),
        finding(subject_id="post:9", status="superseded", ended_at=AS_OF),
    )
    moved = movement(rich_view(), school(*findings))
    assert (moved.new, moved.returned, moved.still, moved.fixed, moved.superseded) == (1, 1, 1, 1, 1)
    assert moved.stands == 3
    assert moved.direction == "worse"
    assert movement(rich_view(), school(fixed)).direction == "better"
    assert movement(rich_view(), school(fixed, finding())).direction == "same"
    assert movement(first_run(), school(*findings)).direction == "first"


def test_what_counts_again_is_neither_new_nor_still_open() -> None:
    again = comment(status="open", counts_again=True)
    moved = movement(rich_view(), school(photo(status="open"), again))
    assert (moved.still, moved.again, moved.stands, moved.direction) == (1, 1, 2, "recounted")
    assert [(row.still, row.again, row.stands) for row in kinds(rich_view(), school(again))] == [(0, 1, 1)]
    gone = finding(status="superseded", first_seen=PREVIOUS, ended_at=AS_OF)
    assert movement(rich_view(), school(gone)).direction == "recounted"
    assert movement(rich_view(), school(gone, again)).direction == "same"
    assert movement(rich_view(), school(finding(), again)).direction == "worse"


def test_what_was_accepted_since_neither_stands_nor_was_fixed() -> None:
    accepted, long_accepted = finding(status="waived", newly_waived=True), comment(status="waived")
    moved = movement(rich_view(), school(accepted, long_accepted, photo(status="open")))
    assert (moved.accepted, moved.still, moved.fixed, moved.stands, moved.direction) == (1, 1, 0, 1, "recounted")
    doubtful = finding(status="waived", newly_waived=True, confidence="possible")
    assert movement(rich_view(), school(doubtful)).accepted == 0


def test_kinds_of_faults_add_up_to_what_moved() -> None:
    view = rich_view()
    for one in view.schools:
        rows, moved = kinds(view, one), movement(view, one)
        assert sum(row.stands for row in rows) == moved.stands
        assert sum(row.fixed for row in rows) == moved.fixed
        assert sum(findings_by(one, lambda found: found.check).values()) == moved.stands
    assert [row.severity for row in kinds(view, busy_school())][:2] == ["today", "today"]


def test_what_is_done_stands_below_what_is_not() -> None:
    done = finding(status="fixed", first_seen=PREVIOUS, ended_at=AS_OF)
    minor = comment(severity="note", posted_at=None, first_seen=AS_OF - timedelta(days=4))
    rows = kinds(rich_view(), school(done, minor))
    assert [(row.title, row.stands, row.longest_up) for row in rows] == [
        ("A child is named in a comment", 1, 4),
        ("A child is named in a caption", 0, None),
    ]


def test_a_thing_is_up_from_its_posting_until_it_is_gone() -> None:
    posted = datetime(2026, 11, 2, 23, 30, tzinfo=LONDON)
    assert days_up(finding(posted_at=posted), AS_OF) == 14
    assert days_up(finding(posted_at=posted, status="fixed", ended_at=PREVIOUS), AS_OF) == 7
    assert days_up(finding(posted_at=None), AS_OF) is None
    up = school(finding(posted_at=posted), comment(posted_at=AS_OF), photo(posted_at=None))
    assert time_up(up, AS_OF) == 7
    assert time_up(clear_school(), AS_OF) is None


def test_what_was_read_is_added_up_and_a_total_nobody_gives_is_none() -> None:
    told = replace(read(account("facebook", "@a"), posts=70, comments=100), photos=10, photos_examined=4)
    silent = read(account("x", "@b"), posts=61)
    assert seen((told,)).comments == Counted(117, 117)  # more were read than the platform counts: it counts late
    assert seen((told,)).posts == Counted(61, 70)
    assert seen((told, silent)).comments == Counted(234, None)
    assert seen((told, silent)).photos == Counted(4, 10)
    assert seen((told, silent)).begin == PREVIOUS
    assert seen((told, account("x", "@never", complete=False))).in_full == 1
    assert seen(()).posts == Counted(0, None)


def test_a_check_is_clean_only_where_it_judged_and_left_nothing_open() -> None:
    lines = (
        coverage("clean", "pass", judged=5),
        coverage("clean", "pass", judged=6, where="@a"),
        coverage("open", "pass"),
        coverage("open", "not_assessed", reason="no comments"),
        coverage("failed", "fail", flagged=1),
        coverage("idle", "pass", judged=0),
    )
    assert clean_checks(school(coverage=lines)) == (("clean", 11),)


def test_gaps_count_rules_once_however_many_accounts_they_leave_open() -> None:
    lines = tuple(coverage("a-check", "not_assessed", where=where, reason="x") for where in ("@a", "@b"))
    assert gaps(school(coverage=lines)).rules == 1
    assert gaps(unread_school()).accounts == unread_school().accounts


def test_a_median_is_of_the_schools_that_have_the_figure() -> None:
    schools = (
        school(weeks=weeks(3, 3)),
        school(weeks=weeks(6, 6)),
        school(weeks=weeks(9, 9)),
        unread_school(),
        empty_school(),
    )
    assert median_of(schools, posts_a_school_week) == 6
    assert median_of((unread_school(),), posts_a_school_week) is None
