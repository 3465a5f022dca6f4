"""Opening a store: its place, its permissions, its version, and a clear sentence when it cannot be used."""

from __future__ import annotations

import glob
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy import Connection as Connection  # the rest of the pipeline takes it from here: one library, one door
from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError

from config.models import Trust
from config.refusal import RefusalError
from pipeline.secrets import expand

HEAD = "0004"
"""The version of the store this program writes: the newest file in migrations/versions."""


class StoreRefusalError(RefusalError):
    """The store itself cannot be used: no account and no file is to blame, and the whole run stops."""


@dataclass(frozen=True, slots=True)
class Store:
    """A database opened at the present version."""

    engine: Engine

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it is stored, or none."""
        with _plainly(self.engine.url), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; writes nothing."""
        options: dict[str, Any] = {"readonly": True}
        if self.engine.dialect.name != "sqlite":  # whose readers see one moment anyway
            options["isolation_level"] = "REPEATABLE READ"
        with _plainly(self.engine.url), self.engine.connect().execution_options(**options) as connection:
            yield connection

    def close(self) -> None:
        """Give every connection back; SQLite then folds its write-ahead log into the file."""
        self.engine.dispose()

    @property
    def url(self) -> str:
        """The address with its password, for another process of the same service."""
        return self.engine.url.render_as_string(hide_password=False)


def store_url(url: str, root: Path) -> URL:
    """Read the `store` key; a relative SQLite path is relative to the workspace.

    Raises RefusalError when it is no database address.
    """
    try:
        parsed = make_url(url)
    except SQLAlchemyError:
        raise RefusalError(
            'trust.yaml, store: this is not a database address; write "sqlite:///social-audit.db" or "postgresql+psycopg://user@host/database"'
        ) from None
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed.set(database=str(root / parsed.database))
    return parsed


def store_address(trust: Trust) -> URL:
    """Return where a trust's store is, the variables of the environment put in.

    Raises RefusalError when one is not set, or it is no database address.
    """
    return store_url(expand(trust.store), trust.root)


def open_store(url: str, root: Path) -> Store:
    """Open the store of a workspace, made or migrated to the present version.

    Raises RefusalError when it cannot be reached or written, or is from a newer version.
    """
    parsed = store_url(url, root)
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise RefusalError(
                "trust.yaml, store: a store in memory is forgotten at the end of each command; "
                'write "sqlite:///social-audit.db"'
            )
        _prepare_file(Path(parsed.database or ""), root)
    with _plainly(parsed):
        store = Store(_engine(parsed))
        _to_present_version(store)
    return store


def reopen(url: str | URL) -> Store:
    """Open a store that is there as it is, by its full address, that of `Store.url` for one."""
    return Store(_engine(make_url(url)))


def _engine(url: URL) -> Engine:
    try:
        engine = create_engine(url)
    except (NoSuchModuleError, ModuleNotFoundError):
        raise RefusalError(
            f'trust.yaml, store: no driver for "{url.drivername}" is installed; '
            'for PostgreSQL install "school-social-audit[postgresql]"'
        ) from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _on_sqlite_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own idea of transactions is switched off: ours begin below
    # secure_delete: what retention erases is overwritten, not only unlinked
    for pragma in ("journal_mode=WAL", "busy_timeout=10000", "synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _on_sqlite_begin(connection: Connection) -> None:
    # a writer takes its lock at once: a reader that turns writer half-way could only fail
    readonly = connection.get_execution_options().get("readonly")
    connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")


def _prepare_file(file: Path, root: Path) -> None:
    """Make the store's folder and file readable by their owner alone."""
    try:
        folder = file.parent
        if not folder.exists():
            folder.mkdir(parents=True, mode=0o700)
        elif folder == root or root in folder.parents:
            folder.chmod(0o700)
        file.touch(mode=0o600)
        file.chmod(0o600)
        with file.open("rb+"):
            pass
    except OSError as error:
        raise RefusalError(
            f"the store {file} cannot be written ({error.strerror}): check who owns it and its folder, "
            "or name another in trust.yaml, store"
        ) from None


def _to_present_version(store: Store) -> None:
    with store.read() as connection:
        tables = inspect(connection).get_table_names()
        found = (
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            if "alembic_version" in tables
            else None
        )
    if found == HEAD:
        return
    if found is None and tables:
        raise RefusalError(
            f"the store {_shown(store.engine.url)} holds tables that are not this program's: "
            "name an empty database in trust.yaml, store"
        )
    if found is not None and found > HEAD:
        raise RefusalError(
            f"the store {_shown(store.engine.url)} is of version {found}, newer than this program ({HEAD}): "
            "install the newer school-social-audit, or name another store"
        )
    if found is not None:
        _copy_before_migration(store.engine.url, found)
    _migrate(store)


def _copy_before_migration(url: URL, version: str) -> None:
    """Copy an older SQLite store beside itself; other databases are their owner's to back up."""
    if url.get_backend_name() != "sqlite":
        return
    file = Path(url.database or "")
    copy = file.with_name(f"{file.name}.version-{version}")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    copy.chmod(0o600)


def erase_old_copies(store: Store, before: datetime) -> int:
    """Delete the copies that were made of a SQLite store for its migrations before a moment; returns how many.

    They hold all that the store held, and nobody goes back to one once the newer store has served for a while. What
    cannot be deleted now is left to the next run.
    """
    if store.engine.url.get_backend_name() != "sqlite":
        return 0
    file, erased = Path(store.engine.url.database or ""), 0
    for copy in file.parent.glob(f"{glob.escape(file.name)}.version-[0-9][0-9][0-9][0-9]"):
        with suppress(OSError):
            if copy.stat().st_mtime < before.timestamp():
                copy.unlink()
                erased += 1
    return erased


def _migrate(store: Store) -> None:
    from alembic import command
    from alembic.config import Config

    with resources.as_file(resources.files("pipeline.store.migrations")) as folder, store.write() as connection:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _plainly(url: URL) -> Iterator[None]:
    """Turn the driver's failures into a sentence about the store."""
    try:
        yield
    except DBAPIError as error:
        wrong = _what_is_wrong(url, str(error.orig).lower())
        if wrong is None:
            raise
        raise StoreRefusalError(f"the store {_shown(url)} {wrong}") from error


def _what_is_wrong(url: URL, message: str) -> str | None:
    """Return what a person can do about a failure of the database; None when it is a fault of this program."""
    if "full" in message or "no space" in message:
        return (
            "could not be written: the disk is full; what was stored before is intact, "
            "free some space and run the command again"
        )
    if "disk i/o" in message:
        return (
            "could not be written (the disk refuses): what was stored before is intact; check that the disk is sound, "
            "has room and allows files of this size, and run the command again"
        )
    if "readonly" in message or "unable to open" in message or "permission" in message:
        return "cannot be written: check who owns it and its folder, or name another in trust.yaml, store"
    if "locked" in message:
        return "is in use by another run: wait until it ends and run the command again"
    if "not a database" in message or "malformed" in message:
        return "is not a database of this program, or is damaged: restore a copy, or move it away and run again"
    if url.get_backend_name() != "sqlite" and ("connect" in message or "refused" in message or "password" in message):
        return "cannot be reached: check the address in trust.yaml, store, and that the database runs"
    return None


def _shown(url: URL) -> str:
    return (
        Path(url.database or "").name
        if url.get_backend_name() == "sqlite"
        else url.set(query={}).render_as_string(hide_password=True)  # a password may stand among the options too
    )


def free_bytes(folder: Path) -> int:
    """Bytes left on the disk that holds `folder`."""
    return shutil.disk_usage(folder).free
