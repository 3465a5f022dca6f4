"""Pictures whose bytes may undo what was found in them: they are fetched anew where they can be exchanged."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, Connection, bindparam, select

from pipeline.ledger import OF_BYTES, STANDING
from pipeline.store.schema import findings, mentions


def doubted_pictures(connection: Connection, school: str, account: str) -> frozenset[str]:
    """Return image:POST/MEDIA of the pictures of a school's account with such a finding, or in which anybody is named.

    By a name several checks go, one of them for the safeguarding lead: which of them found something has no part in it.
    """
    return frozenset(connection.execute(_query(), {"of": school, "whose": account}).scalars())


@cache
def _query() -> CompoundSelect[Any]:
    """Return the query for the pictures of an account: it is asked at every pull, and takes longer to build."""
    t, m = findings, mentions
    school: BindParameter[Any] = bindparam("of")
    account: BindParameter[Any] = bindparam("whose")
    found = select(t.c.subject_id).where(
        t.c.school == school, t.c.account == account, t.c.subject_type == "image", t.c.check.in_(OF_BYTES),
        t.c.status.in_(STANDING),
    )  # fmt: skip
    named = select(m.c.subject_id).where(m.c.school == school, m.c.account == account, m.c.subject_type == "image")
    return found.union(named)
