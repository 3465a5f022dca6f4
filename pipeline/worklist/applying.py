"""What the rows of returned worklists come to: marks, waivers, and rows that could not be applied, with why. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from config.models import Waiver
from pipeline.days import parse_day
from pipeline.ledger import DATED_FACTS, ENDED
from pipeline.store.ledger_rows import LedgerFinding
from pipeline.store.worklist_marks import AUDIT, StoredMark
from pipeline.waivers import A_DAY, WaiverFaultError, new_waiver
from pipeline.worklist.merging import FIELDS, Said, merge_said, next_mark, said_in
from pipeline.worklist.returned import Row
from reports.wording import day, listed
from reports.worklist_columns import ACCEPT, CANNOT, STATUSES, TO_DO

LONGEST_OWNER: Final = 200
LONGEST_NOTE: Final = 5_000
_REASON, _APPROVER, _UNTIL = "reason to accept", "accepted by", "accepted until"
_COLUMNS: Final = {"reason": _REASON, "approver": _APPROVER, "expires": _UNTIL}
"""Part of a waiver -> the heading under which it is typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row, or a part of it, that was not applied."""

    file: str
    sheet: str
    line: int
    key: str
    why: str
    """One sentence, without any word of the sheet that could name a child."""
    said: str
    """What the row said, in full: for the file of rejected rows alone."""


@dataclass(slots=True, kw_only=True)
class Applied:
    """What the rows came to, as they are read one after the other."""

    findings: Mapping[str, LedgerFinding]
    """By key; what goes to the DSL is not among them."""
    history: dict[str, tuple[StoredMark, ...]]
    """Key -> all that was said, oldest first; grows as rows are applied."""
    waivers: Collection[Waiver]
    today: date
    at: datetime
    """In the trust's zone, as days are told."""
    marks: dict[tuple[str, int], StoredMark] = field(default_factory=dict)
    """(key, number) -> what was said now."""
    accepted: list[Waiver] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    """Keys of findings that had ended when somebody said something of them."""
    same: int = 0
    """Rows that said nothing new."""
    known: int = 0
    """Those among them that were filled in, and taken before."""


def apply_rows(to: Applied, file: str, sha256: str, rows: Sequence[Row]) -> None:
    """Apply the rows of one workbook; one that cannot be applied stops none of the others."""
    for row in rows:
        if why := _apply(to, sha256, row):
            said = "; ".join(f"{name}: {text}" for name, text in _spoken(row) if text)
            to.rejected.append(Rejected(file=file, sheet=row.sheet, line=row.line, key=row.key, why=why, said=said))


def _spoken(row: Row) -> tuple[tuple[str, str | None], ...]:
    texts = ((name, getattr(row, name)) for name in FIELDS)
    accepting = ((_REASON, row.reason), (_APPROVER, row.approver), (_UNTIL, row.until))
    return (*texts, *accepting)


def _apply(to: Applied, sha256: str, row: Row) -> str:
    """Apply one row; returns why not, or blank."""
    if row.formulas:
        return typed_as_formula(row.formulas)
    history = to.history.get(row.key, ())
    given = said_in(next((mark for mark in history if mark.number == row.mark), None))
    said = Said(*(getattr(row, name) if getattr(row, name) is not None else getattr(given, name) for name in FIELDS))
    said = replace(said, status=said.status or TO_DO)
    accepting = any((row.reason, row.approver, row.until))
    if said == given and not accepting:
        to.same += 1
        return ""
    if why := _refusal(to, row, said):
        return why
    if accepting and said.status != ACCEPT:
        return (
            f'the columns to accept are filled in, but the status is "{said.status}": choose "{ACCEPT}", or clear them'
        )
    why = _accept(to, row) if said.status == ACCEPT else ""
    if why:
        said = replace(said, status=given.status)  # owner and note are good all the same
    contradicted = _say(to, sha256, row.key, given, said)
    return "; ".join(filter(None, (why, contradicted)))


