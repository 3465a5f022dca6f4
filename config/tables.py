"""One table file, CSV or .xlsx, as text: the only door to what a school exports.

Everything is text: ids keep their zeros, "NA" and "None" are surnames, and what stands in a cell is kept byte for byte.
A file is read once, in one pass, and what cannot be read safely is refused in one sentence.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.header import Header
from config.refusal import Place, RefusalError

FILE_LIMIT: Final = 2_000_000_000
"""Bytes of one table file."""
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_SCIENTIFIC: Final = re.compile(r"\s*-?\d(?:[.,]\d+)?E\+?\d+\s*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Table:
    """The asked columns of one file."""

    file: Path
    sha256: str
    """Of the file's bytes, hexadecimal."""
    columns: tuple[str, ...]
    """The columns asked for: required, then optional."""
    present: frozenset[str]
    """Those that are really in the file."""
    rows: list[tuple[str, ...]]
    """One value for each of `columns`; "" where an optional column is absent. Blank rows are left out."""
    lines: Sequence[int]
    """Where each row begins: the line of a CSV file, the row of a sheet (1-based)."""
    ragged: tuple[int, ...] = ()
    """Lines of rows that were dropped: with more cells than the header names, no cell of theirs can be trusted."""

    def place(self, row: int) -> Place:
        """Return where the row with this index (0-based) begins."""
        return Place(self.file, self.lines[row])


def read_table(
    path: Path,
    *,
    required: Sequence[str],
    optional: Sequence[str] = (),
    called: Mapping[str, str] | None = None,
    may_lack: Collection[str] = (),
) -> Table:
    """Read the named columns of a CSV (UTF-8, commas) or .xlsx file (first sheet).

    called: our column -> this file's own heading for it. may_lack: required columns that this file may do without.

    RefusalError, with file and line, for a file that is missing, empty, too large, of another encoding or format,
    without a required column, or with ids that a spreadsheet cut to scientific notation. A header alone is fine.
    """
    asked = Header(path, tuple(required), tuple(optional), dict(called or {}), frozenset(may_lack))
    start = first_bytes(path)
    refuse_protected(path, start)
    if start.startswith(_ZIP):
        from config.sheet import read_sheet  # openpyxl is heavy, and most files are CSV

        parsed = read_sheet(path, asked)
    elif path.suffix.casefold() in {".xlsx", ".xlsm"}:
        raise RefusalError("the file is not the Excel workbook its name says: export it again", place=Place(path))
    else:
        from config.csv_text import read_csv

        parsed = read_csv(path, asked, start)
    table = Table(path, parsed.sha256, asked.columns, parsed.present, parsed.rows, parsed.lines, tuple(parsed.ragged))
    _refuse_scientific_ids(table)
    return table


def refuse_absent(path: Path) -> None:
    """Refuse a file that somebody named on the command line and that is not there."""
    if not path.is_file():
        what = "this is a folder, and a file is asked for" if path.is_dir() else "the file is not there"
        raise RefusalError(f"{what}: check the path as you typed it", place=Place(path))


def refuse_protected(path: Path, start: bytes) -> None:
    """Refuse a workbook that nobody can open here; `start` is how its bytes begin."""
    if start.startswith(_OLE):
        raise RefusalError(
            "the workbook is protected by a password, or in the old .xls format: open it in your spreadsheet program "
            "and save it as .xlsx without a password",
            place=Place(path),
        )


def first_bytes(path: Path) -> bytes:
    """Return the first 4,096 bytes; RefusalError for a file that is missing, empty, too large or not readable."""
    place = Place(path)
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is not there"
            raise RefusalError(
                f"the file {what}: check the path in trust.yaml, or export it again to {path.parent}", place=place
            )
        if path.stat().st_size > FILE_LIMIT:
            raise RefusalError("the file is larger than 2 GB: export a shorter span of time", place=place)
        with path.open("rb") as stream:
            start = stream.read(4096)
    except OSError as error:
        raise RefusalError(f"the file cannot be read ({error.strerror}): check who may read it", place=place) from None
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        raise RefusalError("the file is empty, without even a header row: export it again", place=place)
    return start


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal, without parsing them; RefusalError as `read_table`."""
    first_bytes(path)
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise RefusalError(
            f"the file cannot be read ({error.strerror}): check who may read it", place=Place(path)
        ) from None


def _refuse_scientific_ids(table: Table) -> None:
    """Refuse 1.23457E+17 in a column of ids: the digits that told two ids apart are gone."""
    for index, column in enumerate(table.columns):
        if not column.endswith("_id") or column not in table.present:
            continue
        # one search over the joined column is many times faster than a pattern on every cell
        joined = "\n".join([row[index] for row in table.rows])
        if "E+" not in joined and "e+" not in joined:
            continue
        for number, row in enumerate(table.rows):
            if _SCIENTIFIC.fullmatch(row[index]):
                raise RefusalError(
                    f"column '{column}' holds an id in scientific notation, as spreadsheet programs make of long "
                    "numbers: format the column as text and export it again from the source",
                    place=table.place(number),
                )
