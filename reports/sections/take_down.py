"""What must come down today: one card for each published thing, with its reasons, its remedy and its link."""

from __future__ import annotations

from reports.base import RunView, School
from reports.choose import take_down
from reports.shown import cards, shown

MOST = 12
"""Cards on the page; the rest stand in the worklist, which a head need not read to know how many there are."""


def section(view: RunView, school: School) -> dict[str, object]:
    """Gather what is severe enough for today and likely or certain."""
    found = cards(shown(finding, school, view.as_of) for finding in take_down(school))
    return {
        "title": "What must come down today",
        "cards": found[:MOST],
        "more": len(found) - len(found[:MOST]),
        "worklist": f"worklist-{school.id}.html",
    }
