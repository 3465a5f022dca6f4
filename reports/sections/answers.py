"""A head's five questions with their answers, side by side."""

from __future__ import annotations

from reports.answers import answers
from reports.base import RunView, School


def section(view: RunView, school: School) -> dict[str, object]:
    """Answer urgent, better or worse, quiet, not seen, to sign."""
    return {"title": "Five questions", "answers": answers(view, school)}
