"""Pet forms by rule: "Ossie" for Oskar, "Kez" for Kezia, where one name of the register alone can be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache
from typing import Final

from checks.names.pupils import KEPT

_CUT: Final = re.compile(r"^([^aeiouy]{0,2}[aeiouy])([bcdfgklmnprstvz])")
"""The first syllable and the consonant that closes it."""
_WORDS: Final = frozenset(
    (
        "auntie", "birdie", "birdies", "boogie", "bookie", "brownie", "budgie", "caddie", "collie", "cookie", "cutie",
        "dearie", "doggie", "eerie", "foodie", "genie", "goalie", "hippie", "hoodie", "junkie", "kiddie", "laddie",
        "lassie", "magpie", "movie", "nellie", "prairie", "quiz", "rookie", "selfie", "sweetie", "tattie", "veggie",
        "wedgie", "wellie", "yuppie", "zombie", "jazz", "juz", "fez", "fizz", "buzz", "biz", "whizz", "nannie",
        "pizza", "piz", "fattie", "commie", "innie", "effie", "ettie", "hallie", "carrie", "kellie", "barrie", "hollie",
        "sallie", "dottie", "liz", "lizza", "huzza", "whiz", "daz", "prez", "shiz", "cos", "hussie", "tinnie", "gullie",
        "prezzie",
        "mammie", "daddie", "bonnie", "billie", "kettie", "tezz", "ozzie", "aussie", "bessie", "rosie", "pinkie",
        "walkie", "talkie", "indie", "calorie", "menagerie", "chippie", "biccie", "pressie", "hubbie", "tubbie",
    )
)  # fmt: skip
"""What is a word, or everybody's name, and tells of no pupil by rule."""
_HARD: Final = frozenset("rsz")
"""Consonants for which a z stands: Kez, Baz, Oz."""
_SHORTEST: Final = 3


def pet_forms(names: Iterable[str], listed: Container[str]) -> dict[str, str]:
    """Return pet form -> the one first name it can be cut from.

    `names`: every folded first name of the register; `listed`: short forms that the list knows.
    """
    made = of_one_name(names, _cut)
    return {short: name for short, name in made.items() if short not in listed or short[-1] == "z"}


def of_one_name(names: Iterable[str], cut: Callable[[str], Iterable[str]]) -> dict[str, str]:
    """Return what `cut` makes of distinct first names -> the name, where it comes of one of them alone."""
    made: dict[str, str] = {}
    shared: set[str] = set()
    for name in names:
        for short in cut(name):
            if made.setdefault(short, name) != name:
                shared.add(short)
    for short in shared:
        del made[short]
    return made


@lru_cache(KEPT)
def _cut(name: str) -> tuple[str, ...]:
    """Return the pet forms of one name: "oskar" -> "ossie", "kezia" -> "kezzie", "kez"."""
    return tuple(short for short in _pet_forms(name) if short not in _WORDS and len(short) >= _SHORTEST)


def _pet_forms(name: str) -> Iterator[str]:
    cut = _CUT.match(name)
    if not cut or not name.isalpha() or len(name) <= len(cut[0]) + 1:
        return
    stem, closing = cut[1], cut[2]
    yield f"{stem}{closing}{closing}ie"
    if closing in _HARD:
        yield f"{stem}zza"
        if len(stem) > 1:
            yield f"{stem}z"
