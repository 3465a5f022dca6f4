"""House lists: houses and forms called by somebody's last name, by how a text counts, colours and numbers them."""

from __future__ import annotations

import re
from typing import Final

from checks.names.whereabouts import Whereabouts

_NUMBERED: Final = re.compile(r"(?<![\w.:–-])(1[0-3]|[1-9]) ([A-Z][a-z]\w+)")
"""A form called by its year and its house: "7 Bewick beat 7 Charlton"."""
_COLOUR: Final = (
    r"(?:in |is |are |= ?|: ?|\()?(?:red|blue|green|yellow|purple|orange|gold|white|black|maroon|navy|silver|pink)\b"
)
_COLOURED: Final = re.compile(rf"\b[A-Z]\w+ {_COLOUR}")
_HOUSE_COUNTED: Final = re.compile(r"\bHouse\b|\bhouse (?:points?|cup|league|table|shield)\b|\b[Hh]ouses\b")
_COUNT: Final = re.compile(
    r",? (?:on |with |have |has |are on |= ?|[-–:] ?)?\d[\d,]{1,5}(?! ?(?:not|off|from|for)\b)|:? \d[\d,]{1,5}\b"
)
_HUNDREDS: Final = re.compile(r"(?: on| with|:| [-–])? \d[\d,]{2,5}\b")
_SCORE: Final = re.compile(r"\b[A-Z]\w+(?: on| with|:| [-–])? (\d[\d,]{2,5})\b")
_HOUSES: Final = 3
"""Names with a score from which they are a school's houses."""
_MORE_THAN_RUNS: Final = 150
_MARKED: Final = frozenset(("marked", "labelled", "reading", "saying", "says", "lettered", "printed", "spelling"))


def numbered(at: Whereabouts) -> bool:
    """Read "7 Bewick beat 7 Charlton": one number before two names is a year, and the names are its forms."""
    if not at.around.left[-1:] or not at.around.left[-1].isdigit() or at.around.left_gap != " ":
        return False
    years = [year for year, _ in _NUMBERED.findall(at.source)]
    return years.count(at.around.left[-1]) > 1


def counted_here(at: Whereabouts, *, listed: bool) -> bool:
    """Read "Hepworth House are top on 412 points. Trevithick on 388", "Anning red, Davy blue, Trevithick green"."""
    if listed:  # runs and goals are no hundreds: "House points: Anning 340, Davy 339"
        if _HUNDREDS.match(at.source, at.around.end) is None:
            return False
        return _HOUSE_COUNTED.search(at.source) is not None or _all_score_hundreds(at.source)
    if re.match(rf"\W{{1,2}}{_COLOUR}", at.source[at.around.end :]) and len(_COLOURED.findall(at.source)) > 1:
        return True
    return _COUNT.match(at.source, at.around.end) is not None and _HOUSE_COUNTED.search(at.source) is not None


def _all_score_hundreds(source: str) -> bool:
    """Read "Overall: Salt 412, Moore 398, Hockney 371": who scores for a team has not each as many."""
    scores = [int(score.replace(",", "")) for score in _SCORE.findall(source)]
    return len(scores) >= _HOUSES and min(scores) >= _MORE_THAN_RUNS


def marked(at: Whereabouts) -> bool:
    """Read "red bibs marked ARMSTRONG": what is written on a thing in capitals."""
    return at.around.word.isupper() and at.around.left[-1:] != [] and at.around.left[-1] in _MARKED
