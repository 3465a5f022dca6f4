"""Elsewhere: signs beside a name that its bearer belongs to another school, team or firm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checks.names.whereabouts import Whereabouts

_POSITIONS: Final = frozenset(
    (
        "keeper", "goalkeeper", "goalie", "captain", "striker", "winger", "skipper", "bowler", "opener", "coach",
        "pupil",
        "student", "scorer", "number", "prop", "hooker", "shooter", "batsman", "batter", "player", "runner", "swimmer",
    )
)  # fmt: skip
_OURS: Final = frozenset(
    ("school", "team", "our", "year", "class", "academy", "squad", "side", "today", "this", "week")
)
_SCHOOL_WORDS: Final = frozenset(
    (
        "school", "primary", "infants", "infant", "juniors", "junior", "academy", "high", "college", "grammar", "prep",
        "nursery", "secondary", "comprehensive", "rovers", "united", "city", "town", "fc", "rfc", "cc", "ltd",
        "portraits", "council", "theatre", "museum", "farm", "trust", "foundation", "police",
        "university", "hospital", "bakery", "studio", "studios", "photography", "brigade", "county", "ballet",
        "opera", "zoo", "office", "kitchen", "team", "company", "group", "centre", "service", "rspb", "rspca", "nhs",
        "library", "church", "parish", "mosque", "gurdwara", "hospice", "shop", "cafe", "station", "kennels", "club",
        "academy", "association", "project", "federation", "agency", "department", "surgery", "clinic", "gallery",
        "zoo", "bank", "garage", "limited", "society", "charity",
    )
)  # fmt: skip
_INSIDE: Final = frozenset(
    (
        "choir", "club", "team", "squad", "band", "orchestra", "eco", "council", "form", "class", "sixth", "year",
        "under", "debating", "xi", "xv", "cast", "crew", "u11", "u12", "u13", "u14", "u15", "u16", "u18", "group",
        "nursery", "reception", "infants", "juniors", "lower", "upper",
    )
)  # fmt: skip
"""Groups of a school's own pupils: "from the eco council"."""
_CHILD_CLASS: Final = frozenset(
    ("year", "yr", "y", "reception", "nursery", "class", "form", "key", "ks1", "ks2", "our")
)
_KIN_CHILD: Final = frozenset(("niece", "nephew", "cousin", "grandson", "granddaughter", "son", "daughter", "friend"))
_YEAR: Final = re.compile(r"y\d{1,2}\w?")
_WHENCE: Final = frozenset(("from", "at", "of"))
_STOP: Final = re.compile(r"[.!?\n]")
_BRACKET: Final = re.compile(r"\s*\(([A-Z][\w'’ ]{2,30})\)")


def other_team(at: Whereabouts) -> bool:
    """Read "their keeper Theo", "Moorside's keeper, Theo", "our keeper Sophie (Abbeydale)"."""
    left = at.around.left
    if at.holds("other_school", at.first - 3, at.first) and not _STOP.search(at.around.left_gap):
        return True
    if len(left) >= 3 and left[-1] in _POSITIONS and left[-2] == "s" and left[-3] not in _OURS:
        return True
    bracket = _BRACKET.match(at.source, at.around.end)
    return bracket is not None and bool(at.context) and f" {bracket[1].casefold()} " in at.context


def owner_elsewhere(at: Whereabouts) -> bool:
    """Read "Hillcrest's Ryan", "Coleg Sir Gar's fly half, Owain": the owner is a name that is no class and no word."""
    left = at.around.left
    if "s" not in left:
        return False
    if any(sign in at.around.left_gap for sign in ":\n!?;–—") or "." in at.around.left_gap:
        return False
    for back in (1, 2, 3):
        if len(left) > back and left[-back] == "s":
            owner = left[-back - 1]
            between = left[len(left) - back + 1 :]
            if between and not _POSITIONS & set(between) and between != ["fly", "half"]:
                return False
            known = (
                owner in at.account
                or owner in at.lists.little
                or owner in at.classes
                or owner in _OURS
                or owner in at.lists.vocabulary
            )
            begin = at.source.casefold().rfind(owner, 0, at.around.start)
            return not known and begin >= 0 and at.source[begin].isupper() and not owner[-1:].isdigit()
    return False


def origin(at: Whereabouts) -> Iterator[str]:
    """Yield where somebody comes from: "Jamie from Snapdragon Portraits", "Noah, aged 6, from Thornhill Infants"."""
    tokens = at.tokens
    if _WHENCE.isdisjoint(tokens[at.last : at.last + 5]):
        return
    for step in range(at.last, min(at.last + 5, len(tokens) - 1)):
        kin = at.first > 0 and tokens[at.first - 1] in _KIN_CHILD
        if tokens[step] == "of" and step == at.last and tokens[step + 1] == "st" and tokens[step + 2 : step + 3] != []:
            if tokens[step + 2] not in at.account:
                yield "from_school"
            return
        if tokens[step] not in ("from", "at") or (tokens[step] == "at" and step > at.last and not kin):
            continue
        following = tokens[step + 1]
        if following == "the" and step == at.last and tokens[step] == "from" and _from_outside(at, step + 2):
            yield "from_school"
            return
        if following in at.account:  # the school itself
            return
        if following == "st" or (kin and _capital(at.source, at.around.end, following)):
            yield "from_school"
            return
        ours = following in at.classes or following.removesuffix("s") in at.classes
        if following in _CHILD_CLASS or ours or following[:1].isdigit() or _YEAR.fullmatch(following):
            return
        if not _capital(at.source, at.around.end, following):
            return
        if not _SCHOOL_WORDS.isdisjoint(tokens[step + 1 : step + 4]):
            yield "from_school"
        elif step == at.last and tokens[step] == "from":
            yield "from_elsewhere"
        return


def _from_outside(at: Whereabouts, first: int) -> bool:
    """Read "Naomi from the Wildlife Trust", "Dom from the PE office"; "from the chess club" is a pupil."""
    further = at.tokens[first : first + 4]
    if not further or not _INSIDE.isdisjoint(further[:3]):
        return False
    known = further[0] in at.lists.little or further[0] in at.classes or further[0][:1].isdigit()
    return not _SCHOOL_WORDS.isdisjoint(further) or (not known and _capital(at.source, at.around.end, further[0]))


def _capital(source: str, begin: int, word: str) -> bool:
    if source.isupper():  # capitals say nothing
        return False
    found = source.casefold().find(word, begin)
    return found >= 0 and source[found].isupper()
