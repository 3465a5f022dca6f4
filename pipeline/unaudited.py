"""Schools that no audit has judged yet: an empty answer about one of them would look like a clear one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from config.models import School
from config.refusal import RefusalError
from pipeline.store.opening import Connection
from pipeline.store.runs import last_audit_of, last_audits

NEVER_AUDITED: Final = "never audited"


def unaudited(connection: Connection, schools: Sequence[School]) -> list[School]:
    """Return those of some schools that no audit has judged."""
    return [school for school in schools if last_audit_of(connection, school.id) is None]


def why_unaudited(school: School) -> str:
    """Say that nothing is known of a school, and what to do."""
    return f"no audit has judged {school.id} yet: run 'social-audit run' first"


def refuse_unaudited(connection: Connection, chosen: Sequence[School], asked: Collection[str] | None) -> None:
    """Raise RefusalError before the first audit, and where a chosen school that was asked for by name has had none."""
    if not last_audits(connection, 1):
        raise RefusalError("there is no audit to export: run 'social-audit run' first")
    for school in unaudited(connection, chosen if asked else ()):
        raise RefusalError(why_unaudited(school))
