"""Open an .xlsx workbook within bounds of size, and give its cells as they are shown."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from config.refusal import Place, RefusalError

Read = TypeVar("Read")
EXPANDED_LIMIT: Final = 500_000_000
"""Bytes of a workbook once unpacked."""
COLUMN_LIMIT: Final = 500
"""Columns of a sheet that are looked at."""
ROW_LIMIT: Final = 1_048_576
"""Rows that a sheet can have; without it openpyxl would count up to whatever number a row bears."""
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ZEROS: Final = re.compile(rb'formatCode="0{2,}"')


def with_book(path: Path, content: bytes, use: Callable[[Any], Read], *, values: bool = True) -> Read:
    """Return what `use` makes of a workbook, in which formulas stand as their values or as they are.

    RefusalError for one that is damaged, that unpacks to more than EXPANDED_LIMIT, or of which `use` fails.
    """
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


def cells(sheet: Any, *, padded: bool = False) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a sheet, as wide as they are filled, a blank one as ().

    padded: a whole number that the sheet shows with zeros before it (1 as 001) is the text that is shown.
    ValueError where one stands further down than a sheet goes.
    """
    sheet.reset_dimensions()  # what the file claims of its size is often wrong
    rows = sheet.iter_rows(values_only=not padded, max_col=COLUMN_LIMIT, max_row=ROW_LIMIT + 1)
    for number, found in enumerate(rows, 1):
        if number > ROW_LIMIT:
            raise ValueError("a row bears a number that no sheet has")
        row = tuple(map(_shown, found)) if padded else found
        yield () if row.count(None) == len(row) else row  # of these there may be a million above a stray cell


def _shown(cell: Any) -> Any:
    value = cell.value
    if type(value) is not int or set(cell.number_format) != {"0"}:
        return value
    return str(value).zfill(len(cell.number_format))


def has_padding(path: Path, content: bytes) -> bool:
    """Whether any cell of a workbook may show a number with zeros before it; nearly always none can."""
    return _says(path, content, _ZEROS)


def has_formula(path: Path, content: bytes) -> bool:
    """Whether any part of a workbook has the mark of a formula; no text can, for "<" is written otherwise in it."""
    return _says(path, content, _FORMULA)


def uncomputed(path: Path, content: bytes) -> dict[str, dict[int, frozenset[int]]]:
    """Return title -> row number -> columns (0-based) of the formulas whose value nobody has computed yet.

    A program that writes workbooks leaves them so; a spreadsheet program computes them when it saves the file.
    """

    def formulas_of(sheet: Any) -> Iterator[tuple[int, frozenset[int]]]:
        return _columns(sheet, lambda cell: cell.data_type == "f")

    def blanks_of(sheet: Any) -> Iterator[tuple[int, frozenset[int]]]:  # one that gives a blank text says that it does
        return _columns(sheet, lambda cell: cell.value is None and cell.data_type == "n")

    if not has_formula(path, content):
        return {}  # as nearly always; looking at every cell would take as long as reading them
    formulas = with_book(
        path, content, lambda book: {s.title: dict(formulas_of(s)) for s in book.worksheets}, values=False
    )
    blanks = with_book(path, content, lambda book: {s.title: dict(blanks_of(s)) for s in book.worksheets})
    return {
        title: {row: both for row, at in rows.items() if (both := at & blanks[title].get(row, frozenset()))}
        for title, rows in formulas.items()
    }


def refuse_uncomputed(path: Path, line: int, columns: frozenset[int]) -> None:
    """Refuse a row for its formulas without a value: read as blank, what they hold would be judged by nobody."""
    if columns:
        raise RefusalError(
            f"column {get_column_letter(min(columns) + 1)} holds a formula whose value was never computed: open the "
            "workbook in your spreadsheet program, save it, and hand that over",
            place=Place(path, line),
        )


def _columns(sheet: Any, fits: Callable[[Any], bool]) -> Iterator[tuple[int, frozenset[int]]]:
    """Yield row number, columns (0-based) of the cells that fit, for each row that has one."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=COLUMN_LIMIT, max_row=ROW_LIMIT), 1):
        if found := frozenset(at for at, cell in enumerate(row) if fits(cell)):
            yield number, found


def _says(path: Path, content: bytes, mark: re.Pattern[bytes]) -> bool:
    _refuse_bomb(path, content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [name for name in archive.namelist() if name.casefold().endswith(".xml")]
            return any(mark.search(archive.read(name)) for name in parts)
    except Exception:  # a damaged part that nobody reads; zip errors have no common class
        return True


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
