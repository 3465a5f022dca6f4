"""Titles of works: a name inside quotation marks that hold the title of a song or a book."""

from __future__ import annotations

import re
from typing import Final

from checks.names.whereabouts import Whereabouts

_QUOTED: Final = re.compile(r"[\"“]([^\"“”\n]{3,50})[\"”]|(?<!\w)[‘']([^'‘’\n]{3,50})[’'](?!\w)")
_MARKS: Final = frozenset("\"“'‘")
_SMALL: Final = frozenset(
    ("the", "a", "an", "of", "and", "in", "to", "on", "for", "with", "at", "by", "or", "is", "my")
)
_FEWEST, _MOST = 2, 7
"""Words of a title."""


def in_title(at: Whereabouts) -> bool:
    """Read "Lily the Pink" in quotation marks: several words, all but the small ones with a capital, and no speech."""
    if _MARKS.isdisjoint(at.source):
        return False
    for quoted in _QUOTED.finditer(at.source):
        if quoted.start() < at.around.start and at.around.end <= quoted.end():
            words = (quoted[1] or quoted[2]).split()
            if quoted[0].isupper():  # letters spelled out
                return False
            return _FEWEST <= len(words) <= _MOST and _headed(words) and not words[-1].endswith((",", "!", "."))
    return False


_ASKED: Final = re.compile(
    r"(?i)\b(?:which|what|whats|favourite|favorite|vote|choose|pick|guess|best|name an?|should|suggest\w*|"
    r"you choose)\b[^.!]{0,40}"
    r"\b(?:books?|films?|songs?|musicals?|movies?|shows?|panto|pantomime|plays?|characters?|authors?|poems?|"
    r"tunes?|carols?|lyrics?)\b"
    r"|\b(?:film|movie|book) (?:club|night)[^.!]{0,30}\b(?:choose|vote|pick|which|what)"
)
"""A post that asks for titles: "Which book should Year 8 read next?"."""


def titles_asked(at: Whereabouts) -> bool:
    """Tell whether a name is named as a title, under a post that asks for one: "matilda!! every time"."""
    if not at.comment or at.around.owned or at.around.left[-1:] in (["our"], ["my"]) or at.does_as_people_do:
        return False
    right = at.around.right
    deed = right[:1] != [] and at.lists.after.longest(right)[1] == "strong"
    return not deed and _ASKED.search(at.written_above) is not None


def _headed(words: list[str]) -> bool:
    return words[0][:1].isupper() and all(word[:1].isupper() or word.casefold() in _SMALL for word in words[1:])
