"""The disguised words of one book: which texts may hold one, where it stands, and the text with it written out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import ahocorasick_rs
import numpy as np

from checks.comments.disguise import SIGNS, disguises, is_disguise, is_spelled_out, masked_at
from checks.comments.words import Page
from checks.names.fold import Array

_SIGNS: Final = frozenset(SIGNS)


class Wardrobe:
    """Knows the disguises of some words, and the slips by which some are written."""

    def __init__(
        self, words: Collection[str], known: Collection[str] = (), slips: Mapping[str, str] | None = None
    ) -> None:
        """`known`: words of the book, which are no disguise of another; `slips`: spelling -> what is meant by it."""
        hidden: dict[str, list[str]] = {}
        for word in words:
            for spelling in disguises(word):
                hidden.setdefault(spelling, []).append(word)
        self._slips = slips or {}
        meant = {spelling: [word] for spelling, word in self._slips.items()}
        self._worn = [one for one in {**hidden, **meant}.items() if one[0] not in known]
        self.words = {spelling for spelling, _ in self._worn if " " not in spelling}
        """The disguises and slips that are a word by themselves: sh1t."""
        patterns = [f" {spelling}" for spelling, _ in self._worn]
        self._automaton = ahocorasick_rs.AhoCorasick(patterns) if patterns else None

    def texts(self, page: Page, known: Array) -> set[int]:
        """Return the texts of a page that may hold a word in disguise; `known` tells which numbers are such words."""
        if self._automaton is None:
            return set()
        return {*page.texts_of[np.flatnonzero(known[page.numbers])].tolist(), *page.odd}

    def worn(self, source: str, text: str, origin: Sequence[int]) -> list[tuple[int, int, str]]:
        """Return the disguises in a text, by where they stand: [start, end) in the folded text, and the word."""
        found: list[tuple[int, int, str]] = []
        if self._automaton is None:
            return found
        for pattern, begin, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            spelling, words = self._worn[pattern]
            gap = masked_at(spelling)
            place = origin[begin + 1 + gap]
            if gap < 0 or source[place : place + 1] in _SIGNS:
                written = origin[end - 1] - origin[begin + 1] + 1
                # h*te may be any word of h, letters and te: the one that is as long is meant
                found.append((begin + 1, end, _as_long(words, written)))
        return [one for one in _apart(found) if self._is_worn(source, origin, text, *one[:2])]

    def _is_worn(self, source: str, origin: Sequence[int], text: str, start: int, end: int) -> bool:
        """Tell whether what the pass met is one; a slip, and letters that stand apart, end where a word ends."""
        last = end - 2 if text[end - 1] == " " else end - 1
        written, after = source[origin[start] : origin[last] + 1], source[origin[last] + 1 : origin[last] + 6]
        spelling = text[start:end]
        if spelling in self._slips:
            return text[end : end + 1] in {"", " "}
        return is_disguise(written, spelling, after) and (
            text[end : end + 1] in {"", " "} or not is_spelled_out(spelling)
        )


def written_out(text: str, origin: Sequence[int], worn: Sequence[tuple[int, int, str]]) -> tuple[str, list[int]]:
    """Return a folded text and the places of its characters with words in the place of their disguises, as `worn`."""
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for start, end, word in worn:
        last = end - (text[end - 1] == " ")
        parts += [text[done:start], word]
        places += [*origin[done:start], *[origin[start]] * (len(word) - 1), origin[last - 1]]
        done = last
    return "".join([*parts, text[done:]]), [*places, *origin[done:]]


def _apart(worn: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the longest of overlapping disguises, by where they stand."""
    chosen: list[tuple[int, int, str]] = []  # none overlaps another
    for start, end, word in sorted(worn, key=lambda one: (one[0] - one[1], one[0])):
        place = bisect_left(chosen, (end,))
        if not place or chosen[place - 1][1] <= start:
            chosen.insert(place, (start, end, word))
    return chosen


def _as_long(words: Sequence[str], length: int) -> str:
    """Return the word whose length is nearest."""
    return min(words, key=lambda word: abs(len(word) - length))
