"""One register file of any system, read as the table that the rest of the program knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.grid import Grid, read_grids
from config.models import Mis, RegisterWords
from config.refusal import MissingColumnsError, Place, RefusalError
from config.tables import Table, first_bytes, read_table
from pipeline.mis import consents, pupils
from pipeline.mis.consent_types import type_of
from pipeline.mis.ctf import read_ctf
from pipeline.mis.dates import order_of, to_iso
from pipeline.mis.header import Found, find_header
from pipeline.mis.wonde import read_wonde
from pipeline.register_rows import LAYOUTS, says_never

_DATES: Final = ("given_on", "withdrawn_on", "expires_on", "left_on")
_Rows = Sequence[tuple[Mapping[str, str], tuple[str, ...]]]
"""Each row below the headings: by our columns, and all its cells."""
_INSTRUCTION: Final = re.compile(r"(required|optional)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A register file and how it was understood."""

    table: Table
    how: Mapping[str, str]
    """Our column, or the purpose of a consent -> the heading it was read from."""
    said: Sequence[str] = ()
    """What a person should know of it, a sentence each."""
    unused: Sequence[str] = ()
    """Headings that were left out."""
    unknown_words: Sequence[str] = ()
    """Words of consent cells that nobody knows: they count as no."""
    unknown_lines: Sequence[int] = ()
    """Lines of the file with such a word."""
    denials: Sequence[str] = ()
    """Types of consent that say no ("Do not use photos on website"): a yes to them counts as no."""


def read_register(path: Path, register: str, mis: Mis) -> Reading:
    """Read a register in our own columns, else pupils and consents as the school's system wrote them.

    RefusalError in one sentence where neither can be.
    """
    layout = LAYOUTS[register]
    try:
        table = read_table(path, required=layout.required, optional=layout.optional)
    except RefusalError as refusal:
        if register not in Mis.model_fields:
            raise
        try:
            return _export(path, register, getattr(mis, register))
        except RefusalError as other:
            # a file that is nearly ours is told what it lacks of ours; any other, why it is no export of a system
            raise (refusal if isinstance(refusal, MissingColumnsError) else other) from None
    return Reading(table, {}, ["it has our own columns"])


def _export(path: Path, register: str, words: RegisterWords) -> Reading:
    """Read pupils or consents in whatever form a system writes them."""
    start = first_bytes(path).lstrip(b"\xef\xbb\xbf \t\r\n")
    if register == "pupils" and start.startswith(b"<"):
        return _pupils(read_ctf(path), words)
    if register == "pupils" and start.startswith((b"{", b"[")):
        return _pupils(read_wonde(path), words)
    refused: RefusalError | None = None
    for grid in read_grids(path):  # the first sheet of a workbook may hold notes alone
        try:
            return _pupils(grid, words) if register == "pupils" else _consents(grid, words)
        except RefusalError as refusal:
            refused = refused or refusal
    raise refused or RefusalError("the file holds no row: export it again", place=Place(path))


def _pupils(grid: Grid, words: RegisterWords) -> Reading:
    found = find_header(grid, "pupils", words.columns, {})
    rows, lines, order = _by_column(grid, found, words)
    made = [
        pupils.to_pupil(row, *(_others(cells, found, name) for name in ("pupil_id", "first_name", "last_name")))
        for row, cells in rows
    ]
    said = [*_sheet_said(grid), *_dates_said(order)]
    if "pupil_id" not in found.columns:
        said += [
            "it has no column of ids: pupils are told apart by name and date of birth, so a new name is a new pupil"
        ]
    table = Table(grid.file, grid.sha256, pupils.COLUMNS, _present(found, pupils.COLUMNS), made, lines)
    return Reading(table, _how(grid, found), said, found.unused)


def _consents(grid: Grid, words: RegisterWords) -> Reading:
    found = find_header(grid, "consents", words.columns, words.purposes)
    headings = grid.rows[found.row]
    rows, lines, order = _by_column(grid, found, words)
    made: list[tuple[str, ...]] = []
    kept: list[int] = []
    for (row, cells), line in zip(rows, lines, strict=True):
        new = list(consents.to_consents(row, cells, found, headings, words.purposes, words.words))
        made += new
        kept += [line] * len(new)
    table = Table(grid.file, grid.sha256, consents.COLUMNS, _present(found, consents.COLUMNS), made, kept)
    denials = _denials(rows, found, headings, words)
    said = [*_sheet_said(grid), *_dates_said(order), *([] if denials and not made else _purposes_said(made))]
    unknown = list(_unknown_words(rows, lines, found, words))
    common = [word for word, _ in Counter(word for word, _ in unknown).most_common(20)]
    at = dict.fromkeys(line for _, line in unknown)
    return Reading(table, _how(grid, found), said, found.unused, common, [*at], denials)


