"""Line-ups: team sheets and match reports, in which last names stand alone, whatever signs part them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from checks.names.fold import fold_name

_POSITIONS: Final = (
    r"(?:GS|GA|WA|WD|GD|GK|C|LB|RB|CB|LW|RW|CM|CF|ST|FB|SH|FH|CH|WK|wk|gk|GOAL|[Gg]oal|[Kk]eeper|\(?c\)?|vc)"
)
"""Where somebody plays, as team sheets shorten it."""
_POSTS: Final = (
    r"(?:[Rr]eserves?|[Ss]ubs?|[Cc]ox|[Cc]apt(?:ain)?|[Ss]kipper|[Kk]eeper|[Ss]troke|[Bb]ow|MOTM|POTM|"
    r"[Tt]op scorer|[Oo]peners?|[Ss]corers?|[Dd]ebut(?: for)?|[Pp]layer of the match|[Mm]an of the match)"
)
_COUNT: Final = r"(?:\d{1,3}|one|two|three|four|five|six|½|a hat-?trick|a brace)"
_OF_WHAT: Final = (
    r"(?:tries|try|goals?|pts|points?|pens?|penalties|cons?|conversions?|wickets?|runs?|assists?|catch(?:es)?|"
    r"rounders?|half-rounders?|from \d+|for \d+|off \d+|not out|out|[-–/] ?\d+|m|cm|secs?|seconds?)"
)
_OUT: Final = r"(?:lbw|run out|not out|stumped|c(?: & b)? |b |c&b |st )[^,;.\n]{0,24}"
_BEFORE: Final = re.compile(rf"\s*(?:(?:\d{{1,2}}[.)]?|{_POSITIONS}|{_POSTS})[ \t]+)?['’\"“(*]?\Z")
_AFTER: Final = re.compile(
    rf"(?!, [A-Z]\b)[ \t]*(?:{_POSITIONS}|{_COUNT}(?: ?{_OF_WHAT})?|\d{{1,3}}(?:st|nd|rd|th)|{_OUT}|[A-Z])?\*?[ \t]*"
    r"(?=\Z|[,;:/&|+•\n.!?()\[\]*\"”]| [–—-] | and | to |  |[^\x00-\u2fff]| \d{1,2}[ .)]?[A-Z]| \d{1,2}\. )"
)
_PARTS: Final = re.compile(
    r"[,;:/&|+•\n.!?()\[\]\"“”*]|\s[–—-]\s|\b(?:and|to|with|from|by|then|for|but|while)\s|[^\x00-\u2fff]|"
    r"(?<=[a-z])\s(?=\d{1,2}[.)]?\s[A-Z])"
)
"""What parts the places of a team sheet."""
_LEADS: Final = re.compile(r"\s+[a-z]")
_ITEM: Final = re.compile(
    rf"\s*(?:(?:\d{{1,2}}[.)]?|{_POSITIONS}|{_POSTS})\s+)?([A-Z][\w'’-]+)\s*(?:{_POSITIONS}|\d*)\s*\Z"
)
"""A place of a team sheet that holds one name alone."""
OTHERS: Final = -1
"""Stands for a line-up of others, in which a few bear the last name of a pupil."""
_FIXTURE: Final = re.compile(r"(?<=[\w)]) (?:v|vs|versus)\.? (?:the )?[A-Z\d]")
"""A match, whatever is played: "Y6 v Tollgate"."""
_SENTENCES: Final = re.compile(r"[.!?](?=\s)|\n")
_PAIR: Final = 2
_TEAM: Final = 3
"""Last names that make a line-up."""


def line_up(
    source: str,
    places: Iterable[tuple[int, int, str]],
    words: Container[str],
    known: Sequence[Container[str]],
    *,
    told: bool,
) -> Mapping[int, int]:
    """Return, for each last name of a team sheet or a match report, how many others it has; empty for no such text.

    OTHERS stands where most of them are no pupil's: "England team: Young, Itoje, Farrell, Dingwall".

    `places`: (start, end, folded name) of last names alone, by code points; `words`: names that are ordinary words;
    `known`: lists of folded words that are no stranger's name; `told`: sport is told of, so that words alone may be a
    team.
    """
    bare, leading = _standing(source, places)
    leading = {at: key for at, key in leading.items() if key not in words or _beside(source, at, leading) >= _TEAM}
    high = sum(source[at + 1 : at + 2].isupper() for at in bare)
    shouted = 2 * high > len(bare)
    bare = {at: k for at, k in bare.items() if k not in words or source[at + 1 : at + 2].isupper() == shouted}
    found = {**leading, **bare}
    keys = set(found.values())
    strangers = _strangers(source, keys, known) if len(keys) >= _PAIR else 0
    if strangers >= _TEAM and strangers > len(keys):
        return dict.fromkeys(found, OTHERS)
    if len(keys) < _TEAM or len(set(bare.values()) & keys) + len(set(leading.values())) < _TEAM:
        return {}
    if sum(key not in words for key in keys) < 1 + (len(bare) < _TEAM) and not (told and len(bare) > _TEAM):
        return {}
    return {} if strangers >= len(keys) else {start: len(keys) - 1 for start in found}


def _standing(source: str, places: Iterable[tuple[int, int, str]]) -> tuple[dict[int, str], dict[int, str]]:
    """Return the names that stand bare in their place, and those that begin it with words in lower case behind."""
    bare, leading = {}, {}
    begins = [0, *(m.end() for m in _PARTS.finditer(source))]
    for start, end, key in places:
        if not source[start].isupper():
            continue
        begin = max(at for at in begins if at <= start)
        if not _BEFORE.match(source[begin:start]):
            continue
        if _AFTER.match(source, end):
            bare[start] = key
        elif _LEADS.match(source, end):
            leading[start] = key
    return bare, leading


def _beside(source: str, at: int, leading: Iterable[int]) -> int:
    """Count the names that begin a part of the same sentence."""
    ends = [-1, *(m.start() for m in _SENTENCES.finditer(source)), len(source)]
    begin, end = max(e for e in ends if e < at), min(e for e in ends if e > at)
    return sum(begin < other < end for other in leading)


def _strangers(source: str, keys: Container[str], known: Sequence[Container[str]]) -> int:
    """Count the places of a team sheet that hold a name which is no pupil's."""
    words = {fold_name(m[1]) for piece in _PARTS.split(source) if (m := _ITEM.match(piece))}
    return sum(word not in keys and not any(word in some for some in known) for word in words)


@lru_cache(maxsize=4096)
def fixture(written: str) -> bool:
    """Tell whether a text names a match: "Y6 v Tollgate", "Team v Kings Priory"."""
    return " v" in written and _FIXTURE.search(written) is not None
