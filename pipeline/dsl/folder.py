"""The folder dsl/ of a workspace: written by every audit, whether or not anything waits, so that it says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from config.models import School, Trust
from config.refusal import RefusalError
from pipeline.dsl.schools import schools_of
from pipeline.dsl.sheet import dsl_view
from pipeline.dsl.standing import Matter, came_back, matters
from pipeline.private_files import HALF_WRITTEN, write_private
from pipeline.store.dsl_rows import forget_dsl_actions, load_dsl_actions, save_dsl_actions
from pipeline.store.ledger_rows import LedgerFinding, load_findings
from pipeline.store.opening import Connection, Store
from pipeline.store.runs import Run

FOLDER: Final = "dsl"


def refresh_folder(store: Store, trust: Trust, run: Run) -> None:
    """Write dsl/<school>.html and .xlsx of every school as the ledger stands; what else lies there is the lead's own.

    A school that left trust.yaml keeps its sheet, whether or not anything waits: that it is there says nothing.

    Raises RefusalError when the folder cannot be written.
    """
    from reports import dsl

    files: dict[str, bytes] = {}
    with store.read() as connection:
        actions = load_dsl_actions(connection)
        schools = schools_of(connection, trust)
    for school in schools:
        with store.read() as connection:
            shown = matters(_ledger(connection, school), actions)
            view = dsl_view(connection, trust, school, run, shown)
        files |= dsl.report(view)
    _write(trust.root / FOLDER, files)


def keep_up(store: Store, trust: Trust, run: Run) -> None:
    """Bring what is kept beside the ledger up to date after an audit: what came back waits anew."""
    with store.write() as connection:
        actions = load_dsl_actions(connection)
        for school in trust.schools:
            save_dsl_actions(connection, came_back(_ledger(connection, school), actions, run.name, run.as_of))
        forget_dsl_actions(connection)


def matters_of(store: Store, school: School) -> tuple[Matter, ...]:
    """Return what is for the safeguarding lead of a school, what waits first."""
    with store.read() as connection:
        return matters(_ledger(connection, school), load_dsl_actions(connection))


def _ledger(connection: Connection, school: School) -> Iterable[LedgerFinding]:
    return load_findings(connection, school.id, route="dsl").values()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink():
            raise RefusalError(f"{folder} is a link to another place: take it away, and run the command again")
        folder.chmod(0o700)
        for old in folder.iterdir():
            if old.name.startswith(HALF_WRITTEN):
                old.unlink()
    except OSError as error:
        raise RefusalError(
            f"the folder {folder} cannot be written ({error.strerror}): check who owns it, and run the command again"
        ) from None
    for name, content in files.items():
        write_private(folder / name, content)
