"""How often the school posts, week by week, against the policy line."""

from __future__ import annotations

from reports.base import RunView, School
from reports.charts import cadence, state_of


def section(_view: RunView, school: School) -> dict[str, object]:
    """Lay out the chart and the same weeks as a table."""
    return {
        "title": "How often the school posts",
        "chart": cadence(school),
        "weeks": tuple((week, state_of(week)) for week in school.weeks),
        "line": school.posts_a_week,
    }
