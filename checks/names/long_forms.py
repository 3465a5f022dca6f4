"""Long forms: a pupil whose register says Ed is called Eddie, and Edward as well: what their names are short for."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from checks.names.short_forms import Listed

_ENDING: Final = re.compile(r"(?:ie|y|i)$")
_PET: Final = re.compile(r"(?:ie|y|i|s|z|o|zza)$")
_FEWEST: Final = 2
"""Letters that a short form and the name behind it begin with alike."""


class Siblings(NamedTuple):
    """What else pupils are called whose first name in the register is a short form: form -> pupils (by position)."""

    shorts: dict[str, set[int]]
    """Other short forms that begin alike: Eddie for Ed."""
    longs: dict[str, set[int]]
    """Names that theirs is short for, whether they begin alike or not: Nathaniel for Nat, William for Billy."""


def siblings_of(bearers: Mapping[str, Collection[int]], listed: Listed) -> Siblings:
    """Return what else short first names go by; `bearers`: folded first name -> pupils (by position)."""
    found = Siblings({}, {})
    for name, pupils in bearers.items():
        stem, known = _stem(name), [long for long in listed.longs.get(name, ()) if " " not in long]
        for long in known:
            found.longs.setdefault(long, set()).update(pupils)
        if len(stem) < _FEWEST:
            continue
        alike = [long for long in known if long.startswith(stem)]
        for short in {short for long in alike for short in listed.shorts[long] if _pet_of(short, name)}:
            found.shorts.setdefault(short, set()).update(pupils)
    return found


def _pet_of(short: str, name: str) -> bool:
    alike = short.startswith(name) or name.startswith(short)
    return alike and short != name and len(short) > _FEWEST and _PET.search(short) is not None


def _stem(name: str) -> str:
    """Return what a short form and its long one begin with alike: "ollie" -> "ol"."""
    stem = _ENDING.sub("", name)
    return stem[:-1] if stem[-1:] == stem[-2:-1] else stem
