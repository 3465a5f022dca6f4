"""Reading term dates: a CSV table or an iCalendar file into rows of school, kind, start and end (inclusive)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from config.refusal import Place, RefusalError
from config.tables import read_table
from pipeline.calendar_files import ical_events
from pipeline.days import parse_day

KINDS: Final = ("term", "half_term", "inset", "closure", "holiday")
"""A day is a school day when it lies in a term and in nothing else."""
LONGEST: Final = timedelta(days=200)
"""No term, holiday or closure is longer: a slip in the year."""
_WORDS: Final = (
    ("half_term", re.compile(r"half[\s-]*term", re.IGNORECASE)),
    (
        "inset",
        re.compile(r"\binset\b|(?:staff|teacher).*(?:training|development)|training day|non[\s-]pupil", re.IGNORECASE),
    ),
    ("holiday", re.compile(r"holiday|\bbreak\b|vacation", re.IGNORECASE)),
    ("closure", re.compile(r"school (?:is )?closed|\bclosure\b|polling", re.IGNORECASE)),
    ("term", re.compile(r"\bterm\b|term[\s-]time", re.IGNORECASE)),
)
"""What a calendar's summaries are called; the first that fits decides."""
_STARTS = re.compile(r"\b(?:starts?|begins?|first day|opens?)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:ends?|finish(?:es)?|last day)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Days that are a term, or free of school."""

    kind: str
    """One of KINDS."""
    start: date
    end: date
    """The last day of it."""
    school: str = ""
    """As the file says; blank = every school that uses the file."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """The first or last day of a span, where a calendar has an event for each."""

    kind: str
    day: date
    opens: bool
    place: Place


def read_term_dates(path: Path) -> tuple[Span, ...]:
    """Read a file of term dates, iCalendar (.ics) or table; RefusalError with file and row for what cannot be right."""
    if path.suffix.casefold() in {".ics", ".ical", ".icalendar"}:
        return tuple(_from_calendar(path))
    return tuple(_from_table(path))


def _from_table(path: Path) -> Iterator[Span]:
    table = read_table(path, required=("start", "end", "kind"), optional=("school",))
    for number, (start, end, kind, school) in enumerate(table.rows):
        place = table.place(number)
        folded = re.sub(r"[\s_-]+", "_", kind.strip().casefold())
        if folded not in KINDS:
            raise RefusalError(f"kind should be one of {', '.join(KINDS)}", place=place)
        first, last = _day("start", start, place), _day("end", end, place)
        yield _checked(Span(folded, first, last, school.strip()), place)


def _day(column: str, text: str, place: Place) -> date:
    """Return the day a cell says; what else it says is never repeated, for reports print why a file was refused."""
    day = parse_day(text)
    if day is None:
        wrong = "is no date" if text.strip() else "is blank"
        raise RefusalError(f"{column} {wrong}: write one such as 2026-09-01 or 01/09/2026", place=place)
    return day


def _checked(span: Span, place: Place) -> Span:
    if span.end < span.start:
        raise RefusalError("end is before start: swap them, or mend the year", place=place)
    if span.end - span.start > LONGEST:
        raise RefusalError(
            f"start and end are more than {LONGEST.days} days apart: mend the year of one of them", place=place
        )
    return span


def _from_calendar(path: Path) -> Iterator[Span]:
    """Take the whole-day events whose summary names a term or a time without school; other events are not ours."""
    marks: list[_Mark] = []
    found = False
    for event, place in ical_events(path, smaller="the term dates alone", columns="start, end, kind"):
        summary = str(event.get("SUMMARY", ""))
        kind = next((kind for kind, words in _WORDS if words.search(summary)), "")
        days = _whole_days(event, place) if kind else None
        if days is None:
            continue
        found = True
        span = _checked(Span(kind, *days), place)
        if span.start == span.end and (_STARTS.search(summary) or _ENDS.search(summary)):
            marks.append(_Mark(kind, span.start, bool(_STARTS.search(summary)), place))
        else:
            yield span
    if not found:
        raise RefusalError(
            "the calendar holds no whole-day event that is called a term, half-term, holiday, INSET day or closure: "
            "export the term dates, or give a CSV with start, end, kind",
            place=Place(path),
        )
    yield from _paired(marks)


def _whole_days(event: Any, place: Place) -> tuple[date, date] | None:
    """Return the first and last day of a whole-day event (DTEND is the day after); None for an hour of a day."""
    try:
        start, end = event.start, event.end
    except (ValueError, KeyError, AttributeError):
        raise RefusalError("the event has no date that can be read: mend or remove it", place=place) from None
    if isinstance(start, datetime):
        if start.time() != time.min or end.time() != time.min or end.date() == start.date():
            return None
        start, end = start.date(), end.date()
    if end < start:
        raise RefusalError("the event ends before it starts: mend or remove it", place=place)
    return start, max(start, end - timedelta(days=1))


def _paired(marks: list[_Mark]) -> Iterator[Span]:
    """Join "Autumn term starts" with the next "term ends" of the same kind."""
    for kind in KINDS:
        opened: _Mark | None = None
        for mark in sorted((mark for mark in marks if mark.kind == kind), key=lambda mark: mark.day):
            if mark.opens:
                opened = mark
            elif opened is not None:
                yield _checked(Span(kind, opened.day, mark.day), opened.place)
                opened = None
