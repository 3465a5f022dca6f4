"""Reading worklists back: what people said goes into the store and the waivers file, and what could not is listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from config.refusal import RefusalError
from pipeline.locks import store_lock
from pipeline.private_files import write_private
from pipeline.store.ledger_rows import load_findings
from pipeline.store.samples import load_all_drawn, save_answers
from pipeline.store.worklist_marks import add_marks, load_marks
from pipeline.waivers import append_waivers
from pipeline.worklist.applying import Applied, Rejected, apply_rows
from pipeline.worklist.returned import Returned, read_returned
from pipeline.worklist.sample_answers import Answers, apply_sample
from pipeline.workspace import Workspace, open_workspace
from reports.exports import as_csv
from reports.wording import plural

REJECTED_FILE: Final = "worklist-import-rejected.csv"
"""In the workspace: the rows of the last import that were not applied, in full; gone when all were."""
_REJECTED: Final = ("file", "sheet", "row", "key", "why", "said")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import came to."""

    marks: int
    """Findings of which something new was said."""
    accepted: int
    """Waivers added."""
    read: int
    """Posts of samples that were answered for."""
    same: int
    """Rows that said nothing new."""
    known: int
    """Rows that were filled in and had been taken before, of lists and samples."""
    ended: tuple[str, ...]
    """Keys of findings that had ended when somebody said something of them."""
    rejected: tuple[Rejected, ...]
    unreadable: tuple[str, ...]
    """Files that could not be read, one sentence each."""
    gone: tuple[str, ...]
    """Sheets that were taken out of a worklist, one sentence each."""
    rejected_file: Path | None
    """Where the rejected rows lie in full."""

    @property
    def in_vain(self) -> bool:
        """Whether there was something to take, and nothing of it could be."""
        return bool(self.rejected) and not (self.marks or self.accepted or self.read or self.known)


def import_worklists(root: Path, files: Sequence[Path], *, as_of: datetime) -> Imported:
    """Take what people filled into worklists, samples included; twice read, nothing is there twice.

    Raises RefusalError when none of the files can be read. The files themselves are never changed.
    """
    returned, unreadable = _read_all(files)
    with open_workspace(root) as space, store_lock(root):
        applied, answers = _known(space, as_of)
        for book in returned:
            apply_rows(applied, book.name, book.sha256, book.rows)
            apply_sample(answers, book.name, book.sha256, book.sample)
        # the waivers first: what is said in the store to be accepted must be so
        append_waivers(space.loaded, applied.accepted)
        with space.store.write() as connection:
            add_marks(connection, applied.marks.values())
            save_answers(connection, answers.answered.values())
        rejected = (*applied.rejected, *answers.rejected)
        return Imported(
            marks=len({key for key, _ in applied.marks}),
            accepted=len(applied.accepted),
            read=len(answers.answered),
            same=applied.same + answers.same,
            known=applied.known + answers.same,
            ended=tuple(dict.fromkeys(applied.ended)),
            rejected=rejected,
            unreadable=unreadable,
            gone=tuple(
                f'{book.name}: its sheet "{title}" is gone, so nothing of it was read'
                for book in returned
                for title in book.gone
            ),
            rejected_file=_keep_rejected(space.trust.root / REJECTED_FILE, rejected),
        )


def _read_all(files: Sequence[Path]) -> tuple[list[Returned], tuple[str, ...]]:
    """Return the workbooks, and a sentence for each that cannot be read; RefusalError when all cannot."""
    returned, unreadable = [], []
    for file in files:
        try:
            returned.append(read_returned(file))
        except RefusalError as refusal:
            unreadable.append(str(refusal))
    if not returned:
        raise RefusalError("; ".join(unreadable) or "no file was given: name the worklists that came back")
    return returned, tuple(unreadable)


def _known(space: Workspace, as_of: datetime) -> tuple[Applied, Answers]:
    """Return what the store knows, for rows to be held against."""
    schools = [school.id for school in space.trust.schools]
    with space.store.read() as connection:
        findings = {key: f for school in schools for key, f in load_findings(connection, school).items()}
        history, drawn = load_marks(connection, schools), load_all_drawn(connection, schools)
    at = as_of.astimezone(ZoneInfo(space.trust.timezone))
    applied = Applied(
        # what waits for the safeguarding lead is in no worklist, and not to be guessed at here
        findings={key: f for key, f in findings.items() if f.route != "dsl"},
        history=history,
        waivers=space.trust.waivers,
        today=at.date(),
        at=at,
    )
    return applied, Answers(drawn=drawn, at=as_of)


def _keep_rejected(file: Path, rejected: Sequence[Rejected]) -> Path | None:
    """Write what was rejected for the person who mends it; an import that rejects nothing removes that of the last."""
    if not rejected:
        file.unlink(missing_ok=True)
        return None
    rows = [dict(zip(_REJECTED, (r.file, r.sheet, r.line, r.key, r.why, r.said), strict=True)) for r in rejected]
    write_private(file, as_csv(_REJECTED, rows))
    return file


def _key_shown(key: str) -> str:
    """Return the key in brackets, where it is one: what else was typed there may name anybody."""
    return f" ({key})" if re.fullmatch(r"[0-9a-f]{12}", key) else ""


def complaints(imported: Imported) -> tuple[str, ...]:
    """Say what an import could not take, line by line; no word of a sheet is repeated, for it may name anybody."""
    lines = [*imported.unreadable, *imported.gone]
    lines += [f"{r.file}, row {r.line} of {r.sheet}{_key_shown(r.key)}: {r.why}." for r in imported.rejected]
    if imported.rejected_file:
        count = plural(len(imported.rejected), "row was", "rows were")
        lines.append(f"{count} not applied, or not in full; what they said is kept in {imported.rejected_file}.")
    return tuple(lines)


def told(imported: Imported) -> tuple[str, ...]:
    """Say what an import came to, line by line."""
    lines = [
        f"{plural(imported.marks, 'finding')} updated, {plural(imported.accepted, 'finding')} accepted, "
        f"{plural(imported.read, 'post')} of samples answered for, {plural(imported.same, 'row')} without anything new."
    ]
    if imported.ended:
        lines.append(
            f"{plural(len(imported.ended), 'finding')} had ended meanwhile and will not come back in the next list: "
            f"{', '.join(imported.ended)}."
        )
    return tuple(lines)
