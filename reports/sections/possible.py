"""Possible findings, apart from the rest: the tool is not sure, a person decides."""

from __future__ import annotations

from reports.base import RunView, School
from reports.choose import possible
from reports.shown import shown

MOST = 15


def section(view: RunView, school: School) -> dict[str, object]:
    """List what a person should look at."""
    found = possible(school)
    return {
        "title": "Possible, for a person to decide",
        "rows": tuple(shown(finding, school, view.as_of) for finding in found[:MOST]),
        "more": max(0, len(found) - MOST),
    }
