"""Words as numbers: every word of many texts is looked up at once by a key that is reckoned from its letters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from checks.names.fold import Array

_BASE: Final = 0x9E3779B97F4A7C15
"""Odd, so that it has an inverse among the numbers of 64 bits."""
_MASK: Final = 2**64 - 1
_MIX: Final = (0xD6E8FEB86659FD93, 0xA0761D6478BD642F)
"""Two ways from a key to a place in a table: a word whose place is taken in the first stands in the second."""
_BITS: Final = 20
_ROOM: Final = 500_000
"""Letters that most batches have room in, so that the powers of the base are reckoned once."""


class Letters:
    """The letters of many texts, of which the key of any part is known at once."""

    def __init__(self, codes: Array) -> None:
        """`codes`: the folded texts as code points."""
        size = max(_ROOM, 1 << (codes.size - 1).bit_length() if codes.size else 0)
        powers, self._inverses = _powers(size)
        letters = codes.astype(np.uint64) * powers[: codes.size]
        self._sums = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(letters)))

    def keys(self, starts: Array, ends: Array) -> Array:
        """Return the keys of what stands between: the sum of its letters, each times a power of the base."""
        return (self._sums[ends] - self._sums[starts]) * self._inverses[starts]


class Numbering:
    """Words numbered from 1, in their order."""

    def __init__(self, words: Sequence[str]) -> None:
        self._keys = np.array([0, *map(_key, words)], dtype=np.uint64)
        numbers = np.arange(1, len(self._keys))
        self._first = _table(self._keys, numbers, _MIX[0])
        self._second = _table(self._keys, numbers[self._first[_places(self._keys[1:], _MIX[0])] != numbers], _MIX[1])

    def __len__(self) -> int:
        """Return how many numbers there are, 0 among them."""
        return len(self._keys)

    def look_up(self, keys: Array, found: Array) -> None:
        """Write into `found` the number of the word of each key, 0 where there is none."""
        found[:] = self._first[_places(keys, _MIX[0])]
        others = np.flatnonzero((self._keys[found] != keys) & (found > 0))
        found[others] = self._second[_places(keys[others], _MIX[1])]
        found[others[self._keys[found[others]] != keys[others]]] = 0


@cache
def _powers(size: int) -> tuple[Array, Array]:
    """Return the powers of the base and of its inverse, from the 0th on."""
    made = []
    for base in (_BASE, pow(_BASE, -1, 2**64)):
        steps = np.full(size, base, dtype=np.uint64)
        steps[0] = 1
        made.append(np.multiply.accumulate(steps))
    return made[0], made[1]


def _key(word: str) -> int:
    total, power = 0, 1
    for letter in word:
        total, power = (total + ord(letter) * power) & _MASK, power * _BASE & _MASK
    return total


def _places(keys: Array, mix: int) -> Array:
    return (keys * np.uint64(mix)) >> np.uint64(64 - _BITS)


def _table(keys: Array, numbers: Array, mix: int) -> Array:
    table = np.zeros(1 << _BITS, dtype=np.int32)
    table[_places(keys[numbers], mix)] = numbers
    return table
