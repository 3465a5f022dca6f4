"""What is held on one pupil: the answer to a parent, or a pupil, who asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pandas as pd

from checks._frames import day_of, plain_rows
from checks.base import post_of
from config.models import School
from config.refusal import RefusalError
from pipeline.derive import TEXT_COLUMNS
from pipeline.ledger import told_lead
from pipeline.registers import Registers
from pipeline.school_registers import TrustFiles
from pipeline.store.ledger_rows import LedgerFinding, load_findings
from pipeline.store.of_pupil import (
    OldWords,
    load_consent_rows,
    load_copy_rows,
    load_named,
    load_old_words,
    load_register_row,
)
from pipeline.store.opening import Connection
from pipeline.store.pupils import load_pupils
from pipeline.store.worklist_marks import load_marks
from pipeline.workspace import Workspace, chosen_schools, open_workspace

_CONSENT_DAYS: Final = ("given", "withdrawn", "expires")
NOT_HERE: Final = (
    "What the safeguarding lead keeps is not among it: ask them. Nor are the registers themselves, reports and sheets "
    "that were written before, mails that were sent, or copies of the photo log (*.before-*) and of the store "
    "(*.version-*)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the store and the photo log hold on one pupil, but what is the safeguarding lead's."""

    school: str
    pupil_id: str
    as_of: str
    register: dict[str, str]
    """As registers said last: names, year_group, form, left_on; empty when none ever named them."""
    consents: list[dict[str, Any]]
    """purpose, since, until (None = still), said."""
    named: list[dict[str, Any]]
    """Public texts that name the pupil, or may: account, subject_id, start, end, matched_text, confidence."""
    old_words: list[dict[str, str]]
    """The same of texts that are no longer public: kind, account, name, text."""
    photo_log: list[dict[str, str]]
    """post_id, media_id; account and platform where the log says them."""
    pictures: list[dict[str, str]]
    """Kept copies of pictures of posts that show or name the pupil: account, post_id, media_id, file."""
    findings: list[dict[str, Any]]
    """key, check, status, confidence, account, subject_id, permalink, matched_text, first_seen, last_seen."""
    notes: list[dict[str, str]]
    """What worklists that came back said of those: key, owner, status, note."""
    retention: dict[str, int]
    """Days after which each run erases what is gone or ended: comments_gone, findings, media."""
    not_here: str = NOT_HERE

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all is held."""
        return not any((self.register, self.consents, self.named, self.old_words, self.photo_log, self.findings))


@dataclass(frozen=True, slots=True)
class OfPupil:
    """What of the store is about one pupil, as the store knows it."""

    registers: Registers
    findings: list[LedgerFinding]
    old_words: list[OldWords]
    named: list[dict[str, Any]]
    """Where public texts name the pupil: as `load_named`, but for what is the safeguarding lead's for its words."""


def held_on(root: Path, school: str, pupil_id: str, *, as_of: datetime) -> Held:
    """Return what is held on one pupil of a school; RefusalError where a register cannot be read or nothing is held."""
    with open_workspace(root) as space, space.store.read() as connection:
        [one] = chosen_schools(space.trust, [school])
        held = _held(connection, space, one, pupil_id, as_of)
    if held.is_nothing:
        raise RefusalError(
            f'nothing is held on a pupil "{pupil_id}" of {school}: give the id as it stands in the register of pupils'
        )
    return held


def of_pupil(connection: Connection, space: Workspace, school: School, pupil_id: str, as_of: datetime) -> OfPupil:
    """Return what is about one pupil; RefusalError where a register cannot be read, which may name them."""
    files = TrustFiles(space.trust)
    registers = files.of(school, as_of).registers
    states = registers.sources[["state", "reason"]].itertuples(index=False, name=None)
    for reason in (reason for state, reason in states if state == "unreadable"):
        raise RefusalError(reason)
    ledger = load_findings(connection, school.id).values()
    matters = told_lead(ledger)
    words = list(_old_words(connection, space, school, files, pupil_id, as_of))
    unseen = matters | {(one.account, one.subject) for one in words if one.kind != "version"}
    named = load_named(connection, school.id, pupil_id)
    return OfPupil(
        registers,
        [one for one in ledger if one.route != "dsl" and pupil_id in one.pupil_ids],
        [one for one in words if (one.account, one.subject) not in matters],
        [row for row in named if (row["account"], row["subject_id"]) not in unseen],
    )


