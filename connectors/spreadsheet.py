"""Any platform, from table files: posts, comments and media that somebody exported as CSV or .xlsx.

The files of `source` (`posts`, `comments`, `media`) may serve many accounts and schools: an account takes the rows that
bear its handle (and its platform, where a column says so). Files with headings of their own, as other platforms export
them, are read by `columns`, `timezone`, `dates` and `one_account`. Rows without an id, a time or a known account are
set aside and counted; any other bad value is blanked. A media row of no known type counts as a photo; of a video the
file in the optional column `cover` is looked at, or its `file` where that is a picture. An export proves that something
is gone only where the source says `complete: true`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Final, Self

from config.models import Account
from connectors._picture_file import read_picture
from connectors._pictures import named
from connectors._spreadsheet_files import COLUMNS, WHAT, Files
from connectors._spreadsheet_pull import Pull, read_account
from connectors._spreadsheet_rows import LATEST
from connectors.base import Comment, Connector, Media, NeedsPerson, Page, Post, Profile, Read, Surroundings, Window

PAGE_ROWS: Final = 5_000
"""Records of one page, and so of one transaction."""
CURSOR_VERSION: Final = 2
"""To be raised when rows are mapped differently: then unchanged files are read again."""


class SpreadsheetConnector(Connector):
    """Reads accounts from table files; each file is hashed once and parsed once for all accounts of a run."""

    name: ClassVar[str] = "spreadsheet"
    platforms: ClassVar[frozenset[str]] = frozenset()
    secrets: ClassVar[tuple[str, ...]] = ()
    options: ClassVar[Mapping[str, str]] = {
        "posts": "The table of posts (.csv or .xlsx), relative to the workspace.",
        "comments": "The table of comments (parent_id: what one answers); without it comments are not assessed.",
        "media": "The table of photos and videos (cover: the picture of a video); without it they are not assessed.",
        "columns": "The headings of your files where they have their own: {posts: {post_id: Link, text: Caption}}.",
        "timezone": "The zone of times that name none, such as Europe/London; said in the report.",
        "dates": "day_first or month_first, where dates are written in numbers (03/04/2026).",
        "one_account": "true when the files hold this account's rows alone, and no column 'account'.",
        "complete": "true when the files hold all that is public now, so that what they lack is gone.",
    }
    switches: ClassVar[frozenset[str]] = frozenset({"one_account", "complete"})
    provides: ClassVar[frozenset[str]] = frozenset(WHAT)
    live: ClassVar[bool] = False
    nested: ClassVar[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
        "columns": {what: (*required, *optional) for what, (required, optional) in COLUMNS.items()}
    }
    no_case: ClassVar[Mapping[str, str]] = {
        "a repeated cursor": "Pages are cut from a file that was read whole: nobody names the next one.",
        **dict.fromkeys(
            ("401", "429", "500", "HTML", "a cut body", "a slow body"),
            "Files are read from the disk: no server answers that could refuse, fail or be slow.",
        ),
    }

    def __init__(self, root: Path, accounts: Sequence[Account], largest_picture: int = 20_000_000) -> None:
        """Read files below `root`; `accounts` are all configured ones, to tell another account's rows from nobody's."""
        self._root, self._largest = root, largest_picture
        self._files = Files(root, accounts)

    @classmethod
    def build(cls, surroundings: Surroundings) -> Self:
        """Return a connector for a run; opens nothing yet."""
        return cls(surroundings.root, surroundings.accounts, surroundings.largest_picture)

    def profile(self, account: Account) -> Profile:
        """Return the account as it is configured: a table file knows no more of it."""
        return Profile(platform_id=account.platform_id, handle=account.handle)

    def pages(self, account: Account, cursor: Mapping[str, Any] | None, window: Window) -> Iterator[Page]:
        """Yield one unchanged page when the files are those of the last finished pull, else all the account's records.

        A pull that was cut short goes on at its next page, unless a file has changed meanwhile. `window.since` is not
        used: a file is read whole. RefusalError where a file cannot be read.
        """
        saved = dict(cursor or {})
        same = self._same(account, saved, window.until)
        if same and saved["done"]:
            yield Page(unchanged=True, reads=_thawed(saved["reads"]), cursor=saved, last=True)
            return
        pull = read_account(self._files, account, window.until)
        start = {**self._state(account), "later": pull.later.isoformat() if pull.later else None}
        yield from _cut(pull, start, saved["next"] if same else 0)

    def picture(self, account: Account, media: Media) -> bytes:
        """Return the file that the media table names, inside the workspace; NeedsPerson or BadPayload says why not.

        An address in the table is never asked: it may lead anywhere.
        """
        whose = account.handle if account.platform == "blog" else f"@{account.handle}"
        column = "cover" if media.type == "video" else "file"
        if not media.file:
            raise NeedsPerson(
                f"{named(media, whose)}: the media table names no file (column '{column}'), and addresses are not "
                "fetched"
            )
        return read_picture(self._root, media, self._largest, whose)

    def _state(self, account: Account) -> dict[str, Any]:
        """Return what an account's records depend on: its files, what it says of them, and how they are mapped."""
        digests = {what: self._files.digest(self._files.path(account, what)) for what in WHAT}
        layouts = {f"{what} layout": repr(self._files.layout(account, what)) for what in WHAT}
        complete = account.source.options.get("complete") is True
        return {"version": CURSOR_VERSION, "complete": complete, **digests, **layouts}

    def _same(self, account: Account, saved: Mapping[str, Any], until: datetime) -> bool:
        """Say whether a pull now would give the records of the pull that left this cursor."""
        if saved.get("version") != CURSOR_VERSION:
            return False
        later = saved["later"] and datetime.fromisoformat(saved["later"])
        due = later is not None and later <= until + LATEST
        return not due and all(saved.get(key) == value for key, value in self._state(account).items())


