"""Room for the link governor: questions to ask, what was seen on the visit, a line to sign."""

from __future__ import annotations

from typing import Final

from reports.base import RunView

QUESTIONS: Final = (
    "Who looks at the worklist, and how often?",
    "Is every account approved, and does a named person watch it?",
    "Who keeps the photo log and the consents up to date?",
    "What did leadership find when it read the sample of posts that the checks had passed?",
    "What was not seen, and what is being done about it?",
)


def section(_view: RunView) -> dict[str, object]:
    """List the questions."""
    return {"title": "For the link governor", "questions": QUESTIONS}