def posts_of(found: OfPupil) -> set[tuple[str, str]]:
    """Return (account, post id) of the posts that findings say show or name the pupil."""
    named = {(one.account, post_of(one.subject_type, one.subject_id)) for one in found.findings}
    return {(account, post) for account, post in named if post}


def _held(connection: Connection, space: Workspace, school: School, pupil_id: str, as_of: datetime) -> Held:
    found, kept = of_pupil(connection, space, school, pupil_id, as_of), space.trust.retention
    zone = space.trust.timezone
    log = found.registers.photo_log
    logged = log[log["pupil_id"] == pupil_id]
    whose = [name for name in ("account", "platform", "post_id", "media_id") if name in log.columns]
    posts = posts_of(found) | {(a.key, post) for a in school.accounts for post in logged["post_id"].tolist()}
    marks = load_marks(connection, [school.id])
    keys = {one.key for one in found.findings}
    return Held(
        school=school.id,
        pupil_id=pupil_id,
        as_of=as_of.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes"),
        register=load_register_row(connection, school.id, pupil_id),
        consents=[_consent(row, zone) for row in load_consent_rows(connection, school.id, pupil_id)],
        named=found.named,
        old_words=[one._asdict() for one in found.old_words],
        photo_log=[dict(zip(whose, row, strict=True)) for row in plain_rows(logged, *whose)],
        pictures=load_copy_rows(connection, posts),
        findings=[_finding(one) for one in found.findings],
        notes=[
            {"key": one.key, "owner": one.owner, "status": one.status, "note": one.note}
            for key in sorted(keys & marks.keys())
            for one in marks[key]
        ],
        retention={name: getattr(kept, name).days for name in ("comments_gone", "findings", "media")},
    )


def _consent(row: dict[str, Any], zone: str) -> dict[str, Any]:
    """Return what a register said of one purpose, its moments as days on the clock of a zone."""
    said = [
        {"consent": one.consent}
        | {name: day_of(moment, zone) for name in _CONSENT_DAYS if (moment := getattr(one, name)) is not None}
        for one in row["said"]
    ]
    return {**row, "said": said}


def _finding(one: LedgerFinding) -> dict[str, Any]:
    """Return what a finding says of the pupil: not who else is in it."""
    names = ("key", "check", "status", "confidence", "account", "subject_id", "permalink", "matched_text")
    return {**{name: getattr(one, name) for name in names}, "first_seen": one.first_seen, "last_seen": one.last_seen}


def _old_words(
    connection: Connection, space: Workspace, school: School, files: TrustFiles, pupil_id: str, as_of: datetime
) -> Iterator[OldWords]:
    """Yield the texts that are no longer public and name the pupil, or may, read with everybody the school ever had."""
    words = list(load_old_words(connection, [account.key for account in school.accounts]))
    pupils = load_pupils(connection, school.id, ZoneInfo(space.trust.timezone))
    if not words or pupil_id not in pupils["pupil_id"].tolist():
        return
    kinds = ["comment" if one.kind == "comment" else "post" for one in words]
    rows = [
        (kind, str(at), one.account, one.text, "", "", "", False)
        for at, (kind, one) in enumerate(zip(kinds, words, strict=True))
    ]
    found = files.engine(school, pupils, as_of).mentions(pd.DataFrame(rows, columns=list(TEXT_COLUMNS)))
    named = zip(found["subject_id"].tolist(), found["pupil_ids"].tolist(), strict=True)
    yield from (words[at] for at in sorted({int(subject) for subject, ids in named if pupil_id in ids}))
