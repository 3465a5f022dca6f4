"""What retention leaves for the safeguarding lead: matters that are open, or were lately, and what these stand on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pipeline.dsl.standing import CLOSED, WAITS, Matter, matters
from pipeline.store.dsl_rows import load_dsl_actions, schools_with_matters
from pipeline.store.ledger_rows import load_findings
from pipeline.store.opening import Connection


def held_comments(connection: Connection, before: datetime) -> frozenset[tuple[str, str]]:
    """Return (account, comment_id) of comments with an open matter, or with one that was closed since `before`.

    The term of a deleted comment begins anew when its matter is closed: until then its words may be needed. A matter
    that ends with the comment itself (a child who must not be published) holds nothing.
    """
    return frozenset(
        (matter.finding.account, matter.finding.subject_id.removeprefix("comment:"))
        for matter in _held(connection, before)
        if matter.finding.subject_type == "comment"
    )


def held_findings(connection: Connection, before: datetime) -> frozenset[str]:
    """Return the keys of findings with an open matter, or with one that was closed since `before`."""
    return frozenset(matter.finding.key for matter in _held(connection, before))


def _held(connection: Connection, before: datetime) -> Iterator[Matter]:
    actions = load_dsl_actions(connection)
    for school in schools_with_matters(connection):
        found = load_findings(connection, school, route="dsl").values()
        yield from (matter for matter in matters(found, actions) if _holds(matter, before))


def _holds(matter: Matter, before: datetime) -> bool:
    closed = matter.did(CLOSED)
    return matter.state in WAITS or (closed is not None and closed.at >= before)
