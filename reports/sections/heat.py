"""Schools by weeks, shaded by posts a week."""

from __future__ import annotations

from reports.base import RunView
from reports.heat_map import heat_map


def section(view: RunView) -> dict[str, object]:
    """Lay out the heat map."""
    return {"title": "Every school, week by week", "map": heat_map(view.schools)}
