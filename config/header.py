"""The header row of a table file: which cell of a row is which column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from config.nearest import nearest
from config.refusal import Place, RefusalError

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

    @property
    def columns(self) -> tuple[str, ...]:
        """Required, then optional."""
        return (*self.required, *self.optional)

    def positions(self, cells: Sequence[str], line: int) -> tuple[int | None, ...]:
        """Return the index of each asked column in a row, None for an optional one that is absent.

        RefusalError where one is asked for and stands twice, or is required and missing. Cells are shown only when the
        row is a header for certain: a first row of values may hold a child's name.
        """
        found = [fold(cell) for cell in cells]
        place = Place(self.file, line)
        for column in self.columns:
            if found.count(column) > 1:
                raise RefusalError(f"column '{column}' stands twice in the header: delete or rename one", place=place)
        missing = [column for column in self.required if column not in found]
        if missing:
            raise RefusalError(self._missing(missing, found, cells), place=place)
        return tuple(found.index(column) if column in found else None for column in self.columns)

    def refuse_delimiter(self, first_line: str, line: int) -> None:
        """Refuse a file whose header shows that its cells are not separated by commas."""
        commas = self._known(first_line.split(","))
        for delimiter, name in _DELIMITERS.items():
            if self._known(first_line.split(delimiter)) > max(commas, 1):
                raise RefusalError(
                    f"the cells are separated by {name}: save it as CSV UTF-8, separated by commas",
                    place=Place(self.file, line),
                )

    def _known(self, cells: Sequence[str]) -> int:
        return len({fold(cell.strip().strip('"')) for cell in cells} & set(self.columns))

    def _missing(self, missing: list[str], found: list[str], cells: Sequence[str]) -> str:
        unused = {
            cell: given.strip(" \ufeff")
            for cell, given in zip(found, cells, strict=True)
            if cell and cell not in self.columns
        }
        meant = nearest(missing[0], unused)
        if self._known(found):
            remedy = (
                f"rename '{unused[meant]}' to '{missing[0]}'"
                if meant
                else "add it, or export the file again with its header row"
            )
            listed = ", ".join(cell.strip(" \ufeff")[:40] for cell in cells[:30] if cell.strip())
            return f"column '{missing[0]}' is missing (found: {listed}): {remedy}"
        if meant:
            # named by its position: without a known column beside it, the cell may be a value
            return f"column '{missing[0]}' is missing: rename cell {found.index(meant) + 1} of this row to it"
        return f"the first row is not a header: it should name the columns {', '.join(self.required)}"


def fold(cell: str) -> str:
    """Fold a header cell for comparing: case, space around it and a byte order mark do not count."""
    return cell.strip().strip("\ufeff").strip().casefold()
