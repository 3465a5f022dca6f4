"""What could not be judged, school by school, so that nobody takes a gap for a good result."""

from __future__ import annotations

from reports.base import RunView
from reports.gaps import unjudged, unsaid


def section(view: RunView) -> dict[str, object]:
    """List for each school what was not read and which rules that leaves open."""
    gaps = ((school, unjudged(school)) for school in view.schools)
    rows = tuple((school, unsaid(school, rules), rules) for school, rules in gaps if rules or school.unread)
    return {"title": "Not assessed", "rows": rows}
