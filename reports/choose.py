"""Which findings belong where: to do, possible, waived, changed; one place, so that every report counts alike.

A school holds its findings worst first, so every choice of them stands in that order too.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from reports.base import Finding, RunView, School

LIVE: Final = frozenset({"new", "open", "returned"})
"""What still stands. Fixed and superseded findings are never in a list of things to do."""
DATED: Final = frozenset({"week", "event"})
"""Subjects that are facts about a date: they can be learnt from, not mended."""


def firm(finding: Finding) -> bool:
    """True when reports act on it: likely or certain."""
    return finding.confidence != "possible"


def standing(school: School) -> tuple[Finding, ...]:
    """Everything that stands and can be mended, whatever its confidence, worst first."""
    return tuple(f for f in school.findings if _stands(f))


def _stands(finding: Finding) -> bool:
    return finding.status in LIVE and finding.subject_type not in DATED


def to_do(school: School) -> tuple[Finding, ...]:
    """What the school must act on, worst first."""
    return tuple(f for f in school.findings if firm(f) and _stands(f))


def take_down(school: School) -> tuple[Finding, ...]:
    """What must come down today."""
    return tuple(f for f in school.findings if f.severity == "today" and firm(f) and _stands(f))


def possible(school: School) -> tuple[Finding, ...]:
    """What a person should look at: the tool is not sure."""
    return tuple(f for f in school.findings if not firm(f) and _stands(f))


def waived(school: School) -> tuple[Finding, ...]:
    """What somebody accepted, with a reason and an end."""
    return tuple(f for f in school.findings if f.status == "waived")


def having(school: School, status: str) -> tuple[Finding, ...]:
    """Firm findings that can be mended and have one status."""
    return tuple(f for f in school.findings if f.status == status and f.subject_type not in DATED and firm(f))


def ended_since(view: RunView, school: School, status: str) -> tuple[Finding, ...]:
    """Findings of an ended status (fixed, superseded) that ended after the run before; all of them on a first run."""
    return tuple(finding for finding in having(school, status) if _ended_after(finding, view.previous))


def _ended_after(finding: Finding, previous: datetime | None) -> bool:
    """True when it ended after the run before; one without an end was still seen in that run."""
    if previous is None:
        return True
    return finding.ended_at > previous if finding.ended_at else finding.last_seen >= previous


def new_weeks(school: School) -> tuple[Finding, ...]:
    """Faults of weeks and events judged for the first time in this run."""
    return tuple(f for f in school.findings if f.status in LIVE and f.subject_type in DATED and firm(f))


def refuse_safeguarding(view: RunView) -> None:
    """Refuse a view that holds a finding for the safeguarding lead: such rows enter no report at all."""
    if any(f.route == "dsl" for school in view.schools for f in school.findings):
        raise ValueError("A report's view must not hold findings routed to the safeguarding lead; leave them out.")
