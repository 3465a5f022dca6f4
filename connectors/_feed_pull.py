"""A pull of one feed: unchanged where nothing is new, else its pages, and what the next pull is to know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from connectors._feed_source import FeedSource
from connectors._progress import Progress
from connectors._pull import pages
from connectors.base import Page, Read, Window

CURSOR_VERSION: Final = 2
"""To be raised when entries are mapped differently: then unchanged feeds are read again."""
_REMEMBERED: Final = 500
"""Addresses of posts kept between pulls, to place comments under posts that left the feed."""


def feed_pages(source: FeedSource, cursor: Mapping[str, Any] | None, window: Window) -> Iterator[Page]:
    """Yield one unchanged page when the feed is what it was, else its entries, each page with its comments."""
    saved = _saved(cursor, source)
    source.known_posts = dict(saved.get("posts", {})) | source.known_posts
    resumed = Progress.resume(cursor) is not None
    if not resumed and saved.get("validators") and source.is_unchanged(saved["validators"]):
        yield Page(unchanged=True, reads=_thawed(saved["reads"]), cursor=cursor, last=True)
        return
    if not resumed and not source.profile().platform_id:
        cursor = {}  # an empty feed bears no id, so there is none to hold against the one before
    counts: Mapping[str, int] = {}
    for page in pages(source, cursor, window):
        if page.last:
            # of a pull that was cut short, the newest page as it is now is not the one that was read
            validators = {} if resumed else source.validators(counts)
            yield replace(page, cursor={**(page.cursor or {}), "feed": _to_save(source, validators, page.reads)})
        else:
            state = (page.cursor or {}).get("pull") or {}
            counts = state.get("counts") or counts
            yield replace(page, cursor={**(page.cursor or {}), "feed": {**saved, "posts": _latest(source)}})


def _saved(cursor: Mapping[str, Any] | None, source: FeedSource) -> Mapping[str, Any]:
    """Return what the last pull left of this feed; empty for another address or an older way of reading."""
    saved = (cursor or {}).get("feed")
    ours = isinstance(saved, dict) and saved.get("version") == CURSOR_VERSION and saved.get("url") == source.url
    return saved if ours and isinstance(saved, dict) else {"version": CURSOR_VERSION, "url": source.url}


def _to_save(source: FeedSource, validators: Mapping[str, Any], reads: Sequence[Read]) -> dict[str, Any]:
    return {
        "version": CURSOR_VERSION,
        "url": source.url,
        "posts": _latest(source),
        "validators": validators,
        "reads": [_frozen(read) for read in reads],
    }


def _latest(source: FeedSource) -> dict[str, str]:
    return dict(list(source.known_posts.items())[-_REMEMBERED:])


def _frozen(read: Read) -> dict[str, Any]:
    begin = read.begin.isoformat() if read.begin else None
    told = {"what": read.what, "complete": read.complete, "begin": begin, "reason": read.reason}
    return told | {"assumed": read.assumed}


def _thawed(saved: Sequence[Mapping[str, Any]]) -> list[Read]:
    """Take reads out of a cursor. They prove nothing gone: nothing was compared."""
    return [
        Read(
            what=one["what"],
            complete=one["complete"],
            begin=datetime.fromisoformat(one["begin"]) if one["begin"] else None,
            reason=one["reason"],
            assumed=one.get("assumed", ""),
        )
        for one in saved
    ]
