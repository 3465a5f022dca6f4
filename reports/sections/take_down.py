"""What must come down today: one card for each published thing, with its reasons, its remedy and its link."""

from __future__ import annotations

from collections import Counter

from reports.base import RunView, School
from reports.choose import take_down
from reports.shown import cards, shown

MOST = 4
"""Cards on the page: a head has four minutes. The rest are counted by what is wrong, and stand in the worklist."""
REASONS = 2
"""Reasons on a card."""


def section(view: RunView, school: School) -> dict[str, object]:
    """Gather what is severe enough for today and likely or certain."""
    findings = take_down(school)
    found = cards(shown(finding, school, view.as_of) for finding in findings)
    return {
        "title": "What must come down today",
        "kinds": Counter(title for card in found for title in card.titles).most_common(),
        "cards": found[:MOST],
        "more": len(found) - len(found[:MOST]),
        "rows": len(findings),
        "reasons": REASONS,
        "worklist": f"worklist-{school.id}.html",
    }
