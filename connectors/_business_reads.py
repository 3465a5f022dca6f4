"""How far the CSV files of Meta Business Suite cover an account: the days they were asked for, and gaps in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from connectors._business_files import named_span
from connectors.base import Post, Read, SetAside

NO_PICTURES: Final = "media: a CSV of Meta Business Suite has no pictures, so nobody can look at them here"
NO_COMMENTS: Final = "comments: a CSV of Meta Business Suite has none"
NO_PROFILE: Final = "profile: a CSV of Meta Business Suite does not hold what the account says of itself"
ZONE: Final = "Europe/London"
"""Of times that name none where trust.yaml says nothing, and of the schools."""
_LOSES_NOTHING: Final = frozenset({"after-the-run", "unknown-account"})
_DAY: Final = timedelta(days=1)
_NIGHT: Final = 6
"""The hour before which a school does not post."""
_ENOUGH: Final = 5
"""Posts from which on their hours say something."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """What one file covers."""

    begin: datetime
    end: datetime
    named: bool
    """The file's name says so; else it is the span of its rows, and may have been asked for more widely."""


def span_of(path: Path, moments: Iterable[datetime | str], zone: str) -> Span | None:
    """Return what one file covers, by its name or else by its rows; None where neither says."""
    named = named_span(path)
    if named is not None:
        midnights = [datetime.combine(day, time(), ZoneInfo(zone)) for day in (named[0], named[1] + _DAY)]
        return Span(midnights[0], midnights[1], named=True)
    dated = [moment for moment in moments if isinstance(moment, datetime)]
    return Span(min(dated), max(dated), named=False) if dated else None


def reads_of(
    posts: Sequence[Post],
    set_aside: Sequence[SetAside],
    spans: Sequence[Span | None],
    zone: str,
    until: datetime,
    *,
    complete: bool,
) -> list[Read]:
    """Say how far the files cover an account and what they never show; `complete`: they hold all that is public."""
    lost = sum(one.count for one in set_aside if one.rule not in _LOSES_NOTHING)
    covered, gap = _joined([span for span in spans if span is not None and span.begin <= until])
    if covered is None:
        return [Read(what="posts", complete=False, reason="posts: the files have no rows"), *_never()]
    proves = complete and not set_aside
    read = Read(
        what="posts",
        complete=bool(posts) or not lost,
        begin=covered.begin,
        end=covered.end,
        reason=f"{lost} {'row' if lost == 1 else 'rows'} of posts could not be used (see data quality)" if lost else "",
        assumed="; ".join(filter(None, (_zone_assumed(posts, zone), gap))),
        proves_gone=proves,
        whole=proves,
    )
    return [read, *_never()]


def _never() -> list[Read]:
    never = {"media": NO_PICTURES, "comments": NO_COMMENTS, "profile": NO_PROFILE}
    return [Read(what=what, complete=False, reason=reason) for what, reason in never.items()]


def _joined(spans: Sequence[Span]) -> tuple[Span | None, str]:
    """Join spans that touch; return the latest of what comes out, and a sentence where days before it are missing.

    Only between files that name their days can a day be known to be missing.
    """
    joined: Span | None = None
    gap = ""
    for span in sorted(spans):
        if joined is not None and joined.named and span.named and span.begin > joined.end:
            gap = f"no file covers the days from {joined.end:%d/%m/%Y} to {span.begin - _DAY:%d/%m/%Y}"
            joined = span
        elif joined is None:
            joined = span
        else:
            joined = Span(joined.begin, max(joined.end, span.end), named=span.named)
    return joined, gap


def _zone_assumed(posts: Sequence[Post], zone: str) -> str:
    """Say which zone the times are taken for, and where that puts too many posts into the night."""
    own = [post.created_at.astimezone(ZoneInfo(ZONE)) for post in posts if post.kind != "story"]
    night = sum(moment.hour < _NIGHT for moment in own)
    said = f"the times of the file name no zone and are taken for {zone}"
    if len(own) < _ENOUGH or night * 5 < len(own) * 2:
        return said
    return (
        f"{said}, which puts {night} of {len(own)} posts between midnight and {_NIGHT}: compare one with its time on "
        "the page, and correct 'timezone' of the source"
    )
