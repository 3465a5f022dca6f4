"""Idle: hits that are plain words in lower case or months of the year, with nothing beside them that makes a child of
them: most hits are these, and they are dropped before any text is read.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from checks.names.batch import Batch
from checks.names.fold import EDGE, GAP, Array
from checks.names.neighbours import numbers_after, numbers_before, words_after, words_before
from checks.names.scenes import CALLED

_WHEN: Final = frozenset(
    ("in", "until", "till", "since", "during", "early", "late", "mid", "last", "next", "this", "every")
)
"""Words after which a month, a day or a season is one, whatever its capital."""
_IS: Final = frozenset(("is", "was", "has"))
_OWN: Final = frozenset(("our", "my"))
_ASCII_END: Final = 0x80


class Idle:
    """Knows the words that make a plain word in lower case worth reading."""

    def __init__(self, eager: frozenset[str], lively: frozenset[str]) -> None:
        """`eager`: words after which even plain words are read in lower case; `lively`: words that, after one at the
        beginning of a text, make it somebody.
        """
        self._eager, self._lively = eager, lively
        praise = (phrase.split()[-1] for phrase in eager)
        self._worth_before = numbers_before({*praise, *_OWN, "and", EDGE, ""})
        self._worth_after = numbers_after({*CALLED, "as", "and"})

    def among(self, hits: Array, dated: Array, names: Array, batch: Batch) -> Array:
        """Mark the idle ones of hits of plain words; rows are (pattern, start, end), the spaces around included.

        `dated`: marks months, days and seasons; `names`: every hit of a name, plain words or not.
        """
        starts, ends = hits[:, 1], hits[:, 2]
        low = _are_low(batch.written[batch.sources_of(starts + 1)])
        marks = np.zeros((2, batch.codes.size + 1), dtype=bool)
        marks[0, names[:, 1]] = marks[1, names[:, 2]] = True
        beside = marks[0, ends - 1] | marks[1, starts + 1]
        asked = beside | dated | self._asked(batch.codes, starts, ends)
        idle = low & ~asked
        for at in np.flatnonzero(asked & ~beside & (low | dated)).tolist():
            start, end = int(starts[at]), int(ends[at])
            if dated[at] and _word_before(batch.text, start) in _WHEN:
                idle[at] = batch.text[end : end + 1] == EDGE or not _initial_beside(batch.text, start, end)
            elif low[at]:
                idle[at] = not self._worth_reading(batch.text, start, end, marks)
        return idle

    def _asked(self, codes: Array, starts: Array, ends: Array) -> Array:
        """Mark hits beside which any word stands that could make a plain word in lower case worth reading."""
        last = codes.size - 1
        alone = (codes[np.maximum(starts - 2, 0)] == GAP) | (codes[np.minimum(ends + 1, last)] == GAP)
        before = _known(words_before(codes, starts), self._worth_before)
        return alone | before | _known(words_after(codes, ends), self._worth_after)

    def _worth_reading(self, text: str, start: int, end: int, marks: Array) -> bool:
        """Tell whether the very words beside a plain word in lower case may make a child of it."""
        before = _word_before(text, start)
        after = text[end : text.find(" ", end)]
        begins = before == EDGE or not before
        if before in self._eager or before in _OWN or after in CALLED or after == "as":
            return True
        if begins and (after in _IS or after in self._lively):
            return True
        begin = start - len(before)
        if (before == "and" and marks[1, begin]) or (after == "and" and marks[0, end + len(after)]):
            return True
        two = text[text.rfind(" ", 0, max(begin - 1, 0)) + 1 : start]
        return two in self._eager or _initial_beside(text, start, end)


@lru_cache(maxsize=2)
def idle_among(eager: frozenset[str], lively: frozenset[str]) -> Idle:
    """Return the one that knows these words: the schools of a trust share it."""
    return Idle(eager, lively)


def _are_low(letters: Array) -> Array:
    """Mark code points that are letters in lower case."""
    low = (letters >= ord("a")) & (letters <= ord("z"))
    for at in np.flatnonzero(letters >= _ASCII_END).tolist():
        low[at] = chr(letters[at]).islower()
    return low


def _known(numbers: Array, words: Array) -> Array:
    """Mark the numbers that stand among those of some words, which are sorted."""
    places = np.searchsorted(words, numbers)
    return words[np.minimum(places, words.size - 1)] == numbers


def _word_before(text: str, start: int) -> str:
    return text[text.rfind(" ", 0, start) + 1 : start]


def _initial_beside(text: str, start: int, end: int) -> bool:
    """A single letter stands before or after: "J. King", "Will T"."""
    return text[start - 2 : start - 1] == " " or text[end + 1 : end + 2] == " "
