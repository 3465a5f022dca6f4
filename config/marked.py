"""A value read from YAML, with the file and the line of every part of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.refusal import Place, RefusalError

Step = str | int
"""One step into a value: a key of a mapping, or an index of a list (0-based)."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What one YAML file says and where it says it."""

    file: Path
    value: Any
    """Mappings, lists and scalars; a scalar is the text as it stands, unless the reader was told to keep its kind."""
    lines: Mapping[tuple[Step, ...], int] = field(default_factory=dict)
    """Path of a value -> the line of its key (1-based)."""
    kinds: Mapping[tuple[Step, ...], str] = field(default_factory=dict)
    """Path of an unquoted scalar that YAML takes for something else than text -> int, float, bool or timestamp."""

    def place(self, *path: Step) -> Place:
        """Return where `path` stands, or else its nearest known parent: `place("clauses", 3, "checks", 0, "with")`."""
        known = (path[:length] for length in range(len(path), -1, -1))
        line = next((self.lines[part] for part in known if part in self.lines), None)
        return Place(self.file, line)

    def refusal(self, sentence: str, *path: Step) -> RefusalError:
        """Make the error that refuses what stands at `path`."""
        return RefusalError(sentence, place=self.place(*path))


def steps(*path: Step) -> tuple[Step, ...]:
    """Take a path apart, written or not: "schools[0].phase" is ("schools", 0, "phase"), and so is the latter."""
    written = dotted(path)
    return tuple(int(step) if step.isdecimal() else step for step in re.findall(r"[^.\[\]]+", written))


def dotted(path: tuple[Step, ...]) -> str:
    """Write a path as people do: ("schools", 0, "phase") -> "schools[0].phase"."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
