"""Which deleted comments keep their words: those on which a matter for the safeguarding lead is open, or was lately."""

from __future__ import annotations

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
    actions = load_dsl_actions(connection)
    return frozenset(
        (matter.finding.account, matter.finding.subject_id.removeprefix("comment:"))
        for school in schools_with_matters(connection)
        for matter in matters(load_findings(connection, school, route="dsl").values(), actions)
        if matter.finding.subject_type == "comment" and _holds(matter, before)
    )


def _holds(matter: Matter, before: datetime) -> bool:
    closed = matter.did(CLOSED)
    return matter.state in WAITS or (closed is not None and closed.at >= before)
