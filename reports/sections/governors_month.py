"""The last months: what was found, what was mended, what stood."""

from __future__ import annotations

from reports.base import RunView
from reports.governing import trend


def section(view: RunView) -> dict[str, object]:
    """Lay out the months as a table."""
    return {"title": "Month by month", "months": trend(view)}
