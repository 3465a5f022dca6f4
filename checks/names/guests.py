"""Guests: children who go to school elsewhere: visitors, those of partner schools, of a nursery that comments."""

from __future__ import annotations

import re
from typing import Final

from checks.names.fold import fold_name
from checks.names.whereabouts import KIN, Whereabouts

_WELCOMED: Final = re.compile(
    r"\b(?:[Ww]elcom(?:ed|ing)|[Hh]ost(?:ed|ing)|(?:visited|joined) by|visit from)\b[^.!?\n:]{0,50}?"
    r"\b(?:partners|visitors|guests|friends|students|pupils|children) from ([^.!?\n:]{3,60}):[^.!?\n]*$"
)
"""What stands before guests: "We welcomed 24 partners from the Gymnasium in Unna: danke, Lukas ..."."""
_THEIRS: Final = re.compile(
    r"\b(?:winners|champions|victors|friends|visitors|guests|opponents|rivals|neighbours|pupils|students|children|side)"
    r" from ([^.!?\n:]{3,60}):[^.!?\n]*$"
    r"|(?:\A|[.!?\n]\s*)(?!(?:Our|The|This|Year|Whole|Upper|Lower|Junior|Senior|Eco) )((?:[A-Z][\w'’]+ ){1,3}"
    r"(?:Primary|Infants?|Juniors?|Academy|High|College|Grammar|Prep|School)) "
    r"(?![^.!?\n:]*\b(?:our|we|us|against|beaten|lost)\b)[^.!?\n:]{3,60}:[^.!?\n]*$"
)
"""What stands before a list of theirs: "the winners from Neatishead:", "Kinnoull High took the quiz:"."""
_PARTNER: Final = re.compile(
    r"\b(?:sister|partner|link|twin|twinned|exchange)[ -](?:school|class|college)s? (?:in|at|from|of) [A-Z]"
)
_PARTNER_LISTS: Final = re.compile(_PARTNER.pattern + r"[^.!?:\n]{0,40}:[^.!?:\n]*$")
_THERE: Final = re.compile(r"[^.!?\n]{0,40}\bwho (?:is|are|go|goes|study|studies|live|lives)\b[^.!?\n]{0,30}\bthere\b")
_EXCHANGED: Final = re.compile(
    r"\b(?:[Ee]xchange|[Vv]isiting|[Gg]uest|[Pp]artner|[Hh]ost|[Ee]rasmus) "
    r"(?:students|pupils|partners|friends|teachers|guests|families|group|children|visitors) from "
    r"(?:[A-Z][^.!?:\n]{0,60}:|[^.!?:\n]{0,40}\b(?:landed|arrived|here|visiting|joined us|joining us|with us|staying)\b"
    r"[^.!?:\n]{0,20}[.!]) (?:[A-Z][\w'’-]+(?:, | and | & |,? and (?:little |big )?))*\Z"
)
"""What stands before guests: "our exchange students from Quimper: Anton, Nolwenn and ..."."""
_OUR_CLUBS: Final = frozenset(
    ("team", "choir", "club", "band", "orchestra", "council", "eco", "school", "squad", "street", "road", "village")
)
_HOME: Final = frozenset(
    ("house", "home", "family", "street", "road", "estate", "block", "flat", "village", "town", "lot", "side", "bus",
     "year", "table", "corner")
)  # fmt: skip
"""Where somebody's child may live who is at school here."""
_HIGH: Final = re.compile(r"\b[A-Z]\w{2,}")
_OUR_GROUPS: Final = frozenset(("year", "reception", "nursery", "key", "class", "form", "ks1", "ks2", "sixth"))
_SCHOOLS: Final = frozenset(
    ("nursery", "preschool", "primary", "infants", "juniors", "academy", "school", "college", "childminding")
)
_FAMILY: Final = KIN - {"sister", "brother", "cousin"} | {"governor", "coach", "pta"}
_SHORTEST: Final = 6
"""Letters from which a word of a writer's name that no list knows may be a place's."""


def guest(at: Whereabouts) -> bool:
    """Tell whether a name is of a child of another school by what the text says of it or who speaks."""
    if "from" in at.tokens and (_EXCHANGED.search(at.source, 0, at.around.start) or _of_their_group(at)):
        return True
    before = at.source[: at.around.start]
    if ":" in before:
        welcomed = _WELCOMED.search(before)
        if (welcomed and _elsewhere(at, welcomed[1])) or _PARTNER_LISTS.search(before):
            return True
        theirs = _THEIRS.search(before)
        if theirs and _elsewhere(at, theirs[1] or theirs[2]):
            return True
    if "there" in at.source and _PARTNER.search(before) and _THERE.match(at.source, at.around.end):
        return True
    return at.comment and bool(at.account) and _speaks_for_another(at)


def _of_their_group(at: Whereabouts) -> bool:
    """Read "Sally and Amy from our knitting group", "Ruby and Pearl from our Reception" by another school's office."""
    if not at.comment or list(at.tokens[at.last : at.last + 2]) != ["from", "our"]:
        return False
    group = at.tokens[at.last + 2 : at.last + 5]
    if group and group[0] in at.classes:
        return False
    if not _HOME.isdisjoint(group):
        return False
    if _OUR_GROUPS.isdisjoint(group) and _OUR_CLUBS.isdisjoint(group):
        return True
    words = fold_name(at.author).split()
    return not _SCHOOLS.isdisjoint(words) and not any(word in at.account for word in words if word not in _SCHOOLS)


def _elsewhere(at: Whereabouts, origin: str) -> bool:
    """A place or a school is named, and it is none of ours: "the Gymnasium in Unna", but "Year 6"."""
    named = {fold_name(word) for word in _HIGH.findall(origin)}
    return bool(named) and named.isdisjoint(_OUR_GROUPS | at.classes) and not any(n in at.account for n in named)


def _speaks_for_another(at: Whereabouts) -> bool:
    """Read "Little Acorns Nursery" saying "our Theo", "Hipperholme mum" saying "in goal for Hipperholme"."""
    words = fold_name(at.author).split()
    if any(word in at.account for word in words if word not in _SCHOOLS and word not in KIN):
        return False
    if at.around.left[-1:] in (["our"], ["my"]) and not _SCHOOLS.isdisjoint(words) and KIN.isdisjoint(words):
        return True
    if _FAMILY.isdisjoint(words):
        return False
    places = [w for w in words if len(w) >= _SHORTEST and not _known(at, w)]
    return any(re.search(rf"\b(?:for|at|from) {re.escape(w)}\b", at.source, re.IGNORECASE) for w in places)


def _known(at: Whereabouts, word: str) -> bool:
    return word in KIN or word in at.pupils or word in at.lists.vocabulary or word in at.classes
