"""A screen over many texts: one pass of an automaton tells which of them a rule need look at."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

import ahocorasick_rs


class Screen:
    """Signs of which a text must hold some to be worth a rule's look: in small letters, and on one line."""

    def __init__(self, signs: Iterable[str], at_least: int = 1, *, beside: Screen | None = None) -> None:
        """Take the signs and how many of them are enough; `beside` is a screen that must let a text through too."""
        self._automaton = ahocorasick_rs.AhoCorasick(list(signs), store_patterns=False)
        self._at_least, self._beside = at_least, beside

    def of(self, texts: Folded) -> set[int]:
        """Return the places of the texts that hold enough of the signs."""
        found = self._automaton.find_matches_as_indexes(texts.together)
        places = (bisect_right(texts.ends, start) for _, start, _ in found)
        enough = self._at_least
        held = set(places) if enough == 1 else {at for at, number in Counter(places).items() if number >= enough}
        return held & self._beside.of(texts) if self._beside and held else held


class Folded:
    """Texts in small letters, run together a line each, so that one pass reads them all."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [folded(text) for text in texts]
        self.together = "\n".join(lines)
        self.ends: Sequence[int] = list(accumulate(len(line) + 1 for line in lines))
        """The place behind each text."""


def folded(text: str) -> str:
    """Fold a text to small letters as `re` does where case is ignored: there an i is one with and without its dot."""
    return text.casefold().replace("ı", "i").replace("i\u0307", "i")
