"""The numbers of the comparison and the geometry of the charts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import AS_OF, PREVIOUS, comment, finding, weeks
from views import busy_school, clear_school, empty_school, first_run, rich_view, unread_school

from reports.base import Finding
from reports.charts import cadence, cadence_in_words, strip
from reports.figures import (
    Share,
    Silence,
    days_stood,
    days_to_fix,
    days_to_fix_since,
    kinds,
    mended_within,
    per_hundred_posts,
    posts_a_school_week,
    quiet_since,
)
from reports.heat_map import heat_map
from reports.summary import strengths


def test_holidays_and_unknown_weeks_do_not_enter_the_mean() -> None:
    school = replace(clear_school(), weeks=weeks(3, 9, 6, 100, holidays=(3,), unknown=(1,)))
    assert posts_a_school_week(school) == 4.5
    assert posts_a_school_week(unread_school()) is None


def test_a_rate_without_posts_is_no_rate() -> None:
    assert per_hundred_posts(unread_school()) is None
    assert per_hundred_posts(replace(clear_school(), findings=(finding(), comment()), posts_judged=50)) == 4.0


def test_days_to_fix_is_a_median_of_what_was_seen_fixed() -> None:
    fixed = tuple(
        finding(status="fixed", first_seen=AS_OF - timedelta(days=days), ended_at=AS_OF) for days in (1, 3, 40)
    )
    assert days_to_fix(replace(clear_school(), findings=fixed)) == 3
    assert days_to_fix(empty_school()) is None


@pytest.mark.parametrize(
    ("ended", "days"),
    [
        (datetime(2026, 7, 7, 22, 59, tzinfo=UTC), 1),  # 23:59 on the 7th for who works there
        (datetime(2026, 7, 7, 23, 30, tzinfo=UTC), 2),  # half past midnight, on the 8th
    ],
)
def test_days_to_fix_are_days_of_the_trust_as_all_days_are(ended: datetime, days: int) -> None:
    one = finding(status="fixed", first_seen=datetime(2026, 7, 6, 22, 59, 59, tzinfo=UTC), ended_at=ended)
    school = replace(clear_school(), findings=(one,))
    assert days_to_fix(school) == days_to_fix_since(first_run(), school) == days_stood(one, AS_OF) == days


def test_what_was_fixed_since_last_time_is_told_without_what_was_fixed_before() -> None:
    def fixed(number: int, days: int, ended: datetime) -> Finding:
        return comment(
            subject_id=f"comment:{number}", status="fixed", first_seen=ended - timedelta(days=days), ended_at=ended
        )

    long_ago = tuple(fixed(number, 90, PREVIOUS - timedelta(days=30)) for number in range(5))
    school = replace(clear_school(), findings=(*long_ago, fixed(7, 2, AS_OF), fixed(8, 4, AS_OF)))
    assert days_to_fix(school) == 90
    assert days_to_fix_since(rich_view(school), school) == 3
    assert "2 findings were fixed since last time; the median took 3 days." in strengths(rich_view(school), school)
    assert days_to_fix_since(first_run(), school) == 90
    assert days_to_fix_since(rich_view(), replace(school, findings=long_ago)) is None


def test_what_still_stands_counts_against_what_was_mended_within_a_week() -> None:
    old, young = AS_OF - timedelta(days=30), AS_OF - timedelta(days=6)
    mended = tuple(
        comment(subject_id=f"comment:{days}", status="fixed", first_seen=old, ended_at=old + timedelta(days=days))
        for days in (3, 7, 8)
    )
    stands = tuple(comment(status=status, first_seen=old) for status in ("open", "returned"))
    left_out = (
        comment(first_seen=young),
        comment(status="fixed", first_seen=young, ended_at=AS_OF),
        comment(status="superseded", first_seen=old, ended_at=AS_OF),
        comment(status="waived", first_seen=old),
        comment(status="open", first_seen=old, confidence="possible"),
        comment(status="open", first_seen=old, subject_type="week"),
    )
    school = replace(clear_school(), findings=(*mended, *stands, *left_out))
    assert mended_within(school, 7, AS_OF) == Share(2, 5)
    assert mended_within(replace(school, findings=left_out), 7, AS_OF) is None


def test_what_can_wait_is_not_counted_with_what_must_come_down_of_the_same_kind() -> None:
    school = replace(
        clear_school(),
        findings=(
            finding(),
            finding(start=3),
            *(finding(subject_id=f"post:{at}", severity="soon") for at in range(5)),
        ),
    )
    urgent, later = kinds(rich_view(school), school)
    assert (urgent.severity, urgent.stands, urgent.things) == ("today", 2, 1)
    assert (later.severity, later.stands, later.things) == ("soon", 5, 5)


@pytest.mark.parametrize(
    ("posts", "unknown", "expected"),
    [
        ((3, 4, 0, 0), (), (date(2026, 9, 14), 2)),
        ((3, 4, 0), (), None),
        ((3, 0, 4, 0), (), None),
        ((3, 0, 0, 0), (3,), None),
        ((3, 0, 0, 0), (1,), (date(2026, 9, 14), 2)),
        ((), (), None),
    ],
)
def test_quiet_is_two_silent_weeks_up_to_now_that_were_read(
    posts: tuple[int, ...], unknown: tuple[int, ...], expected: tuple[date, int] | None
) -> None:
    silence = quiet_since(replace(clear_school(), weeks=weeks(*posts, unknown=unknown)))
    assert silence == (Silence(*expected) if expected else None)


def test_a_holiday_does_not_end_a_silence() -> None:
    assert quiet_since(replace(clear_school(), weeks=weeks(3, 0, 5, 0, holidays=(2,)))) == Silence(date(2026, 9, 7), 2)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60), st.integers(0, 20))
def test_bars_stay_on_the_paper_and_keep_their_proportion(posts: list[int], line: int) -> None:
    chart = cadence(replace(clear_school(), weeks=weeks(*posts, line=line), posts_a_week=line))
    assert chart
    for bar in chart.bars:
        assert chart.top - 1 <= bar.y <= chart.base
        assert bar.y + bar.height == pytest.approx(chart.base, abs=0.2)
        assert bar.x + chart.slot <= chart.right
    tallest = max(chart.bars, key=lambda bar: bar.height)
    assert tallest.posts == max(posts)
    assert (chart.line is None) == (line == 0)
    assert len(chart.ticks) <= 7
    assert len({tick.text for tick in chart.ticks}) == len(chart.ticks)


def test_names_of_months_do_not_run_into_each_other() -> None:
    chart = cadence(replace(clear_school(), weeks=weeks(*[3] * 46)))
    assert chart
    gaps = [later.at - earlier.at for earlier, later in pairwise(chart.months)]
    assert min(gaps) >= 34
    assert [mark.text for mark in chart.months][:3] == ["Sep", "Oct", "Nov"]


def test_the_chart_in_words() -> None:
    assert cadence_in_words(busy_school()) == "33 posts in 10 judged school weeks. 3 weeks had fewer than 3 posts."
    assert cadence_in_words(unread_school()) == (
        "0 posts in 0 judged school weeks. 10 school weeks could not be judged."
    )


def test_no_weeks_no_chart() -> None:
    assert cadence(empty_school()) is None
    assert strip(unread_school(), 5) is None


def test_dots_grow_with_the_number_of_weeks() -> None:
    found = strip(replace(clear_school(), weeks=weeks(3, 3, 3, 3, 1)), 6)
    assert found
    few, many = found.dots
    assert few.short
    assert not many.short
    assert few.radius < many.radius
    assert few.x < many.x
    assert found.summary == "1 week with 1 post; 4 weeks with 3 posts"


def test_the_heat_map_lays_every_school_over_every_week() -> None:
    found = heat_map((busy_school(), replace(clear_school(), weeks=weeks(1, 3, 6, 9)), empty_school()))
    assert found
    assert [len(row.cells) for row in found.rows] == [11, 11, 11]
    assert [name for name, _ in found.months] == ["August", "September", "October", "November"]
    assert sum(span for _, span in found.months) == 11
    states = [cell.state for cell in found.rows[1].cells]
    assert states == ["fail", "pass", "pass", "pass"] + ["unknown"] * 7
    assert [cell.shade for cell in found.rows[1].cells][:4] == [1, 2, 3, 4]
    assert heat_map((empty_school(),)) is None
