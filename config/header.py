"""The header row of a table file: which cell of a row is which column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from config.nearest import nearest
from config.refusal import MissingColumnsError, Place, RefusalError

CELL_LIMIT: Final = 1_000_000
"""Characters of one cell; the longest post of any platform has a tenth of it."""
_DELIMITERS: Final = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


@dataclass(slots=True)
class Parsed:
    """What a reader of one file format hands back."""

    present: frozenset[str]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    lines: Sequence[int] = ()
    ragged: list[int] = field(default_factory=list)
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns asked of a file."""

    file: Path
    required: tuple[str, ...]
    optional: tuple[str, ...]
    called: Mapping[str, str] = field(default_factory=dict)
    """Our column -> the heading that this file has for it, where it has its own."""
    may_lack: frozenset[str] = frozenset()
    """Columns of `required` that this file may do without."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Required, then optional."""
        return (*self.required, *self.optional)

    def positions(self, cells: Sequence[str], line: int) -> tuple[int | None, ...]:
        """Return the index of each asked column in a row, None for an optional one that is absent.

        RefusalError where one is asked for and stands twice, or is required and missing: MissingColumnsError where
        others are there. Cells are shown only when the row is a header for certain: a first row of values may hold a
        child's name.
        """
        found = [fold(cell) for cell in cells]
        place = Place(self.file, line)
        headings = [self.heading(column) for column in self.columns]
        for heading in headings:
            if found.count(heading) > 1:
                raise RefusalError(f"column '{heading}' stands twice in the header: delete or rename one", place=place)
        if said := [column for column in self.called if self.heading(column) not in found]:
            raise RefusalError(self._miscalled(said[0], cells), place=place)
        missing = [name for name in self.required if name not in self.may_lack and self.heading(name) not in found]
        if missing:
            raise self._missing(missing, found, cells, place)
        return tuple(found.index(heading) if heading in found else None for heading in headings)

    def heading(self, column: str) -> str:
        """Return what the file calls a column of ours, folded."""
        return fold(self.called.get(column, column))

    def _miscalled(self, column: str, cells: Sequence[str]) -> str:
        given = self.called[column]
        meant = nearest(given, [cell.strip(" \ufeff") for cell in cells if cell.strip()])
        if not self._known(fold(cell) for cell in cells):
            return f"the first row has no heading '{given}' for {column}: put the row of headings first"
        hint = f": did you mean '{meant}'?" if meant else ": correct it under 'columns' in trust.yaml"
        return f"there is no heading '{given}' for {column}{hint}"

    def refuse_delimiter(self, first_line: str, line: int) -> None:
        """Refuse a file whose header shows that its cells are not separated by commas."""
        commas = self._known(_folded(first_line.split(",")))
        for delimiter, name in _DELIMITERS.items():
            if self._known(_folded(first_line.split(delimiter))) > max(commas, 1):
                raise RefusalError(
                    f"the cells are separated by {name}: save it as CSV UTF-8, separated by commas",
                    place=Place(self.file, line),
                )

    def _known(self, folded: Iterable[str]) -> int:
        return len(set(folded) & {self.heading(column) for column in self.columns})

    def _missing(self, missing: list[str], found: list[str], cells: Sequence[str], place: Place) -> RefusalError:
        unused = {
            cell: given.strip(" \ufeff")
            for cell, given in zip(found, cells, strict=True)
            if cell and cell not in map(self.heading, self.columns)
        }
        meant = nearest(missing[0], unused)
        if self._known(found):
            remedy = (
                f"rename '{unused[meant]}' to '{missing[0]}'"
                if meant
                else "add it, or export the file again with its header row"
            )
            listed = ", ".join(cell.strip(" \ufeff")[:40] for cell in cells[:30] if cell.strip())
            return MissingColumnsError(f"column '{missing[0]}' is missing (found: {listed}): {remedy}", place=place)
        said = f"the first row is not a header: it should name the columns {', '.join(self.required)}"
        if meant:
            # named by its position: without a known column beside it, the cell may be a value
            said = f"column '{missing[0]}' is missing: rename cell {found.index(meant) + 1} of this row to it"
        return RefusalError(said, place=place)


def _folded(cells: Iterable[str]) -> Iterable[str]:
    return (fold(cell.strip().strip('"')) for cell in cells)


def fold(cell: str) -> str:
    """Fold a header cell for comparing: case, space around it and a byte order mark do not count."""
    return cell.strip().strip("\ufeff").strip().casefold()
