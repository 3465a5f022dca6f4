"""The table files behind spreadsheet accounts: each hashed once, parsed once, and its rows sorted by account."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from config.models import Account, fold_handle
from config.paths import resolve
from config.refusal import Place, RefusalError
from config.tables import Table, file_hash, read_table
from connectors._spreadsheet_layout import Layout, layout_of
from connectors._spreadsheet_rows import (
    COMMENT_COLUMNS,
    MEDIA_COLUMNS,
    POST_COLUMNS,
    Times,
    grouped,
    set_aside_once,
)
from connectors.base import SetAside

WHAT = ("posts", "media", "comments")
"""What a spreadsheet account can give, in the order in which it is read: media and comments stand under posts."""
COLUMNS: Final = {"posts": POST_COLUMNS, "comments": COMMENT_COLUMNS, "media": MEDIA_COLUMNS}
"""Required and optional columns of each table."""
_STRAY = ("unknown-account", "no-account", "no-platform")


@dataclass(frozen=True, slots=True)
class Rows:
    """A posts or comments file, sorted by account."""

    table: Table
    by_account: Mapping[str, Sequence[int]]
    """Account key -> indexes of its rows, in the order of the file."""
    times: Times
    """Of every row."""
    begin: datetime | None
    """The earliest time in the file, whosesoever; None = no row has a usable one."""
    strays: tuple[SetAside, ...]
    """Rows that are nobody's, counted."""
    anybodys: int
    """How many rows might be anybody's: then what is not in the file need not be gone."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """A media file, sorted by post."""

    table: Table
    by_post: Mapping[str, Sequence[int]]
    strays: tuple[SetAside, ...]


class Files:
    """The files of one run. What a file held when it was first read stays true for the whole run."""

    def __init__(self, root: Path, accounts: Sequence[Account]) -> None:
        self.root = root
        self.accounts = accounts
        self._paths: dict[tuple[str, str], Path | None] = {}
        self._hashes: dict[Path, str] = {}
        self._layouts: dict[tuple[str, str], Layout] = {}
        self._rows: dict[tuple[str, Path, Layout], Rows] = {}
        self._pictures: dict[tuple[Path, Layout], Pictures] = {}
        self._told: set[Path] = set()

    def path(self, account: Account, what: str) -> Path | None:
        """Return the file that gives `what` for an account; None where trust.yaml names none. Resolved once a run."""
        asked = (account.key, what)
        if asked not in self._paths:
            self._paths[asked] = self._resolved(account, what)
        return self._paths[asked]

    def _resolved(self, account: Account, what: str) -> Path | None:
        text = account.source.options.get(what)
        if account.source.connector != "spreadsheet" or text is None or text == "":
            return None
        place = Place(self.root / "trust.yaml")
        if not isinstance(text, str):
            raise RefusalError(f"'{what}' of @{account.handle} should be the path of a .csv or .xlsx file", place=place)
        try:
            return resolve(self.root, text)
        except ValueError as error:
            raise RefusalError(f"'{what}' of @{account.handle} {error}", place=place) from None

    def digest(self, path: Path | None) -> str:
        """Return a file's SHA-256, or blank for no file; hashed (or parsed) once a run."""
        if path is None:
            return ""
        if path not in self._hashes:
            self._hashes[path] = file_hash(path)
        return self._hashes[path]

    def layout(self, account: Account, what: str) -> Layout:
        """Return how an account's table of `what` is written; RefusalError where its source says what cannot be."""
        asked = (account.key, what)
        if asked not in self._layouts:
            try:
                self._layouts[asked] = layout_of(account, what)
            except ValueError as error:
                place = Place(self.root / "trust.yaml")
                raise RefusalError(f"the source of @{account.handle}: {error}", place=place) from None
        return self._layouts[asked]

    def rows(self, account: Account, path: Path, what: str) -> Rows:
        """Return the account's file of posts or comments; RefusalError where it cannot be read or lacks a column."""
        asked = (what, path, self.layout(account, what))
        if asked not in self._rows:
            self._rows[asked] = self._sorted(self._read(path, what, asked[2]), what, asked[2])
        return self._rows[asked]

    def pictures(self, account: Account, path: Path) -> Pictures:
        """Return the account's file of media; RefusalError where it cannot be read or lacks a column."""
        asked = (path, self.layout(account, "media"))
        if asked not in self._pictures:
            table = self._read(path, "media", asked[1])
            by_post: dict[str, list[int]] = defaultdict(list)
            for index, row in enumerate(table.rows):
                by_post[row[0].strip()].append(index)
            self._pictures[asked] = Pictures(table, by_post, tuple(self._stray_pictures(table, by_post)))
        return self._pictures[asked]

    def untold(self, path: Path, strays: Sequence[SetAside]) -> Sequence[SetAside]:
        """Return a file's strays the first time they are asked for, and nothing from then on."""
        if path in self._told:
            return ()
        self._told.add(path)
        return strays

    def _read(self, path: Path, what: str, layout: Layout) -> Table:
        required, optional = COLUMNS[what]
        table = read_table(
            path,
            required=required,
            optional=optional,
            called=dict(layout.columns),
            may_lack=layout.may_lack,
        )
        self._hashes[path] = table.sha256
        return table

    def _sorted(self, table: Table, what: str, layout: Layout) -> Rows:
        by_account = grouped(table, self._owner(table, what, layout))
        counts = Counter({rule: len(by_account.pop(rule, ())) for rule in _STRAY}, **{"ragged-row": len(table.ragged)})
        strays = tuple(set_aside_once(table, count, rule) for rule, count in counts.items() if count)
        times = [layout.time(row[2]) for row in table.rows]
        begin = min((moment for moment in times if isinstance(moment, datetime)), default=None)
        anybodys = sum(counts[rule] for rule in ("no-account", "no-platform", "ragged-row"))
        return Rows(table, by_account, times, begin, strays, anybodys)

    def _owner(self, table: Table, what: str, layout: Layout) -> Callable[[str, str], str]:
        """Return what names the account of a row from its platform and handle, or the rule by which it is nobody's."""
        readers = [account for account in self.accounts if self.path(account, what) == table.file]
        if layout.one_account:
            return self._only_reader(table, readers)
        platforms: dict[str, list[str]] = defaultdict(list)
        for account in readers:
            platforms[fold_handle(account.handle)].append(account.platform)
        shared = next((handle for handle, used in platforms.items() if len(used) > 1), None)
        if shared and "platform" not in table.present:
            named = " and ".join(sorted(platforms[shared]))
            raise RefusalError(
                f"the handle @{shared} is configured on {named} with this file: add a column 'platform' that says "
                "which of them each row belongs to",
                place=Place(table.file),
            )
        configured = {account.key for account in self.accounts}
        handles = {fold_handle(account.handle) for account in self.accounts}

        def owner(platform: str, handle: str) -> str:
            if not handle:
                return "no-account"
            if platform:
                return f"{platform}:{handle}" if f"{platform}:{handle}" in configured else "unknown-account"
            if handle in platforms:
                return "no-platform" if len(platforms[handle]) > 1 else f"{platforms[handle][0]}:{handle}"
            return "another account" if handle in handles else "unknown-account"

        return owner

    @staticmethod
    def _only_reader(table: Table, readers: Sequence[Account]) -> Callable[[str, str], str]:
        """Say of every row that it is the one account's that reads the file."""
        if len(readers) > 1:
            named = " and ".join(f"@{account.handle}" for account in readers[:2])
            raise RefusalError(
                f"it is said to hold one account's rows (one_account: true), and {named} are read from it: give each "
                "its own file, or a column 'account'",
                place=Place(table.file),
            )
        return lambda *_: readers[0].key

    def _stray_pictures(self, table: Table, by_post: Mapping[str, Sequence[int]]) -> Iterable[SetAside]:
        """Count the rows of posts that stand in no posts file which is read together with this media file."""
        together = {
            (path, self.layout(account, "posts")): account
            for account in self.accounts
            if self.path(account, "media") == table.file and (path := self.path(account, "posts"))
        }
        tables = [self.rows(account, path, "posts").table for (path, _), account in together.items()]
        known = {row[0].strip() for one in tables for row in one.rows}
        blank = len(by_post.get("", ()))
        lost = sum(len(indexes) for post_id, indexes in by_post.items() if post_id and post_id not in known)
        counts = {"no-id": blank, "no-post": lost, "ragged-row": len(table.ragged)}
        return [set_aside_once(table, count, rule) for rule, count in counts.items() if count]
