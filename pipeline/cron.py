"""Reading a line of cron, and the hours in which a zone's clocks change.

Schedulers disagree on cron: which number is Monday, what two kinds of day mean together, what an hour is that comes
twice. So a line is read here, by the rules of crontab(5), into plain sets of numbers that leave nothing to disagree on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

WEEKDAYS: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEARS: Final = range(2026, 2046)
"""Whose clock changes are looked at: the rules of a zone are older than these, and zone files end soon after."""


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    first: int
    last: int
    words: tuple[str, ...] = ()
    """Names for first, first + 1, ..."""


_FIELDS: Final = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day of the month", 1, 31),
    _Field("month", 1, 12, _MONTHS),
    _Field("weekday", 0, 7, WEEKDAYS),
)


@dataclass(frozen=True, slots=True)
class Cron:
    """One line of cron, every field as the ascending numbers it stands for."""

    text: str
    """As it was given."""
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    """0 = Sunday to 6 = Saturday."""

    @property
    def weekday_names(self) -> tuple[str, ...]:
        """The weekdays by name: no scheduler takes these for other days."""
        return tuple(WEEKDAYS[day] for day in self.weekdays)


def read_cron(text: str) -> Cron:
    """Read `minute hour day-of-month month weekday`.

    Raises ValueError that says in words what is wrong and what would be right.
    """
    parts = text.split()
    if len(parts) != len(_FIELDS):
        raise ValueError(
            f"it has {len(parts)} field{'s' * (len(parts) != 1)}, not the five of minute, hour, day of the month, "
            'month and weekday: write for example "0 5 * * *" for five every morning'
        )
    minutes, hours, days, months, weekdays = (_numbers(part, field) for part, field in zip(parts, _FIELDS, strict=True))
    weekdays = tuple(sorted({day % 7 for day in weekdays}))  # cron knows Sunday as 0 and as 7
    if parts[2] != "*" and parts[4] != "*":
        # crontab(5) joins the two by "or", every other rule of it by "and": nobody means what they would get
        raise ValueError("it names days of the month and weekdays too: give one of them, and * for the other")
    if all(day > _LONGEST[month - 1] for day in days for month in months):
        raise ValueError(f"day {days[0]} never comes in that month: pick a day that does")
    return Cron(text, minutes, hours, days, months, weekdays)


def _numbers(part: str, field: _Field) -> tuple[int, ...]:
    """Return what one field stands for: `*`, `5`, `1-5`, `mon-fri`, `*/15`, `8-18/2` and lists of them."""
    found: set[int] = set()
    for item in part.split(","):
        span, slash, step = item.partition("/")
        if slash and not (step.isdecimal() and int(step) > 0 and (span == "*" or "-" in span)):
            raise _wrong(item, field)
        found.update(_span(span, field, item)[:: int(step) if slash else 1])
    return tuple(sorted(found))


def _span(span: str, field: _Field, item: str) -> list[int]:
    if span == "*":
        return list(range(field.first, min(field.last, 6) + 1 if field.name == "weekday" else field.last + 1))
    begin, dash, end = span.partition("-")
    low = _number(begin, field, item)
    high = _number(end, field, item) if dash else low
    if dash and high == 0 and field.name == "weekday":
        high = 7  # "sat-sun"
    if high < low:
        raise ValueError(f'"{item}" in the {field.name} runs backwards: write the earlier one first')
    return list(range(low, high + 1))


def _number(text: str, field: _Field, item: str) -> int:
    word = text.casefold()
    if word in field.words:
        return field.first + field.words.index(word)
    if text.isascii() and text.isdecimal() and field.first <= int(text) <= field.last:
        return int(text)
    raise _wrong(item, field)


def _wrong(item: str, field: _Field) -> ValueError:
    words = f" or {field.words[0]} to {field.words[-1]}" if field.words else ""
    return ValueError(
        f'"{item}" is no {field.name}: write {field.first} to {field.last}{words}, a range or a list of them'
    )


def in_cron(numbers: Iterable[int], first: int, last: int) -> str:
    """Write numbers as a field of cron: 0, 2, 3, 4 -> "0,2-4"; all of first to last -> "*"."""
    ordered = sorted(numbers)
    if ordered == list(range(first, last + 1)):
        return "*"
    breaks = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(ordered)) if b != a + 1), len(ordered)]
    runs = [ordered[a:b] for a, b in pairwise(breaks)]
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def longest_gap(cron: Cron, begin: date) -> timedelta:
    """Return the longest time between two turns from a day on, by the clock on the wall.

    Nine years are looked at: even 29 February comes twice in them.
    """
    coming = (begin + timedelta(days=number) for number in range(9 * 366))
    days = [d for d in coming if d.month in cron.months and d.day in cron.days and d.isoweekday() % 7 in cron.weekdays]
    times = [timedelta(hours=hour, minutes=minute) for hour in cron.hours for minute in cron.minutes]
    overnight = times[0] - times[-1]
    within = [later - earlier for earlier, later in pairwise(times)]
    return max([*within, *(later - earlier + overnight for earlier, later in pairwise(days))])


@cache
def clock_change_hours(zone: str) -> frozenset[int]:
    """Return the local hours (0 to 23) of which some part is skipped or comes twice when the zone's clocks change."""
    found: set[int] = set()
    for moment, before, after in _changes(ZoneInfo(zone)):
        local = moment.replace(tzinfo=None)
        begin, end = local + min(before, after), local + max(before, after)
        hour = begin.replace(minute=0, second=0)
        while hour < end:
            found.add(hour.hour)
            hour += timedelta(hours=1)
    return frozenset(found)


def refuse_clock_change(cron: Cron, zone: str) -> None:
    """Raise ValueError, with a cron that would do, for an hour that comes twice on one night and never on another."""
    changing = clock_change_hours(zone)
    met = sorted(changing.intersection(cron.hours))
    if not met:
        return
    hours = in_cron(set(cron.hours) - changing or {5}, 0, 23)
    parts = cron.text.split()
    instead = " ".join([parts[0], hours, *parts[2:]])
    raise ValueError(
        f"the clocks of {zone} change between {met[0]:02}:00 and {met[0] + 1:02}:00, so that it would run twice or "
        f'never: pick another hour, for example "{instead}"'
    )


def _changes(zone: ZoneInfo) -> Iterable[tuple[datetime, timedelta, timedelta]]:
    """Yield (moment in UTC, offset before, offset after) of every change of the zone's clocks."""
    day = timedelta(days=1)
    moment, stop = datetime(_YEARS.start, 1, 1, tzinfo=UTC), datetime(_YEARS.stop, 1, 1, tzinfo=UTC)
    while moment < stop:
        before, after = _offset(zone, moment), _offset(zone, moment + day)
        if before != after:
            low, high = moment, moment + day
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
            yield high.replace(microsecond=0), before, after
        moment += day


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
