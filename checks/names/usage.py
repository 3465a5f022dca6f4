"""Usage: what entries heard around a name weigh, learned from texts people labelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import fsum
from typing import Final

import pandas as pd

RISE: Final = 10.0
"""Points that usage adds at most."""
FALL: Final = 9.0
"""Points that usage takes away at most."""
ANYWHERE: Final = "text"
"""Before a word that stands anywhere in the text."""


class Usage:
    """What entries weigh."""

    def __init__(self, weights: Mapping[tuple[str, ...], float]) -> None:
        self._weights = weights
        self._always = weights.get(("",), 0.0)

    def points(self, said: Iterable[tuple[str, ...]]) -> float:
        """Return what entries come to, with what every name begins with, from -FALL to RISE."""
        known = self._weights
        # entries come in no order, and a sum that depended on one would flip names on a threshold from run to run
        total = self._always + fsum([known[one] for one in said if one in known])
        return max(-FALL, min(RISE, total))

    def words(self) -> Iterator[str]:
        """Yield the words that are known anywhere in a text."""
        yield from (entry[1] for entry in self._weights if len(entry) == 2 and entry[0] == ANYWHERE)


def read_usage(frame: pd.DataFrame | None, of: str) -> Usage:
    """Read a column of usage.csv (entry, first, last); an absent list, and a blank cell, weigh nothing."""
    if frame is None:
        return Usage({})
    told = zip(frame["entry"].tolist(), frame[of].tolist(), strict=True)
    return Usage({tuple(entry.split(" ")): float(weight) for entry, weight in told if weight})
