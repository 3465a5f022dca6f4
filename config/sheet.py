"""Read the sheets of an .xlsx workbook as text, within bounds of size."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
import zipfile
from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final, TypeVar

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from config.header import CELL_LIMIT, Header, Parsed
from config.refusal import Place, RefusalError

Read = TypeVar("Read")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
EXPANDED_LIMIT: Final = 500_000_000
"""Bytes of a workbook once unpacked."""
COLUMN_LIMIT: Final = 500
"""Columns of a sheet that are looked at."""
ROW_LIMIT: Final = 1_048_576
"""Rows that a sheet can have; without it openpyxl would count up to whatever number a row bears."""
FORM_COLUMNS: Final = 100
"""Columns of a form that people fill in: whatever stands further right is theirs."""
EXACT_DIGITS: Final = 15
"""A spreadsheet keeps no more digits of a number than these."""


def read_sheet(path: Path, asked: Header) -> Parsed:
    """Read the asked columns of the first sheet; RefusalError as `config.tables.read_table`."""
    content = path.read_bytes()
    parsed = _opened(path, content, lambda cells: _parse(path, asked, cells))
    parsed.sha256 = hashlib.sha256(content).hexdigest()
    return parsed


def every_row(path: Path, content: bytes) -> dict[str, list[tuple[int, list[str]]]]:
    """Return title -> (row number, cells) as text of every sheet that is shown, whatever its headings.

    RefusalError as `read_sheet`.
    """

    def rows_of(sheet: Any) -> list[tuple[int, list[str]]]:
        return [(n, [_text(value, path, n, "") for value in row]) for n, row in enumerate(_cells(sheet), 1)]

    def shown(book: Any) -> Iterable[Any]:
        return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets

    return _with_book(path, content, lambda book: {sheet.title: rows_of(sheet) for sheet in shown(book)})


def every_sheet(path: Path, content: bytes, most_rows: int) -> dict[str, list[tuple[int, list[str]]]]:
    """Return title -> (row number, cells) of every sheet as text, rows without any left out.

    RefusalError as `read_sheet`, and where more than `most_rows` rows of a sheet are filled.
    """

    def rows_of(sheet: Any) -> Iterator[tuple[int, list[str]]]:
        filled = ((n, row) for n, row in enumerate(_cells(sheet), 1) if any(value not in (None, "") for value in row))
        for count, (line, row) in enumerate(filled, 1):
            if count > most_rows:
                raise RefusalError(f'the sheet "{sheet.title}" has more than {most_rows:,} rows', place=Place(path))
            yield line, [_text(value, path, line, "") for value in row[:FORM_COLUMNS]]

    return _with_book(path, content, lambda book: {sheet.title: list(rows_of(sheet)) for sheet in book.worksheets})


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

    if not _has_formula(path, content):
        return {}  # as nearly always; looking at every cell would take as long as reading them
    return _with_book(
        path, content, lambda book: {sheet.title: formulas_of(sheet) for sheet in book.worksheets}, values=False
    )


def _has_formula(path: Path, content: bytes) -> bool:
    """Whether any part of a workbook has the mark of a formula; no text can, for "<" is written otherwise in it."""
    _refuse_bomb(path, content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [name for name in archive.namelist() if name.casefold().endswith(".xml")]
            return any(_FORMULA.search(archive.read(name)) for name in parts)
    except Exception:  # a damaged part that nobody reads; zip errors have no common class
        return True


def _opened(path: Path, content: bytes, use: Callable[[Iterator[tuple[Any, ...]]], Read]) -> Read:
    """Return what `use` makes of the cells of the first sheet."""
    return _with_book(path, content, lambda book: use(_cells(book.worksheets[0])))


def _with_book(path: Path, content: bytes, use: Callable[[Any], Read], *, values: bool = True) -> Read:
    """Return what `use` makes of a workbook, in which formulas stand as their values or as they are."""
    _refuse_bomb(path, content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of drop-downs and styles, which are not read
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)
            made = use(book)
            book.close()
    except RefusalError:
        raise
    except Exception as error:  # the zip, XML and number errors of a damaged workbook have no common class
        raise RefusalError(
            "the workbook is damaged or no Excel workbook: export it again", place=Place(path)
        ) from error
    return made


def _refuse_bomb(path: Path, content: bytes) -> None:
    """Refuse what unpacks to more than EXPANDED_LIMIT, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise RefusalError("the workbook is damaged (a broken zip file): export it again", place=Place(path)) from None
    if size > EXPANDED_LIMIT:
        raise RefusalError(
            "the workbook unpacks to more than 500 MB: export it as CSV UTF-8, or a shorter span", place=Place(path)
        )


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a sheet, as wide as they are filled, a blank one as ().

    ValueError where one stands further down than a sheet goes.
    """
    sheet.reset_dimensions()  # what the file claims of its size is often wrong
    rows = sheet.iter_rows(values_only=True, max_col=COLUMN_LIMIT, max_row=ROW_LIMIT + 1)
    for number, row in enumerate(rows, 1):
        if number > ROW_LIMIT:
            raise ValueError("a row bears a number that no sheet has")
        yield () if row.count(None) == len(row) else row  # of these there may be a million above a stray cell


def _parse(path: Path, asked: Header, cells: Iterable[tuple[Any, ...]]) -> Parsed:
    numbered = ((line, row) for line, row in enumerate(cells, 1) if any(value not in (None, "") for value in row))
    line, header = next(numbered, (1, ()))
    if not header:
        raise RefusalError("the first sheet is empty: put the table on the first sheet", place=Place(path))
    positions = asked.positions(["" if value is None else str(value) for value in header], line)
    columns = list(zip(asked.columns, positions, strict=True))
    rows, lines = list[tuple[str, ...]](), array("L")
    for line, row in numbered:
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
