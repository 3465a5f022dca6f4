"""What the words of a text say together: those of disclosures weighed against those of ordinary comments."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

import numpy as np

from checks.comments.abuse import Row
from checks.comments.words import Page, Vocabulary
from checks.names.fold import Array

KIND: Final = "worry"
ENOUGH: Final = 1.6
"""The sum of weights from which a text is passed on, as `possible`."""
_BECAUSE: Final = "its words together are those of children or parents who tell of a worry"


class Weights:
    """Weighs texts by words alone: less sure than any line of a book, and it knows words that no line expects."""

    def __init__(self, weights: Mapping[str, float], vocabulary: Vocabulary) -> None:
        """`weights`: word, or two words side by side, -> what it says for a disclosure; "" -> what every text has."""
        self._begin = weights.get("", 0.0)
        self._size = len(vocabulary)
        pairs = {}
        one_by_one = np.zeros(self._size)
        for words, weight in weights.items():
            numbers = [vocabulary.number(word) for word in words.split()]
            if len(numbers) == 1:
                one_by_one[numbers[0]] = weight
            elif len(numbers) == 2:
                pairs[numbers[0] * self._size + numbers[1]] = weight
        one_by_one[0] = 0.0
        self._pairs = np.array(sorted(pairs), dtype=np.int64)
        self._leads = np.zeros(self._size, dtype=bool)
        self._leads[self._pairs // self._size] = True
        self._weights = np.concatenate((one_by_one, [pairs[pair] for pair in self._pairs.tolist()]))

    def read(self, first: int, page: Page, known: Collection[int]) -> Iterator[Row]:
        """Yield the texts of a page that come to enough and are not `known` to tell; all counts once a text."""
        said = np.flatnonzero(self._weights[page.numbers])
        at, pairs = self._side_by_side(page.numbers)
        total = len(self._weights)
        words = np.concatenate((page.texts_of[said] * total + page.numbers[said], page.texts_of[at] * total + pairs))
        once = np.unique(words)
        sums = np.bincount(once // total, weights=self._weights[once % total], minlength=len(page.texts)) + self._begin
        for place in np.flatnonzero(sums >= ENOUGH).tolist():
            text = page.texts[place]
            if first + place not in known and text.strip():
                start = len(text) - len(text.lstrip())
                yield Row(first + place, start, len(text.rstrip()), KIND, "possible", _BECAUSE)

    def _side_by_side(self, numbers: Array) -> tuple[Array, Array]:
        """Return where a known pair of words begins, and the place of its weight; no pair reaches over two texts."""
        at = np.flatnonzero(self._leads[numbers[:-1]])
        if not self._pairs.size:
            return at, at
        keys = numbers[at].astype(np.int64) * self._size + numbers[at + 1]
        places = np.minimum(np.searchsorted(self._pairs, keys), self._pairs.size - 1)
        known = self._pairs[places] == keys
        return at[known], places[known] + self._size
