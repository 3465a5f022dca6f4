"""Claims: whether a word of adults or of former pupils is said of a name or of somebody else in its sentence."""

from __future__ import annotations

from typing import Final

from checks.names.whereabouts import Whereabouts

_TITLED: Final = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "fr", "canon", "rev", "revd"))
_GIVES: Final = frozenset(
    (
        "gave", "showed", "taught", "told", "helped", "met", "inspired", "let", "asked", "handed", "lent", "taught",
        "signed", "presented", "thanked", "praised", "congratulated", "awarded", "promised", "sent", "wrote", "visited",
    )
)  # fmt: skip
"""Verbs between a grown-up and the child who is given something: "a former pupil gave Ava his trumpet"."""
_DETERMINED: Final = frozenset(
    ("a", "an", "the", "our", "two", "three", "four", "some", "her", "his", "their", "my", "all", "your", "school")
)


def claims(at: Whereabouts, kind: str, first: int, last: int) -> bool:
    """Tell whether a word of some kind in the tokens [first, last) may be said of this name."""
    return any(
        first <= a and b <= last and not (_of_titled(at, a) or _given_by(at, b) or _done_to(at, a))
        for a, b in at.places.get(kind, ())
    )


def _of_titled(at: Whereabouts, begin: int) -> bool:
    """Read "When Mr Bell retires, Ava will miss his jokes"."""
    return not _TITLED.isdisjoint(at.tokens[max(0, begin - 3) : max(0, begin - 1)])


def _given_by(at: Whereabouts, end: int) -> bool:
    """Read "A former pupil gave Ava his old trumpet"."""
    left = at.around.left
    return end < at.first and left[-1:] != [] and left[-1] in _GIVES


def _done_to(at: Whereabouts, begin: int) -> bool:
    """Read "Ava interviewed a former pupil", "Ava thanked our governors"."""
    return begin > at.last and at.does_as_people_do and at.tokens[begin - 1] in _DETERMINED
