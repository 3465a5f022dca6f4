"""How steadily each school posts: weeks kept with their interval, and a rank that says no more than the interval."""

from __future__ import annotations

from collections.abc import Mapping

from reports.base import RunView, School
from reports.charts import strip
from reports.comparing import FIGURES, ranked, values, was_read
from reports.figures import LEAST_WEEKS, judged_weeks, weeks_kept

_SHOWN = ("posts_a_week", "weeks_kept", "zero_weeks", "longest_silence", "cross_posted")


def section(view: RunView) -> dict[str, object]:
    """One row a school: who is ranked first, by rank; then the others; then those of which nothing was read."""
    most = max((week.posts for school in view.schools for week in judged_weeks(school)), default=1)
    ranks = ranked(view)
    ordered = sorted(view.schools, key=lambda s: (not was_read(s), ranks.get(s.id, len(view.schools) + 1)))
    return {
        "title": "How often the schools post",
        "figures": {figure.name: figure for figure in FIGURES if figure.name in _SHOWN},
        "rows": tuple(_row(school, ranks, most) for school in ordered),
        "most": most,
        "least": LEAST_WEEKS,
    }


def _row(school: School, ranks: Mapping[str, int], most: int) -> dict[str, object]:
    rank = ranks.get(school.id)
    return {
        "school": school,
        "read": was_read(school),
        "rank": rank,
        "shared": rank is not None and list(ranks.values()).count(rank) > 1,
        "weeks": len(judged_weeks(school)),
        "strip": strip(school, most),
        "kept": weeks_kept(school),
        "values": values(school),
    }
