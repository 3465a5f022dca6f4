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
_CENTURY: Final = re.compile(r"19|20")
_OLD_DAYS: Final = re.compile(
    r"\b(?:19[5-9]\d|200\d|201[0-5])s? (?:[a-z]+ )?"
    r"(?:team|class|photo|picture|panto|production|leavers|cast|prom|squad|choir|nativity|intake|cohort|band)\b"
)
"""What an old picture shows: "the 1997 football team"."""
_YOUNGER_KIN: Final = frozenset(
    ("son", "daughter", "niece", "nephew", "grandson", "granddaughter", "cousin", "youngest", "eldest", "our", "my")
)
_SAINTLY: Final = frozenset(("st", "saint", "san", "santa", "saints"))
_TEAM: Final = 2
"""Last names beside one in a list that make a team of it, even in a match of houses."""
_SIGN_OFFS: Final = frozenset(("regards", "sincerely", "faithfully", "wishes"))


def told(at: Whereabouts, *, tainted: bool, companions: int = 0) -> Iterator[str]:
    """Yield what the text as a whole, or the post above it, says against a pupil.

    `tainted`: somebody or something else of this name stands in the same text; `companions`: pupils in its list.
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
    if "adults" in here and "child" not in here and not owner and at.holds("adults", *at.sentence()):
        yield "adults_told"
    scripture = {"bible", "scripture"} & (here.keys() | above)
    if scripture and "bible" in at.lists.famous.get(at.key, ()) and _company(at):
        yield "scripture_company"
    if "bible" in at.lists.famous.get(at.key, ()):
        named = {token for token in at.tokens if token not in at.pupils and "bible" in at.lists.famous.get(token, ())}
        if len(named) > 1:
            yield "saints_told"
    of_kin = owner and at.around.right[:1] != [] and at.around.right[0] in KIN
    if of_kin:
        pass
    elif "former" in here or (_CENTURY.search(at.source) and _OLD_DAYS.search(at.source)):
        yield "former_told"
    if "long_ago" in above or _YEARS_AGO.search(at.context):
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
    map_name = companions < _TEAM and at.lists.common.get(at.key, ("", 0))[0] in ("place", "namesake")
    if map_name and at.holds("place_word", at.first - 5, at.last + 5):
        yield "among_places"
    if "pen_friend" in here:
        yield "pen_friend_told"
    if any(not _of_another(at, span) for span in here.get("other_school", ())):
        yield "other_school_told"
        if at.around.left[-1:] and at.around.left[-1] in _YOUNGER_KIN:  # "my son Oliver played for the other lot"
            yield "kin_elsewhere"
    famous = at.lists.famous.get(at.key, frozenset())
    if ("famous" in famous and ({"famous", "reading"} & (here.keys() | above))) or (
        "bible" in famous and "bible" in (here.keys() | above)
    ):
        yield "story_told"
    elif "bible" in famous and "scripture" in (here.keys() | above):  # a school of faith speaks so of any day
        yield "story_told" if _company(at) else "story_hinted"
    if "adults" in above and "adults" not in here and "child" not in here and not owner:
        yield "adults_in_post"
    if not tainted:  # what everybody thinks of has been named; it is not meant twice
        yield from _associated(at)


def told_of_last_name(at: Whereabouts, *, sport: bool, listed: int, adult: bool) -> Iterator[str]:
    """Yield what the text as a whole says against a last name alone: a memorial, houses named after people.

    `adult`: members of staff or people everybody knows are called by it; `listed`: other last names in its list.
    """
    here, above = at.places, at.context_kinds
    if "memorial" in here or "memorial" in above or (listed and "remembrance" in here):
        yield "memorial_list"
    if listed < _TEAM and "house" in here:
        yield "house_told"
    if listed < _TEAM and adult and {"house", "house_match"} & here.keys():
        yield "class_told"
    if "reading" in here and not listed and (at.lists.associations.get(at.key) or at.lists.famous.get(at.key)):
        yield "unlike_child"
    if "(née" in at.source[: at.around.start][-8:].casefold() or at.around.left[-1:] == ["nee"]:
        yield "unlike_child"
    if at.lists.associations.get(at.key) and not listed and (at.around.left[-1:] == ["of"] or not sport):
        yield "known_last"


def _company(at: Whereabouts) -> bool:
    """Another name of the Bible stands in the text, which is neither a saint's title nor a list of children."""
    for step, token in enumerate(at.tokens):
        titled = step > 0 and at.tokens[step - 1] in _SAINTLY
        other = token != at.key and not at.first <= step < at.last
        if other and not titled and "bible" in at.lists.famous.get(token, ()):
            return True
    return False


def _of_another(at: Whereabouts, span: tuple[int, int]) -> bool:
    """The words are said of another name, which follows them: "their keeper Oscar ... hands with Dexter"."""
    following = at.tokens[span[1] : span[1] + 1]
    return bool(following) and following[0] in at.pupils and not at.first <= span[1] < at.last


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
