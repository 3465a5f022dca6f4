"""Worklists that came back: workbooks in, rows out; columns may stand in any order, and none but the key is missed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.refusal import Place, RefusalError
from config.sheet import every_sheet
from reports.wording import printable

LARGEST: Final = 50_000_000
"""Bytes of a workbook; a worklist of 5,000 rows with its pictures has a tenth of it."""
MOST_ROWS: Final = 50_000
"""Rows of a sheet."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    """One row of a sample."""

    sheet: str
    line: int
    key: str
    verdict: str
    missed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """One workbook that came back."""

    name: str
    sha256: str
    rows: tuple[Row, ...]
    sample: tuple[SampleRow, ...]


def read_returned(path: Path) -> Returned:
    """Read every list and sample of a workbook; RefusalError where there is none, or it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise RefusalError("it is longer than 50 MB, and so no worklist", place=Place(path))
        content = path.read_bytes()
    except OSError as error:
        raise RefusalError(f"it cannot be read ({error.strerror})", place=Place(path)) from None
    rows: list[Row] = []
    sample: list[SampleRow] = []
    known = False
    for title, cells in every_sheet(path, content, MOST_ROWS).items():
        head = [cell.strip().casefold() for cell in cells[0][1]] if cells else []
        if {"key", "status"} <= set(head):
            known = True
            rows += _rows(title, head, cells[1:])
        elif {"key", "verdict"} <= set(head):
            known = True
            sample += _sample(title, head, cells[1:])
    if not known:
        raise RefusalError(
            'no sheet of it has the columns "key" and "status": hand over a worklist as the reports write it',
            place=Place(path),
        )
    return Returned(name=path.name, sha256=hashlib.sha256(content).hexdigest(), rows=tuple(rows), sample=tuple(sample))


Numbered = Sequence[tuple[int, Sequence[str]]]
"""(row number, cells)"""


def _rows(title: str, head: Sequence[str], cells: Numbered) -> Iterator[Row]:
    for line, named in _named(head, cells):
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
        )


def _sample(title: str, head: Sequence[str], cells: Numbered) -> Iterator[SampleRow]:
    for line, named in _named(head, cells):
        yield SampleRow(
            sheet=title,
            line=line,
            key=named["key"].casefold(),
            verdict=named["verdict"].casefold(),
            missed=named.get("what was missed", ""),
        )


def _named(head: Sequence[str], cells: Numbered) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the row number and the cells by heading, cleaned of what no sheet holds; of two like headings the first."""
    for line, row in cells:
        padded = [*row, *[""] * (len(head) - len(row))]
        pairs = reversed(list(zip(head, padded, strict=False)))
        yield line, {name: printable(cell.replace("\r\n", "\n")).strip() for name, cell in pairs if name}
