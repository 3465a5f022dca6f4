"""Classes: signs behind a name that its bearer is in a class or a year: "Ali of 4B", "Chloe in Hazel Class"."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import pairwise
from typing import Final

from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances

CLASS: Final = re.compile(r"y?\d{1,2}[a-z]{1,2}|y\d{1,2}")
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
_OURS: Final = frozenset(("my", "our", "me", "us", "both", "all", "him", "her", "them"))
"""Whom a teacher taught."""
_TEACHES: Final = frozenset(("teacher", "teaches", "ta", "staff", "tutor", "lsa"))


def of_class(around: Surroundings, text: Circumstances, classes: Container[str]) -> bool:
    """Read "Chloe in Hazel Class", "Poppy from Hazel", "Ali of 4B", "Florence (7E)", "Mat, 10C"."""
    right = around.right
    if around.owned or not right:
        return False
    led = right[0] in ("in", "from", "of") and around.right_gap in (" ", ", ", " (", "\u00a0")
    if not _TEACHES.isdisjoint(right) or any(a == "taught" and b in _OURS for a, b in pairwise(right)):
        return False
    if not led and not any(sign in around.right_gap for sign in "(,"):
        return False
    at = right[1:3] if led else right[:2]
    if not at:
        return False
    if at[0] in ("year", "yr", "y"):
        return at[1:2] != [] and at[1][:1].isdigit() and len(at[1]) < _LONGEST_CLASS
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
    )


def class_follows(around: Surroundings) -> bool:
    """Read "Hazel class", "Rose form"; "Maya class 4" is a child."""
    named = bool(around.right) and around.right[0] in ("class", "form", "classes")
    return named and around.touches_right and not any(word[:1].isdigit() for word in around.right[1:2])
