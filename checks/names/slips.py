"""Slips: a long name that a pupil bears alone, as it is mistyped: "Nasratulah" for Nasratullah."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Final

from checks.names.pupils import Pupil

_LONG: Final = 8
"""Letters from which a name with one slip in it can be no other."""


def slips_of(pupils: Sequence[Pupil], known: Container[str]) -> dict[str, set[int]]:
    """Return mistyped name -> pupils (by position), for those who have no last name.

    `known`: words and names that are no slips.
    """
    found: dict[str, set[int]] = {}
    for at, pupil in enumerate(pupils):
        for name in pupil.given if not pupil.family else ():
            for typed in _slips(name) if len(name) >= _LONG and name.isalpha() else ():
                if typed not in known:
                    found.setdefault(typed, set()).add(at)
    return found


def _slips(name: str) -> Iterator[str]:
    """Yield a name with a letter left out, written twice or in the place of the next."""
    for at in range(1, len(name)):
        yield name[:at] + name[at + 1 :]
        yield name[:at] + name[at - 1 : at] + name[at:]
        yield name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
    yield name + name[-1]
