"""Words of many texts at once: folded in one go, and each word known by its number where a book has it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from checks.comments.disguise import SIGNS
from checks.names.fold import EDGE, GAP, Array, Folded, fold

_BATCH: Final = 250_000
"""Characters folded in one go: enough to be fast, few enough to stay in the processor's cache."""
_BASE: Final = 0x9E3779B97F4A7C15
"""Odd, so that it has an inverse among the numbers of 64 bits."""
_MASK: Final = 2**64 - 1
_MIX: Final = (0xD6E8FEB86659FD93, 0xA0761D6478BD642F)
"""Two ways from a key to a place in a table: a word whose place is taken in the first stands in the second."""
_BITS: Final = 20
_LAST_DIGIT: Final = 57
_SIGN_CODES: Final = np.array([ord(sign) for sign in SIGNS], dtype=np.uint32)
_APART: Final = 4
"""Letters that stand one by one before they may be a word."""
_MARGIN: Final = 48
"""Tokens of no word at either end, so that what stands beside the first and the last may be asked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some texts, folded together. Offsets count code points."""

    texts: Sequence[str]
    source: str
    """The texts as they are, an EDGE between two."""
    begins: Array
    """Where each text begins in `source`."""
    folded: Folded
    """A space at either end of every text; three and more equal letters in a row are one."""
    numbers: Array
    """The number of each word in the vocabulary, 0 for any other; `_MARGIN` zeros at either end."""
    texts_of: Array
    """Which of the texts each word of `numbers` belongs to."""
    odd: frozenset[int]
    """The texts that hold signs within a word (f*ck), or four letters and more one by one (s h i t)."""

    def owner(self, places: Array) -> Array:
        """Return which of the texts the folded characters at some places belong to."""
        return np.searchsorted(self.begins, self.folded.origin[places], side="right") - 1

    def cut(self, at: int) -> tuple[str, list[int]]:
        """Return the folding of one text, a space at either end, and for each character its place in that text."""
        begin = int(self.begins[at])
        left, right = np.searchsorted(self.folded.origin, (begin, begin + len(self.texts[at])))
        text = f"{self.folded.text[left - 1 : right].rstrip()} "
        return text, (self.folded.origin[left - 1 : left - 1 + len(text)] - begin).tolist()


class Vocabulary:
    """The words of all books, numbered from 1. Not a proof: who finds a word here asks the text itself."""

    def __init__(self, words: Collection[str]) -> None:
        self._number = {word: at for at, word in enumerate(sorted(words), start=1)}
        self._keys = np.array([0, *map(_key, self._number)], dtype=np.uint64)
        numbers = np.arange(1, len(self._keys))
        self._first = _table(self._keys, numbers, _MIX[0])
        self._second = _table(self._keys, numbers[self._first[_places(self._keys[1:], _MIX[0])] != numbers], _MIX[1])

    def __len__(self) -> int:
        """Return how many numbers there are, 0 among them."""
        return len(self._keys)

    def among(self, words: Collection[str]) -> Array:
        """Return for each number whether it is that of one of these words."""
        found = np.zeros(len(self), dtype=bool)
        found[[self.number(word) for word in words]] = True
        found[0] = False
        return found

    def number(self, word: str) -> int:
        """Return the number of a word, 0 where no book has it."""
        return self._number.get(word, 0)

    def pages(self, texts: Sequence[str]) -> Iterator[tuple[int, Page]]:
        """Yield texts folded by the batch, each with the place of its first text among them."""
        for first, last in _batches(texts):
            yield first, self._page(texts[first:last])

    def _page(self, texts: Sequence[str]) -> Page:
        source = f" {f' {EDGE} '.join(texts)} "
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        begins = np.concatenate(([0], np.cumsum(lengths + 3)[:-1])) + 1
        folded = _squeeze(fold(source))
        gaps = np.flatnonzero(folded.codes == GAP)
        starts, ends = gaps[:-1] + 1, gaps[1:]
        odd = np.concatenate((_signed(source, folded, starts, ends), _spelled(folded.codes, starts, ends)))
        owners = np.searchsorted(begins, folded.origin[odd], side="right") - 1
        numbers = self._numbers(folded.codes, starts, ends)
        firsts = np.append(np.searchsorted(folded.origin[starts], begins), starts.size)
        of = np.repeat(np.arange(len(texts)), np.diff(firsts))
        of = np.concatenate((np.zeros(_MARGIN + firsts[0], dtype=of.dtype), of, np.zeros(_MARGIN, dtype=of.dtype)))
        return Page(texts, source, begins, folded, numbers, of, frozenset(owners.tolist()))

    def _numbers(self, codes: Array, starts: Array, ends: Array) -> Array:
        """Look every word up; the sum of its letters, each times a power of the base, is the key of a word."""
        powers, inverses = _powers(_room(codes.size))
        sums = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(codes.astype(np.uint64) * powers[: codes.size])))
        keys = (sums[ends] - sums[starts]) * inverses[starts]
        numbers = np.zeros(keys.size + 2 * _MARGIN, dtype=np.int32)
        found = numbers[_MARGIN : _MARGIN + keys.size]
        found[:] = self._first[_places(keys, _MIX[0])]
        others = np.flatnonzero((self._keys[found] != keys) & (found > 0))
        found[others] = self._second[_places(keys[others], _MIX[1])]
        found[others[self._keys[found[others]] != keys[others]]] = 0
        return numbers


def _signed(source: str, folded: Folded, starts: Array, ends: Array) -> Array:
    """Return the folded places of words that signs part from the next, or from what is missing: f*ck, f***."""
    codes = np.frombuffer(source.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    first = codes[folded.origin[ends]]
    near = np.flatnonzero(np.isin(first, _SIGN_CODES))
    behind = np.minimum(near + 1, starts.size - 1)  # the last word has none behind it
    tight = np.isin(codes[folded.origin[starts[behind]] - 1], _SIGN_CODES) | (first[near] == ord("*"))
    return starts[near[tight]]


def _spelled(codes: Array, starts: Array, ends: Array) -> Array:
    """Return the folded places of words of one letter with `_APART` - 1 more of them behind."""
    single = (ends - starts == 1) & (codes[starts] != ord(EDGE))
    run = single[: max(single.size - _APART + 1, 0)].copy()
    for step in range(1, _APART):
        run &= single[step : step + run.size]
    return starts[np.flatnonzero(run)]


def _room(size: int) -> int:
    """Return a size that many batches share, so that the powers of the base are reckoned once."""
    return max(2 * _BATCH, 1 << (size - 1).bit_length() if size else 0)


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


def _squeeze(folded: Folded) -> Folded:
    """Leave one of three and more equal letters in a row: "fuuuuck", "pleaseee"."""
    codes = folded.codes
    if codes.size < 3:
        return folded
    same = codes[1:] == codes[:-1]
    third = np.flatnonzero(same[1:] & same[:-1]) + 2
    third = third[codes[third] > _LAST_DIGIT]
    if not third.size:
        return folded
    drop = np.zeros(codes.size, dtype=bool)
    drop[third] = drop[third - 1] = True
    kept = np.flatnonzero(~drop)
    codes = codes[kept]
    return Folded(codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass"), folded.origin[kept], codes)


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = size = 0
    for at, text in enumerate(texts):
        size += len(text) + 3
        if size >= _BATCH:
            yield first, at + 1
            first, size = at + 1, 0
    if first < len(texts):
        yield first, len(texts)
