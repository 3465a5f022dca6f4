"""Long forms: a pupil whose register says Ed is called Eddie and Edward as well: what else the names are short for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

_ENDING: Final = re.compile(r"(?:ie|y|i)$")
_PET: Final = re.compile(r"(?:ie|y|i|s|z|o|zza)$")
_FEWEST: Final = 2
"""Letters that a short form and the name behind it begin with alike."""


class Siblings(NamedTuple):
    """What else pupils are called whose first name in the register is a short form: form -> pupils (by position)."""

    shorts: dict[str, set[int]]
    """Other short forms that begin alike: Eddie for Ed."""
    longs: dict[str, set[int]]
    """Names that theirs is short for: Nathaniel for Nat."""


def siblings_of(given: Sequence[Sequence[str]], listed: Mapping[str, Sequence[str]]) -> Siblings:
    """Return what else short first names go by.

    `given`: the folded first names of each pupil; `listed`: name -> its short forms.
    """
    bearers: dict[str, set[int]] = {}
    for at, names in enumerate(given):
        for name in names:
            bearers.setdefault(name, set()).add(at)
    longer: dict[str, list[str]] = {}
    for name, shorts in listed.items():
        for short in shorts:
            if short in bearers:
                longer.setdefault(short, []).append(name)
    found = Siblings({}, {})
    for name, longs in longer.items():
        stem = _stem(name)
        if len(stem) < _FEWEST:
            continue
        alike = [long for long in longs if long.startswith(stem) and " " not in long]
        for long in alike:
            found.longs.setdefault(long, set()).update(bearers[name])
        for short in {short for long in alike for short in listed[long] if _pet_of(short, name)}:
            found.shorts.setdefault(short, set()).update(bearers[name])
    return found


def _pet_of(short: str, name: str) -> bool:
    alike = short.startswith(name) or name.startswith(short)
    return alike and short != name and len(short) > _FEWEST and _PET.search(short) is not None


def _stem(name: str) -> str:
    """Return what a short form and its long one begin with alike: "ollie" -> "ol"."""
    stem = _ENDING.sub("", name)
    return stem[:-1] if stem[-1:] == stem[-2:-1] else stem
