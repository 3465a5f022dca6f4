"""Usage: how texts speak around pupils and around words that only look like one, learned from texts people labelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import pandas as pd

from checks.names.surroundings import Surroundings

REACH: Final = 6.0
"""Points that usage adds or takes away at most."""
_NONE: Final = "|"
"""Stands for a word where the text begins or ends."""
_NEAR: Final = 4


def said_around(around: Surroundings, kind: str, company: int) -> Iterator[str]:
    """Yield what is said around a first name, as entries of usage.csv.

    `company`: the other names in its list. What else the name means is no entry: the rules have weighed it already.
    """
    case = "U" if around.word.isupper() and len(around.word) > 1 else "C" if around.word[:1].isupper() else "l"
    yield from (f"kind {kind}", f"list {min(company, 3)}")
    left = _with_sign(around.left[::-1], around.left_gap[::-1])
    right = _with_sign(around.right, around.right_gap)
    one, two = left[0], right[0]
    yield from (f"{one} {left[1]} <", f"> {two} {right[1]}", f"{one} <> {two}")
    yield from (f"{one} <", f"> {two}", f"{left[1]} _ <", f"> _ {right[1]}")
    yield from (f"{one} < {case}", f"> {two} {case}")
    yield from (f"{word} .. <" for word in {*around.left})
    yield from (f"> .. {word}" for word in {*around.right})


def _with_sign(words: Sequence[str], gap: str) -> list[str]:
    """Return the nearest words, the sign that parts the name from the first of them before it; filled up."""
    sign = gap.strip()[:1]
    return [*([sign] if sign else []), *words[:_NEAR], _NONE, _NONE]


class Usage:
    """What entries weigh."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    def points(self, said: Iterable[str]) -> float:
        """Return what entries come to, with what every name begins with; never more than REACH either way."""
        known = self._weights
        total = known.get("", 0.0) + sum([known[one] for one in said if one in known])
        return max(-REACH, min(REACH, total))


def read_usage(frame: pd.DataFrame | None) -> Usage:
    """Read usage.csv: entry, weight; an absent list weighs nothing."""
    if frame is None:
        return Usage({})
    return Usage(dict(zip(frame["entry"].tolist(), map(float, frame["weight"].tolist()), strict=True)))
