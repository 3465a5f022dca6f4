"""Calendars: which weeks of the school year a school was open in, for how many days, and what events it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd

from config.models import School, Trust
from config.refusal import RefusalError
from pipeline.days import INSTANT, day_start
from pipeline.event_calendar import Occurrence, read_events
from pipeline.term_dates import Span, read_term_dates
from reports.wording import day

WEEK_COLUMNS: Final = ("week", "begin", "end", "school_days")
TERM_COLUMNS: Final = ("kind", "start", "end")
EVENT_COLUMNS: Final = ("uid", "summary", "begin", "end", "whole_day", "link", "location")
LONGEST_GAP: Final = 70
"""Days between two holidays that may be a term: a longer gap means that a holiday is missing from the calendar."""
_SUBDIVISIONS: Final = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What is known of a school's terms."""

    weeks: pd.DataFrame
    """As Evidence.weeks."""
    source: dict[str, object]
    """The row of Evidence.sources: source, state, rows, reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCalendar:
    """What is known of a school's events."""

    events: pd.DataFrame
    """As Evidence.events."""
    source: dict[str, object]
    """The row of Evidence.sources."""


class CalendarFiles:
    """The term dates and events of a trust: each file read once, for one may serve every school."""

    def __init__(self, trust: Trust) -> None:
        self._trust = trust
        self._spans: dict[Path, tuple[Span, ...] | RefusalError] = {}
        self._events: dict[tuple[Path, date], tuple[Occurrence, ...] | RefusalError] = {}

    def terms(self, school: School) -> pd.DataFrame:
        """Return a school's term dates (kind, start, end as days); RefusalError when the file cannot be used."""
        path = school.calendars.terms
        if path is None:
            return pd.DataFrame(columns=list(TERM_COLUMNS))
        if path not in self._spans:
            self._spans[path] = _read_or_refusal(path)
        spans = self._spans[path]
        if isinstance(spans, RefusalError):
            raise spans
        names = {"", school.id, school.name.casefold()}
        kept = [span for span in spans if span.school.casefold() in names]
        return pd.DataFrame([(span.kind, span.start, span.end) for span in kept], columns=list(TERM_COLUMNS))

    def events(self, school: School, as_of: datetime) -> EventCalendar:
        """Return a school's events of this school year and the next twelve months; `source` says why there are none."""
        path, events, state, reason = school.calendars.events, list[Occurrence](), "read", ""
        if path is None:
            state, reason = "absent", "trust.yaml names no calendar of events"
        else:
            found = self._events_of(path, as_of)
            if isinstance(found, RefusalError):
                state, reason = "unreadable", str(found)
            else:
                names = {"", school.id, school.name.casefold()}
                events = [event for event in found if event.school.casefold() in names]
        row: dict[str, object] = {"source": "events", "state": state, "rows": len(events), "reason": reason}
        return EventCalendar(events=_event_frame(events), source=row)

    def _events_of(self, path: Path, as_of: datetime) -> tuple[Occurrence, ...] | RefusalError:
        zone, today = ZoneInfo(self._trust.timezone), self._today(as_of)
        if (path, today) not in self._events:
            since = date(today.year - (today.month < 9), 9, 1)
            try:
                self._events[path, today] = read_events(path, zone, since, today + timedelta(days=366))
            except RefusalError as refusal:
                self._events[path, today] = refusal
        return self._events[path, today]

    def _today(self, as_of: datetime) -> date:
        return as_of.astimezone(ZoneInfo(self._trust.timezone)).date()

    def calendar(self, school: School, as_of: datetime) -> Calendar:
        """Return a school's weeks up to `as_of`; without usable term dates there are none, and `source` says why."""
        state, reason = "read", ""
        try:
            terms = self.terms(school)
        except RefusalError as refusal:
            terms, state, reason = pd.DataFrame(columns=list(TERM_COLUMNS)), "unreadable", str(refusal)
        if school.calendars.terms is None:
            state, reason = "absent", "trust.yaml names no term dates"
        elif state == "read":
            reason = _shortfall(terms, self._today(as_of))
        weeks = school_weeks(terms, as_of=as_of, timezone=self._trust.timezone, nation=self._trust.nation)
        return Calendar(weeks=weeks, source={"source": "terms", "state": state, "rows": len(terms), "reason": reason})


