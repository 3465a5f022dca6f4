"""Pet forms by rule: "Ossie" for Oskar, "Kez" for Kezia, where one name of the register alone can be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Final

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


def pet_forms(given: Sequence[Sequence[str]], listed: Container[str]) -> dict[str, set[int]]:
    """Return pet form -> pupils (by position) of the one first name it can be cut from.

    `given`: the folded first names of each pupil; `listed`: short forms that the list knows.
    """
    return {
        short: pupils
        for short, pupils in of_one_name(given, _cut).items()
        if (short not in listed or short[-1] == "z") and short not in _WORDS and len(short) >= _SHORTEST
    }


def of_one_name(given: Sequence[Sequence[str]], cut: Callable[[str], Iterable[str]]) -> dict[str, set[int]]:
    """Return what `cut` makes of first names -> pupils (by position), where it comes of one name of the register alone.

    `given`: the folded first names of each pupil. What comes of one name shares its set: many names have thousands.
    """
    bearers: dict[str, set[int]] = {}
    for at, forms in enumerate(given):
        for name in forms:
            bearers.setdefault(name, set()).add(at)
    names: dict[str, set[str]] = {}
    for name in bearers:
        for short in cut(name):
            names.setdefault(short, set()).add(name)
    return {short: bearers[next(iter(of))] for short, of in names.items() if len(of) == 1}


def _cut(name: str) -> Iterator[str]:
    """Yield the pet forms of one name: "oskar" -> "ossie", "kezia" -> "kezzie", "kez"."""
    cut = _CUT.match(name)
    if not cut or not name.isalpha() or len(name) <= len(cut[0]) + 1:
        return
    stem, closing = cut[1], cut[2]
    yield f"{stem}{closing}{closing}ie"
    if closing in _HARD:
        yield f"{stem}zza"
        if len(stem) > 1:
            yield f"{stem}z"
