"""Rewording: texts in which a name is written with its letters apart or in another script, as they are read instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from checks.names.apart import Closer
from checks.names.batch import Batch
from checks.names.joined import spaced_runs
from checks.names.scripts import WORD, Scripts

_OTHER_SCRIPTS: Final = ((0x370, 0x530), (0x1F00, 0x2000))
"""Greek and Cyrillic."""


class Reworded(NamedTuple):
    """A text that is read in place of another."""

    source: str
    places: list[int]
    """Where each of its characters stands in the text as stored."""
    apart: tuple[tuple[int, int], ...]
    """[start, end) in it of the names that were written letter by letter."""


class Rewording:
    """Looks for names that are written so that no word of the text is one."""

    def __init__(self, closer: Closer, scripts: Scripts) -> None:
        self._closer, self._scripts = closer, scripts

    def of(self, batch: Batch, texts: Sequence[str]) -> dict[int, Reworded]:
        """Return text -> how it is read instead; nearly all are read as they are."""
        spaced = set(self._texts_at(batch, [run[0] for run in spaced_runs(batch.codes)]))
        written = batch.written[batch.high]
        other = np.zeros(written.size, dtype=bool)
        for first, last in _OTHER_SCRIPTS:
            other |= (written >= first) & (written < last)
        foreign = set(np.unique(batch.texts_at(batch.high[other])).tolist()) if other.any() else set[int]()
        found = ((at, self._reword(texts[at], at in spaced, at in foreign)) for at in sorted(spaced | foreign))
        return {at: reworded for at, reworded in found if reworded}

    def _texts_at(self, batch: Batch, folded: list[int]) -> list[int]:
        return batch.texts_at(batch.sources_of(np.array(folded, dtype=np.int64))).tolist() if folded else []

    def _reword(self, text: str, spaced: bool, foreign: bool) -> Reworded | None:
        closed = self._closer.close(text) if spaced else None
        if closed:
            return Reworded(closed.source, closed.places, tuple(closed.names))
        return self._romanise(text) if foreign else None

    def _romanise(self, text: str) -> Reworded | None:
        """Write the words of another script that spell names of the register as the register does."""
        out, places, done = list[str](), list[int](), 0
        for word in WORD.finditer(text):
            start, end = word.span()
            if name := self._scripts.name(word[0]):
                out += [text[done:start], name]
                places += range(done, start)
                places += [start + min(at * (end - start) // len(name), end - start - 1) for at in range(len(name))]
                places[-1] = end - 1
                done = end
        if not out:
            return None
        return Reworded("".join([*out, text[done:]]), [*places, *range(done, len(text))], ())
