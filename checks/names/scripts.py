"""Scripts: names of the register in Cyrillic and Greek letters: "Данило" is Danylo, "Ελένη" is Eleni."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from checks.names.forms import Form

_OTHER: Final = r"\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff"
WORD: Final = re.compile(rf"(?<![\w'’])[{_OTHER}][{_OTHER}'’ʼ\u0301]+(?!\w)")
"""A word of Greek or Cyrillic letters and nothing else."""
_FEWEST: Final = 4
"""Letters of the shortest name that is known in another script."""
_CYRILLIC: Final = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "h", "д": "d", "е": "e", "є": "ie", "ж": "z", "з": "z", "и": "i",
    "і": "i", "ї": "i", "й": "i", "ы": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ў": "v", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "s", "щ": "sch", "ъ": "a",
    "ь": "", "э": "e", "ю": "iu", "я": "ia", "ё": "io", "ј": "i", "љ": "li", "њ": "ni", "ђ": "di", "ћ": "ch",
    "џ": "dz", "ѓ": "h", "ќ": "k",
}  # fmt: skip
_GREEK: Final = {
    "ου": "u", "αι": "e", "ει": "i", "οι": "i", "αυ": "av", "ευ": "ev", "μπ": "v", "ντ": "nt", "γγ": "nh", "γκ": "h",
    "α": "a", "β": "v", "γ": "h", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "t", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "ks", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "i", "φ": "f",
    "χ": "h", "ψ": "ps", "ω": "o",
}  # fmt: skip
_PAIRS: Final = frozenset(pair for pair in _GREEK if len(pair) > 1)
_LATIN: Final = (
    ("shch", "sch"), ("sh", "s"), ("zh", "z"), ("kh", "h"), ("ph", "f"), ("th", "t"), ("gh", "h"), ("ou", "u"),
    ("ck", "k"), ("x", "ks"), ("q", "k"), ("g", "h"), ("y", "i"), ("j", "i"), ("w", "v"),
)  # fmt: skip
"""What romanisations write differently, made one: g and h, y and j and i, kh and h."""
_TWICE: Final = re.compile(r"(.)\1+")
_WORDS: Final = frozenset(("слава", "надія", "віра", "любов", "вера", "надежда", "мир", "роман"))
"""Names that are words."""


class Scripts:
    """Knows the names of one register in other scripts, from the first text in one on."""

    def __init__(self, forms: Mapping[str, Form]) -> None:
        self._forms = forms

    @cached_property
    def _cyrillic(self) -> dict[str, str]:
        return _first_of((re.sub("c(?!h)", "k", sound), key) for sound, key in self._sounds)

    @cached_property
    def _greek(self) -> dict[str, str]:
        spoken = ((re.sub("ch?", _chi_or_kappa, sound), key) for sound, key in self._sounds)
        return _first_of((sound.replace("b", "v"), key) for sound, key in spoken)

    @property
    def _sounds(self) -> Iterator[tuple[str, str]]:
        """Yield (how a name is written back, name) for names as they stand in the register and the list."""
        for key, form in self._forms.items():
            if key.isascii() and len(key) >= _FEWEST and " " not in key and not form.plural and not form.clipped:
                yield _sound(key), key

    def name(self, word: str) -> str:
        """Return the name of the register that a word spells, written as the word is; "" for none."""
        low = word.lower()
        if low in _WORDS or len(low) < _FEWEST:
            return ""
        if low[0] < "\u0400":
            key = self._greek.get(_TWICE.sub(r"\1", _romanised(low)), "")
        else:
            key = self._cyrillic.get(_TWICE.sub(r"\1", "".join(_CYRILLIC.get(c, "") for c in low)), "")
        if not key:
            return ""
        return key.upper() if word.isupper() else key.capitalize() if word[0].isupper() else key


def _first_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return a mapping in which the first of equal keys counts."""
    found: dict[str, str] = {}
    for sound, key in pairs:
        found.setdefault(sound, key)
    return found


def _chi_or_kappa(written: re.Match[str]) -> str:
    return "h" if len(written[0]) > 1 else "k"


def _romanised(written: str) -> str:
    """Romanise Greek, pairs of letters first."""
    greek = "".join(c for c in unicodedata.normalize("NFD", written) if unicodedata.category(c) != "Mn")
    out, at = "", 0
    while at < len(greek):
        length = 2 if greek[at : at + 2] in _PAIRS else 1
        out += _GREEK.get(greek[at : at + length], "")
        at += length
    return out


def _sound(name: str) -> str:
    """Write a Latin name as its letters would be written back from another script."""
    for written, plain in _LATIN:
        name = name.replace(written, plain)
    return _TWICE.sub(r"\1", name)
