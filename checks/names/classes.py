"""Classes: signs behind a name that its bearer is in a class or a year: "Ali of 4B", "Chloe in Hazel Class"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances

CLASS: Final = re.compile(r"y?\d{1,2}[a-z]{1,2}|y\d{1,2}")
_SCOTTISH: Final = re.compile(r"s[1-6]|p[1-7]")
"""P3, S2: a year where the school has a class of that number; else it may be a room."""
_LONGEST_CLASS: Final = 4
_NOT_CLASS: Final = (
    "am",
    "pm",
    "st",
    "nd",
    "rd",
    "th",
    "m",
    "km",
    "g",
    "kg",
    "p",
    "s",
    "k",
    "in",
    "x",
    "lb",
    "oz",
    "cm",
    "mm",
    "ml",
    "mg",
    "hr",
    "gb",
    "mb",
    "xi",
    "xv",
    "yo",
    "yr",
    "ft",
    "lbs",
    "min",
    "hrs",
)
_YEARS: Final = frozenset(("year", "yr", "y"))
_ORDINALS: Final = frozenset(("first", "second", "third", "fourth", "fifth", "sixth"))
_ELSEWHERE: Final = frozenset(("at", "of", "uni", "university", "college"))
"""Behind "first year": not here."""
_YOUNG: Final = frozenset(("boy", "girl", "pupil", "child", "student", "lad", "lass", "kid", "scholar", "chorister"))
_BRACKETED: Final = re.compile(r"['’]?s? \(Y?(?:[1-9]|1[0-3])[A-JL-Z]{1,2}\)")
"""A class that might be a weight or a price were it not in brackets by itself: "Aoife (7P)"; "(5K)" is a run."""
_OF_TUTOR: Final = re.compile(
    r"\W+(?:in|from) (?:[7-9]|1[0-3]) (?-i:[A-Z])[\w'’-]+\b(?! (?:street|road|lane|avenue|close)\b)", re.IGNORECASE
)
"""A tutor group called after its year and its tutor: "Faith from 10 Jones"."""
_OURS: Final = frozenset(("my", "our", "me", "us", "both", "all", "him", "her", "them"))
"""Whom a teacher taught."""
_TEACHES: Final = frozenset(("teacher", "teaches", "ta", "staff", "tutor", "lsa"))


def of_class(around: Surroundings, text: Circumstances, classes: Collection[str]) -> bool:
    """Read "Chloe in Hazel Class", "Poppy from Hazel", "Ali of 4B", "Florence (7E)", "Mat, 10C", "Mo, a Year 6 boy"."""
    right = around.right
    if around.owned or not right:
        return False
    if "(" in around.right_gap and _BRACKETED.match(text.source, around.end):
        return True
    led = right[0] in ("in", "from", "of") and around.right_gap in (" ", ", ", " (", "\u00a0")
    if not _TEACHES.isdisjoint(right) or any(a == "taught" and b in _OURS for a, b in pairwise(right)):
        return False
    if not led and not any(sign in around.right_gap for sign in "(,"):
        return False
    if _of_year(right, led=led):
        return True
    at = right[1:] if led else right
    at = at[1:3] if led and at[:1] == ["the"] else at[:2]
    if not at:
        return False
    if led and _OF_TUTOR.match(text.source, around.end):
        return True
    bracketed = (
        at[0] in classes
        and "(" in around.right_gap
        and text.source[around.end :].lstrip()[1:].lower().startswith(f"{at[0]})")
    )
    return (
        bracketed
        or (at[0] in classes and (led or at[1:2] in (["class"], ["form"])))
        or (led and at[0] in ("reception", "nursery"))
        or (CLASS.fullmatch(at[0]) is not None and at[0].lstrip("y0123456789") not in _NOT_CLASS)
        or (_SCOTTISH.fullmatch(at[0]) is not None and any(one.startswith((at[0], at[0][1])) for one in classes))
    )


def _of_year(right: Sequence[str], *, led: bool) -> bool:
    """Read "in Year 4", "(Yr 10)", "in second year", ", a Year 6 boy"."""
    told = right[1:] if led or right[0] in ("a", "an", "our") else right
    if led and told[1:2] == ["year"] and told[0] in _ORDINALS:
        return not told[2:] or told[2] not in _ELSEWHERE
    of_year = len(told) > 1 and told[0] in _YEARS and told[1][:1].isdigit() and len(told[1]) < _LONGEST_CLASS
    return of_year and (led or told is right or not _YOUNG.isdisjoint(told[2:4]))


def class_follows(around: Surroundings) -> bool:
    """Read "Hazel class", "Rose form"; "Maya class 4" is a child."""
    named = bool(around.right) and around.right[0] in ("class", "form", "classes")
    return named and around.touches_right and not any(word[:1].isdigit() for word in around.right[1:2])
