"""Looking at a store without changing it: whether it is there, can be written, and of which version it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import inspect, text

from config.models import Trust
from config.refusal import RefusalError
from pipeline.store.opening import HEAD, Connection, reopen, store_address


def stored_version(trust: Trust) -> str | None:
    """Return the version of the store that trust.yaml names; None where nothing has been stored yet.

    Takes its write lock for a moment, and writes nothing. Raises RefusalError when it cannot be reached or written, is
    newer than this program, or is no store of ours.
    """
    url = store_address(trust)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return None
    store = reopen(url)
    try:
        with store.write() as connection:
            tables = inspect(connection).get_table_names()
            has_version = "alembic_version" in tables
            version = (
                connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if has_version else None
            )
    finally:
        store.close()
    if tables and version is None:
        raise RefusalError("it holds tables that are not this program's: name an empty database in trust.yaml, store")
    if version is not None and str(version) > HEAD:
        raise RefusalError(
            f"it is of version {version}, newer than this program ({HEAD}): install the newer school-social-audit"
        )
    return str(version) if version is not None else None


@contextmanager
def store_as_it_is(trust: Trust) -> Iterator[Connection | None]:
    """Give one consistent view of the store that trust.yaml names, to read and change nothing.

    None where `stored_version` is not this program's, or refuses.
    """
    try:
        present = stored_version(trust) == HEAD
    except RefusalError:
        present = False
    if not present:
        yield None
        return
    store = reopen(store_address(trust))
    try:
        with store.read() as connection:
            yield connection
    finally:
        store.close()
