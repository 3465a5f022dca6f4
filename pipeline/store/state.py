"""Looking at a store without changing it: whether it is there, can be written, and of which version it is."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

from config.refusal import RefusalError
from pipeline.store.opening import HEAD, reopen, store_url


def stored_version(url: str, root: Path) -> str | None:
    """Return the version of the store that trust.yaml names; None where nothing has been stored yet.

    Takes its write lock for a moment, and writes nothing. Raises RefusalError when it cannot be reached or written, is
    newer than this program, or is no store of ours.
    """
    parsed = store_url(url, root)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        return None
    store = reopen(parsed.render_as_string(hide_password=False))
    try:
        with store.write() as connection:
            tables = inspect(connection).get_table_names()
            has_version = "alembic_version" in tables
            version = (
                connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if has_version else None
            )
    finally:
        store.engine.dispose()
    if tables and version is None:
        raise RefusalError("it holds tables that are not this program's: name an empty database in trust.yaml, store")
    if version is not None and str(version) > HEAD:
        raise RefusalError(
            f"it is of version {version}, newer than this program ({HEAD}): install the newer school-social-audit"
        )
    return str(version) if version is not None else None
