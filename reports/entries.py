"""A finding as a row to work on, with the words in full: for the worklist alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from reports.base import Finding, RunView, School
from reports.links import web_link
from reports.shown import place_of, platform_title
from reports.wording import days_between, sentence, shortened


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
    children: tuple[str, ...]
    why: str
    remedy: str
    first_seen: datetime
    days_open: int


def entries(findings: Iterable[Finding], view: RunView, school: School) -> Iterator[Entry]:
    """Turn findings into rows, in their order."""
    for finding in findings:
        marked = _split(finding)
        yield Entry(
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
            posted_at=finding.posted_at.astimezone(view.as_of.tzinfo) if finding.posted_at else None,
            words=finding.matched.full if finding.matched else marked[1],
            text=finding.quote.full if finding.quote else "",
            marked=marked,
            children=finding.pupils_shown or finding.pupils,
            why=sentence(shortened(finding.detail.full, 600)),
            remedy=finding.remedy,
            first_seen=finding.first_seen.astimezone(view.as_of.tzinfo),
            days_open=days_between(finding.first_seen, view.as_of, view.as_of.tzinfo),
        )


def _split(finding: Finding) -> tuple[str, str, str]:
    """Cut the text at the flagged span; a span outside the text marks nothing."""
    text = finding.quote.full if finding.quote else ""
    start, end = finding.start, finding.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        return text, "", ""
    return text[:start], text[start:end], text[end:]
