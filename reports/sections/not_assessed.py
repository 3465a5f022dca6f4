"""What could not be judged, school by school, so that nobody takes a gap for a good result."""

from __future__ import annotations

from reports.base import RunView
from reports.gaps import by_reason, unsaid


def section(view: RunView) -> dict[str, object]:
    """List for each school what was not read and which rules that leaves open."""
    gaps = ((school, unsaid(school), by_reason(school)) for school in view.schools)
    return {"title": "Not assessed", "rows": tuple(row for row in gaps if row[1] or row[2])}
