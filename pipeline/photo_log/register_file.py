"""Adding rows to a school's own photo log, whatever else stands in it; the file as it was is kept beside it."""

from __future__ import annotations

import csv
import io
import re
import stat
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from config.header import fold
from config.refusal import Place, RefusalError
from pipeline.private_files import write_private

COLUMNS: Final = ("school", "post_id", "media_id", "pupil_id", "shows", "form")
"""Of a photo log that is made anew."""
_WHERE_NEEDED: Final = ("platform", "account")
"""Further columns that stand in it where a row needs them: posts of several accounts may have one id."""
_MARK: Final = b"\xef\xbb\xbf"
_MINUTE: Final = r"\d{4}-\d\d-\d\dT\d\d-\d\d"
_LIKE_FORMULAS: Final = frozenset("=+-@")
Row = Mapping[str, str]
"""Values by COLUMNS, and those of _WHERE_NEEDED where they are needed."""


def add_rows(file: Path, rows: Sequence[Row], as_of: datetime) -> Path | None:
    """Add rows to a photo log (CSV or .xlsx) in one step, or make it; returns the copy of the file as it was.

    The file must be one that config.tables can read. Columns of ours that it lacks are added where a row needs them,
    all else stays. RefusalError when it cannot be written, and then it is as it was.
    """
    file = file.resolve()  # a link to the school's own drive stays one
    if not file.exists():
        write_private(file, _new(rows) if file.suffix.casefold() not in {".xlsx", ".xlsm"} else _new_book(rows))
        return None
    content, mode = file.read_bytes(), stat.S_IMODE(file.stat().st_mode)
    added = _in_book(file, content, rows) if content.startswith(b"PK\x03\x04") else _in_csv(file, content, rows)
    copy = _beside(file, as_of)
    write_private(copy, content)
    write_private(file, added)
    file.chmod(mode)  # whoever else could read the school's file still can
    return copy


def erase_copies_of(file: Path, before: datetime) -> int:
    """Delete the copies of a photo log that `add_rows` made before a moment; returns how many.

    What cannot be deleted now is left to the next run.
    """
    file, erased = file.resolve(), 0
    named = re.compile(rf"{re.escape(file.stem)}\.before-({_MINUTE})(-\d+)?{re.escape(file.suffix)}")
    for copy in file.parent.glob("*.before-*"):
        if (made := named.fullmatch(copy.name)) and made[1] < _written(before):
            with suppress(OSError):
                copy.unlink()
                erased += 1
    return erased


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H-%M}"


def _beside(file: Path, as_of: datetime) -> Path:
    name, number = f"{file.stem}.before-{_written(as_of)}", 1
    copy = file.with_name(f"{name}{file.suffix}")
    while copy.exists():
        number += 1
        copy = file.with_name(f"{name}-{number}{file.suffix}")
    return copy


def _new(rows: Sequence[Row]) -> bytes:
    columns = _columns(rows)
    return _csv([columns, *([row.get(name, "") for name in columns] for row in rows)], "\r\n").encode("utf-8")


def _columns(rows: Sequence[Row]) -> list[str]:
    """Return the columns of a photo log that is made anew for some rows."""
    return [*COLUMNS, *_missing(COLUMNS, rows)]


def _csv(rows: Sequence[Sequence[str]], end: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows(rows)
    return out.getvalue()


def _in_csv(file: Path, content: bytes, rows: Sequence[Row]) -> bytes:
    """Return a CSV file with rows at its end; what is there stays byte for byte unless it lacks a column."""
    text = content.decode("utf-8-sig")
    end = "\r\n" if "\r\n" in text else "\n"
    table = list(csv.reader(io.StringIO(text, newline="")))
    at = next(number for number, row in enumerate(table) if any(cell.strip() for cell in row))
    header = [fold(cell) for cell in table[at]]
    missing = _missing(header, rows)
    if missing:
        text = _csv([*table[:at], *_widened(file, table[at:], len(header), missing)], end)
    text += "" if text.endswith(("\n", "\r")) else end
    new = [[row.get(name, "") for name in [*header, *missing]] for row in rows]
    mark = _MARK if content.startswith(_MARK) else b""
    return mark + (text + _csv(new, end)).encode("utf-8")


def _missing(header: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """Return the columns that a file lacks and a row needs; without a column of schools it is one school's."""
    own = (*COLUMNS[1:], *_WHERE_NEEDED)
    return [name for name in own if name not in header and any(row.get(name) for row in rows)]


def _widened(file: Path, table: Sequence[Sequence[str]], width: int, missing: Sequence[str]) -> list[list[str]]:
    """Return a header and its rows with columns added; a row that is too wide would be read as holding them."""
    if any(any(cell.strip() for cell in row[width:]) for row in table):
        raise RefusalError(
            f"a row has more cells than the header names, so the column {missing[0]} cannot be added: mend that row",
            place=Place(file),
        )
    header, *rows = table
    return [[*header, *missing], *([*row[:width], *[""] * (width + len(missing) - len(row[:width]))] for row in rows)]


def _new_book(rows: Sequence[Row]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    places = {name: place for place, name in enumerate(_columns(rows), start=1)}
    for name, place in places.items():
        sheet.cell(1, place, name)
    _write(sheet, 2, places, rows)
    return _saved(book)


def _in_book(file: Path, content: bytes, rows: Sequence[Row]) -> bytes:
    """Return a workbook with rows at the end of its first sheet; its other sheets and columns stay."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that openpyxl does not know
        book = load_workbook(io.BytesIO(content), keep_vba=file.suffix.casefold() == ".xlsm")
        sheet: Any = book.worksheets[0]
        filled = [row[0].row for row in sheet.iter_rows() if any(cell.value not in (None, "") for cell in row)]
        places: dict[str, int] = {fold(str(cell.value or "")): cell.column for cell in sheet[filled[0]]}
        width = max(place for name, place in places.items() if name)
        for number, name in enumerate(_missing(list(places), rows), start=1):
            sheet.cell(filled[0], width + number, name)
            places[name] = width + number
        _write(sheet, filled[-1] + 1, places, rows)
        return _saved(book)


def _write(sheet: Any, first: int, places: Mapping[str, int], rows: Sequence[Row]) -> None:
    for at, row in enumerate(rows, start=first):
        for name in places.keys() & row.keys():
            if row[name]:
                cell = sheet.cell(at, places[name])
                cell.value, cell.number_format = row[name], "@"
                cell.data_type = "s"  # an id that begins with "=" is no formula
                cell.quotePrefix = row[name][0] in _LIKE_FORMULAS


def _saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
