"""Candidates: places in a text that may name a pupil, and what stands between two of them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from checks.names.find import Found, Hit

FIRST: Final = frozenset(("only_name", "first_name", "short_form"))
"""Kinds of a first name alone."""
ALONE: Final = FIRST | {"last_name"}
"""Kinds of one name alone."""


@dataclass(slots=True)
class Candidate:
    """A name in a text: [start, end) folded, and whom it may mean."""

    start: int
    end: int
    pupils: AbstractSet[int]
    kind: str
    """full_name, first_and_initial, initial_and_surname, only_name, first_name, short_form or last_name."""
    hit: Hit
    how: str = ""
    """"typing_error", "letters_apart" or "in_figures" where it is not written as the register has it."""
    figure: bool = False
    """It lies in a phrase that is a figure, a place or a member of staff."""


def between(found: Found, source: str, end: int, start: int) -> str:
    """Return what the source has between a folded end and a later folded start."""
    return source[int(found.origin[end - 1]) + 1 : int(found.origin[start])]
