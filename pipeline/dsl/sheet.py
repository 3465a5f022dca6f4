"""One school's matters as the safeguarding lead's sheet shows them: in full, with their thread and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd

import checks
from checks._frames import tuples
from checks.base import post_of
from config.models import School, Trust
from pipeline.dsl.schools import has_left, keepers
from pipeline.dsl.standing import UNTOLD, WAITS, Matter
from pipeline.dsl.unseen import NOBODY_LOOKS, unseen
from pipeline.ledger import LIVE
from pipeline.removals import REMOVAL_CHECK
from pipeline.shown import label_of, labels_of
from pipeline.store.dsl_rows import DslAction, load_authors
from pipeline.store.ledger_rows import LedgerFinding, load_findings
from pipeline.store.opening import Connection
from pipeline.store.pupils import load_pupils
from pipeline.store.runs import Run
from pipeline.store.subjects import Subject, load_subjects
from pipeline.store.texts import load_texts
from pipeline.store.threads import Above, load_threads
from reports.dsl_view import DslItem, DslView
from reports.wording import day

_DONE = {
    "told": "Told by mail", "returned": "It came back", "acknowledged": "Taken in hand", "reopened": "Opened again",
    "requested": "Its removal was asked for", "closed": "Closed",
}  # fmt: skip
_PUBLIC = {
    "public": "It can be seen by everybody.",
    "gone": "It is gone from public view.",
    "private": "It is private now, and so out of public view.",
    "withheld": "The platform withholds it now: it may still be seen elsewhere.",
}


def dsl_view(
    connection: Connection,
    trust: Trust,
    school: School,
    run: Run,
    shown: Iterable[Matter],
) -> DslView:
    """Put together everything that the sheet of a school says; `shown`: its matters, in their order."""
    zone, shown = ZoneInfo(trust.timezone), tuple(shown)
    subjects = [(m.finding.account, m.finding.subject_type, m.finding.subject_id) for m in shown]
    comments = [(account, subject) for account, kind, subject in subjects if kind == "comment"]
    kept_by = {one.id: one for one in keepers(trust, [account for account, _, _ in subjects]).values()}
    known = _Known(
        texts=load_texts(connection, subjects),
        states=load_subjects(connection, subjects),
        authors=load_authors(connection, comments),
        threads=load_threads(connection, comments),
        children=_children(load_pupils(connection, school.id, zone)) if shown else {},
        accounts={key: label for one in kept_by.values() for key, label in labels_of(one).items()},
        asked={
            (f.account, f.subject_id)
            for one in kept_by
            for f in load_findings(connection, one, check=REMOVAL_CHECK).values()
            if f.status in LIVE
        },
        zone=zone,
    )
    return DslView(
        trust=trust.name, run=run.name, as_of=run.as_of.astimezone(zone), school=school.id, school_name=school.name,
        items=tuple(known.item(one) for one in shown), out_of_hours=trust.dsl.out_of_hours, untold=_why_untold(shown),
        unseen=(NOBODY_LOOKS,) if has_left(trust, school) else tuple(unseen(connection, school, run)),
    )  # fmt: skip


def removable(finding: LedgerFinding) -> str:
    """Return the subject that comes down with a finding's: a picture goes with its post."""
    post = post_of(finding.subject_type, finding.subject_id)
    return f"post:{post}" if post else finding.subject_id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the store knows of the subjects of one school's matters."""

    texts: Mapping[tuple[str, str, str], str]
    """(account, kind, id of the subject) -> its text."""
    states: Mapping[tuple[str, str, str], Subject]
    authors: Mapping[tuple[str, str], str]
    """(account, id of the comment) -> who wrote it."""
    threads: Mapping[tuple[str, str], tuple[Above, ...]]
    children: Mapping[str, str]
    """Pupil -> name and class."""
    accounts: Mapping[str, str]
    """Account that some school of trust.yaml has now -> how it is shown."""
    asked: set[tuple[str, str]]
    """(account, subject) of which the removal was asked for."""
    zone: ZoneInfo

    def item(self, matter: Matter) -> DslItem:
        """Return a matter as the sheet shows it."""
        f = matter.finding
        subject = (f.account, f.subject_type, f.subject_id)
        state = self.states.get(subject, Subject("gone", "")).state
        check = checks.find().get(f.check)
        text = self.texts.get(subject, "")
        return DslItem(
            key=f.key,
            title=check.title if check else f.check,
            state=matter.state,
            done=tuple(self._sentence(action) for action in matter.actions if action.action != UNTOLD),
            confidence=f.confidence,
            account=self.accounts.get(f.account) or label_of(f.account),
            author=self.authors.get((f.account, f.subject_id), ""),
            posted_at=f.posted_at.astimezone(self.zone) if f.posted_at else None,
            link=f.permalink,
            text=text,
            start=f.start if text else None,
            end=f.end if text else None,
            thread=tuple((one.what, one.text) for one in self.threads.get((f.account, f.subject_id), ())),
            children=tuple(self.children.get(pupil, pupil) for pupil in f.pupil_ids),
            why=f.detail,
            what_to_do=f.remedy,
            may_be_requested=matter.state in WAITS
            and state == "public"
            and f.account in self.accounts
            and (f.account, removable(f)) not in self.asked,
            public=self._public(f, state),
            first_seen=f.first_seen.astimezone(self.zone),
        )

    def _public(self, finding: LedgerFinding, state: str) -> str:
        if finding.status == "superseded":
            return "The audit no longer flags it; look all the same."
        said = _PUBLIC.get(state, "")
        if state != "public" and finding.ended_at:
            said += f" Seen so on {day(finding.ended_at.astimezone(self.zone))}."
        return said.strip()

    def _sentence(self, action: DslAction) -> str:
        by = f" by {action.by}" if action.by else ""
        note = f": {action.note}" if action.note else ""
        return f"{_DONE.get(action.action, action.action)}{by}, {_moment(action.at, self.zone)}{note}"


def _why_untold(shown: Iterable[Matter]) -> str:
    """Return why the mail about what waits did not go out when it was last tried; blank when nothing waits for it."""
    tried = [failed for matter in shown if matter.untold and (failed := matter.did(UNTOLD))]
    return max(tried, key=lambda one: one.at).note if tried else ""


def _moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{day(local)}, {local:%H:%M}"


def _children(pupils: pd.DataFrame) -> dict[str, str]:
    """Return pupil id -> "Zainab Malik (P1), 4K": whom the safeguarding lead must know."""
    named: dict[str, str] = {}
    for pupil, first, last, form in tuples(pupils, ["pupil_id", "first_name", "last_name", "form"]):
        name = " ".join(filter(None, (first, last)))
        named[pupil] = f"{name} ({pupil})" + (f", {form}" if form else "")
    return named
