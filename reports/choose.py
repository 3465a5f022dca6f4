"""Which findings belong where: to do, possible, waived, changed; one place, so that every report counts alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from reports.base import Finding, RunView, School
from reports.wording import CONFIDENCE_TITLES, SEVERITY_TITLES

LIVE: Final = frozenset({"new", "open", "returned"})
"""What still stands. Fixed and superseded findings are never in a list of things to do."""
DATED: Final = frozenset({"week", "event"})
"""Subjects that are facts about a date: they can be learnt from, not mended."""
_WORST: Final = {name: place for place, name in enumerate(SEVERITY_TITLES)}
_SUREST: Final = {name: place for place, name in enumerate(CONFIDENCE_TITLES)}


def firm(finding: Finding) -> bool:
    """True when reports act on it: likely or certain."""
    return finding.confidence != "possible"


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by severity, what is surest, what came back, then the oldest; the key settles ties so that runs compare."""
    return tuple(sorted(findings, key=_urgency))


def _urgency(finding: Finding) -> tuple[int, int, bool, datetime, str]:
    severity, surety = _WORST.get(finding.severity, 9), _SUREST.get(finding.confidence, 9)
    return severity, surety, finding.status != "returned", finding.first_seen, finding.key


def standing(school: School) -> tuple[Finding, ...]:
    """Everything that stands and can be mended, whatever its confidence, worst first."""
    return worst_first(f for f in school.findings if f.status in LIVE and f.subject_type not in DATED)


def to_do(school: School) -> tuple[Finding, ...]:
    """What the school must act on, worst first."""
    return tuple(f for f in standing(school) if firm(f))


def take_down(school: School) -> tuple[Finding, ...]:
    """What must come down today."""
    return tuple(f for f in to_do(school) if f.severity == "today")


def possible(school: School) -> tuple[Finding, ...]:
    """What a person should look at: the tool is not sure."""
    return tuple(f for f in standing(school) if not firm(f))


def waived(school: School) -> tuple[Finding, ...]:
    """What somebody accepted, with a reason and an end."""
    return worst_first(f for f in school.findings if f.status == "waived")


def having(school: School, status: str) -> tuple[Finding, ...]:
    """Firm findings that can be mended and have one status."""
    return worst_first(f for f in school.findings if f.status == status and f.subject_type not in DATED and firm(f))


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
    return worst_first(f for f in school.findings if f.status in LIVE and f.subject_type in DATED and firm(f))


def refuse_safeguarding(view: RunView) -> None:
    """Refuse a view that holds a finding for the safeguarding lead: such rows enter no report at all."""
    if any(f.route == "dsl" for school in view.schools for f in school.findings):
        raise ValueError("A report's view must not hold findings routed to the safeguarding lead; leave them out.")