def _by_column(
    grid: Grid, found: Found, words: RegisterWords
) -> tuple[list[tuple[dict[str, str], tuple[str, ...]]], list[int], str]:
    """Return each row below the headings by our columns, its cells and its line; and the order of its dates."""
    below = list(zip(grid.rows, grid.lines, strict=True))[found.row + 1 :]
    if below and sum(bool(_INSTRUCTION.match(cell)) for cell in below[0][0]) >= 2:
        below = below[1:]
    dated = [index for column, indexes in found.columns.items() if column in _DATES for index in indexes]
    order = words.dates or order_of([cells[i] for cells, _ in below for i in dated if i < len(cells)])
    rows = [(_named(cells, found, order), cells) for cells, _ in below]
    return rows, [line for _, line in below], order if dated else ""


def _named(cells: tuple[str, ...], found: Found, order: str) -> dict[str, str]:
    """Return one row by our columns."""
    filled = {column: _chosen(column, _others(cells, found, column)) for column in found.columns}
    return {column: to_iso(cell, order) if column in _DATES else cell for column, cell in filled.items()}


def _chosen(column: str, filled: Sequence[str]) -> str:
    """Return what counts of the filled cells for one of our columns: any mark of never_publish, else the best."""
    marks = (cell for cell in filled if column == "never_publish" and says_never(cell))
    return next(marks, filled[0] if filled else "")


def _others(cells: tuple[str, ...], found: Found, column: str) -> tuple[str, ...]:
    """Return every filled cell for one of our columns."""
    return tuple(cells[index] for index in found.columns.get(column, ()) if index < len(cells) and cells[index])


def _present(found: Found, columns: Sequence[str]) -> frozenset[str]:
    """Return the columns of ours that the file has; those that are made from it count."""
    return frozenset(column for column in columns if column != "school" or "school" in found.columns)


def _how(grid: Grid, found: Found) -> dict[str, str]:
    row = grid.rows[found.row]
    how = {column: " and ".join(row[index] for index in indexes) for column, indexes in found.columns.items()}
    types = {row[index]: kind for index, kind in found.types.items() if not kind.says_no}
    return how | {purpose: heading for heading, kind in types.items() for purpose in kind.purposes}


def _sheet_said(grid: Grid) -> list[str]:
    return [f'it is read from the sheet "{grid.sheet[:40]}"'] if grid.sheet else []


def _dates_said(order: str) -> list[str]:
    return [f"dates in numbers are read {order.replace('_', ' ')}"] if order else []


def _purposes_said(made: Sequence[tuple[str, ...]]) -> list[str]:
    """Say where consents name no channel: they never count for publishing online."""
    named = {row[1] for row in made}
    online = {purpose for purpose in named if purpose.endswith(("_social_media", "_website")) or _on_platform(purpose)}
    if not named:
        return [
            "no type of consent in it is about pictures or names: name them under mis.consents.purposes in trust.yaml"
        ]
    if online:
        return []
    listed = ", ".join(sorted(named))
    return [
        f"no consent in it speaks of social media or a website ({listed}), so none counts for publishing: if your form "
        "covers that, say so under mis.consents.purposes in trust.yaml"
    ]


def _on_platform(purpose: str) -> bool:
    from config.platforms import PLATFORMS

    return purpose.partition("_")[2] in PLATFORMS


def _denials(rows: _Rows, found: Found, headings: Sequence[str], words: RegisterWords) -> list[str]:
    """Return the types of consent that say no of something that we ask about, in their order."""
    if found.types:
        return [headings[index] for index, kind in found.types.items() if kind.says_no]
    kinds = {name: type_of(name, words.purposes) for name in dict.fromkeys(row.get("purpose", "") for row, _ in rows)}
    return [name for name, kind in kinds.items() if kind.says_no and kind.purposes]


def _unknown_words(rows: _Rows, lines: Sequence[int], found: Found, words: RegisterWords) -> Iterator[tuple[str, int]]:
    """Yield (word, line) for each consent cell with a word that nobody knows; blank is no word."""
    for (row, cells), line in zip(rows, lines, strict=True):
        said = [cells[i] for i in found.types if i < len(cells)] if found.types else [row.get("consent", "")]
        for word in said:
            if word and consents.state_of(word, words.words) == "unknown":
                yield word[:40], line
