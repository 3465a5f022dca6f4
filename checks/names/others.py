"""Others: children that are not at this school yet or at all: too young, or of a school that speaks in a comment."""

from __future__ import annotations

import re
from typing import Final

from checks.names.elsewhere import OURS
from checks.names.fold import fold_name
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
_TODDLER: Final = re.compile(r"(?i)\b(?:one|two|three|1|2|3)[ -]years?[ -]old (?:son |daughter |brother |sister )?$")
"""What is said before the name: "my three year old Alfie"."""
_AGED: Final = re.compile(
    r"(?:,? (?:is|turned|hes|shes) |,? aged )(\d{1,2})(?=[.!,]? (?:and|now|today|so|but)\b|[.!]|$)"
)
"""An age, below that of the school's youngest: "our jacob is 4 and"."""
_IN_YEAR: Final = re.compile(
    r"(?i),?(?: is|'s|s)?(?: only| just| still)? in (?:year |yr |y)?(nursery|reception|\d{1,2})\b(?! ?[:%])"
)
"""A year, below the school's own: "Ruby is only in reception"."""
_KIN_SCHOOL: Final = re.compile(
    r"(?i)\b(?:my|our) (?:grand(?:daughter|son|child|kid)|niece|nephew|cousin|friend)['’]?s['’]? "
    r"(?:school|nursery|class|team)\b"
)
"""Where family of the writer goes: "at my granddaughter's school"."""
_OPPONENT: Final = re.compile(
    r"\b(?:v|vs|versus|against|at|from) ([A-Z]\w{3,})|\b([A-Z]\w{3,})(?: [A-Z]\w+)? \d{1,2}\b"
)
"""Another school in the post above a comment: "U11 football v Ashdene", "Moorside 4"."""
_SPEAKS_FOR: Final = re.compile(
    r"(?:[Ff]rom (?:all(?: of us)?|everyone|everybody|us(?: all| lot)?|the team) (?:at|here at|over at|up at)|"
    r"[Ww]e at|[Hh]ere at) ([A-Z]\w+)"
)
"""Who speaks for another school."""


def too_young(at: Whereabouts) -> bool:
    """Read "Our youngest, Noah, is only 2", "my Theo turns 3 soon", "Ava (aged 2)": too young for school."""
    after = at.source[at.around.end : at.around.end + _AGE_REACH]
    before = at.source[max(0, at.around.start - _AGE_REACH) : at.around.start]
    if _TOO_YOUNG.match(after) or _TODDLER.search(before):
        return True
    aged, placed = _AGED.match(after), _IN_YEAR.match(after)
    age = int(aged[1]) if aged else _age_in(placed[1].casefold()) if placed else at.youngest
    return age < at.youngest


def _age_in(year: str) -> int:
    """Return at what age a year begins: "nursery", "reception", "3"."""
    return int(year) + 4 if year.isdigit() else 4 if year == "reception" else 3


def rival_speaks(at: Whereabouts) -> bool:
    """A comment comes from another school: "well done from everyone at Ashdene", signed "Ashdene mum"."""
    if not at.comment:
        return False
    rivals = {fold_name(match[1] or match[2]) for match in _OPPONENT.finditer(at.written_above)}
    rivals -= {word for word in rivals if word in at.account or word in OURS}
    own = at.around.left[-1:] != [] and at.around.left[-1] in ("our", "my")
    if rivals and not rivals.isdisjoint((*(at.tokens if own else ()), *fold_name(at.author).split())):
        return True
    if _KIN_SCHOOL.search(at.source):
        return True
    speaks = _SPEAKS_FOR.search(at.source)
    return speaks is not None and fold_name(speaks[1]) not in at.account and fold_name(speaks[1]) not in at.classes
