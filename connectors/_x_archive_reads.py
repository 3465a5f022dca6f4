"""How far an X archive was read: its own counts beside ours, and up to the moment it was made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from connectors._x_archive_files import NOTES, TWEETS
from connectors._x_archive_found import LOST, Found
from connectors._x_archive_manifest import Manifest, Owner
from connectors._x_archive_mapping import BEGAN
from connectors.base import Post, Read

_NO_MANIFEST: Final = "the archive has no manifest to count its posts by, so it is taken to be whole"
_NO_DATE: Final = "the archive does not say when it was made, so it is taken to end with its newest post"
_EMPTY: Final = "the archive holds no posts and does not say when it was made"
_PARTIAL: Final = "X says that the archive is only a part of what there is, so what it lacks is not taken for gone"
_FOREIGN: Final = "all posts in the archive name another author than the account: check which archive it is"
_COUNTED: Final = re.compile(rf"{TWEETS}|{NOTES}|\d{{4}}_\d{{2}}\.js", re.IGNORECASE)
"""The files whose rows become posts, or words of them."""


def reads_of(found: Found, posts: Sequence[Post], manifest: Manifest, owner: Owner, *, complete: bool) -> list[Read]:
    """Say how far posts and media were read; `complete` is what trust.yaml promises.

    An archive holds all that was public when it was made, and nothing of later: that is where the read ends.
    """
    gaps = [*found.gaps, *_gaps(found, manifest)]
    times = [post.created_at for post in posts]
    end = manifest.made or max(times, default=None)
    if end is None:
        gaps.append(_EMPTY)
    lost = [*_lost(found), *([_PARTIAL] if manifest.partial else [])]
    if not posts and found.count("foreign-author"):
        gaps.append(_FOREIGN)
    usable = not gaps and (bool(posts) or not found.count(*LOST))
    return [
        Read(
            what=what,
            complete=usable,
            begin=min([owner.created or BEGAN, *times]),
            end=end,
            reason="; ".join([*gaps, *lost]),
            assumed="; ".join(_assumed(found, manifest, end)),
            proves_gone=complete and usable and not lost,
        )
        for what in ("posts", "media")
    ]


def _gaps(found: Found, manifest: Manifest) -> Iterator[str]:
    """Yield what the archive lacks by its own manifest."""
    for file, count in manifest.counts.items():
        if not _COUNTED.fullmatch(file) or found.rows[file] >= count:
            continue
        if file in found.rows:
            yield f"{file} holds {found.rows[file]} of the {count} rows that the archive's manifest counts"
        elif count:
            yield f"the archive lacks {file}, which its manifest names: put all of its .zip files into one folder"


def _lost(found: Found) -> Iterator[str]:
    """Yield what could not be used of what the archive holds."""
    rows, texts = found.count(*LOST), found.cut.total() - found.cut["repost"]
    if rows:
        yield f"{rows} {'row' if rows == 1 else 'rows'} of posts could not be used (see data quality)"
    if texts:
        yield f"the end of {texts} long {'post' if texts == 1 else 'posts'} is not in the archive"


def _assumed(found: Found, manifest: Manifest, end: datetime | None) -> Iterator[str]:
    """Yield what was taken for granted."""
    if not manifest.counts:
        yield _NO_MANIFEST
    if end and not manifest.made:
        yield _NO_DATE
    if reposts := found.cut["repost"]:
        yield f"X cuts reposts in an archive: the end of {reposts} was not judged"
