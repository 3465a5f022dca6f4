"""Celtic: names that are Welsh or Irish words, told by the small words of those languages beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checks.names.whereabouts import Whereabouts

_SMALL: Final = frozenset(
    (
        "yr", "yn", "y", "mae", "oes", "ac", "ei", "eu", "dy", "fy", "gyda", "efo", "mis", "hapus", "nos", "bore",
        "dydd",
        "penblwydd", "ar", "o", "i", "r", "n", "dros", "dan", "mewn", "wrth", "hefyd", "cymru", "cymraeg",
        "na", "an", "agus", "mo", "go", "don", "leis", "gan", "gach", "deo", "lena", "faoi", "teanga", "abu", "bu",
        "gaeilge", "eireann", "eirinn", "la", "an", "bhi", "ta", "is", "le", "as", "sna", "san", "den",
    )
)  # fmt: skip
"""Words of Welsh and Irish that stand beside nouns; some are English words as well."""
_ENGLISH: Final = frozenset(
    ("is", "as", "o", "i", "an", "go", "don", "la", "ta", "r", "n", "na", "mo", "dan", "le", "san", "den")
)
"""Those of them that stand in English comments too."""


_SIZES: Final = frozenset(("bach", "fach", "fawr", "mawr", "wen", "gwyn", "goch", "og", "beag", "mor", "ban", "ddu"))
"""Adjectives behind a noun."""


def celtic_word(at: Whereabouts) -> bool:
    """Read "Saoirse go deo", "oes seren ar ben y goeden": small words of the language stand on one side or both."""
    left, right = at.tokens[max(0, at.first - 2) : at.first], at.tokens[at.last : at.last + 2]
    if at.lists.common.get(at.key, ("", 0))[0] == "celtic":
        if right[:1] != [] and right[0] in _SIZES:  # "seren bach ar y goeden"
            right = at.tokens[at.last + 1 : at.last + 3]
        return _tells(left[-1:]) or _tells(right[:1]) or (_small(right[:1]) and _foreign(at, right[1:]))
    if left[-1:] in (["y"], ["yr"]) and at.around.touches_left:  # "Côr y Bryn"
        return True
    return at.around.word.islower() and _tells(right[:1]) and _small(left[-1:])


def _tells(words: Sequence[str]) -> bool:
    return bool(words) and words[0] in _SMALL and words[0] not in _ENGLISH


def _small(words: Sequence[str]) -> bool:
    return bool(words) and words[0] in _SMALL


def _foreign(at: Whereabouts, words: Sequence[str]) -> bool:
    """The word is neither English of every day nor a pupil's name."""
    return bool(words) and words[0] not in at.lists.vocabulary and words[0] not in at.pupils
