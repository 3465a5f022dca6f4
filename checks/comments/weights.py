"""What the words of a text say together: those of disclosures weighed against those of ordinary comments."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

import numpy as np

from checks.comments.abuse import Row
from checks.comments.words import Page, Vocabulary

KIND: Final = "worry"
ENOUGH: Final = 1.8
"""The sum of weights from which a text is passed on, as `possible`."""
_BECAUSE: Final = "its words together are those of children or parents who tell of a worry"


class Weights:
    """Weighs texts by words alone: less sure than any line of a book, and it knows words that no line expects."""

    def __init__(self, weights: Mapping[str, float], vocabulary: Vocabulary) -> None:
        """`weights`: word -> what it says for a disclosure; "" -> what every text begins with."""
        self._begin = weights.get("", 0.0)
        self._weights = np.zeros(len(vocabulary))
        for word, weight in weights.items():
            self._weights[vocabulary.number(word)] = weight
        self._weights[0] = 0.0

    def read(self, first: int, page: Page, known: Collection[int]) -> Iterator[Row]:
        """Yield the texts of a page that come to enough and are not `known` to tell; each word counts once a text."""
        size = len(self._weights)
        said = np.flatnonzero(self._weights[page.numbers])
        once = np.unique(page.texts_of[said] * size + page.numbers[said])
        sums = np.bincount(once // size, weights=self._weights[once % size], minlength=len(page.texts)) + self._begin
        for at in np.flatnonzero(sums >= ENOUGH).tolist():
            text = page.texts[at]
            if first + at not in known and text.strip():
                start = len(text) - len(text.lstrip())
                yield Row(first + at, start, len(text.rstrip()), KIND, "possible", _BECAUSE)
