"""All that the table files hold of one account: its records, what was set aside, and how far each kind was read."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from config.models import Account
from connectors._spreadsheet_files import Files, Rows
from connectors._spreadsheet_rows import Mapped, comments_of, media_of, posts_of, set_aside_once
from connectors.base import Comment, Media, Post, Read, SetAside

NOT_GIVEN = "no {} file is given for this account"
NO_ROWS = "the file has no rows"
NO_TIMES = "no row of the file has a usable time"
_LOSES_NOTHING = frozenset({"duplicate-id", "after-the-run"})
"""Rules by which a row is set aside that hides no record of the time that is judged."""


@dataclass(slots=True)
class Pull:
    """One account's share of its files."""

    posts: Sequence[Post] = ()
    media: Sequence[Media] = ()
    comments: Sequence[Comment] = ()
    set_aside: list[SetAside] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    later: datetime | None = None
    """The earliest time of a row that was set aside because it lies after this run; a later run must look again."""


def read_account(files: Files, account: Account, until: datetime) -> Pull:
    """Map everything the files hold of an account; `until` is the moment of the run. RefusalError for a bad file."""
    pull = Pull()
    begin = _posts(files, account, until, pull)
    _media(files, account, pull, begin)
    _comments(files, account, until, pull, begin)
    pull.reads = [
        dataclasses.replace(read, assumed=files.layout(account, read.what).assumed if read.what != "media" else "")
        for read in pull.reads
    ]
    return pull


def _posts(files: Files, account: Account, until: datetime, pull: Pull) -> datetime | None:
    """Add the posts; return the earliest moment their file covers."""
    path = files.path(account, "posts")
    if path is None:
        pull.reads.append(Read(what="posts", complete=False, reason=NOT_GIVEN.format("posts")))
        return None
    rows = files.rows(account, path, "posts")
    mapped = posts_of(rows.table, rows.times, rows.by_account.get(account.key, ()), until)
    pull.posts, pull.later = mapped.records, mapped.later
    pull.set_aside += [*files.untold(path, rows.strays), *mapped.set_aside]
    begin = rows.begin if rows.begin and rows.begin <= until else None
    proves = _proves(account, rows.anybodys, mapped.set_aside)
    pull.reads.append(_read("posts", rows, begin, mapped, proves=proves))
    return begin


def _media(files: Files, account: Account, pull: Pull, begin: datetime | None) -> None:
    """Add the media of the posts that were kept."""
    path, posts_path = files.path(account, "media"), files.path(account, "posts")
    if path is None or posts_path is None:
        missing = "media" if path is None else "posts"
        pull.reads.append(Read(what="media", complete=False, reason=NOT_GIVEN.format(missing)))
        return
    pictures, posts = files.pictures(account, path), files.rows(account, posts_path, "posts")
    # where two accounts use one post_id, both are given its pictures: a child too many is looked for, never one too few
    theirs = {posts.table.rows[index][0].strip() for index in posts.by_account.get(account.key, ())} - {""}
    kept = {post.post_id for post in pull.posts}
    indexes = sorted(index for post_id in kept for index in pictures.by_post.get(post_id, ()))
    mapped = media_of(pictures.table, indexes)
    orphans = sum(len(pictures.by_post.get(post_id, ())) for post_id in theirs - kept)
    pull.media = mapped.records
    pull.set_aside += [*files.untold(path, pictures.strays), *mapped.set_aside]
    if orphans:
        pull.set_aside.append(set_aside_once(pictures.table, orphans, "no-post"))
    if not pictures.table.rows:
        pull.reads.append(Read(what="media", complete=False, reason=NO_ROWS))
        return
    lost = len(pictures.table.ragged) + orphans + len(pictures.by_post.get("", ())) + _lost(mapped)
    proves = _proves(account, lost, mapped.set_aside)
    reason = _unusable(lost, "media")
    pull.reads.append(Read(what="media", complete=True, begin=begin, reason=reason, proves_gone=proves, whole=proves))


def _comments(files: Files, account: Account, until: datetime, pull: Pull, begin: datetime | None) -> None:
    """Add the comments; they are covered as far back as the posts they stand under."""
    path = files.path(account, "comments")
    if path is None:
        pull.reads.append(Read(what="comments", complete=False, reason=NOT_GIVEN.format("comments")))
        return
    rows = files.rows(account, path, "comments")
    mapped = comments_of(rows.table, rows.times, rows.by_account.get(account.key, ()), until)
    pull.comments = mapped.records
    pull.later = min(filter(None, (pull.later, mapped.later)), default=None)
    pull.set_aside += [*files.untold(path, rows.strays), *mapped.set_aside]
    proves = _proves(account, rows.anybodys, mapped.set_aside)
    pull.reads.append(_read("comments", rows, begin or rows.begin, mapped, proves=proves))


def _read(what: str, rows: Rows, begin: datetime | None, mapped: Mapped[Any], *, proves: bool) -> Read:
    """Say how far a file of dated rows was read for one account."""
    if not rows.table.rows:
        return Read(what=what, complete=False, reason=NO_ROWS)
    if begin is None:
        return Read(what=what, complete=False, reason=NO_TIMES)
    lost = _lost(mapped)
    # a row that might be anybody's may be this account's: nothing says that all of it was read
    reason = _unusable(lost + rows.anybodys, what)
    # an account of whose rows none could be used was not read, however good the other accounts' rows are
    usable = bool(mapped.records) or not lost
    return Read(what=what, complete=usable, begin=begin, reason=reason, proves_gone=proves, whole=proves)


def _lost(mapped: Mapped[Any]) -> int:
    """Count the rows that were set aside and may hide a record."""
    return sum(one.count for one in mapped.set_aside if one.rule not in _LOSES_NOTHING)


def _unusable(rows: int, what: str) -> str:
    return f"{rows} {'row' if rows == 1 else 'rows'} of {what} could not be used (see data quality)" if rows else ""


def _proves(account: Account, anybodys: int, lost: Sequence[SetAside]) -> bool:
    """Say whether what the file lacks is gone: not where a row was set aside, for it may be the one that is missed."""
    said_complete = account.source.options.get("complete") is True
    return said_complete and not anybodys and all(one.rule == "duplicate-id" for one in lost)
