"""All that the CSV files of Meta Business Suite hold of one account, and how far they cover it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from config.models import Account
from config.refusal import Place, RefusalError
from config.tables import Table, file_hash
from connectors._business_files import files_of, named_span, read_posts_file
from connectors._business_reads import ZONE, reads_of, span_of
from connectors._business_rows import (
    PageSeen,
    Row,
    first_not_us,
    last_day,
    own_pages,
    pages_seen,
    rows_of,
    to_media,
    to_post,
    to_time,
    together,
)
from connectors._export_pages import LATEST, Pull, says_complete
from connectors._spreadsheet_layout import Layout, layout_of
from connectors._spreadsheet_rows import REASONS
from connectors.base import NeedsPerson, SetAside


@dataclass(frozen=True, slots=True)
class Export:
    """One file."""

    path: Path
    table: Table
    rows: list[Row]
    by_page: Mapping[str, Sequence[int]]
    """Row.page -> indexes of its rows, in the order of the file."""
    seen: Mapping[str, PageSeen]
    """The pages and accounts it has rows of, by Row.page."""


@dataclass(slots=True)
class Sorted:
    """The rows of one account, and what could not be used."""

    kept: dict[str, tuple[Row, datetime]] = field(default_factory=dict)
    """Post ID -> the row of the latest export, and when it was published (UTC)."""
    lost: list[SetAside] = field(default_factory=list)
    later: datetime | None = None
    """The earliest time of a row that lies after this run."""


class Exports:
    """The files of one run, each read once. What a file held when it was first read stays true for the whole run."""

    def __init__(self, root: Path, accounts: Sequence[Account]) -> None:
        self._root = root
        self._accounts = [one for one in accounts if one.source.connector == "business_suite"]
        self._paths: dict[str, tuple[Path, ...]] = {}
        self._hashes: dict[Path, str] = {}
        self._read: dict[Path, Export] = {}
        self._own: dict[str, set[str]] = {}
        self._told: set[Path] = set()

    def state(self, account: Account) -> dict[str, Any]:
        """Return what an account's records depend on, JSON-safe: its files, their zone, whether they are all."""
        told = hashlib.sha256()
        for path in self._files(account):
            if path not in self._hashes:
                self._hashes[path] = file_hash(path)
            told.update(f"{path.name}\0{self._hashes[path]}\n".encode("utf-8", "surrogateescape"))
        zone = self.layout(account).timezone
        return {"files": told.hexdigest(), "timezone": zone, "complete": says_complete(account)}

    def layout(self, account: Account) -> Layout:
        """Return how times are read; RefusalError for a zone that does not exist."""
        try:
            said = layout_of(account, "posts").timezone
        except ValueError as error:
            raise RefusalError(f"@{account.handle}: {error}", place=Place(self._root / "trust.yaml")) from None
        return Layout(timezone=said or ZONE, dates="month_first")

    def of(self, account: Account) -> list[Export]:
        """Return the files of an account, the oldest export first; RefusalError where one is no list of posts."""
        return sorted(map(self._export, self._files(account)), key=_age)

    def _files(self, account: Account) -> tuple[Path, ...]:
        if account.key not in self._paths:
            self._paths[account.key] = files_of(self._root, account)
        return self._paths[account.key]

    def own(self, account: Account) -> set[str]:
        """Return which pages of an account's files are the account's; RefusalError as `of`."""
        if account.key not in self._own:
            self._own[account.key] = own_pages(account, together(export.seen for export in self.of(account)))
        return self._own[account.key]

    def _export(self, path: Path) -> Export:
        if path not in self._read:
            table = read_posts_file(path)
            rows = rows_of(table)
            odd = first_not_us(rows)
            if odd is not None:
                raise RefusalError(
                    "Publish time has its day first here, and Meta writes the month first: another program saved the "
                    "file; download it again and do not open it before",
                    place=table.place(odd),
                )
            by_page: dict[str, list[int]] = defaultdict(list)
            for index, row in enumerate(rows):
                by_page[row.page].append(index)
            self._read[path] = Export(path, table, rows, by_page, pages_seen(rows))
        return self._read[path]

    def strays(self, export: Export) -> Iterator[SetAside]:
        """Yield what a file has that is nobody's, the first time it is asked for in a run."""
        if export.path in self._told:
            return
        self._told.add(export.path)
        known = {page for account in self._accounts for page in self._own_in(account, export.path)}
        counts = {
            "ragged-row": len(export.table.ragged),
            "unknown-account": sum(len(rows) for page, rows in export.by_page.items() if page not in known),
        }
        yield from (_aside(export, rule, count) for rule, count in counts.items() if count)

    def _own_in(self, account: Account, path: Path) -> set[str]:
        """Return which pages of a file are an account's; none where that account's own files cannot be read."""
        try:
            return self.own(account) if path in self._files(account) else set()
        except RefusalError:
            return set()


