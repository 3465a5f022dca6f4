"""The fair numbers of each school: posts per school week, weeks below the line, findings per 100 posts, days to fix."""

from __future__ import annotations

from reports.base import RunView, School
from reports.charts import Strip, strip
from reports.choose import take_down, to_do
from reports.measures import days_to_fix, judged_weeks, per_hundred_posts, posts_a_school_week
from reports.shown import things
from reports.sight import sight


def section(view: RunView) -> dict[str, object]:
    """One row a school, in the order of the trust's own list: this is no ranking."""
    most = max((week.posts for school in view.schools for week in judged_weeks(school)), default=1)
    return {
        "title": "Side by side",
        "rows": tuple(_row(school, strip(school, most)) for school in view.schools),
        "most": most,
    }


def _row(school: School, dots: Strip | None) -> dict[str, object]:
    weeks = judged_weeks(school)
    return {
        "school": school,
        "strip": dots,
        "mean": posts_a_school_week(school),
        "weeks": len(weeks),
        "short": sum(week.outcome == "fail" for week in weeks),
        "rate": per_hundred_posts(school),
        "to_do": len(to_do(school)),
        "today": things(take_down(school)).total(),
        "fix": days_to_fix(school),
        "health": sight(school),
    }
