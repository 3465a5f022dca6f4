"""Takedown sheets: a private workbook a school, of the pictures that its last audit says should come down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd

from checks._frames import local, tuples
from checks.base import Evidence, post_of, subject_of
from config.models import School, Trust
from config.refusal import RefusalError
from pipeline.evidence import build_evidence, load_records
from pipeline.inventory_copies import number_copies
from pipeline.inventory_reasons import Subject
from pipeline.private_files import write_private
from pipeline.progress import Progress
from pipeline.school_registers import TrustFiles
from pipeline.shown import labels_of, pupils_shown
from pipeline.store.frames import load_media
from pipeline.store.ledger_rows import load_findings
from pipeline.store.links import load_links
from pipeline.store.opening import Connection
from pipeline.store.pupils import load_pupils
from pipeline.store.runs import Run, last_audit_of
from pipeline.takedown_rows import Around, takedown_rows
from pipeline.thumbnails import thumbnail
from pipeline.told_registers import told_registers
from pipeline.workspace import Workspace, chosen_schools, open_workspace
from reports.links import web_link
from reports.takedown import Takedown, TakedownRow
from reports.takedown_sheet import takedown_workbook
from reports.wording import day, plural

MOST_THUMBNAILS: Final = 500
"""On one sheet, from the top: with more it could hardly be opened or sent."""
MOST_COPIES: Final = 20
"""Named beside one picture; the rest are counted."""


def write_takedowns(
    root: Path, folder: Path, *, schools: Collection[str] | None = None, progress: Progress | None = None
) -> list[Path]:
    """Write takedown-<school>.xlsx of each school's last audit into a folder (0700, files 0600) and return them.

    A file of the same name is replaced. RefusalError where nothing was audited yet, or the folder cannot be written.
    """
    written: list[Path] = []
    with open_workspace(root) as space:
        chosen = chosen_schools(space.trust, schools)
        files = TrustFiles(space.trust)
        with space.store.read() as connection:
            audits = [(school, last) for school in chosen if (last := last_audit_of(connection, school.id))]
            places = _Places(connection, space.trust) if audits else None
        for number, (school, last) in enumerate(audits):
            if progress:
                progress("writing takedown sheets", number, len(audits))
            assert places is not None  # noqa: S101 - there are audits
            content = takedown_workbook(_takedown(space, school, last, files, places))
            _make(folder)
            written.append(folder / f"takedown-{school.id}.xlsx")
            write_private(written[-1], content)
    if not written:
        raise RefusalError("no school has been audited yet: run 'social-audit run' first")
    return written


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise RefusalError(f"the folder {folder} cannot be made ({fault.strerror}): name another one") from None


def _takedown(space: Workspace, school: School, last: Run, files: TrustFiles, places: _Places) -> Takedown:
    trust = space.trust
    with space.store.read() as connection:
        pupils = load_pupils(connection, school.id, ZoneInfo(trust.timezone))
        evidence = _evidence(connection, trust, school, pupils, last, files)
        findings = [f for f in load_findings(connection, school.id).values() if f.route != "dsl"]
        around = Around(
            labels=labels_of(school), pupils=pupils_shown(pupils), copies=places.beside(connection, evidence)
        )
    due, unsure, more = takedown_rows(evidence, findings, around)
    drawn = iter(_drawn(trust.root, [*due, *unsure]))
    return Takedown(
        trust=trust.name,
        school=school.name,
        as_of=last.as_of.astimezone(ZoneInfo(trust.timezone)),
        due=tuple(next(drawn) for _ in due),
        unsure=tuple(drawn),
        more=more,
    )


def _evidence(
    connection: Connection, trust: Trust, school: School, pupils: pd.DataFrame, last: Run, files: TrustFiles
) -> Evidence:
    """Put together what the audit knew of a school's pictures, with the registers as they are now."""
    registers = told_registers(connection, school.id, files.of(school, last.as_of), pupils, last.as_of)
    return build_evidence(trust, school, load_records(connection, school).up_to(last.as_of), registers, last.as_of)


def _drawn(root: Path, rows: Sequence[tuple[TakedownRow, str]]) -> Iterator[TakedownRow]:
    """Yield the rows with the thumbnails of their copies, those of the first ones."""
    left = MOST_THUMBNAILS
    for row, file in rows:
        small = thumbnail(root / file) if file and left else None
        left -= small is not None
        yield replace(row, thumbnail=small)


class _Places:
    """Where the pictures of a trust stand, so that each row can name the other places of the same picture."""

    def __init__(self, connection: Connection, trust: Trust) -> None:
        self._zone = trust.timezone
        self._labels = {key: label for school in trust.schools for key, label in labels_of(school).items()}
        media = load_media(connection, list(self._labels))
        columns = ["account", "post_id", "media_id", "sha256", "phash", "type"]
        rows = sorted(tuples(media, columns, ["created_at"]), key=lambda row: (row[-1] or 0, row))
        self._posted = {_image(*row[:3]): row[-1] for row in rows}
        # two films may have one title card: they are no copies of one picture
        files = [("", "") if row[5] == "video" else (row[3], row[4]) for row in rows]
        self._numbers = dict(zip(self._posted, number_copies(files), strict=True))
        self._standing: dict[int, list[Subject]] = defaultdict(list)
        for subject, number in self._numbers.items():
            self._standing[number].append(subject)

    def beside(self, connection: Connection, evidence: Evidence) -> dict[Subject, tuple[str, ...]]:
        """Return, for each picture of a school, where else the same one stands: account, day, address."""
        own = (_image(*row) for row in tuples(evidence.media, ["account", "post_id", "media_id"]))
        others = {subject: self._others(subject) for subject in own}
        links = load_links(connection, {(one[2], post_of(*one[:2])) for some, _ in others.values() for one in some})
        return {subject: tuple(self._told(some, more, links)) for subject, (some, more) in others.items() if some}

    def _others(self, subject: Subject) -> tuple[list[Subject], int]:
        """Return the first other places of a picture, and how many more: a badge may stand thousands of times."""
        same = self._same(subject)
        first = [one for one in same[: MOST_COPIES + 1] if one != subject][:MOST_COPIES]
        return first, max(0, len(same) - 1 - len(first))

    def _same(self, subject: Subject) -> list[Subject]:
        return self._standing[self._numbers[subject]] if subject in self._numbers else []

    def _told(self, others: Sequence[Subject], more: int, links: dict[tuple[str, str], str]) -> Iterator[str]:
        for other in others:
            posted = self._posted[other]
            link = web_link(links.get((other[2], post_of(*other[:2])), ""))
            told = (self._labels[other[2]], day(local(posted, self._zone)) if posted is not None else "", link)
            yield ", ".join(part for part in told if part)
        if more:
            yield f"and {plural(more, 'more place')}"


def _image(account: str, post_id: str, media_id: str) -> Subject:
    return "image", subject_of("image", post_id, media_id), account
