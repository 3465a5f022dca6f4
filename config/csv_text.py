"""Read a CSV file in one pass: decode, hash, watch its limits, and pick the asked columns."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
from array import array
from collections.abc import Callable, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO, Final

from config.header import CELL_LIMIT, Header, Parsed
from config.refusal import Place, RefusalError

LINE_LIMIT: Final = 16_000_000
"""Bytes without a line break: more is a cell of a size nobody means, stopped before it fills the memory."""
_BLOCK: Final = 1 << 18
_TEXTS: Final = frozenset({"text", "alt_text"})
"""Columns in which a comma without quotes is common; in others it has a space behind it where it is one."""
_SAVE_AS: Final = "save it as CSV UTF-8, separated by commas"


def read_csv(path: Path, asked: Header, start: bytes) -> Parsed:
    """Read the asked columns; `start` is the file's first bytes. RefusalError as `config.tables.read_table`."""
    _refuse_utf16(path, start)
    # The limit is the whole interpreter's and is never put back, so that two readers at once cannot undo each other's.
    csv.field_size_limit(CELL_LIMIT)
    with path.open("rb", buffering=0) as raw:
        watched = _Watched(raw, path)
        text = io.TextIOWrapper(io.BufferedReader(watched, _BLOCK), encoding="utf-8-sig", newline="")
        try:
            parsed = _parse(path, asked, text)
        except UnicodeDecodeError:
            line = _line_of_bad_byte(path)
            raise RefusalError(f"a character here is not UTF-8: {_SAVE_AS}", place=Place(path, line)) from None
        parsed.sha256 = watched.hash.hexdigest()
        return parsed


def _parse(path: Path, asked: Header, text: io.TextIOWrapper) -> Parsed:
    first, skipped = text.readline(), 0
    while first and not first.strip(" ,\r\n"):
        first, skipped = text.readline(), skipped + 1
    asked.refuse_delimiter(first, skipped + 1)
    reader = csv.reader(itertools.chain([first], text), strict=True)
    rows: list[tuple[str, ...]] = []
    lines, ragged = array("L"), list[int]()
    padded, has_texts = list[int](), not _TEXTS.isdisjoint(asked.columns)
    line = skipped + 1
    try:
        header = next(reader)
        positions = asked.positions(header, line)
        width, pick = len(header), _picker(positions, len(header))
        line = reader.line_num + skipped + 1
        for row in reader:
            # this runs once a row: in the common case two cheap tests, then the row is kept
            if len(row) == width and ("!" <= row[0] < "\x7f" or any(map(str.strip, row))):
                rows.append(pick(row))
                lines.append(line)
            elif any(map(str.strip, row[width:])):
                ragged.append(line)
            elif any(map(str.strip, row)):
                if len(row) > width and (has_texts or any(cell.startswith(" ") for cell in row[1:])):
                    padded.append(len(rows))
                rows.append(pick([*row[:width], *[""] * (width - len(row))]))
                lines.append(line)
            line = reader.line_num + skipped + 1
    except csv.Error as error:
        raise RefusalError(_broken(str(error)), place=Place(path, line)) from None
    if len(padded) < max(len(rows), 2):
        # blank cells behind some rows alone: a text with a comma and no quotes may have moved all that follows it
        ragged += [lines[at] for at in padded]
        for at in reversed(padded):
            del rows[at], lines[at]
    present = frozenset(
        column for column, position in zip(asked.columns, positions, strict=True) if position is not None
    )
    return Parsed(present, rows, lines, sorted(ragged))


def _picker(positions: Sequence[int | None], width: int) -> Callable[[list[str]], tuple[str, ...]]:
    """Return what takes the asked cells out of a row of `width` cells, "" for an absent column."""
    indexes = [width if position is None else position for position in positions]
    if len(indexes) == 1:
        return lambda row: (row[indexes[0]],)
    picked: Callable[[list[str]], tuple[str, ...]] = itemgetter(*indexes)
    if None not in positions:
        return picked
    return lambda row: picked([*row, ""])


def _broken(problem: str) -> str:
    """Say what the csv module found wrong with the row that begins at the place of the refusal."""
    if "field limit" in problem:
        return f"a cell of this row is longer than {CELL_LIMIT:,} characters, or a quote in it is never closed: mend it"
    if "end of data" in problem:
        return 'a quote (") is opened in this row and never closed: close it, and double each quote inside a text'
    if "expected after" in problem:
        return 'a quote (") stands inside a quoted cell of this row: double each quote inside a text'
    return f"this row is not CSV: {_SAVE_AS}"


def _refuse_utf16(path: Path, start: bytes) -> None:
    """Refuse UTF-16, with its mark or without: plain text in it has a zero in every second byte."""
    marked = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if marked or max(start[::2].count(0), start[1::2].count(0)) > len(start) // 5:
        raise RefusalError(f"the file is UTF-16 ('Unicode text'): {_SAVE_AS}", place=Place(path))


def _line_of_bad_byte(path: Path) -> int:
    """Return the line of the first byte that is not UTF-8."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 1


class _Watched(io.RawIOBase):
    """A file that hashes what is read from it, and stops at what no table holds: a zero byte, an endless line."""

    def __init__(self, raw: BinaryIO, path: Path) -> None:
        self.raw = raw
        self.path = path
        self.hash = hashlib.sha256()
        self.line = 1
        self.since_break = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` as the file does; RefusalError at the first thing no table holds."""
        count: int = self.raw.readinto(buffer)  # type: ignore[attr-defined]
        block = bytes(memoryview(buffer)[:count])
        self.hash.update(block)
        if b"\0" in block:
            line = self.line + block.count(b"\n", 0, block.index(b"\0"))
            raise RefusalError(
                "a zero byte stands here, so this is not a text file or it is damaged: export it again",
                place=Place(self.path, line),
            )
        last_break = max(block.rfind(b"\n"), block.rfind(b"\r"))
        self.since_break = self.since_break + count if last_break < 0 else count - last_break
        if self.since_break > LINE_LIMIT:
            raise RefusalError(
                f"this line is longer than 16 MB, and a cell may have {CELL_LIMIT:,} characters: shorten it",
                place=Place(self.path, self.line),
            )
        self.line += block.count(b"\n")
        return count