def _aside(export: Export, rule: str, count: int) -> SetAside:
    return SetAside(place=export.path.name, rule=rule, reason=REASONS[rule], count=count)


def _age(export: Export) -> tuple[str, float, str]:
    """Return a key that puts the later export last: by the last day of its name, then by when it was saved.

    One whose name says no days is at least as late as its last post.
    """
    span = named_span(export.path)
    return (span[1].isoformat() if span else last_day(export.rows), export.path.stat().st_mtime, export.path.name)


def read_account(exports: Exports, account: Account, until: datetime) -> Pull:
    """Map all that the files hold of an account; `until` is the moment of the run.

    RefusalError where a file cannot be read, NeedsPerson where none of its pages is the account.
    """
    files, layout = exports.of(account), exports.layout(account)
    own = exports.own(account)
    if not own:
        _refuse_others(account, files)
    found = Sorted()
    for export in files:
        found.lost += exports.strays(export)
        for index in sorted(index for page in own for index in export.by_page.get(page, ())):
            _sort(found, export, index, to_time(export.rows[index], layout), until)
    rows = sorted(found.kept.values(), key=lambda one: one[1])
    posts = [to_post(row, moment) for row, moment in rows]
    spans = [
        span_of(export.path, (to_time(row, layout) for row in export.rows), layout.timezone)
        for export in _covering(files, own)
    ]
    return Pull(
        posts=posts,
        media=[one for row, _ in rows for one in to_media(row)],
        set_aside=found.lost,
        reads=reads_of(posts, _lost_to(files, found), spans, layout.timezone, until, complete=says_complete(account)),
        later=found.later,
    )


def _lost_to(files: Sequence[Export], found: Sorted) -> list[SetAside]:
    """Return what was lost to an account: rows that could not be taken apart are told once, and may be anybody's."""
    torn = [_aside(export, "ragged-row", len(export.table.ragged)) for export in files if export.table.ragged]
    return [*(one for one in found.lost if one.rule != "ragged-row"), *torn]


def _covering(files: Sequence[Export], own: Collection[str]) -> list[Export]:
    """Return the files that cover an account: those with rows of it, or of what was exported with it, or with none.

    A file of other pages alone, beside it in one folder, says nothing of the account.
    """
    with_it = {page for export in files if not export.by_page.keys().isdisjoint(own) for page in export.by_page}
    return [export for export in files if not export.rows or not export.by_page.keys().isdisjoint(with_it)]


def _refuse_others(account: Account, files: Sequence[Export]) -> None:
    """Raise NeedsPerson where files have rows, and all of them of other pages."""
    seen = list(together(export.seen for export in files).values())
    if not seen:
        return
    named = [f"@{page.username}" if page.username else f"{page.name} ({page.page_id})" for page in seen[:5]]
    hint = f'write platform_id: "{seen[0].page_id}" beside its handle' if seen[0].page_id else "correct its handle"
    raise NeedsPerson(
        f"{files[-1].path.name} is of {', '.join(named)}{' and others' * (len(seen) > 5)}, and nothing in it says that "
        f"this is @{account.handle}: if it is, {hint} in trust.yaml; if not, name the files of this account"
    )


def _sort(found: Sorted, export: Export, index: int, moment: datetime | str, until: datetime) -> None:
    """Keep a row, in place of the same post of an older export, or set it aside."""
    row = export.rows[index]
    post_id = row.post_id.strip()
    rule = "no-id" if not post_id else moment if isinstance(moment, str) else ""
    if isinstance(moment, datetime) and not rule:
        if moment <= until + LATEST:
            found.kept[post_id] = (row, moment)
            return
        rule = "after-the-run"
        found.later = min(moment, found.later or moment)
    where = str(export.table.place(index))
    found.lost.append(SetAside(place=where, rule=rule, reason=_REASONS.get(rule) or REASONS[rule]))


_REASONS: Final[Mapping[str, str]] = {
    "no-id": "the Post ID is blank",
    "no-time": "the Publish time is blank",
    "bad-time": "the Publish time is not written as Meta writes it (11/30/2026 08:30): download the file again",
    "impossible-time": "the Publish time lies before 2004 or beyond the calendar",
    "after-the-run": "the Publish time lies after this run: it is left to a later run",
}
