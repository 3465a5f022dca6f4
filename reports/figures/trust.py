"""What is counted over all the schools of a trust."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median

from reports.base import School


def median_of(schools: Iterable[School], figure: Callable[[School], float | None]) -> float | None:
    """The median of a figure over the schools that have it; None when none has."""
    known = [value for school in schools if (value := figure(school)) is not None]
    return median(known) if known else None
