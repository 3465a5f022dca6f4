"""What only a person can read: a list to tick, and a line to sign."""

from __future__ import annotations

from reports.base import RunView, School


def section(_view: RunView, school: School) -> dict[str, object]:
    """List the clauses read by hand."""
    return {
        "title": "To read by hand and sign off",
        "lines": tuple(line for line in school.clauses if line.state == "by_hand"),
    }