def _event_frame(events: Iterable[Occurrence]) -> pd.DataFrame:
    rows = [tuple(getattr(event, name) for name in EVENT_COLUMNS) for event in events]
    frame = pd.DataFrame(rows, columns=list(EVENT_COLUMNS))
    for name in ("begin", "end"):
        frame[name] = pd.to_datetime(frame[name], utc=True).astype(INSTANT)
    return frame


def _read_or_refusal(path: Path) -> tuple[Span, ...] | RefusalError:
    try:
        return read_term_dates(path)
    except RefusalError as refusal:
        return refusal


def school_weeks(terms: pd.DataFrame, *, as_of: datetime, timezone: str, nation: str) -> pd.DataFrame:
    """Return Evidence.weeks: Mondays to Sundays in the trust's zone, ended by `as_of`, from 1 September before it.

    `terms` has kind, start and end (days, inclusive). A school day is a weekday in a term that is no half-term, INSET
    day, closure, holiday or bank holiday of the nation. Where a calendar gives holidays alone, the days between two of
    them are term. No row at all when no term is known: then no week can be judged (design 10).
    """
    zone = ZoneInfo(timezone)
    today = as_of.astimezone(zone).date()
    autumn = date(today.year - (today.month < 9), 9, 1)
    monday = autumn - timedelta(days=autumn.weekday())
    open_days = _open_days(terms)
    if not open_days:
        return pd.DataFrame(columns=list(WEEK_COLUMNS)).astype({"begin": INSTANT, "end": INSTANT, "school_days": int})
    closed = bank_holidays(nation, (autumn.year, autumn.year + 1))
    rows = []
    last = as_of + timedelta(microseconds=1)  # the end of a Sunday, as a bare --as-of gives it, ends the week
    while (end := day_start(monday + timedelta(days=7), zone)) <= last:
        weekdays = [monday + timedelta(days=number) for number in range(5)]
        year, week, _ = monday.isocalendar()
        days = sum(day in open_days and day not in closed for day in weekdays)
        rows.append((f"{year}-W{week:02}", day_start(monday, zone), end, days))
        monday += timedelta(days=7)
    return pd.DataFrame(rows, columns=list(WEEK_COLUMNS)).astype({"begin": INSTANT, "end": INSTANT, "school_days": int})


@cache
def bank_holidays(nation: str, years: tuple[int, ...]) -> frozenset[date]:
    """Return the bank holidays of a nation of the United Kingdom in some years."""
    from holidays import country_holidays  # heavy

    return frozenset(country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=years))


def _open_days(terms: pd.DataFrame) -> set[date]:
    """Return the days inside a term and in nothing that closes the school; weekends are still among them."""
    spans = list(terms[list(TERM_COLUMNS)].itertuples(index=False, name=None))
    in_term = [(start, end) for kind, start, end in spans if kind == "term"]
    shut = [(start, end) for kind, start, end in spans if kind != "term"]
    if not in_term:
        in_term = _between([(start, end) for kind, start, end in spans if kind in {"holiday", "half_term"}])
    return _days(in_term) - _days(shut)


def _between(holidays: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return the gaps between holidays that may be terms."""
    ordered = sorted(holidays)
    gaps: list[tuple[date, date]] = []
    last_end = ordered[0][1] if ordered else date.max
    for start, end in ordered[1:]:
        gap = (start - last_end).days - 1
        if 0 < gap <= LONGEST_GAP:
            gaps.append((last_end + timedelta(days=1), start - timedelta(days=1)))
        last_end = max(last_end, end)
    return gaps


def _days(spans: Sequence[tuple[date, date]]) -> set[date]:
    return {start + timedelta(days=number) for start, end in spans for number in range((end - start).days + 1)}


_SUMMER_BEGINS: Final = 6
"""The month in which a school year ends at the earliest (in Scotland): what follows is holiday, up to September."""


def _shortfall(terms: pd.DataFrame, today: date) -> str:
    """Say up to when term dates are known, when that is before `today`; blank when they reach further."""
    if terms.empty:
        return "the file holds no term dates of this school, so no week is judged"
    last = max(terms["end"])
    summer = last.month >= _SUMMER_BEGINS and today < date(last.year, 9, 1)
    if last >= today or summer:
        return ""
    return f"the term dates end on {day(last)}: weeks after that are not judged"
