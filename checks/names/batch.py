"""Batch: many texts joined and folded in one go, and the way from a folded place back to its text and its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from checks.names.fold import DROPPED, EDGE, EXPANDED, GAP, Array, fold, folding_table

_ASCII_END: Final = 0x80
_BETWEEN: Final = f" {EDGE} "
"""What stands before, between and behind the texts."""
_GONE: Final = 0xFF
"""Marks a byte that is to be dropped."""
_ASCII: Final = bytes(ord(chr(c).lower()) if chr(c).isalnum() or chr(c) == EDGE else GAP for c in range(_ASCII_END))
_LOW_BYTES: Final = _ASCII + bytes([GAP]) * _ASCII_END
"""The folding of ASCII, for bytes.translate; what stands above it is put in afterwards."""


class Cut(NamedTuple):
    """What was folded of one text."""

    begin: int
    """Where the text begins in the source of its batch."""
    first: int
    """Where the folded text begins in that of its batch."""
    text: str
    """Folded, with the gap in front of it."""
    origin: Sequence[int]
    """Code point of the text for each folded character."""


class Batch:
    """Texts joined with one edge between two, and their folding.

    It folds to what `fold` folds it to, in a third of the time: one byte a character where all folds to ASCII, and
    of the way back to the source only the characters that were dropped are kept.
    """

    def __init__(self, texts: Sequence[str], lengths: Array) -> None:
        """Join and fold texts; `lengths`: how many characters each of them has."""
        self.source = _BETWEEN.join(["", *texts, ""])
        self.begins: Array = np.cumsum(lengths + len(_BETWEEN)) - lengths
        """Where each text begins in the source."""
        self.ends: Array = self.begins + lengths
        self.written: Array = np.frombuffer(self.source.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        """The source as code points."""
        self.high: Array = np.flatnonzero(self.written >= _ASCII_END)
        """Where the source is not ASCII."""
        self.codes, self._dropped, self._origin = _folded(self.source, self.written, self.high)
        """The folded text as code points."""
        self._shifts = self._dropped - np.arange(self._dropped.size)
        narrow = self.codes.dtype == np.uint8
        self.text: str = str(self.codes.data, "ascii" if narrow else "utf-32-le")
        """The folded text."""

    def sources_of(self, places: Array) -> Array:
        """Return the code point of the source that each folded place came from."""
        if self._origin is not None:
            return self._origin[places]
        return places + np.searchsorted(self._shifts, places, side="right")

    def texts_at(self, sources: Array) -> Array:
        """Return which text each place of the source lies in."""
        return np.searchsorted(self.begins, sources, side="right") - 1

    def cut(self, texts: Sequence[int]) -> Iterator[Cut]:
        """Yield what was folded of each of some texts, the gap in front of it included."""
        chosen = np.array(texts, dtype=np.int64)
        begins, ends = self.begins[chosen], self.ends[chosen]
        if self._origin is not None:
            firsts, lasts = np.searchsorted(self._origin, begins) - 1, np.searchsorted(self._origin, ends)
            for begin, first, last in zip(begins.tolist(), firsts.tolist(), lasts.tolist(), strict=True):
                yield Cut(begin, first, self.text[first:last], (self._origin[first:last] - begin).tolist())
            return
        firsts = begins - np.searchsorted(self._dropped, begins) - 1
        lasts = ends - np.searchsorted(self._dropped, ends)
        aheads, behinds = (np.searchsorted(self._shifts, side, side="right").tolist() for side in (firsts, lasts - 1))
        spans = zip(begins.tolist(), firsts.tolist(), lasts.tolist(), aheads, behinds, strict=True)
        for begin, first, last, ahead, behind in spans:
            origin: Sequence[int] = range(first + ahead - begin, last + behind - begin)
            if ahead < behind:
                passed = {at - begin for at in self._dropped[ahead:behind].tolist()}
                origin = [at for at in origin if at not in passed]
            yield Cut(begin, first, self.text[first:last], origin)


def _folded(source: str, written: Array, high: Array) -> tuple[Array, Array, Array | None]:
    """Return the folded code points, the places of the source that were dropped, and every origin where that is not
    enough, because a character was written out as several.
    """
    table, _ = folding_table()
    values = table[written[high]]
    widest = int(values.max(initial=0))
    if widest >= EXPANDED:
        whole = fold(source)
        return whole.codes, np.zeros(0, dtype=np.int64), whole.origin
    if widest < _ASCII_END:
        codes = np.frombuffer(bytearray(written.astype(np.uint8)).translate(_LOW_BYTES), dtype=np.uint8)
        codes[high] = values
    else:
        codes = table[written]
    vanished = high[values == DROPPED]
    if vanished.size:
        codes = np.delete(codes, vanished)
    gaps = codes == GAP
    again = np.flatnonzero(gaps[1:] & gaps[:-1]) + 1
    dropped = again
    if vanished.size:
        shifted = again + np.searchsorted(vanished - np.arange(vanished.size), again, side="right")
        dropped = np.sort(np.concatenate((vanished, shifted)))
    if codes.dtype != np.uint8:
        return np.delete(codes, again), dropped, None
    codes[again] = _GONE  # the same in half the time
    return np.frombuffer(codes.tobytes().translate(None, bytes([_GONE])), dtype=np.uint8), dropped, None
