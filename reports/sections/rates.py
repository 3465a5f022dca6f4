"""What was found in each school and how fast it is mended: rates over what was judged, and how much that was."""

from __future__ import annotations

from reports.base import RunView
from reports.comparing import FIGURES, values, was_read
from reports.sight import sight

_SHOWN = ("findings_per_100_posts", "findings", "take_down_today", "days_to_fix", "posts_judged", "rules_open")


def section(view: RunView) -> dict[str, object]:
    """One row a school, in the order of the trust's own list: this is no ranking."""
    rows = (
        {
            "school": school,
            "read": was_read(school),
            "values": values(school),
            "health": sight(school),
        }
        for school in view.schools
    )
    figures = {figure.name: figure for figure in FIGURES if figure.name in _SHOWN}
    return {"title": "What was found, and how fast it is mended", "figures": figures, "rows": tuple(rows)}
