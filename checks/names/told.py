"""Told: what a text as a whole, the post above it or its writer says against a pupil."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checks.names.whereabouts import KIN, Whereabouts

_SIGN_OFFS: Final = frozenset(("regards", "sincerely", "faithfully", "wishes"))


def told(at: Whereabouts, *, tainted: bool) -> Iterator[str]:
    """Yield what the text as a whole, or the post above it, says against a pupil.

    `tainted`: somebody or something else of this name stands in the same text.
    """
    here, above = at.places, at.context_kinds
    if at.key in at.classes:
        yield "class_name"
    if "house" in here or "house" in above:
        yield "house_told"
    if at.key in at.classes and "classes" in here:
        yield "class_told"
    if "adults" in here and "child" not in here:
        yield "adults_told"
    if "bible" in at.lists.famous.get(at.key, ()) and ({"bible", "scripture"} & (here.keys() | above)):
        others = {token for token in at.tokens if "bible" in at.lists.famous.get(token, ())} - {at.key}
        if others:
            yield "scripture_company"
    if "former" in here:
        yield "former_told"
    if "pet_word" in here and "animal" in here:
        yield "pet_told"
    if "pet_word" in above and not here.keys() & {"child"}:
        yield "pet_in_post"
    if "reading" in here or "reading" in above:
        yield "reading_told"
    if "scripture" in here or "scripture" in above:
        yield "scripture_told"
    if "memorial" in here:
        yield "memorial_told"
    if "other_school" in here:
        yield "other_school_told"
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
    nears = at.lists.associations.get(at.key, ())
    if not nears:
        return
    whole = f" {' '.join(at.tokens)} "
    close = f" {' '.join([*at.tokens[max(0, at.first - 4) : at.first], '|', *at.tokens[at.last : at.last + 4]])} "
    if any(f" {near} " in close for near in nears):
        yield "associated_beside"
    if any(f" {near} " in whole or f" {near} " in at.context for near in nears):
        yield "associated"
