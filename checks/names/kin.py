"""Kin: parents who name themselves, whose family is told of, and grown-ups whom a writer calls theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checks.names.whereabouts import KIN, Whereabouts

_ELDERS: Final = KIN - {"sister", "brother", "sis", "cousin", "family"} | {
    "grandfather",
    "grandmother",
    "husband",
    "wife",
}
_SIDE: Final = frozenset(("sister", "brother", "friend", "mate", "cousin", "partner", "neighbour", "colleague"))
"""Whom a grown-up brings along."""
_THEIR_KIN: Final = frozenset(("son", "daughter", "husband", "wife", "partner", "fiance", "fiancee", "dog", "cat"))
_PARENT: Final = re.compile(
    r"(?: and \w+)?\s*[(,–-]\s*\w+['’]?s "
    r"(?:mum|mam|mummy|dad|daddy|parents?|nan|nana|nanny|gran|granny|grandma|grandad|aunt\w*|uncle)"
)
"""What follows a parent who names themselves: "Esther (Kofi's mum)"."""
_FOREBEAR: Final = re.compile(
    r"[^.!?\n]{0,40}?\b(?:[Mm]y|our) (?:mum's |dad's |nan's )?(?:great[- ])+(?:uncle|aunt|grand\w+)\b"
)
"""What follows somebody of long ago: "George Hancox, killed at Arras, my great uncle"."""
_ELDER: Final = re.compile(
    r",? (?:was|is|were) (?:my|our) (?:late |old |lovely )?(?:uncle|grandad|granddad|grandfather|grandpa|nan|nana|gran|"
    r"grandma|grandmother|dad|father|mum|mother|mam|dada|nani|baba)\b"
)
"""The same: "A. Khan was my dada"."""
_SENIOR: Final = re.compile(
    r" (?:senior|snr|sr)\b(?! (?:prefect|school|team|choir|maths|boys|girls|leader|section|hall|student|captain))",
    re.IGNORECASE,
)
"""A father who is called as his son is: "Kieran Hearty senior"."""
_IN_LAW: Final = frozenset(
    ("husband", "wife", "partner", "boss", "colleague", "neighbour", "fiance", "fiancee", "hubby")
)
"""Whom grown-ups call theirs behind a name: "Jan my neighbour"."""


def apposed_adult(at: Whereabouts) -> bool:
    """Read "Jan my neighbour", "zara my sister in law might apply"."""
    right = at.around.right
    if not at.comment or at.around.owned or right[:1] != ["my"] or len(right) < 2:
        return False
    return right[1] in _IN_LAW or right[2:4] == ["in", "law"]


def kin(at: Whereabouts) -> Iterator[str]:
    """Parents who name themselves, and whose family is told of."""
    around, right, left = at.around, at.around.right, at.around.left
    if (not around.touches_right or right[0] == "and") and _PARENT.match(at.source, around.end):
        yield "role_beside"
    if not around.owned and any(said.match(at.source, around.end) for said in (_FOREBEAR, _ELDER, _SENIOR)):
        yield "role_beside"
    if right[:1] and right[0] in ("his", "her") and right[1:2] and right[1] in _THEIR_KIN and "," in around.right_gap:
        yield "kin_of_adult"
    if "," in around.right_gap and right[:1] and right[0] in _ELDERS and right[1:2] in (["of"], ["to"]):
        yield "role_beside"
    if "," in around.left_gap and "," in around.right_gap and left[-1:] and left[-1] in _ELDERS:
        yield "role_beside"  # "Leo's dad, Sam, who fixed the fence"
    ours = left[-1:] == ["me"] or left[-2:] == ["me", "and"] or (left[-2:-1] == ["my"] and left[-1] in _SIDE)
    if ours and at.comment and "adults" in at.context_kinds:
        yield "role_beside"  # "ive got me, dave, my sister georgia" under a call for volunteers
