"""Titles of works: a name inside quotation marks that hold the title of a song or a book."""

from __future__ import annotations

import re
from typing import Final

from checks.names.whereabouts import Whereabouts

_QUOTED: Final = re.compile(r"[\"“]([^\"“”\n]{3,50})[\"”]|(?<!\w)[‘']([^'‘’\n]{3,50})[’'](?!\w)")
_SMALL: Final = frozenset(
    ("the", "a", "an", "of", "and", "in", "to", "on", "for", "with", "at", "by", "or", "is", "my")
)
_FEWEST, _MOST = 2, 7
"""Words of a title."""


def in_title(at: Whereabouts) -> bool:
    """Read "Lily the Pink" in quotation marks: several words, all but the small ones with a capital, and no speech."""
    if not ({'"', "“", "'", "‘"} & set(at.source)):
        return False
    for quoted in _QUOTED.finditer(at.source):
        if quoted.start() < at.around.start and at.around.end <= quoted.end():
            words = (quoted[1] or quoted[2]).split()
            return _FEWEST <= len(words) <= _MOST and _headed(words) and not words[-1].endswith((",", "!", "."))
    return False


def _headed(words: list[str]) -> bool:
    return words[0][:1].isupper() and all(word[:1].isupper() or word.casefold() in _SMALL for word in words[1:])
