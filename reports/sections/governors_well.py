"""What goes well, what should be better, and how much of it all was seen."""

from __future__ import annotations

from reports.base import RunView
from reports.comparing import was_read
from reports.figures import seen
from reports.governing import per_hundred, strengths, to_improve, weeks_kept


def section(view: RunView) -> dict[str, object]:
    """Lay out both lists below what was seen."""
    return {
        "title": "How the schools stand",
        "strengths": strengths(view),
        "to_improve": to_improve(view),
        "seen": seen(account for school in view.schools for account in school.accounts),
        "read": sum(map(was_read, view.schools)),
        "kept": weeks_kept(view.schools),
        "rate": per_hundred(view.schools),
        "posts": sum(school.posts_judged for school in view.schools),
    }
