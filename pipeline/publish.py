"""Publishing: the view of a run rendered and written, whole or not at all, readable by its owner alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from zoneinfo import ZoneInfo

import reports
from config.refusal import RefusalError
from pipeline.plan import Plan
from pipeline.school_registers import TrustFiles
from pipeline.school_view import Names, view_school
from pipeline.shown import handle_shown
from pipeline.store.gate_rows import load_gate, load_set_aside
from pipeline.store.ledger_rows import audited_schools
from pipeline.store.opening import Store
from pipeline.store.pupils import load_pupils
from pipeline.store.runs import Run, last_audit_of, last_reported
from reports.base import GateLine, RunView, School


def publish(
    store: Store,
    plan: Plan,
    run: Run,
    *,
    files: TrustFiles | None = None,
    out: Path | None = None,
    faults: tuple[str, ...] = (),
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[Path, ...]:
    """Render the reports of a run and write them; returns the files in editorial order.

    Without `out` they go to reports/<date>/ of the workspace, then <date>-2. `files` are those that the audit of this
    run has read; without them they are read now.
    """
    view = build_view(store, plan, run, files=files, faults=faults, progress=progress)
    return write_folder(reports.render(view), out or plan.trust.root / "reports" / run.name)


def build_view(
    store: Store,
    plan: Plan,
    run: Run,
    *,
    files: TrustFiles | None = None,
    faults: tuple[str, ...] = (),
    progress: Callable[[str, int, int], None] | None = None,
) -> RunView:
    """Put together everything the reports of a run may say."""
    with store.read() as connection:
        before = last_reported(connection, run)
        judged_now = audited_schools(connection, run.name)
        # a school left out of this run stands as in the last run that judged it
        lasts = {s.id: run if s.id in judged_now else last_audit_of(connection, s.id) for s in plan.trust.schools}
    schools: list[School] = []
    zone = ZoneInfo(plan.trust.timezone)
    files = files or TrustFiles(plan.trust)
    for number, school in enumerate(plan.trust.schools):
        if progress:
            progress("writing reports", number, len(plan.trust.schools))
        with store.read() as connection:
            pupils = load_pupils(connection, school.id, zone)
        engine = files.engine(school, pupils, run.as_of)
        last = lasts[school.id] or Run("", run.as_of, {})
        schools.append(view_school(store, plan, school, last, before, Names(engine, pupils)))
    return RunView(
        trust=plan.trust.name,
        run=run.name,
        as_of=run.as_of.astimezone(zone),
        previous=before.as_of.astimezone(zone) if before else None,
        schools=tuple(schools),
        gate=_gate_lines(store, plan, run.name),
        faults=faults,
        facts=run.facts,
    )


def _gate_lines(store: Store, plan: Plan, run: str) -> tuple[GateLine, ...]:
    handles = {
        account.key: f"{handle_shown(account.platform, account.handle)} ({account.platform})"
        for account in plan.trust.accounts
    }
    with store.read() as connection:
        held, aside = load_gate(connection, run), load_set_aside(connection)
    lines = [
        GateLine(
            where=r.gate,
            source=r.source,
            rule=r.rule,
            checked=r.checked,
            set_aside=r.failed,
            reason=r.reason,
            ids=r.ids,
        )
        for r in held
    ]
    pages: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    for source, one in aside:
        pages.setdefault((source, one.rule, one.reason), []).append((one.place, one.count))
    for (source, rule, reason), places in pages.items():
        ids = tuple(place for place, _ in places)[:50]
        total = sum(count for _, count in places)
        lines.append(
            GateLine(
                where="pages",
                source=handles.get(source, source),
                rule=rule,
                checked=None,
                set_aside=total,
                reason=reason,
                ids=ids,
            )
        )
    return tuple(lines)


def write_folder(files: dict[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write files beside their place and move the folder there in one step; a folder that exists gets a number.

    Folders are 0700, files 0600. RefusalError when the disk is full or the place cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = Path(mkdtemp(prefix=".writing-", dir=folder.parent))
        try:
            for name, content in files.items():
                path = made / name
                path.touch(mode=0o600)
                path.write_bytes(content)
            target = _free(folder)
            made.rename(target)
        except OSError:
            shutil.rmtree(made, ignore_errors=True)
            raise
    except OSError as error:
        raise RefusalError(
            f"the reports cannot be written to {folder} ({error.strerror}): free some space or check "
            "who owns the folder, then run the command again"
        ) from None
    return tuple(target / name for name in files)


def _free(folder: Path) -> Path:
    number, target = 1, folder
    while target.exists():
        number += 1
        target = folder.with_name(f"{folder.name}-{number}")
    return target
