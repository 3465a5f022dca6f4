"""What the checks for the safeguarding lead could not look at: told in their folder alone, and never a clear sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import checks
from checks.base import NOT_ASSESSED
from config.models import School
from pipeline.shown import labels_of
from pipeline.store.ledger_rows import CoverageRow, load_coverage
from pipeline.store.opening import Connection
from pipeline.store.runs import Run, last_audit_of

NOBODY_LOOKS: Final = (
    "this school is no longer in trust.yaml, so no audit looks at it under this id: what stands here is as it was last "
    "seen, and waits until it is closed"
)
"""Of a school that left."""
_NOTHING = "no check has looked at this school for you yet, or no clause of the trust's policies asks for one"


def unseen(connection: Connection, school: School, run: Run) -> Iterator[str]:
    """Yield what was not judged in a run, or in the last that judged the school: place, reason and check, each once."""
    rows = _judged(connection, school, run)
    if not rows:
        yield _NOTHING
    places = {key: f"{label}: " for key, label in labels_of(school).items()}
    known = checks.find()
    gaps: dict[str, dict[str, None]] = {}
    for row in rows:
        if row.outcome == NOT_ASSESSED:
            title = known[row.check].title if row.check in known else row.check
            gaps.setdefault(f"{places.get(row.account, '')}{row.reason}", {})[title] = None
    yield from (f"{gap} ({', '.join(titles)})" for gap, titles in gaps.items())


def _judged(connection: Connection, school: School, run: Run) -> list[CoverageRow]:
    rows = load_coverage(connection, run.name, school.id, for_dsl=True)
    last = None if rows else last_audit_of(connection, school.id)
    return load_coverage(connection, last.name, school.id, for_dsl=True) if last else rows
