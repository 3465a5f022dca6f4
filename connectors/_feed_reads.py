"""How far a feed was read: back to the oldest entry it shows, and what its absence of an entry proves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from connectors._progress import Progress, Times
from connectors.base import Post, Read

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NO_COMMENTS: Final = "the feed names no feed of comments, so they were not read"
_KEY_ONLY: Final = "YouTube shows comments to who asks with a key only, so they were not read"
_NO_PICTURES: Final = "Bluesky's feed holds no pictures, so they were not read"
_OWN_ONLY: Final = "the feed leaves out replies and what the account shared of others"
_AHEAD: Final = "{n:entry is|entries are} dated after the reading of {until}, and judged from that day on"
_OTHER_POSTS: Final = "{n:comment stands|comments stand} under posts that the feed no longer shows"


def reach(progress: Progress, posts: Sequence[Post]) -> None:
    """Note how far back the entries go, in which order they come, and how many are dated after the pull."""
    counts = progress.counts
    for post in posts:
        at = (post.created_at - _EPOCH) // timedelta(microseconds=1)
        last = counts.get("last", at)
        if at != last:
            order = "unordered" if at > last else "falls"
            counts[order] = counts.get(order, 0) + 1
        counts["at_last"] = counts.get("at_last", 0) + 1 if at == last else 1
        counts["last"] = at
        oldest = counts.get("oldest")
        counts["at_oldest"] = counts.get("at_oldest", 0) + 1 if at == oldest else counts.get("at_oldest", 0)
        if oldest is None or at < oldest:
            counts["oldest"], counts["at_oldest"] = at, 1
        counts["ahead"] = counts.get("ahead", 0) + (post.created_at > progress.until)


def reads_of(progress: Progress, platform: str, *, has_site_comments: bool) -> Sequence[Read]:
    """Say what was read; `progress.counts` holds what `reach` and the feed's source noted."""
    counts = progress.counts
    begin = _begin(progress)
    proves = begin is not None and not counts.get("unordered")
    _note_comments(progress)
    without_pictures = _NO_PICTURES if platform == "bluesky" else ""
    posts = progress.read("posts", begin=begin)
    posts = replace(posts, assumed="; ".join(_assumed(progress, platform)))
    has_comments = has_site_comments or bool(counts.get("named"))
    without_comments = _KEY_ONLY if platform == "youtube" else _NO_COMMENTS
    comments = progress.read("comments", "posts", begin=begin, but="" if has_comments else without_comments)
    # a feed of comments shows the latest only, too: without a total nobody knows whether it shows all
    is_sure = proves and has_comments and not has_site_comments and not counts.get("unsure")
    media = progress.read("media", "posts", begin=begin, but=without_pictures)
    return (
        _bounded(posts, proves),
        _bounded(media, proves and not without_pictures),
        _bounded(comments, is_sure),
        Read(what="profile", complete=True, end=progress.until),
    )


def _assumed(progress: Progress, platform: str) -> Iterator[str]:
    if platform in {"mastodon", "bluesky"}:
        yield _OWN_ONLY
    if ahead := progress.counts.get("ahead", 0):
        yield _AHEAD.format(n=Times(ahead), until=progress.until.date().isoformat())


def _note_comments(progress: Progress) -> None:
    if others := progress.counts.get("other_posts", 0):
        progress.note("comments", _OTHER_POSTS, others)
    theirs = progress.counts.get("their_comments", 0)
    if (ours := progress.given_of(theirs)) < theirs:
        progress.note("comments", f"the feed counts {Times(theirs):comment|comments} and gave {ours} of them")


def _begin(progress: Progress) -> datetime | None:
    """Return since when the feed shows every entry; just after, where several share that moment and one may be lost.

    That is its oldest one. Where some come out of order, as one that is pinned, it is the last one: between the pinned
    one and that many may have fallen off the feed's end.
    """
    counts = progress.counts
    end = "last" if counts.get("unordered") and counts.get("falls") else "oldest"
    if end not in counts:
        return None
    return _EPOCH + timedelta(microseconds=counts[end] + (counts[f"at_{end}"] > 1))


def _bounded(read: Read, proves: bool) -> Read:
    """A feed shows the latest entries only: what fell off its end is not gone."""
    return replace(read, whole=False, proves_gone=read.proves_gone and proves)
