"""What moved since the last run: how much is new, open, fixed or back, by what is wrong, and how long it stayed up."""

from __future__ import annotations

from typing import Final

from reports.base import RunView, School
from reports.figures import days_to_fix_since, kinds, movement, time_up
from reports.wording import days_between

MOST: Final = 8
"""Kinds of faults on the page; the rest are counted together."""


def section(view: RunView, school: School) -> dict[str, object]:
    """Count what moved, and lay out a table of the kinds of faults."""
    moved, rows = movement(view, school), kinds(view, school)
    rest = rows[MOST:]
    return {
        "title": "What changed since last time",
        "days": days_between(view.previous, view.as_of, view.as_of.tzinfo) if view.previous else None,
        "tally": (
            ("New", moved.new), ("Still open", moved.still), ("Came back", moved.returned),
            *((("Counted again", moved.again),) if moved.again else ()), ("Fixed", moved.fixed),
            *((("Accepted", moved.accepted),) if moved.accepted else ()),
        ),
        "kinds": rows[:MOST],
        "more": (len(rest), sum(kind.stands for kind in rest)),
        "fix": days_to_fix_since(view, school),
        "up": time_up(school, view.as_of),
        "superseded": moved.superseded,
        "again": moved.again,
        "accepted": moved.accepted,
    }  # fmt: skip
