"""A screen over many texts: one pass of an automaton tells which of them a rule need look at."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

import ahocorasick_rs


class Screen:
    """Signs of which a text must hold some to be worth a rule's look: in small letters, and on one line."""

    def __init__(self, signs: Iterable[str], at_least: int = 1) -> None:
        self._automaton = ahocorasick_rs.AhoCorasick(list(signs), store_patterns=False)
        self._at_least = at_least

    def of(self, folded: Folded) -> set[int]:
        """Return the places of the texts that hold enough of the signs."""
        found = self._automaton.find_matches_as_indexes(folded.together)
        held = Counter(bisect_right(folded.ends, start) for _, start, _ in found)
        return {at for at, number in held.items() if number >= self._at_least}


class Folded:
    """Texts in small letters, run together a line each, so that one pass reads them all."""

    def __init__(self, texts: Iterable[str]) -> None:
        # the dotless i is an i to `re` where case is ignored
        folded = [text.casefold().replace("ı", "i") for text in texts]
        self.together = "\n".join(folded)
        self.ends: Sequence[int] = list(accumulate(len(text) + 1 for text in folded))
        """The place behind each text."""