def _cut(pull: Pull, cursor: Mapping[str, Any], first: int) -> Iterator[Page]:
    """Cut a pull into pages of at most PAGE_ROWS records, and yield those from number `first` on."""
    records: list[Post | Media | Comment] = [*pull.posts, *pull.media, *pull.comments]
    parts = [_part(records[at : at + PAGE_ROWS]) for at in range(0, len(records) or 1, PAGE_ROWS)]
    for number in range(min(first, len(parts) - 1), len(parts)):
        start: dict[str, Any] = {"set_aside": pull.set_aside, "first": True} if number == 0 else {}
        if number + 1 < len(parts):
            yield Page(**parts[number], **start, cursor={**cursor, "next": number + 1, "done": False})
        else:
            done = {**cursor, "next": 0, "done": True, "reads": _frozen(pull.reads)}
            yield Page(**parts[number], **start, reads=pull.reads, cursor=done, last=True)


def _part(records: Sequence[Post | Media | Comment]) -> dict[str, Any]:
    """Sort the records of one page by their kind."""
    return {
        "posts": [record for record in records if isinstance(record, Post)],
        "media": [record for record in records if isinstance(record, Media)],
        "comments": [record for record in records if isinstance(record, Comment)],
    }


def _frozen(reads: Sequence[Read]) -> dict[str, Any]:
    """Put reads into a cursor, JSON-safe."""
    return {
        read.what: {
            "complete": read.complete,
            "begin": read.begin.isoformat() if read.begin else None,
            "reason": read.reason,
            "assumed": read.assumed,
            "whole": read.whole,
        }
        for read in reads
    }


def _thawed(saved: Mapping[str, Mapping[str, Any]]) -> list[Read]:
    """Take reads out of a cursor. They prove nothing gone: nothing was compared."""
    return [
        Read(
            what=what,
            complete=read["complete"],
            begin=datetime.fromisoformat(read["begin"]) if read["begin"] else None,
            reason=read["reason"],
            assumed=read["assumed"],
            whole=read["whole"],
        )
        for what, read in saved.items()
    ]
