"""Read the sheets of an .xlsx workbook as text."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from openpyxl.utils.escape import unescape

from config.header import CELL_LIMIT, Header, Parsed
from config.refusal import Place, RefusalError
from config.workbook import ROW_LIMIT, cells, has_formula, has_padding, refuse_uncomputed, uncomputed, with_book

FORM_COLUMNS: Final = 100
"""Columns of a form that people fill in: whatever stands further right is theirs."""
EXACT_DIGITS: Final = 15
"""A spreadsheet keeps no more digits of a number than these."""


def read_sheet(path: Path, asked: Header) -> Parsed:
    """Read the asked columns of the first sheet that is shown; RefusalError as `config.tables.read_table`."""
    content = path.read_bytes()
    missing, padded = uncomputed(path, content), has_padding(path, content)

    def table_of(book: Any) -> Parsed:
        first = _shown(book)[0]
        return _parse(path, asked, cells(first, padded=padded), missing.get(first.title, {}))

    parsed = with_book(path, content, table_of)
    parsed.sha256 = hashlib.sha256(content).hexdigest()
    return parsed


def every_row(path: Path, content: bytes) -> dict[str, list[tuple[int, list[str]]]]:
    """Return title -> (row number, cells) as text of every sheet that is shown, whatever its headings.

    RefusalError as `read_sheet`.
    """
    missing, padded = uncomputed(path, content), has_padding(path, content)

    def rows_of(sheet: Any) -> Iterator[tuple[int, list[str]]]:
        blanks = missing.get(sheet.title, {})
        for line, row in enumerate(cells(sheet, padded=padded), 1):
            refuse_uncomputed(path, line, blanks.get(line, frozenset()))
            yield line, [_text(value, path, line, "") for value in row]

    return with_book(path, content, lambda book: {sheet.title: list(rows_of(sheet)) for sheet in _shown(book)})


def _shown(book: Any) -> Sequence[Any]:
    """Return the sheets that people see: a hidden one may be last year's."""
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets


def every_sheet(path: Path, content: bytes, most_rows: int) -> dict[str, list[tuple[int, list[str]]]]:
    """Return title -> (row number, cells) of every sheet as text, rows without any left out.

    RefusalError as `read_sheet`, and where more than `most_rows` rows of a sheet are filled.
    """

    def rows_of(sheet: Any) -> Iterator[tuple[int, list[str]]]:
        filled = ((n, row) for n, row in enumerate(cells(sheet), 1) if any(value not in (None, "") for value in row))
        for count, (line, row) in enumerate(filled, 1):
            if count > most_rows:
                raise RefusalError(f'the sheet "{sheet.title}" has more than {most_rows:,} rows', place=Place(path))
            yield line, [_text(value, path, line, "") for value in row[:FORM_COLUMNS]]

    return with_book(path, content, lambda book: {sheet.title: list(rows_of(sheet)) for sheet in book.worksheets})


def every_formula(path: Path, content: bytes) -> dict[str, dict[int, dict[int, str]]]:
    """Return title -> row number -> column (0-based) -> formula, of every sheet; RefusalError as `read_sheet`."""

    def formulas_of(sheet: Any) -> dict[int, dict[int, str]]:
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(max_col=FORM_COLUMNS, max_row=ROW_LIMIT), 1)
        # one that fills many cells at once is no text, and bears it
        told = (
            (n, {at: str(getattr(c.value, "text", c.value)) for at, c in enumerate(row) if c.data_type == "f"})
            for n, row in rows
        )
        return {n: found for n, found in told if found}

    if not has_formula(path, content):
        return {}  # as nearly always; looking at every cell would take as long as reading them
    return with_book(
        path, content, lambda book: {sheet.title: formulas_of(sheet) for sheet in book.worksheets}, values=False
    )


def _parse(
    path: Path, asked: Header, found: Iterable[tuple[Any, ...]], missing: Mapping[int, frozenset[int]]
) -> Parsed:
    """Return the asked columns; `missing` are the columns of each row whose formula has no value."""
    numbered = (
        (line, row) for line, row in enumerate(found, 1) if line in missing or any(v not in (None, "") for v in row)
    )
    line, header = next(numbered, (1, ()))
    if not header:
        raise RefusalError("the first sheet is empty: put the table on the first sheet", place=Place(path))
    positions = asked.positions(["" if value is None else str(value) for value in header], line)
    columns = list(zip(asked.columns, positions, strict=True))
    wanted = frozenset(at for at in positions if at is not None)
    rows, lines = list[tuple[str, ...]](), array("L")
    for line, row in numbered:
        refuse_uncomputed(path, line, missing.get(line, frozenset()) & wanted)
        texts = tuple(
            _text(row[at], path, line, name) if at is not None and at < len(row) else "" for name, at in columns
        )
        if any(texts):
            rows.append(texts)
            lines.append(line)
    return Parsed(frozenset(name for name, at in columns if at is not None), rows, lines)


def _text(value: Any, path: Path, line: int, column: str) -> str:
    """Return a cell as text: whole numbers without ".0", dates as ISO, a long number in an id column refused."""
    if value is None:
        return ""
    if isinstance(value, str):
        if len(value) > CELL_LIMIT:
            raise RefusalError(f"a cell is longer than {CELL_LIMIT:,} characters: shorten it", place=Place(path, line))
        return unescape(value) if "_x" in value else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if column.endswith("_id") and abs(value) >= 10**EXACT_DIGITS:
            raise RefusalError(
                f"column '{column}' holds an id as a number of more than {EXACT_DIGITS} digits, the last of which "
                "spreadsheets lose: format the column as text and export it again from the source",
                place=Place(path, line),
            )
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)
