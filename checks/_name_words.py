"""The words that school names share, how handles write them, and what they are cut to: faith, status, phase."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

FAITHS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "church of england": (("churchofengland", "cofe", "ce"), ("ce", "cofe", "coe", "c")),
    "church in wales": (("churchinwales", "ciw"), ("ciw", "c")),
    "catholic": (("catholic", "romancatholic", "rc"), ("c", "rc")),
}
"""Spellings and initials of a faith that has more than one."""
SAME_FAITH: Final[Mapping[str, str]] = {
    "c of e": "church of england",
    "cofe": "church of england",
    "coe": "church of england",
    "ce": "church of england",
    "c in w": "church in wales",
    "ciw": "church in wales",
    "roman catholic": "catholic",
    "rc": "catholic",
}
STATUS: Final = frozenset(
    {"voluntary aided", "voluntary controlled", "grant maintained", "foundation", "federation"}
    | {"voluntary", "aided", "controlled", "va", "vc"}
)
"""What a full name leaves out."""
PHASES: Final[Mapping[str, tuple[str, ...]]] = {
    "infant": ("infant", "infants"),
    "infants": ("infants", "infant"),
    "junior": ("junior", "juniors"),
    "juniors": ("juniors", "junior"),
    "preparatory": ("preparatory", "prep"),
    "sixth form": ("sixthform", "6thform"),
    "pre school": ("preschool",),
    "early years": ("earlyyears",),
    "all through": ("allthrough",),
}
"""Phase words with a spelling of their own."""
OPTIONAL: Final = frozenset(
    {"nursery", "preschool", "prep", "primary", "first", "middle", "lower", "upper", "secondary", "high", "grammar"}
    | {"comprehensive", "school", "schools", "academy", "college", "collegiate", "centre", "studio", "tertiary"}
    | {"special", "specialist", "community", "technology", "sports", "boys", "girls"}
    | {"ysgol", "gynradd", "gyfun", "uwchradd"}
    | {"methodist", "jewish", "muslim", "islamic", "sikh", "hindu", "christian", "ecumenical", "anglican"}
)
"""Other phase words and faiths: a handle may leave them out."""
SMALL: Final = frozenset({"of", "for", "in", "at", "with", "on", "upon"})
"""Words that initials may leave out."""
FAITH_SPELLINGS: Final = frozenset(spelling for spellings, _ in FAITHS.values() for spelling in spellings)

_PHRASES = sorted(
    (phrase for phrase in (*FAITHS, *SAME_FAITH, *STATUS, *PHASES) if " " in phrase), key=len, reverse=True
)
WORD: Final = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b|[a-z0-9]+")
"""One word, or one of the phrases above, of a folded name."""
