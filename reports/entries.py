"""A finding as a row to work on, with the words in full: for the worklist alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from reports.base import Finding, Mark, RunView, School
from reports.links import web_link
from reports.shown import place_of, platform_title
from reports.wording import day, days_between, local_day, plural, sentence, shortened

DAYS_TO_MEND: Final[Mapping[str, int]] = {"today": 0, "this_week": 7, "soon": 28}
"""Severity -> days from the report that first showed a finding to the day it is due; a note is due on none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row to work on. The only record of a report that carries texts unmasked."""

    key: str
    severity: str
    status: str
    confidence: str
    title: str
    school: str
    platform: str
    account: str
    place: str
    link: str
    posted_at: datetime | None
    words: str
    """What was flagged, as published; blank = the whole, or a picture."""
    text: str
    """The whole text, as published."""
    marked: tuple[str, str, str]
    """The text before, in and after the flagged span; the middle is blank when no part of it is meant."""
    above: tuple[tuple[str, str], ...]
    """Of a comment: (what it stands under, its words), the post first."""
    children: tuple[str, ...]
    why: str
    remedy: str
    first_seen: datetime
    days_open: int
    due: date | None
    """The day by which it should be mended."""
    overdue: bool
    thumbnail: bytes | None
    """JPEG of the picture that is meant."""
    owner: str
    state: str
    """What was last said of it: to do, doing, done or cannot."""
    note: str
    told: str
    """What became of a word that it was done, one sentence; blank when nobody gave it."""
    still_up: bool
    """It was said to be done and was seen standing since."""
    mark: int
    """The number of the word that the row shows; 0 = none."""


def entries(findings: Iterable[Finding], view: RunView, school: School) -> Iterator[Entry]:
    """Turn findings into rows: what was said to be done and still stands first, then in their order."""
    rows = [_entry(finding, view, school) for finding in findings]
    yield from (row for row in rows if row.still_up)
    yield from (row for row in rows if not row.still_up)


def _entry(finding: Finding, view: RunView, school: School) -> Entry:
    marked, mark, zone = _split(finding), finding.mark, view.as_of.tzinfo
    due = due_day(finding.severity, finding.first_seen, zone)
    return Entry(
        key=finding.key,
        severity=finding.severity,
        status=finding.status,
        confidence=finding.confidence,
        title=finding.check_title,
        school=school.name,
        platform=platform_title(finding.platform, school),
        account=finding.account,
        place=place_of(finding, school),
        link=web_link(finding.permalink),
        posted_at=finding.posted_at.astimezone(zone) if finding.posted_at else None,
        words=finding.matched.full if finding.matched else marked[1],
        text=finding.quote.full if finding.quote else "",
        marked=marked,
        above=tuple((one.what, one.quote.full) for one in finding.thread),
        children=finding.pupils_shown or finding.pupils,
        why=sentence(shortened(finding.detail.full, 600)),
        remedy=finding.remedy,
        first_seen=finding.first_seen.astimezone(zone),
        days_open=days_between(finding.first_seen, view.as_of, zone),
        due=due,
        overdue=due is not None and due < view.as_of.date(),
        thumbnail=school.thumbnails.get(finding.key),
        owner=mark.owner.full if mark else "",
        state=mark.status if mark else "to do",
        note=mark.note.full if mark else "",
        told=_told(mark, view.as_of),
        still_up=mark is not None and mark.still_up is not None,
        mark=mark.number if mark else 0,
    )


def due_day(severity: str, first_seen: datetime, zone: tzinfo | None) -> date | None:
    """Return the day by which a finding should be mended, counted from the audit that first saw it; None of a note."""
    days = DAYS_TO_MEND.get(severity)
    return None if days is None else local_day(first_seen, zone) + timedelta(days=days)


def _told(mark: Mark | None, as_of: datetime) -> str:
    """Say when a finding was said to be done, and what was seen of it since."""
    if mark is None or mark.done_on is None:
        return ""
    said = f"Said to be done on {day(mark.done_on)}"
    if mark.still_up is None:
        return f"{said}; not read again since."
    later = days_between(mark.done_on, as_of, as_of.tzinfo)
    return f"{said}, still up {plural(later, 'day')} later." if later else f"{said}, and still up after that."


def _split(finding: Finding) -> tuple[str, str, str]:
    """Cut the text at the flagged span; a span outside the text marks nothing."""
    text = finding.quote.full if finding.quote else ""
    start, end = finding.start, finding.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        return text, "", ""
    return text[:start], text[start:end], text[end:]
