"""Words with a slip in them: two letters swapped, one left out, or no space before the next word."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

_SHORTEST: Final = 4
"""Letters of a word that is looked for with a slip; what is left of a shorter one may be anything."""


def slips(word: str) -> Iterator[str]:
    """Yield a word with two neighbours swapped, and with one letter left out that is not the first."""
    if len(word) < _SHORTEST:
        return
    for at in range(len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if len(word) > _SHORTEST or at + 1 < len(word) - 1:
            yield word[: at + 1] + word[at + 2 :]


def run_together(before: Collection[str], word: str, after: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield a word without the space to another, and both with it: ihate, "i hate"."""
    yield from ((f"{one}{word}", f"{one} {word}") for one in before)
    yield from ((f"{word}{one}", f"{word} {one}") for one in after)
