"""Words in disguise: sh1t, f*ck, f u c k, fuuuck, written so that a filter does not see them and every reader does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, product
from typing import Final

EMOJI: Final = {
    "🖕": "middlefingeremoji", "🤡": "clownemoji", "🍆": "aubergineemoji", "💦": "dropsemoji", "🐍": "snakeemoji",
    "🐷": "pigemoji", "🔔": "bellemoji", "😂": "laughingemoji", "🤣": "laughingemoji", "😆": "laughingemoji",
    "😅": "laughingemoji", "❤": "heartemoji", "😍": "heartemoji", "🥵": "hotemoji", "👅": "tongueemoji",
    "🐀": "ratemoji", "🐁": "ratemoji", "🐒": "apeemoji", "🐵": "apeemoji", "🦍": "apeemoji", "🙈": "apeemoji",
    "💩": "poopemoji", "🤮": "sickemoji", "🤢": "sickemoji", "🔪": "knifeemoji", "🗡": "knifeemoji", "🔫": "gunemoji",
    "🐖": "pigemoji", "🐽": "pigemoji", "🚮": "trashemoji", "🗑": "trashemoji", "🦠": "germemoji",
    "🪳": "cockroachemoji", "💣": "bombemoji", "🐕": "dogemoji", "🐶": "dogemoji",
    "😏": "smirkemoji", "🍑": "peachemoji", "😈": "devilemoji", "🤤": "droolemoji",
}  # fmt: skip
"""Signs that say something by themselves, and the word that stands for each in a folded text."""
_SWAPS: Final = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7", "g": "9", "b": "8"}
SIGNS: Final = "*#@$%!~•·?×+|€£"
"""What stands for letters in the middle of a word."""
_SIGNS: Final = re.compile(f"[{re.escape(SIGNS)}]+")
_BROKEN_OFF: Final = re.compile(r"\*+(?!\w)")
_SHORTEST: Final = 4
"""Letters of a word that is looked for in disguise; shorter ones are too easily met by chance."""
_DOUBLE: Final = re.compile(r"(.)\1")


def disguises(word: str) -> Iterator[str]:
    """Yield the folded spellings of a word in disguise; a gap of the folded text may stand for signs or spaces."""
    if len(word) < _SHORTEST:
        return
    yield " ".join(word)
    yield from _digits(word)
    yield from _masked(word)
    yield from (f"{word[:kept]} " for kept in range(1, len(word)) if len(word) == _SHORTEST)
    if _DOUBLE.search(word):
        yield _DOUBLE.sub(r"\1", word)  # what is left of "pusssssy"


def is_disguise(written: str, spelling: str, after: str) -> bool:
    """Tell whether what stands in the source is the disguise that its folding looks like; `after` stands behind it.

    Letters may stand apart by anything; a gap in a masked word is signs without a space; a word that breaks off does so
    with asterisks: f***.
    """
    if spelling.endswith(" "):
        return _BROKEN_OFF.match(after) is not None
    if is_spelled_out(spelling):
        return True
    if " " not in spelling:
        return any(c.isdigit() for c in spelling) or len(written) > len(spelling)
    gap = re.sub(r"[^\W_]+", " ", written).strip(" ")
    return not any(c.isspace() for c in written) and _SIGNS.fullmatch(gap) is not None


def masked_at(spelling: str) -> int:
    """Return where the signs of a masked word begin, or -1 for a disguise without any."""
    return -1 if is_spelled_out(spelling) else spelling.find(" ")


def is_spelled_out(spelling: str) -> bool:
    """Tell whether the letters stand apart: f u c k."""
    return len(spelling) > 2 * _SHORTEST - 2 and all(len(letter) == 1 for letter in spelling.split(" "))


def _digits(word: str) -> Iterator[str]:
    places = [at for at, letter in enumerate(word) if letter in _SWAPS]
    for count in range(1, min(len(places), 3) + 1):
        for chosen in combinations(places, count):
            yield "".join(_SWAPS[letter] if at in chosen else letter for at, letter in enumerate(word))


def _masked(word: str) -> Iterator[str]:
    """Leave out one to all of the letters between the first and the last."""
    for start, end in product(range(1, len(word) - 1), range(2, len(word))):
        if start < end:
            yield f"{word[:start]} {word[end:]}"
