"""Where the headings of an export stand, and which column of ours each of them is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from config.grid import Grid
from config.nearest import nearest
from config.refusal import Place, RefusalError
from pipeline.mis.consent_types import ConsentType, type_of
from pipeline.mis.lists import fold_heading, headings, rank

_DEEPEST = 15
"""Rows above which the headings stand: titles, dates of the export, filters."""


@dataclass(frozen=True, slots=True)
class Found:
    """The headings of one file, understood."""

    row: int
    """Index of the row of headings in the grid."""
    columns: Mapping[str, Sequence[int]]
    """Our column -> indexes of the cells that may fill it, the best first."""
    types: Mapping[int, ConsentType] = field(default_factory=dict)
    """Wide consents: index of a cell -> the type its heading names."""
    unused: Sequence[str] = ()
    """Headings that say nothing of what is read."""


def find_header(grid: Grid, register: str, named: Mapping[str, str], types: Mapping[str, str]) -> Found:
    """Return where the headings stand and what they mean.

    named: our column -> the file's heading, and types: a consent type or its heading -> what it is for, as trust.yaml
    says them. RefusalError where no row of the beginning is a row of headings, or a named one is not there.
    """
    best, score = 0, 0
    for place, row in enumerate(grid.rows[:_DEEPEST]):
        known = len({*_meanings(row, register, named).values()})
        known += len(_types(row, types)) if register == "consents" else 0
        if known > score:
            best, score = place, known
    found = _understood(grid, best, register, named, types)
    if score < 2 or not _names_pupils(found, register):
        raise RefusalError(
            "no row of the beginning holds the headings of a register: it should have the pupil's id (UPN, admission "
            "number) or names; export it with its headings, or name them under 'mis' in trust.yaml",
            place=Place(grid.file),
        )
    if register == "consents" and not found.types and not {"purpose", "consent"} <= set(found.columns):
        raise RefusalError(
            "its headings say neither a type and a state of consent, nor types of consent as columns: export it with "
            "them, or name them under mis.consents in trust.yaml",
            place=Place(grid.file, grid.lines[found.row]),
        )
    return found


def _names_pupils(found: Found, register: str) -> bool:
    names = {"first_name", "last_name"} <= set(found.columns) or "full_name" in found.columns
    return names or (register == "consents" and "pupil_id" in found.columns)


def _understood(grid: Grid, place: int, register: str, named: Mapping[str, str], types: Mapping[str, str]) -> Found:
    row = grid.rows[place]
    folded = [fold_heading(cell) for cell in row]
    for column, heading in named.items():
        if fold_heading(heading) not in folded:
            meant = nearest(heading, [cell for cell in row if cell])
            hint = f": did you mean '{meant}'?" if meant else ""
            raise RefusalError(
                f"there is no heading '{heading}' for {column}, as 'mis' in trust.yaml says{hint}",
                place=Place(grid.file, grid.lines[place]),
            )
    meanings = _meanings(row, register, named)
    columns: dict[str, list[int]] = {}
    for index, column in sorted(meanings.items(), key=lambda item: _preference(folded[item[0]], item[1], named)):
        columns.setdefault(column, []).append(index)
    wide = _types(row, types) if register == "consents" and "purpose" not in columns else {}
    wide = {index: what for index, what in wide.items() if index not in meanings}
    taken = {*meanings, *wide}
    unused = [cell for index, cell in enumerate(row) if cell and index not in taken]
    return Found(place, columns, wide, unused)


def _meanings(row: Sequence[str], register: str, named: Mapping[str, str]) -> dict[int, str]:
    known = dict(headings(register)) | {fold_heading(heading): column for column, heading in named.items()}
    return {index: known[folded] for index, cell in enumerate(row) if (folded := fold_heading(cell)) in known}


def _preference(folded: str, column: str, named: Mapping[str, str]) -> tuple[bool, int]:
    said = column in named and fold_heading(named[column]) == folded
    return not said, rank().get(folded, -1)


def _types(row: Sequence[str], types: Mapping[str, str]) -> dict[int, ConsentType]:
    found = {index: type_of(cell, types) for index, cell in enumerate(row)}
    return {index: kind for index, kind in found.items() if kind.purposes}
