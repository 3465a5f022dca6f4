"""The worklist and the samples as rows for a terminal: where each stands, without the words of any post."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from checks.base import SEVERITIES
from config.models import School
from pipeline.ledger import DATED_FACTS, LIVE
from pipeline.shown import handles_of
from pipeline.store.ledger_rows import LedgerFinding, load_findings
from pipeline.store.opening import Connection
from pipeline.store.runs import last_audit_of
from pipeline.store.samples import Drawn, load_drawn, load_passed, load_tally
from pipeline.store.worklist_marks import StoredMark, load_marks
from pipeline.unaudited import NEVER_AUDITED, unaudited
from pipeline.worklist.merging import said_in
from pipeline.workspace import chosen_schools, open_workspace
from reports.entries import due_day
from reports.figures import Share, share
from reports.links import web_link
from reports.wording import plural
from reports.worklist_columns import ACCEPT

NOT_READ: Final = "not read yet"
ACCEPTED: Final = "accepted from the next audit on"
_BLANK: Final = dict.fromkeys(
    ("key", "school", "severity", "confidence", "check", "subject", "due", "status", "owner", "said_done", "still_up")
)
"""A row of the list on which nothing stands."""


def worklist_rows(root: Path, schools: Collection[str] | None = None) -> list[dict[str, Any]]:
    """Return what stands, worst first, with who does it and how far it is; nothing that goes to the DSL.

    Of a school that was never audited one row says so, with no key.
    RefusalError for a school that does not exist.
    """
    rows: list[dict[str, Any]] = []
    with open_workspace(root) as space, space.store.read() as connection:
        zone = ZoneInfo(space.trust.timezone)
        for school in chosen_schools(space.trust, schools):
            marks = load_marks(connection, [school.id])
            ledger = [f for f in load_findings(connection, school.id).values() if _to_do(f)]
            ledger.sort(key=lambda f: (SEVERITIES.index(f.severity), f.first_seen, f.key))
            rows += [_row(f, school, marks.get(f.key, ()), zone) for f in ledger]
            rows += [_BLANK | {"school": one.id, "status": NEVER_AUDITED} for one in unaudited(connection, [school])]
    return rows


def _to_do(finding: LedgerFinding) -> bool:
    return finding.status in LIVE and finding.route != "dsl" and finding.subject_type not in DATED_FACTS


def _accepted_since(finding: LedgerFinding, last: StoredMark | None) -> bool:
    """Whether it was accepted after the audit that saw it last; one that stands again later is to do again."""
    return last is not None and last.status == ACCEPT and last.at > finding.last_seen


def _row(finding: LedgerFinding, school: School, said: tuple[StoredMark, ...], zone: ZoneInfo) -> dict[str, Any]:
    last = said[-1] if said else None
    due = due_day(finding.severity, finding.first_seen, zone)
    return {
        "key": finding.key,
        "school": school.id,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "check": finding.check,
        "subject": finding.subject_id,
        "due": due.isoformat() if due else None,
        "status": ACCEPTED if _accepted_since(finding, last) else said_in(last).status,
        "owner": last.owner if last else "",
        "said_done": last.done_on.astimezone(zone).date().isoformat() if last and last.done_on else None,
        "still_up": bool(last and last.still_up),
    }


@dataclass(frozen=True, slots=True)
class Counted:
    """What all samples of one school came to."""

    school: str
    name: str
    share: Share | None
    """Posts with something missed, of those read; None = none was read."""

    @property
    def sentence(self) -> str:
        """How many posts were read and in how many something was missed, with the interval of that share."""
        if self.share is None:
            return f"{self.name}: no sample was read back yet"
        low, high = (f"{100 * end:.0f}" for end in self.share.interval)
        return (
            f"{self.name}: {plural(self.share.whole, 'post')} read, something missed in {self.share.part}; "
            f"95 per cent sure that it is between {low} and {high} of 100 passed posts"
        )

    @property
    def row(self) -> dict[str, Any]:
        """The same as figures; the interval from 0 to 1."""
        low, high = self.share.interval if self.share else (None, None)
        read, missed = (self.share.whole, self.share.part) if self.share else (0, 0)
        return {"school": self.school, "read": read, "missed": missed, "low": low, "high": high}


def sample_rows(root: Path, schools: Collection[str] | None = None) -> tuple[list[dict[str, Any]], list[Counted]]:
    """Return the sample of each school's last audit as rows, and what all samples of each came to.

    RefusalError for a school that does not exist.
    """
    rows: list[dict[str, Any]] = []
    counted: list[Counted] = []
    with open_workspace(root) as space, space.store.read() as connection:
        for school in chosen_schools(space.trust, schools):
            rows += _school_sample(connection, school, ZoneInfo(space.trust.timezone))
            tally = load_tally(connection, school.id)
            counted.append(Counted(school.id, school.name, share(tally.missed, tally.read)))
    return rows, counted


def _school_sample(connection: Connection, school: School, zone: ZoneInfo) -> list[dict[str, Any]]:
    last = last_audit_of(connection, school.id)
    drawn = load_drawn(connection, last.name, school.id) if last else []
    posts = load_passed(connection, drawn)
    links = {place: web_link(post.permalink) for place, post in posts.items()}
    handles = handles_of(school)
    return [_sample_row(one, school, handles, links, zone) for one in drawn]


def _sample_row(
    one: Drawn, school: School, handles: Mapping[str, str], links: Mapping[tuple[str, str], str], zone: ZoneInfo
) -> dict[str, Any]:
    return {
        "key": one.key,
        "school": school.id,
        "account": handles.get(one.account, one.account),
        "post": one.post_id,
        "verdict": one.verdict or NOT_READ,
        "read_on": one.read_at.astimezone(zone).date().isoformat() if one.read_at else None,
        "link": links.get((one.account, one.post_id), "") or None,
        "platform": one.account.partition(":")[0],
    }
