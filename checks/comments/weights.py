"""What the words of a text say together: how much they speak for one reading of it, in any number of tables at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from checks.comments.words import Page, Vocabulary
from checks.names.fold import Array

_SEEN_BITS: Final = 18
_MIX: Final = (0x9E3779B1, 0x85EBCA77)
_SPREAD: Final = 0x9E3779B97F4A7C15


class Heavy(NamedTuple):
    """One thing that a text says, and what it weighs."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the texts of one page come to."""

    sums: Array
    """A row a text, a column a table."""
    texts: Array
    places: Array
    """What is said: in which text, and the place of its weight."""
    names: Sequence[str]
    weights: Array
    """What may be said, and what it weighs: a row each, a column a table."""

    def heaviest(self, at: int, table: int) -> list[Heavy]:
        """Return what one text says, the heaviest first."""
        places = self.places[self.texts == at].tolist()
        said = [Heavy(self.names[one], float(self.weights[one, table])) for one in places]
        return sorted(said, key=lambda one: (-one.weight, one.words))


class Weights:
    """Weighs texts by their words, how these begin, two words side by side, and emoji; each counts once a text."""

    def __init__(self, tables: Sequence[Mapping[str, float]], vocabulary: Vocabulary) -> None:
        """`tables`: one or two words, first letters (`bruis*`), or an emoji, -> weight; "" -> what all begin with."""
        names = sorted({one for table in tables for one in table if one})
        self._names = ["", *names]
        self._begin = np.array([table.get("", 0.0) for table in tables])
        self._weights = np.array([[table.get(one, 0.0) if one else 0.0 for table in tables] for one in self._names])
        drawn = {ord(one): place for place, one in enumerate(names, start=1) if is_drawn(one)}
        self._codes = np.array(sorted(drawn), dtype=np.uint32)
        self._of_codes = np.array([drawn[code] for code in self._codes.tolist()], dtype=np.int64)
        self._alone = np.zeros(len(vocabulary), dtype=np.int64)
        pairs: dict[int, int] = {}
        self._stems = np.zeros(max(vocabulary.stem(one.removesuffix("*")) for one in self._names) + 1, dtype=np.int64)
        for place, one in enumerate(names, start=1):
            if one.endswith("*"):
                self._stems[vocabulary.stem(one.removesuffix("*"))] = place
                continue
            numbers = [vocabulary.number(word) for word in one.split()]
            if not is_drawn(one) and len(numbers) == 1:
                self._alone[numbers[0]] = place
            elif len(numbers) == 2:
                pairs[numbers[0] * len(vocabulary) + numbers[1]] = place
        self._alone[0] = self._stems[0] = 0
        self._pairs = _Pairs(len(vocabulary), pairs)

    def read(self, page: Page) -> Weighed:
        """Weigh the texts of a page."""
        texts, places = self._said(page)
        made = [np.bincount(texts, weights=column[places], minlength=len(page.texts)) for column in self._weights.T]
        return Weighed(np.stack(made, axis=1) + self._begin, texts, places, self._names, self._weights)

    def _said(self, page: Page) -> tuple[Array, Array]:
        """Return (text, place of a weight) for all that is said in a page, once a text."""
        alone = self._alone[page.numbers]
        at = np.flatnonzero(alone)
        first, pairs = self._pairs.at(page.numbers)
        stems = self._stems[page.stems]
        longer = np.flatnonzero(stems)
        owners, codes = page.pictures
        spots = np.minimum(np.searchsorted(self._codes, codes), max(self._codes.size - 1, 0))
        known = self._codes[spots] == codes if self._codes.size else np.zeros(codes.size, dtype=bool)
        texts = np.concatenate((page.texts_of[at], page.texts_of[first], page.texts_of[longer], owners[known]))
        places = np.concatenate((alone[at], pairs, stems[longer], self._of_codes[spots[known]]))
        return _once(texts, places, len(self._names))


def is_drawn(words: str) -> bool:
    """Tell whether an entry of a table is an emoji."""
    return len(words) == 1 and ord(words) >= Page.FIRST_PICTURE


class _Pairs:
    """Two words side by side, as single numbers."""

    def __init__(self, size: int, known: Mapping[int, int]) -> None:
        self._size = size
        self._keys = np.array(sorted(known), dtype=np.int64)
        self._of = np.array([known[key] for key in self._keys.tolist()], dtype=np.int64)
        self._seen = np.zeros(1 << _SEEN_BITS, dtype=bool)
        self._seen[_hash(self._keys // size, self._keys % size)] = True

    def at(self, numbers: Array) -> tuple[Array, Array]:
        """Return where the first of a known pair stands, and the place of its weight.

        No pair reaches over two texts: what stands between them is no word.
        """
        at = np.flatnonzero(self._seen[_hash(numbers[:-1], numbers[1:])])
        if not at.size:
            return at, at
        keys = numbers[at].astype(np.int64) * self._size + numbers[at + 1]
        places = np.minimum(np.searchsorted(self._keys, keys), self._keys.size - 1)
        known = self._keys[places] == keys
        return at[known], self._of[places[known]]


def _hash(first: Array, second: Array) -> Array:
    mixed = first.astype(np.uint32) * np.uint32(_MIX[0]) + second.astype(np.uint32) * np.uint32(_MIX[1])
    return mixed >> np.uint32(32 - _SEEN_BITS)


def _once(texts: Array, places: Array, size: int) -> tuple[Array, Array]:
    """Return pairs (text, place) without those that come twice; faster than sorting them."""
    keys = texts * size + places
    bits = max(int(keys.size).bit_length() + 2, 8)
    spots = (keys.astype(np.uint64) * np.uint64(_SPREAD)) >> np.uint64(64 - bits)
    order = np.arange(keys.size)
    last = np.empty(1 << bits, dtype=np.int64)
    last[spots] = order  # of all that share a spot one stays, and of the same key that is enough
    stays = last[spots]
    others = np.flatnonzero(keys[stays] != keys)  # another key took their spot
    own = others[np.unique(keys[others], return_index=True)[1]]
    chosen = np.concatenate((np.flatnonzero(stays == order), own))
    return texts[chosen], places[chosen]
