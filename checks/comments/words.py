"""Words of many texts at once: folded in one go, and each word known by its number where a book has it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Final

import numpy as np

from checks.comments.disguise import SIGNS
from checks.comments.numbers import Letters, Numbering
from checks.names.fold import EDGE, GAP, Array, Folded, fold

_BATCH: Final = 250_000
"""Characters folded in one go: enough to be fast, few enough to stay in the processor's cache."""
STEM: Final = 4
"""Letters by which words that nobody has seen are known."""
_LAST_DIGIT: Final = 57
_SIGN_CODES: Final = np.array([ord(sign) for sign in SIGNS], dtype=np.uint32)
_BETWEEN: Final = 3
"""Characters between two texts that are joined: a space, the EDGE, a space."""
_APART: Final = 4
"""Letters that stand one by one before they may be a word."""
_MARGIN: Final = 48
"""Tokens of no word at either end, so that what stands beside the first and the last may be asked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some texts, folded together. Offsets count code points."""

    FIRST_PICTURE: ClassVar[int] = 0x2300
    """Code point from which on a character may be an emoji."""
    texts: Sequence[str]
    source: str
    """The texts as they are, an EDGE between two."""
    begins: Array
    """Where each text begins in `source`."""
    folded: Folded
    """A space at either end of every text; three and more equal letters in a row are one."""
    numbers: Array
    """The number of each word in the vocabulary, 0 for any other; `_MARGIN` tokens of no word at either end."""
    stems: Array
    """The number of the first `STEM` letters of each longer word, where they are known; zeros like `numbers`."""
    texts_of: Array
    """Which of the texts each word of `numbers` belongs to."""
    odd: frozenset[int]
    """The texts that hold signs within a word (f*ck), or four letters and more one by one (s h i t)."""
    pictures: tuple[Array, Array]
    """Of each emoji and the like: which of the texts it stands in, and its code point."""
    cuts: tuple[list[int], list[int]]
    """Where the folding of each text, with the spaces around it, begins and ends."""

    def owner(self, places: Array) -> Array:
        """Return which of the texts the folded characters at some places belong to."""
        return np.searchsorted(self.begins, self.folded.origin[places], side="right") - 1

    def drawn(self, signs: Collection[str]) -> set[int]:
        """Return the texts that hold one of some emoji."""
        owners, codes = self.pictures
        found: list[int] = owners[np.isin(codes, [ord(sign) for sign in signs])].tolist()
        return set(found)

    def text(self, at: int) -> str:
        """Return the folding of one text, a space at either end."""
        return self.folded.text[self.cuts[0][at] : self.cuts[1][at]]

    def origin(self, at: int) -> list[int]:
        """Return for each character of `text` its place in the text as it is."""
        places = self.folded.origin[self.cuts[0][at] : self.cuts[1][at]]
        begun: list[int] = (places - self.begins[at]).tolist()
        return begun


class Vocabulary:
    """The words of all books, numbered from 1. Not a proof: who finds a word here asks the text itself."""

    def __init__(self, words: Collection[str], more: Collection[str] = (), stems: Collection[str] = ()) -> None:
        """`more`: words that are numbered behind the others; `stems`: first letters of longer words, `STEM` of them."""
        ordered = [*sorted(words), *sorted({*more}.difference(words))]
        self._number = {word: at for at, word in enumerate(ordered, start=1)}
        self.first = len(set(words)) + 1
        """The numbers below are those of the first words."""
        self._numbering = Numbering(ordered)
        self._stem = {stem: at for at, stem in enumerate(sorted({*stems}), start=1)}
        self._stems = Numbering(list(self._stem))

    def __len__(self) -> int:
        """Return how many numbers there are, 0 among them."""
        return len(self._numbering)

    def among(self, words: Collection[str]) -> Array:
        """Return for each number whether it is that of one of these words."""
        found = np.zeros(len(self), dtype=bool)
        found[[self.number(word) for word in words]] = True
        found[0] = False
        return found

    def number(self, word: str) -> int:
        """Return the number of a word, 0 where no book has it."""
        return self._number.get(word, 0)

    def stem(self, letters: str) -> int:
        """Return the number of the first letters of words, 0 where they are not known."""
        return self._stem.get(letters, 0)

    def pages(self, texts: Sequence[str]) -> Iterator[tuple[int, Page]]:
        """Yield texts folded by the batch, each with the place of its first text among them."""
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + _BETWEEN
        batch = np.cumsum(lengths) // _BATCH
        edges = [0, *(np.flatnonzero(np.diff(batch)) + 1).tolist(), len(texts)]
        for first, last in pairwise(edges):
            if first < last:
                yield first, self._page(texts[first:last], lengths[first:last])

    def _page(self, texts: Sequence[str], lengths: Array) -> Page:
        source = f" {f' {EDGE} '.join(texts)} "
        codes = np.frombuffer(source.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        begins = np.cumsum(lengths) - lengths + 1
        folded = _squeeze(fold(source))
        gaps = np.flatnonzero(folded.codes == GAP)
        starts, ends = gaps[:-1] + 1, gaps[1:]
        odd = np.concatenate((_signed(codes, folded, starts, ends), _spelled(folded.codes, starts, ends)))
        owners = np.searchsorted(begins, folded.origin[odd], side="right") - 1
        lefts = np.searchsorted(folded.origin, begins)  # the first letter of each text, or the EDGE behind it
        cuts = (lefts - 1).tolist(), np.append(lefts[1:] - 2, folded.codes.size).tolist()
        numbers, stems = self._look_up(folded.codes, starts, ends)
        firsts = np.append(np.searchsorted(starts, lefts), starts.size)
        of = np.zeros(numbers.size, dtype=np.int64)
        of[_MARGIN + firsts[0] : _MARGIN + starts.size] = np.repeat(np.arange(len(texts)), np.diff(firsts))
        high = np.flatnonzero(codes >= Page.FIRST_PICTURE)
        pictures = np.searchsorted(begins, high, side="right") - 1, codes[high]
        return Page(texts, source, begins, folded, numbers, stems, of, frozenset(owners.tolist()), pictures, cuts)

    def _look_up(self, codes: Array, starts: Array, ends: Array) -> tuple[Array, Array]:
        """Return the number of each word, and that of its first letters where it has more; zeros at either end."""
        letters = Letters(codes)
        numbers, stems = (np.zeros(starts.size + 2 * _MARGIN, dtype=np.int32) for _ in range(2))
        self._numbering.look_up(letters.keys(starts, ends), numbers[_MARGIN:-_MARGIN])
        numbers[_MARGIN - 1] = numbers[-_MARGIN] = self.number(EDGE)  # a text begins behind it, and another ends
        longer = np.flatnonzero(ends - starts > STEM)
        if self._stem:
            found = np.zeros(longer.size, dtype=np.int32)
            self._stems.look_up(letters.keys(starts[longer], starts[longer] + STEM), found)
            stems[longer + _MARGIN] = found
        return numbers, stems


def _signed(codes: Array, folded: Folded, starts: Array, ends: Array) -> Array:
    """Return the folded places of words that signs part from the next, or from what is missing: f*ck, f***."""
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
