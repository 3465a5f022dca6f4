"""Rivals: other schools and teams that a text or its post names, and who is told of, or speaks, as one of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from checks.names.elsewhere import OURS
from checks.names.fold import fold_name
from checks.names.whereabouts import KIN, Whereabouts

_NAMED: Final = re.compile(
    r"\b([A-Z][\w'’]+) (?:[A-Z][\w'’]+ )?"
    r"(?:Primary|Infants?|Juniors?|Academy|High|College|Grammar|Prep|School|Grange|Colts|Rovers|United|RFC|FC|CC)\b"
    r"|\b(?:v|vs|versus|against|beat|host|hosts|hosted|hosting) ([A-Z][\w'’]+)|\d\s?[-–]\s?\d ([A-Z][\w'’]+)"
    r"|\b(?:to|against) (?:a |an )?(?:very )?(?:strong |good |great |tough |spirited )([A-Z][\w'’]+)"
)
"""Another school by its kind, or a team by the match: "Brindley High", "v Oldfield", "2-2 Tollgate"."""
_SPEAKS: Final = re.compile(
    r"\A\W*(?:\w+ ){0,4}from (?:(?:all|everyone|us) )?(?:of us )?(?:at )?(?:the )?(\w+)", re.IGNORECASE
)
"""How a comment begins that somebody of another school writes: "From the Oldfield Prep parents"."""
_GROUPS: Final = frozenset(
    ("year", "yr", "reception", "nursery", "class", "form", "key", "team", "house", "the", "our", "girls", "boys")
)
_CHURCHLY: Final = frozenset(("day", "ambulance", "church", "cathedral", "hospice", "park", "s"))
"""Words behind a saint's name that make no school of it."""
_REACH: Final = 8
"""Words behind a name that are read for the school it belongs to."""
_NEAR: Final = 5
_PLACE: Final = 5
"""Letters from which a word that nobody uses daily may be a place."""
_CLUBS: Final = re.compile(
    r" (?:Colts|Rovers|United|Wanderers|Albion|Athletic|Juniors|Tigers|Lions|RFC|FC|CC|Sports)\b"
)
"""What makes a team of a name: "Hamilton Colts"."""


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


def is_club(at: Whereabouts) -> bool:
    """Tell whether the name is a team's: "Hamilton Colts", wherever else it stands in the text."""
    return not at.around.owned and _CLUBS.match(at.source, at.around.end) is not None


def of_rival(at: Whereabouts) -> bool:
    """Read "signed Grace and Amber from brindley", "our lad Mason at Tollgate", where the post names that school."""
    rivals = {word for word in (*_rivals(at.source), *_rivals(at.written_above)) if not _ours(at, word)}
    if rivals and at.comment and (speaks := _SPEAKS.match(at.source)) and fold_name(speaks[1]) in rivals:
        return True
    begins, ends = at.sentence()
    if at.around.left[-1:] == ["where"] and not rivals.isdisjoint(at.tokens[begins : at.first]):
        return True  # "went to Oakley Primary, where Noah read"
    for step in range(at.last, min(at.last + _REACH, ends, len(at.tokens)) - 1):
        word, following = at.tokens[step], at.tokens[step + 1]
        if word in ("for", "with", "at") and following == "st" and at.comment and _of_kin(at):
            saint = at.tokens[step + 2 : step + 4]
            return bool(saint) and saint[0] not in at.account and _CHURCHLY.isdisjoint(saint[1:])
        if word in ("in", "from", "at") and at.comment and _of_kin(at) and _far(at, following):
            return True  # "my granddaughter ruby is in year 2 in nuneaton"
        near = word == "from" and step < at.last + _NEAR
        if following in rivals and (word == "for" or near or (word == "at" and step == at.last)):
            return True
    return False


def _far(at: Whereabouts, word: str) -> bool:
    """The word may be a place's: it is none of daily use, and nothing of the school's."""
    known = word in at.lists.vocabulary or word in at.lists.little or word[:1].isdigit() or len(word) < _PLACE
    return not known and not _ours(at, word)


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


def _of_kin(at: Whereabouts) -> bool:
    """The writer speaks of family: "my niece lily"."""
    young = ("niece", "nephew", "granddaughter", "grandson", "cousin", "friend", "friends", "mate")
    return at.around.left[-1:] != [] and at.around.left[-1] in young


def _ours(at: Whereabouts, word: str) -> bool:
    return word in at.account or word in at.classes or word in _GROUPS or word in KIN or word in at.pupils


@lru_cache(maxsize=4096)
def _rivals(written: str) -> tuple[str, ...]:
    """Return the folded first words of the schools and teams that a text names."""
    return tuple(_first_words(written)) if written else ()


def _first_words(written: str) -> Iterator[str]:
    for named in _NAMED.finditer(written):
        word = next(part for part in named.groups() if part)
        if folded := fold_name(word).split():
            yield folded[0]
