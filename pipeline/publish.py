"""Publishing: the view of a run rendered and written, whole or not at all, readable by its owner alone."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple
from zoneinfo import ZoneInfo

import reports
from checks._account_names import handle_shown
from config.refusal import RefusalError
from pipeline.crew import Crew, side_by_side
from pipeline.desk import Desk
from pipeline.pdfs import Pdfs, make_pdfs
from pipeline.plan import Plan
from pipeline.private_files import HALF_WRITTEN
from pipeline.progress import Progress
from pipeline.school_pages import Pages, make_pages, see_school
from pipeline.school_registers import TrustFiles
from pipeline.signed import signed_folders
from pipeline.store.gate_rows import load_gate, load_set_aside
from pipeline.store.ledger_rows import audited_schools
from pipeline.store.opening import Store
from pipeline.store.runs import Run, audit_moments, last_audit_of, last_reported
from reports import slt
from reports.base import GateLine, RunView, School


class Published(NamedTuple):
    """What was written of a run."""

    view: RunView
    """All that the reports say."""
    files: tuple[Path, ...]
    """In editorial order, the PDFs last."""
    lacking: tuple[str, ...]
    """PDFs that could not be made, and why, one sentence each."""


def publish(
    desk: Desk,
    crew: Crew | None,
    run: Run,
    *,
    out: Path | None = None,
    faults: tuple[str, ...] = (),
    progress: Progress | None = None,
    pdf: bool = True,
) -> Published:
    """Render the reports of a run and write them; a crew renders what is each school's own.

    Without `out` they go to reports/<date>/ of the workspace, then <date>-2; a folder in which a report was signed is
    never written again, nor made anew. `pdf` and trust.yaml's `reports: {pdf: ...}` both say whether the two pages are
    printed.
    """
    trust = desk.plan.trust
    pdf = pdf and trust.reports.pdf
    made: list[Sequence[Mapping[str, bytes]]] | None = None
    if crew is None:
        view = _whole_view(desk, run, faults, progress)
        printed = make_pdfs(slt.sheets(view) if pdf else {}, progress)
    else:
        view, made, printed = _made_by(crew, desk, run, faults, progress, pdf)
    view = replace(view, pdfs=tuple(printed.files), faults=(*view.faults, *printed.lacking))
    with desk.store.read() as connection:
        signed = signed_folders(connection, trust.root)
    folder = out or trust.root / "reports" / run.name
    if out is None:  # the store's lock is held, so nobody is writing there
        _erase_half(folder.parent)
    files = write_folder({**reports.render(view, made), **printed.files}, folder, signed)
    return Published(view, files, printed.lacking)


def _made_by(
    crew: Crew,
    desk: Desk,
    run: Run,
    faults: tuple[str, ...],
    progress: Progress | None,
    pdf: bool,
) -> tuple[RunView, list[Sequence[Mapping[str, bytes]]], Pdfs]:
    """Have each school's part of the view, and what is its own of the reports, made by a crew."""
    trust, lasts = desk.plan.trust, _lasts(desk.store, desk.plan, run)
    view = _view_of_no_school(desk.store, desk.plan, run, faults)
    calls = ((s.id, desk.files.of(s, run.as_of), view, lasts.of(s.id), lasts.before, pdf) for s in trust.schools)
    pages: list[Pages] = []
    for one in side_by_side(crew, desk, make_pages, calls):
        if progress:
            progress("writing reports", len(pages), len(trust.schools))
        pages.append(one)
    printed = {name: content for one in pages for name, content in one.pdfs.files.items()}
    # where nothing can be printed, every worker says so in the same words
    failed = tuple(dict.fromkeys(sentence for one in pages for sentence in one.pdfs.lacking))
    view = replace(view, schools=tuple(one.school for one in pages))
    return view, [one.files for one in pages], Pdfs(printed, failed)


def build_view(store: Store, plan: Plan, run: Run) -> RunView:
    """Put together everything the reports of a run may say, for who writes none."""
    return _whole_view(Desk(store, plan, TrustFiles(plan.trust)), run, ())


def _whole_view(desk: Desk, run: Run, faults: tuple[str, ...], progress: Progress | None = None) -> RunView:
    every = desk.plan.trust.schools
    lasts, view = _lasts(desk.store, desk.plan, run), _view_of_no_school(desk.store, desk.plan, run, faults)
    schools: list[School] = []
    for number, school in enumerate(every):
        if progress:
            progress("writing reports", number, len(every))
        schools.append(see_school(desk, school.id, lasts.of(school.id), lasts.before, view))
    return replace(view, schools=tuple(schools))


class _Lasts(NamedTuple):
    """The runs that the reports of one run speak of."""

    run: Run
    before: Run | None
    """The run that was reported last before it."""
    judged: Mapping[str, Run | None]
    """School -> the last run that judged it; None = none ever did."""

    def of(self, school_id: str) -> Run:
        return self.judged[school_id] or Run("", self.run.as_of, {})


def _lasts(store: Store, plan: Plan, run: Run) -> _Lasts:
    with store.read() as connection:
        judged_now = audited_schools(connection, run.name)
        # a school left out of this run stands as in the last run that judged it
        lasts = {s.id: run if s.id in judged_now else last_audit_of(connection, s.id) for s in plan.trust.schools}
        return _Lasts(run, last_reported(connection, run), lasts)


def _view_of_no_school(store: Store, plan: Plan, run: Run, faults: tuple[str, ...]) -> RunView:
    """Return what the reports of a run say of no school."""
    zone = ZoneInfo(plan.trust.timezone)
    with store.read() as connection:
        before, audits = last_reported(connection, run), audit_moments(connection, run.as_of)
    return RunView(
        trust=plan.trust.name,
        run=run.name,
        as_of=run.as_of.astimezone(zone),
        previous=before.as_of.astimezone(zone) if before else None,
        audits=tuple(moment.astimezone(zone) for moment in audits),
        schools=(),
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


def write_folder(files: dict[str, bytes], folder: Path, signed: Collection[Path] = ()) -> tuple[Path, ...]:
    """Write files beside their place and move the folder there in one step; a folder that exists gets a number.

    So does one of `signed` (whole paths), although it was moved away. Folders are 0700, files 0600. RefusalError when
    the disk is full or the place cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = Path(mkdtemp(prefix=HALF_WRITTEN, dir=folder.parent))
        try:
            for name, content in files.items():
                path = made / name
                path.touch(mode=0o600)
                path.write_bytes(content)
            target = _free(folder, signed)
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


def _erase_half(folder: Path) -> None:
    """Delete what runs that were killed while writing have left: texts of children must not lie about."""
    for left in folder.glob(f"{HALF_WRITTEN}*"):
        shutil.rmtree(left, ignore_errors=True)


def _free(folder: Path, signed: Collection[Path]) -> Path:
    number, target = 1, folder
    while target.exists() or target.resolve() in signed:
        number += 1
        target = folder.with_name(f"{folder.name}-{number}")
    return target
