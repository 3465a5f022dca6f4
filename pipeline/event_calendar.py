"""Reading a school's calendar of events, iCalendar or a table, into one row for each occurrence of an event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from config.refusal import Place, RefusalError
from config.tables import read_table
from pipeline.calendar_files import ical_events
from pipeline.days import parse_day

_MOST_TIMES: Final = 1_000
"""So often an event may come back within the window; no school's does."""
_EARLIEST: Final = 1900
"""The year before which no event of a school begins."""
_FREQUENCIES: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_MOMENT: Final = re.compile(r"(.+?)[T ]+(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One event on one day."""

    uid: str
    """The calendar's own; with the day behind a slash where the event comes back."""
    summary: str
    begin: datetime
    """In the zone of the trust; midnight when it is a whole day."""
    end: datetime
    """Exclusive."""
    whole_day: bool
    link: str = ""
    location: str = ""
    school: str = ""
    """As the file says; blank = every school that uses the file."""


def read_events(path: Path, zone: ZoneInfo, since: date, until: date) -> tuple[Occurrence, ...]:
    """Read the events of a file that begin on one of the days; RefusalError with file and row for what cannot be right.

    A table has summary and begin, and may have end, uid, link, location and school.
    """
    if path.suffix.casefold() in {".ics", ".ical", ".icalendar"}:
        found = _from_calendar(path, zone, since, until)
    else:
        found = _from_table(path, zone)
    kept = (one for one in found if since <= one.begin.date() <= until)
    return tuple(sorted(kept, key=lambda one: (one.begin, one.summary)))


def _from_table(path: Path, zone: ZoneInfo) -> Iterator[Occurrence]:
    names = ("end", "uid", "link", "location", "school")
    table = read_table(path, required=("summary", "begin"), optional=names)
    for number, (summary, begin, end, uid, link, location, school) in enumerate(table.rows):
        place = table.place(number)
        if not summary.strip():
            raise RefusalError("summary is blank: write what the event is called", place=place)
        first, timed = _moment("begin", begin, zone, place)
        last, last_timed = _moment("end", end, zone, place) if end.strip() else (first, True)
        if last < first:
            raise RefusalError("end is before begin: swap them, or mend the year", place=place)
        yield Occurrence(
            uid=uid.strip() or f"{first:%Y-%m-%d}-{re.sub(r'[^a-z0-9]+', '-', summary.casefold()).strip('-')}",
            summary=summary.strip(),
            begin=first,
            end=last + timedelta(days=1) if not timed or not last_timed else last,
            whole_day=not timed,
            link=link.strip(),
            location=location.strip(),
            school=school.strip(),
        )


def _moment(column: str, text: str, zone: ZoneInfo, place: Place) -> tuple[datetime, bool]:
    """Return the moment a cell says, and whether it says a time of day; the cell itself is never repeated."""
    found = _MOMENT.fullmatch(text.strip())
    day = parse_day(found[1] if found else text)
    if day is None or (found and (int(found[2]) > 23 or int(found[3]) > 59)):
        wrong = "is no date" if text.strip() else "is blank"
        raise RefusalError(f"{column} {wrong}: write one such as 2026-11-12 or 2026-11-12 18:00", place=place)
    at = time(int(found[2]), int(found[3])) if found else time.min
    return datetime.combine(day, at, zone), found is not None


def _from_calendar(path: Path, zone: ZoneInfo, since: date, until: date) -> Iterator[Occurrence]:
    events = list(ical_events(path, smaller="the events of one year", columns="summary, begin"))
    moved = {
        (str(event.get("UID", "")), _day_of(event["RECURRENCE-ID"].dt, zone))
        for event, _ in events
        if "RECURRENCE-ID" in event
    }
    for number, (event, place) in enumerate(events, 1):
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        begin, length, whole_day = _span(event, zone, place)
        uid = str(event.get("UID", "")) or f"event-{number}"
        starts = [begin] if "RECURRENCE-ID" in event else _starts(event, begin, (since, until), zone, place)
        for start in starts:
            back = "RRULE" in event or "RDATE" in event
            if back and (uid, start.date()) in moved:
                continue
            named = f"{uid}/{start:%Y-%m-%d}" if back or "RECURRENCE-ID" in event else uid
            yield Occurrence(
                uid=named,
                summary=" ".join(str(event.get("SUMMARY", "")).split()),
                begin=start.replace(tzinfo=zone),
                end=(start + length).replace(tzinfo=zone),
                whole_day=whole_day,
                link=str(event.get("URL", "")).strip(),
                location=" ".join(str(event.get("LOCATION", "")).split()),
            )


def _span(event: Any, zone: ZoneInfo, place: Place) -> tuple[datetime, timedelta, bool]:
    """Return begin (local, without zone), length and whether it is whole days."""
    try:
        start, end = event.start, event.end
    except (ValueError, KeyError, AttributeError):
        raise RefusalError("the event has no date that can be read: mend or remove it", place=place) from None
    begin, until = _local(start, zone), _local(end, zone)
    if begin.year < _EARLIEST:  # how some programs write that there is none
        raise RefusalError("the event has no date that can be read: mend or remove it", place=place)
    if until < begin:
        raise RefusalError("the event ends before it starts: mend or remove it", place=place)
    return begin, until - begin, not isinstance(start, datetime)


def _local(value: date | datetime, zone: ZoneInfo) -> datetime:
    """Return a day or a moment as the clock of a zone shows it, without the zone: so a time of day stays itself."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.min)
    try:
        return value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value
    except OverflowError:  # at either end of the calendar
        return value.replace(tzinfo=None)


def _day_of(value: date | datetime, zone: ZoneInfo) -> date:
    return _local(value, zone).date()


def _starts(event: Any, begin: datetime, window: tuple[date, date], zone: ZoneInfo, place: Place) -> Sequence[datetime]:
    """Return when an event begins within the days of a window: once, or by its rule, its added days, its exceptions."""
    if "RRULE" not in event and "RDATE" not in event:
        return [begin]
    from dateutil.rrule import rruleset

    dates = rruleset()
    dates.rdate(begin)
    try:
        for rule in _several(event.get("RRULE")):
            dates.rrule(_rule(rule, begin, zone))
        for given in _days_of(event, "RDATE"):
            dates.rdate(datetime.combine(given, begin.time()))
    except (ValueError, TypeError, KeyError):
        raise RefusalError("the rule by which the event comes back cannot be read: mend it", place=place) from None
    without = set(_days_of(event, "EXDATE"))
    first, last = (datetime.combine(day, time.min) for day in (window[0], window[1] + timedelta(days=1)))
    times = islice(dates.xafter(first, inc=True), _MOST_TIMES)
    return [start for start in _until(times, last) if start.date() not in without]


def _until(times: Iterable[datetime], last: datetime) -> Iterator[datetime]:
    for start in times:
        if start >= last:
            return
        yield start


def _rule(rule: Any, begin: datetime, zone: ZoneInfo) -> Any:
    """Return a recurrence as dateutil knows it, in local time; ValueError for one that comes back within a day, or
    never comes on.
    """
    from dateutil.rrule import rrulestr

    parts = {name.upper(): value for name, value in rule.items()}
    if str(_several(parts.get("FREQ"))[0]).upper() not in _FREQUENCIES:
        raise ValueError
    if any(int(every) < 1 for every in _several(parts.get("INTERVAL"))):
        raise ValueError
    ends = _several(parts.pop("UNTIL", None))
    kept = ";".join(f"{name}={','.join(str(one) for one in _several(value))}" for name, value in parts.items())
    if ends:
        kept += f";UNTIL={_local(ends[0], zone):%Y%m%d}T235959"
    return rrulestr(kept, dtstart=begin)


def _days_of(event: Any, name: str) -> Iterator[date]:
    """Yield the days of RDATE or EXDATE, which icalendar gives as one list or several."""
    for given in _several(event.get(name)):
        for one in given.dts:
            value = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            yield value.date() if isinstance(value, datetime) else value


def _several(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]
