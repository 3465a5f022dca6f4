"""Ranks that say no more than is known: whose intervals overlap, or are joined by others' that do, share one."""

from __future__ import annotations

from collections.abc import Mapping

from reports.figures.shares import Share


def ranks(shares: Mapping[str, Share]) -> dict[str, int]:
    """Return the rank of each name, 1 for the highest share; who shares a rank also takes up the places behind it.

    Of A over B over C, where A overlaps B and B overlaps C, nobody can be set before another: all three share a rank.
    """
    found: dict[str, int] = {}
    rank, lowest = 1, 1.0
    for name, one in sorted(shares.items(), key=lambda item: -item[1].interval[1]):
        low, high = one.interval
        if high < lowest:
            rank = len(found) + 1
        lowest = min(lowest, low) if high >= lowest else low
        found[name] = rank
    return found
