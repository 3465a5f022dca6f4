"""The running number of changes: what is new since some moment is everything with a higher number."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from pipeline.store.schema import counters

_LATEST = select(counters.c.value).where(counters.c.name == "change")
_NEXT = update(counters).where(counters.c.name == "change").values(value=counters.c.value + 1)


class Change:
    """The number of one transaction's change, taken only when something does change."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._number: int | None = None

    def number(self) -> int:
        """Return this transaction's number; the counter's row stays locked until the transaction ends."""
        if self._number is None:
            if self._connection.execute(_NEXT).rowcount == 0:
                self._connection.execute(counters.insert().values(name="change", value=1))
            self._number = latest_change(self._connection)
        return self._number


def latest_change(connection: Connection) -> int:
    """Return the highest number given so far; 0 in an empty store."""
    return connection.execute(_LATEST).scalar() or 0
