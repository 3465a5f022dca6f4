"""The last months: what was found, what was mended, what stood."""

from __future__ import annotations

from reports.base import RunView
from reports.governing import NOT_AUDITED, trend


def section(view: RunView) -> dict[str, object]:
    """Lay out the months as a table."""
    months = trend(view)
    return {"title": "Month by month", "months": months, "gaps": any(month.found == NOT_AUDITED for month in months)}
