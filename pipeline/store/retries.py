"""The accounts whose platform asked to wait: kept in the store, so that a restart forgets none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from pipeline.moments import from_micros
from pipeline.store.schema import accounts


def load_retries(connection: Connection, keys: Sequence[str]) -> dict[str, datetime]:
    """Return account -> the moment (UTC, past or future) at which it is to be pulled again, for those that wait."""
    t = accounts
    query = select(t.c.account, t.c.retry_at).where(t.c.account.in_(keys), t.c.retry_at.is_not(None))
    return {row[0]: from_micros(row[1]) for row in connection.execute(query.order_by(t.c.retry_at, t.c.account))}
