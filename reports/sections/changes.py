"""What changed since the last audit: new, came back, fixed, still open; with the dates of both."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from reports.base import Finding, RunView, School
from reports.choose import ended_since, having, new_weeks, take_down
from reports.shown import Shown, shown
from reports.wording import days_between

MOST = 15


def section(view: RunView, school: School) -> dict[str, object]:
    """Compare with the run before."""
    new, returned, still = (having(school, status) for status in ("new", "returned", "open"))
    fixed = ended_since(view, school, "fixed")
    # What must come down today stands above, with all that is known of it: here it is only counted.
    arrived = tuple(finding for finding in (*returned, *new) if finding.severity != "today")
    return {
        "title": "What changed since last time",
        "days": days_between(view.previous, view.as_of) if view.previous else None,
        "tally": (("New", len(new)), ("Came back", len(returned)), ("Fixed", len(fixed)), ("Still open", len(still))),
        "urgent": bool(take_down(school)),
        "arrived": _shown(arrived, view, school)[:MOST],
        "more_arrived": max(0, len(arrived) - MOST),
        "fixed": _shown(fixed, view, school)[:MOST],
        "more_fixed": max(0, len(fixed) - MOST),
        "still": _by_check(_shown(still, view, school)),
        "weeks": _shown(new_weeks(school), view, school),
        "superseded": len(ended_since(view, school, "superseded")),
    }


def _shown(findings: Iterable[Finding], view: RunView, school: School) -> tuple[Shown, ...]:
    return tuple(shown(finding, school, view.as_of) for finding in findings)


def _by_check(items: Iterable[Shown]) -> list[dict[str, object]]:
    """Count what is still open by what is wrong: sixty rows of the same fault are one line to a head."""
    ordered = sorted(items, key=lambda item: item.title)
    groups = [tuple(group) for _, group in groupby(ordered, key=lambda item: item.title)]
    return [
        {"title": group[0].title, "count": len(group), "oldest": max(item.days_open for item in group)}
        for group in sorted(groups, key=len, reverse=True)
    ]
