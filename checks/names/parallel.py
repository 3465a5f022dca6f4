"""Parallel: names that each are told the same way: "Lilymae on tuba, Drew on trombone, Ffion on whatever was left"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

_TELLS: Final = re.compile(r"\s+(on|for|with|as|in|at|by)\s", re.IGNORECASE)
"""The small word behind a name."""
_SHARE: Final = re.compile(r"[^.!?:\n,;]{1,50}[,;]\s*(?:and\s|&\s|n\s)?\s*", re.IGNORECASE)
"""What one name is told of, up to the next name."""
_PLACES: Final = frozenset(("on", "in", "at"))
"""Words that say where somebody is, one as good as the other."""


class Spot(NamedTuple):
    """A first name: [start, end) in the source, and whether it is a name and nothing else."""

    start: int
    end: int
    name: bool


def paralleled(source: str, spots: Iterable[Spot]) -> frozenset[int]:
    """Return where names begin that stand beside another in the same words; one of them at least is no other word."""
    told = [(spot, found) for spot in spots if (found := _TELLS.match(source, spot.end))]
    out: set[int] = set()
    for run in _runs(source, told):
        if len(run) > 1 and any(spot.name for spot in run):
            out.update(spot.start for spot in run)
    return frozenset(out)


def _runs(source: str, told: list[tuple[Spot, re.Match[str]]]) -> Iterator[list[Spot]]:
    """Yield the runs of names with the same small word behind each and nothing but its share between them."""
    run = [spot for spot, _ in told[:1]]
    for (_, before), (spot, after) in pairwise(told):
        share = _SHARE.fullmatch(source, before.end(), spot.start)
        if share is None or not _alike(before[1].lower(), after[1].lower()):
            yield run
            run = []
        run.append(spot)
    yield run


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= _PLACES
