"""What was not seen and why: nothing unread is ever green."""

from __future__ import annotations

from reports.base import RunView, School
from reports.gaps import unjudged, unsaid
from reports.sight import sight


def section(_view: RunView, school: School) -> dict[str, object]:
    """List what was not read, which rules it leaves unjudged, and how far each account was read."""
    rules = unjudged(school)
    return {
        "title": "What was not seen, and why",
        "health": sight(school),
        "unread": unsaid(school, rules),
        "rules": rules,
        "accounts": school.accounts,
    }
