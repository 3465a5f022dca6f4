"""How often the school posts, week by week, against the policy line."""

from __future__ import annotations

from reports.base import RunView, School
from reports.charts import cadence


def section(_view: RunView, school: School) -> dict[str, object]:
    """Lay out the chart."""
    return {"title": "How often the school posts", "chart": cadence(school)}
