"""How far a feed was read: back to the oldest entry it shows, and what its absence of an entry proves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from connectors._progress import Progress
from connectors.base import Post, Read

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NO_COMMENTS: Final = "the feed names no feed of comments, so they were not read"
_KEY_ONLY: Final = "YouTube shows comments to who asks with a key only, so they were not read"
_NO_PICTURES: Final = "Bluesky's feed holds no pictures, so they were not read"
_OWN_ONLY: Final = "the feed leaves out replies and what the account shared of others"
_OTHER_POSTS: Final = "{n} comments stand under posts that the feed no longer shows"


def reach(progress: Progress, posts: Sequence[Post]) -> None:
    """Note how far back the entries go, and whether they come newest first: only then is none missing between."""
    counts = progress.counts
    for post in posts:
        at = (post.created_at - _EPOCH) // timedelta(microseconds=1)
        if at > counts.get("last", at):
            counts["unordered"] = 1
        counts["last"] = at
        oldest = counts.get("oldest")
        counts["at_oldest"] = counts.get("at_oldest", 0) + 1 if at == oldest else counts.get("at_oldest", 0)
        if oldest is None or at < oldest:
            counts["oldest"], counts["at_oldest"] = at, 1


def reads_of(progress: Progress, platform: str, *, has_site_comments: bool) -> Sequence[Read]:
    """Say what was read; `progress.counts` holds what `reach` and the feed's source noted."""
    counts = progress.counts
    begin = _begin(progress)
    proves = begin is not None and not counts.get("unordered")
    _note_comments(progress)
    without_pictures = _NO_PICTURES if platform == "bluesky" else ""
    posts = progress.read("posts", begin=begin)
    if platform in {"mastodon", "bluesky"}:
        posts = replace(posts, assumed=_OWN_ONLY)
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


def _note_comments(progress: Progress) -> None:
    if others := progress.counts.get("other_posts", 0):
        progress.note("comments", _OTHER_POSTS, others)
    theirs = progress.counts.get("their_comments", 0)
    if (ours := progress.given_of(theirs)) < theirs:
        progress.note("comments", f"the feed counts {theirs} comments and gave {ours} of them")


def _begin(progress: Progress) -> datetime | None:
    """Return when the oldest entry was published; just after, where several share that moment and one may be lost."""
    oldest = progress.counts.get("oldest")
    if oldest is None:
        return None
    shared = progress.counts.get("at_oldest", 0) > 1
    return _EPOCH + timedelta(microseconds=oldest + shared)


def _bounded(read: Read, proves: bool) -> Read:
    """A feed shows the latest entries only: what fell off its end is not gone."""
    return replace(read, whole=False, proves_gone=read.proves_gone and proves)
