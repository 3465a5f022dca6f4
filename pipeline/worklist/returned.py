"""Worklists that came back: workbooks in, rows out; columns may stand in any order, and a lost sheet is told of."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.refusal import Place, RefusalError
from config.sheet import every_formula, every_sheet
from config.tables import refuse_absent, refuse_protected
from reports.wording import listed, printable
from reports.worklist_columns import SHEETS

LARGEST: Final = 50_000_000
"""Bytes of a workbook; a worklist of 5,000 rows with its pictures has a tenth of it."""
MOST_ROWS: Final = 50_000
"""Rows of a sheet."""
_LIST: Final = ("key", "status")
_SAMPLE: Final = ("key", "verdict")
_TO_DO, _TO_LOOK_AT, _TO_READ, _ABOUT = (title.casefold() for title in SHEETS)
_TITLES: Final = frozenset({_TO_DO, _TO_LOOK_AT, _TO_READ, _ABOUT})
_ACCEPTING: Final = ("reason to accept", "accepted by", "accepted until")
_ANSWERS: Final = frozenset({"owner", "status", "note", *_ACCEPTING, "verdict", "what was missed"})
"""What people fill in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a list; None = the sheet has no such column."""

    sheet: str
    line: int
    key: str
    owner: str | None
    status: str | None
    note: str | None
    reason: str
    approver: str
    until: str
    mark: int
    """The number of the word that the row was written with; 0 = none."""
    formulas: tuple[str, ...] = ()
    """Headings of the cells that hold a formula and no value, so that it is not known what was meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    """One row of a sample."""

    sheet: str
    line: int
    key: str
    verdict: str
    missed: str
    formulas: tuple[str, ...] = ()
    """As of a Row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """One workbook that came back."""

    name: str
    sha256: str
    rows: tuple[Row, ...]
    sample: tuple[SampleRow, ...]
    gone: tuple[str, ...] = ()
    """Titles of the sheets, other than "To do", that were taken out of it."""


def read_returned(path: Path) -> Returned:
    """Read every list and sample of a workbook.

    RefusalError where there is none, where it cannot be read, or where a sheet that people fill in has lost its rows'
    keys: then nothing of it is taken, so that nothing of it is passed over.
    """
    content = _content(path)
    sheets = every_sheet(path, content, MOST_ROWS)
    heads = {
        title: [cell.strip().casefold() for cell in cells[0][1]] if cells else [] for title, cells in sheets.items()
    }
    gone = _missing_sheets(path, heads)
    formulas = every_formula(path, content)
    rows: list[Row] = []
    sample: list[SampleRow] = []
    for title, cells in sheets.items():
        named = _named(heads[title], cells[1:], formulas.get(title, {}))
        if set(_LIST) <= set(heads[title]):
            rows += _rows(title, named)
        elif set(_SAMPLE) <= set(heads[title]):
            sample += _sample(title, named)
    return Returned(
        name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        rows=tuple(rows),
        sample=tuple(sample),
        gone=gone,
    )


def _content(path: Path) -> bytes:
    refuse_absent(path)
    try:
        if path.stat().st_size > LARGEST:
            raise RefusalError("it is longer than 50 MB, and so no worklist", place=Place(path))
        content = path.read_bytes()
    except OSError as error:
        raise RefusalError(f"it cannot be read ({error.strerror})", place=Place(path)) from None
    refuse_protected(path, content)
    if not content.startswith(b"PK"):
        raise RefusalError("it is no workbook: hand over the worklist itself, the .xlsx file", place=Place(path))
    return content


def _missing_sheets(path: Path, heads: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the titles of the sheets that were taken out; RefusalError where what people filled in has lost its key.

    heads: title -> folded headings. Sheets may bear other titles, and a table of one's own is as good as ours.
    """
    named = {title.strip().casefold(): head for title, head in heads.items()}
    lists = {title for title, head in named.items() if set(_LIST) <= set(head)}
    samples = {title for title, head in named.items() if set(_SAMPLE) <= set(head)}
    ours = not _TITLES.isdisjoint(named)
    if not (ours or lists or samples):
        raise RefusalError(
            'no sheet of it has the columns "key" and "status": hand over a worklist as the reports write it',
            place=Place(path),
        )
    for title, head in heads.items():
        _refuse_without_key(path, title, head)
    if ours and not lists - {_TO_LOOK_AT}:
        raise RefusalError(
            f'its sheet "{SHEETS[0]}" is gone: hand over the worklist with all its sheets', place=Place(path)
        )
    gone = ((SHEETS[1], len(lists) < 2), (SHEETS[2], not samples))
    return tuple(title for title, missing in gone if ours and missing)


def _refuse_without_key(path: Path, title: str, head: Collection[str]) -> None:
    """Refuse a sheet that people fill in, by its title or its headings, where its rows cannot be told apart."""
    folded = title.strip().casefold()
    if folded not in {_TO_DO, _TO_LOOK_AT, _TO_READ} and len(_ANSWERS.intersection(head)) < 2:
        return
    asked = _SAMPLE if folded == _TO_READ or "verdict" in head else _LIST
    if lost := [f'"{name}"' for name in asked if name not in head]:
        raise RefusalError(
            f'the first row of its sheet "{title}" does not name {listed(lost)}, so it is not known what was said of '
            "which row: put the headings and the keys back as they were written",
            place=Place(path),
        )


Numbered = Sequence[tuple[int, Sequence[str]]]
"""(row number, cells)"""
Named = Iterator[tuple[int, dict[str, str], tuple[str, ...]]]
"""row number, heading -> text, headings of the formulas"""


def _rows(title: str, rows: Named) -> Iterator[Row]:
    for line, named, formulas in rows:
        number = named.get("mark", "")
        yield Row(
            sheet=title,
            line=line,
            key=named["key"].casefold(),
            owner=named.get("owner"),
            status=named["status"].casefold(),
            note=named.get("note"),
            reason=named.get("reason to accept", ""),
            approver=named.get("accepted by", ""),
            until=named.get("accepted until", ""),
            mark=int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 0,
            formulas=formulas,
        )


def _sample(title: str, rows: Named) -> Iterator[SampleRow]:
    for line, named, formulas in rows:
        yield SampleRow(
            sheet=title,
            line=line,
            key=named["key"].casefold(),
            verdict=named["verdict"].casefold(),
            missed=named.get("what was missed", ""),
            formulas=formulas,
        )


def _named(head: Sequence[str], cells: Numbered, formulas: Mapping[int, Mapping[int, str]]) -> Named:
    """Yield the rows by heading, cleaned of what no sheet holds; of two like headings the first.

    A formula that came to nothing, or to an error, stands in the row as it was typed.
    """
    for line, row in cells:
        padded = [*row, *[""] * (len(head) - len(row))]
        # of what was typed as "=Ann" a spreadsheet makes #NAME?, and one that never reckoned it has no value at all
        empty = {
            at: typed
            for at, typed in formulas.get(line, {}).items()
            if at < len(head) and head[at] in _ANSWERS and (not padded[at] or padded[at].startswith("#"))
        }
        texts = [empty.get(at, cell) for at, cell in enumerate(padded)]
        pairs = reversed(list(zip(head, texts, strict=False)))
        named = {name: printable(cell.replace("\r\n", "\n")).strip() for name, cell in pairs if name}
        yield line, named, tuple(head[at] for at in empty)
