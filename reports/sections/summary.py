"""Strengths, concerns and next steps: what a head takes into the meeting."""

from __future__ import annotations

from reports.base import RunView, School
from reports.summary import concerns, next_steps, strengths


def section(view: RunView, school: School) -> dict[str, object]:
    """Say each in a few counted lines."""
    return {
        "title": "For the meeting",
        "columns": (
            ("Strengths", "clear", strengths(view, school), "Nothing was judged that could be called one."),
            ("Concerns", "right", concerns(view, school), "None in what was seen."),
            ("Next steps", "hand", next_steps(school), ""),
        ),
    }
