"""What is new, what came back and what was fixed since the last run, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reports.base import Finding, RunView, School
from reports.choose import ended_since, having, new_weeks, take_down
from reports.shown import Shown, shown

MOST: Final = 15


def section(view: RunView, school: School) -> dict[str, object] | None:
    """List it; nothing when nothing moved."""
    # What must come down today stands above, with all that is known of it.
    arrived = [one for status in ("returned", "new") for one in having(school, status) if one.severity != "today"]
    fixed = ended_since(view, school, "fixed")
    weeks = new_weeks(school)
    if not (arrived or fixed or weeks):
        return None
    return {
        "title": "New, come back and fixed, one by one",
        "urgent": bool(take_down(school)),
        "arrived": _shown(arrived[:MOST], view, school),
        "more_arrived": max(0, len(arrived) - MOST),
        "fixed": _shown(fixed[:MOST], view, school),
        "more_fixed": max(0, len(fixed) - MOST),
        "weeks": _shown(weeks, view, school),
    }


def _shown(findings: Iterable[Finding], view: RunView, school: School) -> tuple[Shown, ...]:
    return tuple(shown(finding, school, view.as_of) for finding in findings)
