"""The one error for input that a person handed over and must mend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: a file, and in it a line or row (1-based) where known."""

    file: Path
    line: int | None = None

    def __str__(self) -> str:
        """Show as `trust.yaml line 12`."""
        return f"{self.file.name} line {self.line}" if self.line else self.file.name


class RefusalError(Exception):
    """Input that cannot be used: one sentence with the place, what was given, what would be right and what to do.

    The command line prints it as it is and ends with exit code 2; it never carries a secret or a child's name.
    """

    def __init__(self, sentence: str, *, place: Place | None = None) -> None:
        self.place = place
        super().__init__(f"{place}: {sentence}" if place else sentence)


class MissingColumnsError(RefusalError):
    """A table has some of the columns that are asked of it, so it is meant for them, and lacks others."""
