"""Mistyped: full names of which one part is one typing error away from the register."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from checks.names.candidate import Candidate, between
from checks.names.find import Found, Hit
from checks.names.forms import Register
from checks.names.sounds import sound

APART: Final = re.compile(r"[.,;:!?&+/|()\n\r…]")
"""Signs that keep two names apart."""
_LONG: Final = 7
_SOUNDING: Final = 4
"""Letters of the shortest name that is known by its sound."""
_WORD_LIKE: Final = 5
"""Letters of the shortest word that is read as a mistyped last name."""
_HEADING: Final = re.compile(r"(?:[A-Z][a-z]+ ){4}")
_SHORTEST_MISTYPED: Final = 4
"""One wrong letter makes any word of three another name."""


def mistyped(
    hits: Sequence[Hit], found: Found, source: str, register: Register, vocabulary: Container[str]
) -> Iterator[Candidate]:
    """Return full names of which one part is written as in the register and the other is one typing error away."""
    pupils = register.pupils
    for hit in hits:
        if hit.form.people and not hit.form.plural:
            for end in _ends(found, hit.end):
                if not _may_be_mistyped(found, source, (hit.end + 1, end), hit, register, vocabulary):
                    continue
                typed = found.folded[hit.end + 1 : end]
                if near := {p for p in hit.form.people if any(_near(typed, name) for name in pupils[p].family)}:
                    yield Candidate(hit.start, end, near, "full_name", hit, "typing_error")
                    break
        if hit.form.family and hit.start > 1:
            for start in _starts(found, hit.start):
                if not _may_be_mistyped(found, source, (start, hit.start - 1), hit, register, vocabulary):
                    continue
                typed = found.folded[start : hit.start - 1]
                if near := {p for p in hit.form.family if any(_near(typed, name) for name in pupils[p].given)}:
                    yield Candidate(start, hit.end, near, "full_name", hit, "typing_error")
                    break


def _ends(found: Found, end: int) -> Iterator[int]:
    """Yield where the next word ends, and the one behind it: "Smyth", "Smyth Jones"."""
    for _ in range(2):
        end = found.folded.find(" ", end + 1)
        if end < 0:
            return
        yield end


def _starts(found: Found, start: int) -> Iterator[int]:
    """Yield where the word before begins, and the one before that: "May", "Lilly May"."""
    for _ in range(2):
        start = found.folded.rfind(" ", 0, start - 1) + 1
        if start < 1:
            return
        yield start


def _near(typed: str, name: str) -> bool:
    """Tell whether a word or two are typed for a name: one slip of the hand, or another spelling of its sound."""
    if typed == name or (" " in typed) != (" " in name):
        return False
    return one_edit(typed, name) or (len(name) >= _SOUNDING and typed[0] == name[0] and sound(typed) == sound(name))


def _may_be_mistyped(
    found: Found, source: str, span: tuple[int, int], hit: Hit, register: Register, vocabulary: Container[str]
) -> bool:
    """Tell whether what stands beside a name is long enough, no known word, written like it and not parted from it."""
    start, end = span
    typed = found.folded[start:end]
    if len(typed) < _SHORTEST_MISTYPED - 1 or not typed.replace(" ", "").isalpha():
        return False
    known = register.forms.get(typed)
    if known and not known.loose:
        return False
    gap = between(found, source, min(end, hit.end), max(start, hit.start))
    first = int(found.origin[start])
    if typed in vocabulary and not _name_like(found, source, span, gap):
        return False
    if " " in typed and "-" not in source[first : int(found.origin[end - 1])]:
        return False
    alike = source[first].isupper() == source[int(found.origin[hit.start])].isupper()
    return alike and not APART.search(gap)


def _name_like(found: Found, source: str, span: tuple[int, int], gap: str) -> bool:
    """Tell whether a word stands like a last name: "Best delegate: Caolan Trainer, representing", no heading."""
    start, end = span
    first, last = int(found.origin[start]), int(found.origin[end - 1]) + 1
    written, after = source[first:last], source[last : last + 3]
    if gap != " " or not written.istitle() or len(written) < _WORD_LIKE:
        return False
    return not after[1:2].isupper() and source[: first - 1].rstrip()[-1:].isalpha() and not _HEADING.search(source)


def one_edit(typed: str, name: str) -> bool:
    """Tell whether one letter too many, too few or wrong, or two changed places, lie between two words.

    A long name may hold two of them, as one slip of the hand makes: "Morreti" for "Moretti".
    """
    if typed == name:
        return False
    if len(name) == _SHORTEST_MISTYPED - 1:  # a letter written twice or two changed places: "Liss", "Fxo"
        swapped = len(typed) == len(name) and sorted(typed) == sorted(name) and typed != name[::-1]
        return swapped or any(typed == name[:at] + name[at - 1 : at] + name[at:] for at in range(1, len(name) + 1))
    if len(name) < _SHORTEST_MISTYPED:
        return False
    if len(typed) < _SHORTEST_MISTYPED:  # a letter left out, and nothing else: "Dau" for "Daud"
        return typed[0] == name[0] and len(name) == _SHORTEST_MISTYPED and bool(OSA.distance(typed, name) <= 1)
    most = 2 if len(name) >= _LONG and typed[0] == name[0] else 1
    return bool(OSA.distance(typed, name, score_cutoff=most) <= most)
