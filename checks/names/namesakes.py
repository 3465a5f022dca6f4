"""Namesakes: whether a text speaks of the member of staff who has the first name of a pupil."""

from __future__ import annotations

import re
from typing import Final

from checks.names.page import Page
from checks.names.staff import of_department
from checks.names.surroundings import Surroundings

_GOOD_TEACHER: Final = re.compile(
    r" (?:best|great|amazing|lovely|fantastic|wonderful|brilliant|fab|favourite|super|incredible|kindest|new|a) "
    r"(?:class |form |head )?(?:teacher|ta|tutor|headteacher|deputy) "
)
_THANKED: Final = (
    ["thank", "you"],
    ["thanks", "to"],
    ["you", "to"],
    ["thankyou"],
    ["thanks"],
    ["many", "thanks"],
    ["you", "so"],
)
_ROTA: Final = 3
"""Titled names in a text that make it one of staff."""
_TITLE: Final = r"(?:mr|mrs|ms|miss|mx|dr|sir)"


def staff_meant(page: Page, around: Surroundings, key: str, titled: int) -> str:
    """Return the observation that speaks for a member of staff of the first name `key`, "" for none.

    `titled`: how many names behind Mrs, Mr and the like the text holds.
    """
    folded, lasts = page.found.folded, page.known.staff.called.get(key, frozenset())
    if _GOOD_TEACHER.search(folded) or any(_named(page, last) for last in lasts):
        return "staff_meant"
    if any(f" {last} " in folded for last in lasts) and not re.search(rf" {_TITLE} {re.escape(key)} ", folded):
        return "staff_titled_too"  # "Miss Field is now Mrs Hart. Congratulations Jasmine!"
    return "staff_concerned" if _concerned(page, around, key, titled) else ""


def _concerned(page: Page, around: Surroundings, key: str, titled: int) -> bool:
    """The text is of the kitchen, the office or the choir; a parent says thank you; it is a rota."""
    if not page.known.staff.concerns[key].isdisjoint((*page.tokens, *page.context.split())):
        return True
    if page.whole.comment and around.left[-2:] in _THANKED:
        return True
    return of_department(around.right) or (titled >= _ROTA and "child" not in page.places)


def _named(page: Page, last: str) -> bool:
    """Tell whether a member of staff is spoken of by this last name; who has a title has no first name alone."""
    if f" {last} " in page.context:
        return True
    spoken = page.found.folded.count(f" {last} ")
    if not spoken:
        return False
    titled = len(re.findall(rf" {_TITLE} (?:\w+ )?{re.escape(last)}(?= )", page.found.folded))
    return spoken > titled