def typed_as_formula(headings: Sequence[str]) -> str:
    """Say why a row with formulas where words belong is not applied."""
    columns = listed([f"“{heading}”" for heading in headings])
    return f'what was typed under {columns} begins with "=", so it is a formula and no words: type the words alone'


def _refusal(to: Applied, row: Row, said: Said) -> str:
    """Say why a row cannot be applied at all; blank when it can."""
    if not row.key:
        return "it has no key: copy the key of the finding from the worklist"
    if row.key not in to.findings or to.findings[row.key].subject_type in DATED_FACTS:
        return "no worklist has a finding with this key: leave the column “key” as it was written"
    if said.status not in STATUSES:
        return f"the status is none of {', '.join(STATUSES)}: choose one of them"
    if said.status == CANNOT and not said.note:
        return f"the status is “{CANNOT}”: say why in the note"
    if len(said.owner) > LONGEST_OWNER or len(said.note) > LONGEST_NOTE:
        return f"the owner is longer than {LONGEST_OWNER} or the note than {LONGEST_NOTE:,} characters: shorten it"
    return ""


def _say(to: Applied, sha256: str, key: str, given: Said, said: Said) -> str:
    """Add to what was said of a finding; returns what stands in the way of a part of it, or blank."""
    history = to.history.get(key, ())
    if any(mark.source == sha256 and Said(mark.owner, mark.status, mark.note) == said for mark in _before(to, history)):
        to.same += 1  # this very sheet has said so before, whatever was seen since
        to.known += 1
        return ""
    last = history[-1] if history else None
    now = said_in(last)
    if last is not None and last.status == ACCEPT and said.status == ACCEPT:
        now = replace(now, status=ACCEPT)
    merged, contradicted = merge_said(given, said, now)
    if merged == now:
        to.same += not contradicted
        to.known += not contradicted
    else:
        mark = next_mark(key, merged, last, at=to.at, source=sha256)
        to.history[key] = (*history, mark)
        to.marks[key, mark.number] = mark
        if to.findings[key].status in ENDED:
            to.ended.append(key)
    if not contradicted or last is None:
        return ""
    return _contradiction(contradicted, replace(last, at=last.at.astimezone(to.at.tzinfo)), now, said)


def _before(to: Applied, history: Sequence[StoredMark]) -> list[StoredMark]:
    """Return what was said before this import."""
    return [mark for mark in history if (mark.key, mark.number) not in to.marks]


def _contradiction(fields: Sequence[str], last: StoredMark, now: Said, said: Said) -> str:
    """Say which word stands against which; owners and notes are not repeated, for they may name anybody."""
    who = "the audit saw" if last.source == AUDIT else "another sheet said"
    parts = [
        f'the status is "{said.status}" here, but {who} "{now.status}"' if name == "status" else f"the {name} differs"
        for name in fields
    ]
    return (
        f"{' and '.join(parts)} (read on {day(last.at.date())}, after this sheet was written): "
        "what was read first stands; say it again in the next worklist if it should not"
    )


def _accept(to: Applied, row: Row) -> str:
    """Take a waiver from a row; returns why not, or blank."""
    finding = to.findings[row.key]
    if finding.status in ENDED:
        return "the finding has ended meanwhile: there is nothing left to accept"
    asked = {_REASON: row.reason, _APPROVER: row.approver, _UNTIL: row.until}
    if missing := [f"“{heading}”" for heading, typed in asked.items() if not typed]:
        return f"the status is “{ACCEPT}”: fill in {listed(missing)} too"
    if (until := parse_day(row.until)) is None:
        return f'column "{_UNTIL}": this is no day; write one such as {A_DAY}'
    try:
        waiver = new_waiver(key=row.key, reason=row.reason, approver=row.approver, expires=until, today=to.today)
    except WaiverFaultError as fault:
        return f'column "{_COLUMNS.get(fault.field, fault.field)}": {fault.reason}'
    stands = next((one for one in (*to.waivers, *to.accepted) if one.key == row.key), None)
    if stands is None:
        to.accepted.append(waiver)
        return ""
    if stands == waiver:
        return ""
    return "the finding is waived already, in other words or until another day: change its entry in the waivers file"
