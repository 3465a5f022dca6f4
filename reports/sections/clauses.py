"""The clauses that ask for something, one line each; those that are kept or out of scope are counted."""

from __future__ import annotations

from typing import Final

from reports.base import RunView, School
from reports.figures import clauses_by_state
from reports.wording import STATE_TITLES, flagged_of, plural, sentence, shortened

MOST: Final = 12
"""Lines on the page; all of them stand in the appendix of the web page."""
_ASK: Final = ("broken", "not_assessed", "partly")
_LONGEST: Final = 92
"""Characters of a clause on one line."""


def section(_view: RunView, school: School) -> dict[str, object]:
    """List what is broken or open, worst first, and count the rest."""
    counts = clauses_by_state(school)
    asking = [line for state in _ASK for line in school.clauses if line.state == state]
    return {
        "title": "The policy, clause by clause",
        "tally": tuple((state, counts[state]) for state in STATE_TITLES if counts[state]),
        "lines": tuple(
            (line, shortened(line.says, _LONGEST), flagged_of(line.flagged, line.judged)) for line in asking[:MOST]
        ),
        "more": max(0, len(asking) - MOST),
        "folded": _folded(counts["kept"], counts["unflagged"], counts["out_of_scope"]),
    }


def _folded(kept: int, unflagged: int, outside: int) -> str:
    parts = [f"{plural(kept, 'clause is', 'clauses are')} kept"] if kept else []
    parts += [f"under {unflagged} nothing was flagged and a person reads on"] if unflagged else []
    parts += [f"{outside} {'is' if outside == 1 else 'are'} out of scope"] if outside else []
    return sentence("; ".join(parts)).rstrip(".")
