"""What was waived: accepted findings with reason, approver and end, still counted in the open."""

from __future__ import annotations

from reports.base import RunView, School
from reports.choose import waived
from reports.shown import shown


def section(view: RunView, school: School) -> dict[str, object]:
    """List the accepted findings."""
    return {"title": "What was waived", "rows": tuple(shown(finding, school, view.as_of) for finding in waived(school))}
