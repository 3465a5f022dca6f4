"""Clipped: first names cut short as people do in a hurry: "Mehwi" for Mehwish, "Aaru" for Aarav, "Gozi" for Ngozi."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from typing import Final

from checks.names.pet_forms import of_one_name
from checks.names.pupils import KEPT

_FEWEST: Final = 4
"""Letters that a clipped name keeps at least."""
_LONG: Final = 8
"""Letters from which a name is cut behind a vowel too: "Ruva" for Ruvarashe."""
_VOWELS: Final = frozenset("aeiou")
_ENDINGS: Final = ("ochka", "ushka", "usia", "unia", "eczka", "iyka", "chik")
"""Slavic endings of pet forms: "Yevochka", "Nikusia"."""
_WORDS: Final = frozenset(
    (
        "hard", "test", "indian", "mass", "tend", "constant", "math", "arab", "vital", "virgin", "poll", "edit", "mall",
        "nazi", "sony", "grain", "thai", "lean", "harsh", "blank", "mild", "fabric", "bail", "chin", "cord", "stir",
        "temper", "cons", "temp", "rams", "alas", "attic", "chant", "miner", "cater", "lest", "tyres", "sunni", "wand",
        "sham", "seam", "natal", "jacks", "hump", "deli", "sheen", "brig", "chai", "scot", "coli", "anus", "keel",
        "angelic", "franc", "gust", "const", "pers", "hark", "perp", "gert", "khans", "slaw", "dines", "sett", "simp",
        "step", "char", "cath", "harm", "mode", "cast", "pris", "trin", "bran", "germ", "barb", "pat", "part", "prin",
        "gild", "seraph", "shim", "cour", "rosin", "esper", "warr", "ober", "tian", "perc",
    )
)  # fmt: skip
"""Beginnings of names that are words."""


def clipped_names(names: Iterable[str], known: Container[str]) -> dict[str, str]:
    """Return clipped form -> the one first name of the register that it can come from.

    `names`: every folded first name; `known`: words, and forms that mean somebody by themselves.
    """
    made = of_one_name(names, _clipped)
    return {short: name for short, name in made.items() if short not in known}


@lru_cache(KEPT)
def _clipped(name: str) -> tuple[str, ...]:
    return tuple(short for short in _cuts(name) if short not in _WORDS)


def _cuts(name: str) -> Iterator[str]:
    if not name.isalpha() or len(name) <= _FEWEST:
        return
    for length in range(_FEWEST, len(name)):
        if name[length - 1] not in "aeou":
            yield name[:length]
    for length in range(_FEWEST - 1, min(len(name), _FEWEST + 2)):
        if name[length - 1] not in "aeiou":
            yield f"{name[:length]}u"
    for length in range(_FEWEST - 1, min(len(name), _FEWEST + 2)):
        if name[length - 1] not in _VOWELS:
            yield from (f"{name[:length]}{ending}" for ending in _ENDINGS)
    if name[-1] not in _VOWELS:
        yield f"{name}ut"
    if len(name) >= _LONG:
        yield from (name[:length] for length in (_FEWEST, _FEWEST + 1) if name[length - 1] in "ae")
    if name[0] == "n" and name[1] not in _VOWELS:
        yield name[1:]
