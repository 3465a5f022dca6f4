"""Other players: last names of people whom everybody knows, or of whom an initial says that they are no pupil."""

from __future__ import annotations

import re
from typing import Final

from checks.names.lists import Lists
from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances

_INITIAL_BEHIND: Final = re.compile(r",? [A-Z]\.(?! ?[a-z]?[a-z]\b)(?=[ ,;:)\n]|\Z)")
_NETBALL: Final = re.compile(r"\b(?:GS|GA|WA|WD|GD|GK)\b")
_PLAIN: Final = 2
_LIKENED: Final = frozenset(("next", "new", "modern", "little", "young", "poor", "poundland", "budget"))


def of_another(around: Surroundings, lists: Lists) -> bool:
    """Read "imran khan", "ward-prowse", "the next wilkinson", "kicked like farrell": somebody who is no pupil."""
    left = around.left
    if left == []:
        return False
    if around.left_gap == "-" or (around.left_gap == "" and around.left_raw.endswith("-")):
        return True
    if around.left_gap == " " and left[-1] in lists.first_names and left[-1] not in lists.little:
        word = left[-1] in lists.common or left[-1] in lists.vocabulary
        named = around.left_raw[:1].isupper() and around.word[:1].isupper()
        return not word or (named and lists.common.get(left[-1], ("", 0))[1] < _PLAIN and not around.left_first)
    a_place = lists.after.kinds.get(around.word.casefold()) == "not_person" and around.word.istitle()
    if a_place and around.left_gap == " " and around.left_raw[1:].islower() and left[-1] not in lists.vocabulary:
        return left[-1] not in lists.little  # "Grainger Park", "Church Lane's thirds"
    if left[-1] in _LIKENED and around.left_gap == " ":
        return left[-2:-1] in (["the"], ["a"], ["another"])
    return around.left_gap == " " and left[-1] in ("like", "another", "since", "esque", "mini") and not around.owned


def other_initial(around: Surroundings, text: Circumstances) -> bool:
    """Read "A. Lomax", "Nance, E.": an initial that no pupil of the name has, or it would be part of the name."""
    before = around.left_gap in (". ", ".") and len(around.left_raw) == 1 and around.left_raw.isupper()
    behind = _INITIAL_BEHIND.match(text.source, around.end)
    letter = around.left_raw if before else behind[0].strip(",. ") if behind else ""
    return letter != "" and not (letter == "C" and _NETBALL.search(text.source))  # "Hall C. Field WD."
