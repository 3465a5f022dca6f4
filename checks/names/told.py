"""Told: what a text as a whole, the post above it or its writer says against a pupil."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from checks.names.whereabouts import KIN, Whereabouts

_CLOSE: Final = 4
"""Words between a name and what stands right beside it."""
_YEARS_AGO: Final = re.compile(r" (?:19[4-9]\d|200\d|201\d) ")
"""A year in the post above a comment, of which nobody at school can be."""
_YOUNGER_KIN: Final = frozenset(
    ("son", "daughter", "niece", "nephew", "grandson", "granddaughter", "cousin", "youngest", "eldest", "our", "my")
)
_SIGN_OFFS: Final = frozenset(("regards", "sincerely", "faithfully", "wishes"))


def told(at: Whereabouts, *, tainted: bool) -> Iterator[str]:
    """Yield what the text as a whole, or the post above it, says against a pupil.

    `tainted`: somebody or something else of this name stands in the same text.
    """
    here, above = at.places, at.context_kinds
    if at.key in at.classes:
        yield "class_name"
    if "house" in here:
        yield "house_told"
    elif "house" in above:
        yield "house_in_post"
    if at.key in at.classes and "classes" in here:
        yield "class_told"
    owner = at.around.owned
    if "adults" in here and "child" not in here and not owner:
        yield "adults_told"
    if "bible" in at.lists.famous.get(at.key, ()) and ({"bible", "scripture"} & (here.keys() | above)):
        others = {token for token in at.tokens if "bible" in at.lists.famous.get(token, ())} - {at.key}
        if others:
            yield "scripture_company"
    named = {token for token in at.tokens if token not in at.pupils and "bible" in at.lists.famous.get(token, ())}
    if len(named) > 1 and "bible" in at.lists.famous.get(at.key, ()):
        yield "saints_told"
    if "former" in here:
        yield "former_told"
    elif "long_ago" in above or _YEARS_AGO.search(at.context):
        yield "former_in_post"
    if "pet_word" in here and "animal" in here and not owner:
        yield "pet_told"
    if "pet_word" in above and not owner and not here.keys() & {"child"}:
        yield "pet_in_post"
    if "reading" in here or "reading" in above:
        yield "reading_told"
    if "scripture" in here or "scripture" in above:
        yield "scripture_told"
    if "told_story" in here:
        yield "in_story"
    if "memorial" in here:
        yield "memorial_told"
    if "pen_friend" in here:
        yield "pen_friend_told"
    if "other_school" in here:
        yield "other_school_told"
        if at.around.left[-1:] and at.around.left[-1] in _YOUNGER_KIN:  # "my son Oliver played for the other lot"
            yield "kin_elsewhere"
    famous = at.lists.famous.get(at.key, frozenset())
    if ("famous" in famous and ({"famous", "reading"} & (here.keys() | above))) or (
        "bible" in famous and ({"bible", "scripture"} & (here.keys() | above))
    ):
        yield "story_told"
    if not tainted:  # what everybody thinks of has been named; it is not meant twice
        yield from _associated(at)


def signed_off(author: str, words: Sequence[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether the names at the end of a comment are its signature: the writer's own, or after "regards"."""
    if KIN.isdisjoint(author.split()) and not set(author.split()).isdisjoint([*words, *after[:2]]):
        return True
    return bool(before) and before[-1] in _SIGN_OFFS


def writer_is(author: str, key: str) -> bool:
    """Tell whether a name is the writer's own, and the writer does not call themselves somebody's mum."""
    names = author.split()
    return key in names and KIN.isdisjoint(names)


def _associated(at: Whereabouts) -> Iterator[str]:
    kinds = at.lists.associations.get(at.key)
    if not kinds:
        return
    spans = [span for kind in kinds & at.places.keys() for span in at.places[kind] if _no_pupil(at, span)]
    if any(at.first - _CLOSE <= a and b <= at.last + _CLOSE for a, b in spans):
        yield "associated_beside"
    if spans or kinds & at.context_kinds:
        yield "associated_word" if at.lists.common.get(at.key, ("", 0))[1] > 1 else "associated"


def _no_pupil(at: Whereabouts, span: tuple[int, int]) -> bool:
    """The words are neither the name itself nor one of another pupil."""
    apart = span[1] <= at.first or at.last <= span[0]
    return apart and " ".join(at.tokens[span[0] : span[1]]) not in at.pupils
