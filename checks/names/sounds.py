"""Sounds: spellings of one name that is written in another script at home: Khatoon and Khatun, Tanzeel and Tanzil."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_ALIKE: Final = (
    ("ph", "f"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("bh", "b"), ("th", "t"), ("ck", "k"), ("q", "k"),
    ("oo", "u"), ("ou", "u"), ("ow", "au"), ("ee", "i"), ("ea", "i"), ("ie", "i"), ("aye", "ai"), ("ey", "ai"),
    ("ei", "ai"), ("y", "i"), ("aa", "a"), ("w", "v"), ("rn", "m"), ("vv", "v"), ("cl", "d"),
)  # fmt: skip
"""What is written differently for one sound, and letters that look like one other: Jarna for Jama."""
_TWICE: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=20_000)
def sound(name: str) -> str:
    """Return what a folded name has in common with its other spellings: "khatoon" and "khatun" -> "katun"."""
    for written, plain in _ALIKE:
        name = name.replace(written, plain)
    name = _TWICE.sub(r"\1", name)
    return name[:-1] if name[-1:] == "h" else name
