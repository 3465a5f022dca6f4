"""A table file whole: every cell as text, whatever its headings, its encoding, its separator and its first lines.

For the exports of school information systems, which no two schools write alike. Files of posts and comments go through
`config.tables`, which is stricter and many times faster.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.header import CELL_LIMIT
from config.refusal import Place, RefusalError
from config.tables import first_bytes

GRID_LIMIT: Final = 50_000_000
"""Bytes: a register of twenty schools has a tenth of it."""
_OF_ONE_BYTE: Final = {"cp1252": "windows-1252", "mac_roman": "mac-roman"}
_WITHIN_NO_NAME: Final = re.compile(
    r"[a-zà-öø-ÿ][ŠŒŽŸÀ-ÖØ-Þ](?![A-ZÀ-ÖØ-Þ])"  # RenŽe: Renée as a Mac writes it
    r"|[^\W\d_][€‚ƒ„…†‡ˆ‰‹•˜™›“”§®¯¾¿][^\W\d_]"  # Si‰n, Bj¿rk; Ren‚e as DOS does
    r"|[a-z][‚„†‡ˆ‰](?!\w)|(?<!\w)[ƒ†‡ˆ‰¯][a-z]"  # Mam‡, ƒvans
    r"|[a-z][‘–—][a-z]"  # No‘l
)
"""What Windows-1252 makes of letters of another encoding."""
_DELIMITERS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 20
"""Lines from which the separator is told."""


@dataclass(frozen=True, slots=True)
class Grid:
    """All cells of one file; rows may be of different lengths."""

    file: Path
    sha256: str
    rows: Sequence[tuple[str, ...]]
    """Without space around the cells; rows without any text are left out."""
    lines: Sequence[int]
    """Where each row begins (1-based)."""
    encoding: str
    """utf-8, utf-16, windows-1252 or mac-roman; xlsx for a workbook."""
    sheet: str = ""
    """Title of the sheet, where it is not the first one of a workbook."""


def read_grids(path: Path) -> Sequence[Grid]:
    """Read a CSV, or each sheet of an .xlsx file that holds a row.

    A CSV may have any usual separator, and be UTF-8, UTF-16, Windows-1252 or as a Mac writes it.
    RefusalError in one sentence.
    """
    start = first_bytes(path)
    if path.stat().st_size > GRID_LIMIT:
        raise RefusalError("the file is larger than 50 MB: export the registers alone", place=Place(path))
    content = path.read_bytes()
    if start.startswith(b"PK\x03\x04"):
        return _sheets(path, content)
    if start.lstrip().startswith((b"<", b"{", b"[")):
        raise RefusalError("the file is no table: export it as CSV or .xlsx", place=Place(path))
    text, encoding = _decoded(path, content)
    return [_filled(path, content, _rows(path, text), encoding)]


def _sheets(path: Path, content: bytes) -> Sequence[Grid]:
    from config.sheet import every_row

    filled = [(title, rows) for title, rows in every_row(path, content).items() if any(any(row) for _, row in rows)]
    named = [("" if place == 0 else title, rows) for place, (title, rows) in enumerate(filled or [("", [])])]
    return [_filled(path, content, rows, "xlsx", title) for title, rows in named]


def _filled(
    path: Path, content: bytes, rows: Sequence[tuple[int, Sequence[str]]], encoding: str, sheet: str = ""
) -> Grid:
    stripped = [(line, tuple(cell.strip().strip("\ufeff\u200b").strip() for cell in row)) for line, row in rows]
    kept = [(line, row) for line, row in stripped if any(row)]
    if not kept:
        raise RefusalError("the file holds no row: export it again", place=Place(path))
    return Grid(path, hashlib.sha256(content).hexdigest(), [r for _, r in kept], [n for n, _ in kept], encoding, sheet)


def _decoded(path: Path, content: bytes) -> tuple[str, str]:
    """Return a file's text and its encoding; RefusalError where no encoding gives names that people have.

    Windows-1252 can be read from nearly any bytes: what a Mac wrote is known by signs that stand within no name.
    """
    has_mark = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if has_mark else ("utf-8-sig", "cp1252", "mac_roman"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if encoding in _OF_ONE_BYTE and _WITHIN_NO_NAME.search(text):
            continue
        return text, {"utf-8-sig": "utf-8", **_OF_ONE_BYTE}.get(encoding, encoding)
    raise RefusalError("the file is no text in UTF-8 or Windows-1252: save it as CSV UTF-8", place=Place(path))


def _rows(path: Path, text: str) -> list[tuple[int, Sequence[str]]]:
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[tuple[int, Sequence[str]]] = []
    line = 1
    try:
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error:
        raise RefusalError("this row is not CSV: save the file as CSV UTF-8", place=Place(path, line)) from None
    return rows


def _delimiter(text: str) -> str:
    """Return the separator that most lines of the beginning have in one number."""
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]

    def steadiness(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=counts.count)
        return (counts.count(usual) if usual else 0, usual)

    return max(_DELIMITERS, key=steadiness)
