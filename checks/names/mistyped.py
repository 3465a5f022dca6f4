"""Mistyped: full names of which one part is one typing error away from the register."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from checks.names.candidate import Candidate, between
from checks.names.find import Found, Hit
from checks.names.forms import Register

APART: Final = re.compile(r"[.,;:!?&+/|()\n\r…]")
"""Signs that keep two names apart."""
_LONG: Final = 7
_SHORTEST_MISTYPED: Final = 4
"""One wrong letter makes any word of three another name."""


def mistyped(
    hits: Sequence[Hit], found: Found, source: str, register: Register, vocabulary: Container[str]
) -> Iterator[Candidate]:
    """Return full names of which one part is written as in the register and the other is one typing error away."""
    for hit in hits:
        if hit.form.people and not hit.form.plural:
            end = found.folded.find(" ", hit.end + 1)
            if _may_be_mistyped(found, source, (hit.end + 1, end), hit, register, vocabulary):
                typed = found.folded[hit.end + 1 : end]
                near = {p for p in hit.form.people if any(one_edit(typed, f) for f in register.pupils[p].family)}
                if near:
                    yield Candidate(hit.start, end, near, "full_name", hit, "typing_error")
        if hit.form.family and hit.start > 1:
            start = found.folded.rfind(" ", 0, hit.start - 1) + 1
            if _may_be_mistyped(found, source, (start, hit.start - 1), hit, register, vocabulary):
                typed = found.folded[start : hit.start - 1]
                near = {p for p in hit.form.family if any(one_edit(typed, g) for g in register.pupils[p].given)}
                if near:
                    yield Candidate(start, hit.end, near, "full_name", hit, "typing_error")


def _may_be_mistyped(
    found: Found, source: str, span: tuple[int, int], hit: Hit, register: Register, vocabulary: Container[str]
) -> bool:
    """Tell whether the word beside a name is long enough, no known word, written like it and not parted from it."""
    start, end = span
    typed = found.folded[start:end]
    if len(typed) < _SHORTEST_MISTYPED - 1 or not typed.isalpha() or typed in register.forms or typed in vocabulary:
        return False
    gap = between(found, source, min(end, hit.end), max(start, hit.start))
    alike = source[int(found.origin[start])].isupper() == source[int(found.origin[hit.start])].isupper()
    return alike and not APART.search(gap)


def one_edit(typed: str, name: str) -> bool:
    """Tell whether one letter too many, too few or wrong, or two changed places, lie between two words.

    A long name may hold two of them, as one slip of the hand makes: "Morreti" for "Moretti".
    """
    if typed == name:
        return False
    if len(name) == _SHORTEST_MISTYPED - 1:  # a letter written twice, and nothing else: "Liss" for "Lis"
        return any(typed == name[:at] + name[at - 1 : at] + name[at:] for at in range(1, len(name) + 1))
    if len(name) < _SHORTEST_MISTYPED:
        return False
    if len(typed) < _SHORTEST_MISTYPED:  # a letter left out, and nothing else: "Dau" for "Daud"
        return typed[0] == name[0] and len(name) == _SHORTEST_MISTYPED and bool(OSA.distance(typed, name) <= 1)
    most = 2 if len(name) >= _LONG and typed[0] == name[0] else 1
    return bool(OSA.distance(typed, name, score_cutoff=most) <= most)
