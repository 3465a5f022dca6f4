"""A share and how sure it is: the Wilson interval at 95 per cent (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927)."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

_Z: Final = 1.959963984540054
"""Standard deviations that hold 95 per cent of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, and the interval that holds the true share 95 times in 100."""

    part: int
    whole: int
    """1 or more."""

    @property
    def rate(self) -> float:
        """From 0 to 1."""
        return self.part / self.whole

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end, from 0 to 1; the fewer were counted, the wider."""
        n, p, square = self.whole, self.rate, _Z**2
        middle = (p + square / (2 * n)) / (1 + square / n)
        half = _Z * sqrt(p * (1 - p) / n + square / (4 * n**2)) / (1 + square / n)
        return min(p, max(0.0, middle - half)), max(p, min(1.0, middle + half))

    def overlaps(self, other: Share) -> bool:
        """True when the intervals meet: then nobody can say which share is the higher."""
        (low, high), (others_low, others_high) = self.interval, other.interval
        return low <= others_high and others_low <= high


def share(part: int, whole: int) -> Share | None:
    """Return a share; None of nothing. ValueError when the part is no part of the whole."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} is no share: the part should lie between 0 and the whole")
    return Share(part, whole) if whole else None
