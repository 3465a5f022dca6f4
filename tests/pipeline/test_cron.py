"""A line of cron stands for what crontab(5) says, or is refused in words; the hours of clock changes are known."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cron import clock_change_hours, in_cron, longest_gap, read_cron

DAILY = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


@pytest.mark.parametrize(
    ("weekday", "names"),
    [
        ("*", DAILY),
        ("0", ("sun",)),
        ("7", ("sun",)),
        ("1", ("mon",)),
        ("6", ("sat",)),
        ("1-5", ("mon", "tue", "wed", "thu", "fri")),
        ("5-7", ("sun", "fri", "sat")),
        ("0-7", DAILY),
        ("MON", ("mon",)),
        ("mon,Wed,fri", ("mon", "wed", "fri")),
        ("sat-sun", ("sun", "sat")),
        ("*/2", ("sun", "tue", "thu", "sat")),
        ("1-5/2", ("mon", "wed", "fri")),
    ],
)
def test_weekdays_are_numbered_as_in_crontab(weekday: str, names: tuple[str, ...]) -> None:
    assert read_cron(f"0 6 * * {weekday}").weekday_names == names


def test_every_field_is_read() -> None:
    cron = read_cron("*/20 8-18/5,23 1,15 sep-NOV *")
    assert cron.minutes == (0, 20, 40)
    assert cron.hours == (8, 13, 18, 23)
    assert cron.days == (1, 15)
    assert cron.months == (9, 10, 11)
    assert cron.weekday_names == DAILY


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "it has 0 fields, not the five of minute, hour, day of the month, month and weekday: write for example "),
        ("@daily", "it has 1 field, not the five"),
        ("0 0 5 * * *", "it has 6 fields, not the five"),
        ("0 24 * * *", '"24" is no hour: write 0 to 23, a range or a list of them'),
        ("60 5 * * *", '"60" is no minute: write 0 to 59, a range or a list of them'),
        ("0 6 * * MOON", '"MOON" is no weekday: write 0 to 7 or sun to sat, a range or a list of them'),
        ("0 6 * * 8", '"8" is no weekday'),
        ("0 6 * 13 *", '"13" is no month: write 1 to 12 or jan to dec, a range or a list of them'),
        ("0 6 0 * *", '"0" is no day of the month'),
        ("0 6 last * *", '"last" is no day of the month'),
        ("0 ² * * *", '"²" is no hour'),
        ("5/10 6 * * *", '"5/10" is no minute'),
        ("*/0 6 * * *", '"*/0" is no minute'),
        ("0 6, * * *", '"" is no hour'),
        ("0 18-8 * * *", '"18-8" in the hour runs backwards: write the earlier one first'),
        ("0 6 1 * MON", "it names days of the month and weekdays too: give one of them, and * for the other"),
        ("0 6 31 2,4 *", "day 31 never comes in that month: pick a day that does"),
    ],
)
def test_what_is_no_cron_is_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        read_cron(text)


def test_the_29th_of_february_comes() -> None:
    assert read_cron("0 6 29 2 *").days == (29,)


@given(st.sets(st.integers(0, 23), min_size=1))
def test_numbers_written_as_a_field_read_back(hours: set[int]) -> None:
    assert read_cron(f"0 {in_cron(hours, 0, 23)} * * *").hours == tuple(sorted(hours))


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("Europe/London", {1}),
        ("Europe/Paris", {2}),
        ("Atlantic/Azores", {0}),
        ("America/New_York", {1, 2}),
        ("Asia/Beirut", {0, 23}),
        ("UTC", set()),
        ("Asia/Dubai", set()),
    ],
)
def test_the_hours_of_clock_changes_are_those_of_the_zone(zone: str, hours: set[int]) -> None:
    assert clock_change_hours(zone) == hours


@pytest.mark.slow
def test_outside_those_hours_every_local_time_of_ten_years_comes_exactly_once() -> None:
    zone = ZoneInfo("Europe/London")
    moment, stop = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
    counts: dict[datetime, int] = {}
    while moment < stop:
        local = moment.astimezone(zone).replace(tzinfo=None)
        counts[local] = counts.get(local, 0) + 1
        moment += timedelta(minutes=30)
    local, last = datetime(2026, 1, 1), datetime(2035, 12, 31)  # noqa: DTZ001 - local times, compared as written
    odd = set()
    while local < last:
        if counts.get(local, 0) != 1:
            odd.add(local.hour)
        local += timedelta(minutes=30)
    assert odd == clock_change_hours("Europe/London")


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("0 5 * * *", timedelta(days=1)),
        ("* * * * *", timedelta(minutes=1)),
        ("*/15 0,2-23 * * *", timedelta(minutes=75)),
        ("*/5 8-16 * * *", timedelta(hours=15, minutes=5)),
        ("*/5 8-16 * * MON-FRI", timedelta(days=2, hours=15, minutes=5)),
        ("0 5,17 * * MON", timedelta(days=6, hours=12)),
        ("0 5 1 * *", timedelta(days=31)),
        ("0 5 1 1 *", timedelta(days=366)),
        ("0 5 29 2 *", timedelta(days=4 * 365 + 1)),
    ],
)
def test_the_longest_time_between_two_turns(text: str, gap: timedelta) -> None:
    for begin in (date(2026, 11, 16), date(2028, 2, 29), date(2027, 1, 1)):
        assert longest_gap(read_cron(text), begin) == gap
