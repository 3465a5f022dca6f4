"""Rewording: texts in which a name stands with its letters apart, in figures or in another script, as they are read."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final, NamedTuple

import numpy as np

from checks.names.apart import Closer
from checks.names.batch import Batch
from checks.names.figured import texts_with_figures, with_letters
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
    figured: tuple[tuple[int, int], ...] = ()
    """The same of names that were written with figures for letters."""


class Rewording:
    """Looks for names that are written so that no word of the text is one."""

    def __init__(self, closer: Closer, scripts: Scripts, names: Container[str]) -> None:
        """`names`: the forms of the register, folded."""
        self._closer, self._scripts, self._names = closer, scripts, names

    def of(self, batch: Batch, texts: Sequence[str]) -> dict[int, Reworded]:
        """Return text -> how it is read instead; nearly all are read as they are."""
        spaced = set(self._texts_at(batch, [run[0] for run in spaced_runs(batch.codes)]))
        written = batch.written[batch.high]
        other = np.zeros(written.size, dtype=bool)
        for first, last in _OTHER_SCRIPTS:
            other |= (written >= first) & (written < last)
        foreign = set(np.unique(batch.texts_at(batch.high[other])).tolist()) if other.any() else set[int]()
        figured = self._figured(batch, texts)
        some = sorted(spaced | foreign | figured.keys())
        found = ((at, self._reword(texts[at], at in spaced, at in foreign) or figured.get(at)) for at in some)
        return {at: reworded for at, reworded in found if reworded}

    def _figured(self, batch: Batch, texts: Sequence[str]) -> dict[int, Reworded]:
        """Return text -> how it is read where figures in it stand for letters of a name."""
        read = ((at, with_letters(texts[at], self._names)) for at in texts_with_figures(batch))
        return {at: Reworded(one.source, list(range(len(one.source))), (), one.names) for at, one in read if one}

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
