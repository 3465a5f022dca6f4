"""Young: children who are not at this school yet, by their age or by the year they are in."""

from __future__ import annotations

import re
from typing import Final

from checks.names.whereabouts import Whereabouts

_AGE_REACH: Final = 40
_TOO_YOUNG: Final = re.compile(
    r"(?:,? (?:is|turns|turned|will be|whos|who's|who is|hes|shes|has just turned)|,? aged?| \(aged?)"
    r" ?(?:only |just |nearly |almost |still |about to be )*"
    r"(?:(?:1|2|one|two|2½|18 months|\d{1,2} (?:weeks|months|wks|mths))"
    r"(?! (?:place|in|out|of|years in|pieces|hundred))\b(?![.,]\d| ?[-–:/%]|st|nd)|3(?= in| soon| next|!))"
    r"|(?: and (?:our |my )?\w+)? \((?:both|all) (?:only |just )?(?:[1-3]|one|two|three)\)",
    re.IGNORECASE,
)
"""What is said of the age of a brother or sister at home."""
_WORDS: Final = ("three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TODDLER: Final = re.compile(r"(?i)\b(?:one|two|three|1|2|3)[ -]years?[ -]old (?:son |daughter |brother |sister )?$")
"""What is said before the name: "my three year old Alfie"."""
_AGED: Final = re.compile(
    r"(?:,? (?:is|turned|hes|shes) (?:only |just |still )?|,? aged )(\d{1,2}|three|four|five|six|seven|eight|"
    r"nine|ten)(?=[.!,]? (?:and|now|today|so|but)\b|[.!]|$)"
)
"""An age, below that of the school's youngest: "our jacob is 4 and"."""
_IN_YEAR: Final = re.compile(
    r"(?i),?(?: is|'s|s)?(?: only| just| still)? in (?:year |yr |y)?(nursery|reception|\d{1,2})\b(?! ?[:%])"
)
"""A year, below the school's own: "Ruby is only in reception"."""


_MONTHS_OLD: Final = re.compile(
    r"(?i)\b(?:he|she)(?:['’]?s| is) (?:only |just |nearly |about )?(?:\d{1,2}|[a-z]{3,8}(?:teen)?) (?:weeks|"
    r"months|wks|mths)\b"
    r"(?! (?:late|early|behind|ahead|off|into|in))"
)
"""An age in months, anywhere in a comment: "hes nine months and loves a drum"."""


def too_young(at: Whereabouts) -> bool:
    """Read "Our youngest, Noah, is only 2", "my Theo turns 3 soon", "Ava (aged 2)": too young for school."""
    if at.comment and _MONTHS_OLD.search(at.source):
        return True
    after = at.source[at.around.end : at.around.end + _AGE_REACH]
    before = at.source[max(0, at.around.start - _AGE_REACH) : at.around.start]
    if _TOO_YOUNG.match(after) or ("old" in at.around.left[-2:] and _TODDLER.search(before)):
        return True
    aged, placed = _AGED.match(after), _IN_YEAR.match(after)
    age = _count(aged[1]) if aged else _age_in(placed[1].casefold()) if placed else at.youngest
    return age < at.youngest


def _count(written: str) -> int:
    """Return a number written in figures or as a word."""
    return int(written) if written.isdigit() else _WORDS.index(written) + 3


def _age_in(year: str) -> int:
    """Return at what age a year begins: "nursery", "reception", "3"."""
    return int(year) + 4 if year.isdigit() else 4 if year == "reception" else 3
