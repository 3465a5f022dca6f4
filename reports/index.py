"""The way in: index.html, one row a school with its verdict and its pages."""

from __future__ import annotations

from reports import html
from reports.base import RunView
from reports.choose import ended_since, having, take_down, to_do
from reports.shown import things
from reports.sight import sight
from reports.verdict import verdict
from reports.wording import plural


def report(view: RunView) -> dict[str, bytes]:
    """Return `index.html`."""
    rows = [
        {
            "school": school,
            "verdict": verdict(school),
            "health": sight(school),
            "todo": things(to_do(school)).total(),
            "new": len(having(school, "new")),
            "fixed": len(ended_since(view, school, "fixed")),
        }
        for school in view.schools
    ]
    return {"index.html": html.page("index.html", view=view, rows=rows, opening=_opening(view))}


def _opening(view: RunView) -> str:
    """Say how the trust stands in one sentence."""
    urgent = sum(bool(take_down(school)) for school in view.schools)
    schools = plural(len(view.schools), "school")
    if not view.schools:
        return "No school was audited."
    if urgent:
        return f"{urgent} of {schools} must take something down today."
    if not all(sight(school).whole for school in view.schools):
        return f"Nothing must come down today in what was seen of {schools}; not everything was seen."
    return f"Nothing must come down today in {schools}."
