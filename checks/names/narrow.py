"""Narrowing: which of several pupils of one name is meant, where the text itself says so; never guessed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from checks.names.forms import Register
from checks.names.pupils import Pupil

_YEARS: Final = re.compile(r" (?:years?|yrs?|y) ?(\d{1,2})((?: (?:and )?\d{1,2}(?= ))*)[a-z]? ")
_NAMED_YEARS: Final = {"reception": "r", "nursery": "n"}


def narrow(
    pupils: Iterable[int], register: Register, folded: str, context: str, named: Iterable[int]
) -> tuple[set[int], str]:
    """Return (pupils meant, why fewer). `named` = pupils that the same text names in full; `context` is folded."""
    wide = set(pupils)
    if len(wide) < 2:
        return wide, ""
    if fewer := wide & set(named):
        return fewer, "named in full in the same text"
    for text in (folded, context):
        if text and (fewer := _by_class(wide, register, text)) and len(fewer) < len(wide):
            return fewer, "narrowed by the class or year stated"
    if context and (fewer := {p for p in wide if _named_in(context, register.pupils[p])}):
        return fewer, "named in full in the post"
    return wide, ""


def in_class(
    pupils: Collection[int], wider: Collection[int], register: Register, folded: str, context: str
) -> Collection[int]:
    """Return the pupils, or those of the wider circle whose class or year is stated where none of the pupils' is."""
    for text in (folded, context):
        if text and (stated := _by_class(set(wider), register, text)):
            return pupils if stated & set(pupils) else stated
    return pupils


def stated_years(folded: str) -> set[str]:
    """Return the year groups a folded text states: " years 5 and 6 " -> {"5", "6"}; Reception is "r", Nursery "n"."""
    if " y" not in folded:
        return {year for word, year in _NAMED_YEARS.items() if f" {word} " in folded}
    found = {
        year.lstrip("0") for match in _YEARS.finditer(folded) for year in [match[1], *re.findall(r"\d+", match[2])]
    }
    return found | {year for word, year in _NAMED_YEARS.items() if f" {word} " in folded}


def _by_class(pupils: set[int], register: Register, folded: str) -> set[int]:
    """Keep the pupils of a form that is stated, else those of a year that is."""
    of_form = {
        p
        for p in pupils
        if any(said in folded and f" under{said}" not in folded for said in _stated(register.pupils[p].form))
    }  # "Under 12s" play, no form 12S
    if of_form:
        return of_form
    years = stated_years(folded)
    return {p for p in pupils if register.pupils[p].year in years} if years else set()


@lru_cache(maxsize=1024)
def _stated(form: str) -> tuple[str, ...]:
    """Return how a form is stated: "4b" stands alone; a class called Oak only beside the word class or form."""
    if not form:
        return ()
    if any(c.isdigit() for c in form):
        return tuple({f" {form} ", f" {form.replace(' ', '')} "})
    bare = form.removesuffix(" class").removeprefix("class ")
    return f" {bare} class ", f" class {bare} ", f" {bare} form "


def _named_in(context: str, pupil: Pupil) -> bool:
    borne = [given for given in pupil.given if f" {given} " in context]
    return any(f" {given} {family} " in context for given in borne for family in pupil.family)
