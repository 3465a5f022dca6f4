"""Name the word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def nearest(given: str, known: Iterable[str], *, at_least: int = 65) -> str | None:
    """Return the word of `known` most like `given` (0 to 100, case apart), or None where none is like it."""
    words = sorted(known)
    best = process.extractOne(given.casefold(), [w.casefold() for w in words], scorer=fuzz.ratio, score_cutoff=at_least)
    return words[best[2]] if best else None


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """Return `: did you mean 'x'?`, or a list of what is known where nothing is near."""
    words = sorted(known)
    near = nearest(given, words)
    return f"did you mean '{near}'?" if near else f"it should be one of {', '.join(words)}"
