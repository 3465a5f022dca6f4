"""The main job: pull, audit and report, each a function of a workspace and a moment; the command line only prints."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import checks
import connectors
from config.models import Account
from config.refusal import RefusalError
from connectors.base import Connector, HttpSettings, Surroundings
from pipeline.auditing import audit_all
from pipeline.capture import capture_account
from pipeline.crew import Hands, crew_of
from pipeline.crew_member import SELDOM
from pipeline.desk import Desk
from pipeline.dsl.after import after_audit
from pipeline.locks import account_lock, store_lock
from pipeline.mail.posting import post
from pipeline.mail.reporting import undelivered
from pipeline.outcome import Outcome, audit_outcome, pull_outcome, with_doubts, with_mail, with_outlook
from pipeline.plan import make_plan, refuse_unknown_sources
from pipeline.progress import Progress
from pipeline.publish import publish
from pipeline.pull import Pulled, pull_account
from pipeline.school_registers import TrustFiles
from pipeline.secrets import reveal
from pipeline.store.billed import load_billed
from pipeline.store.gate_rows import count_doubts
from pipeline.store.pages import PullMoment
from pipeline.store.runs import Run, begin_run, end_run, last_audits, last_reported, mark_reported
from pipeline.workspace import Workspace, chosen_accounts, chosen_schools, open_workspace

ALL_HANDS = Hands()


def pull(
    root: Path,
    *,
    as_of: datetime,
    now: datetime | None = None,
    accounts: Collection[str] | None = None,
    schools: Collection[str] | None = None,
    http: HttpSettings | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Read the accounts of a workspace (keys in `accounts`, or all of `schools`, or all) into the store.

    `now`: the clock's moment, up to which alone anything is read indeed; None = nobody asked the clock.
    """
    with open_workspace(root) as space:
        refuse_unknown_sources(space.loaded, connectors.find())
        chosen = chosen_accounts(space.trust, accounts, schools)
        with _run(space, "pull", as_of) as (name, facts):
            billed = _billed(space, as_of)
            pulled = _pull_all(space, chosen, as_of, http, progress, now)
            facts |= {"pulled": _pulled_facts(pulled), "billed": _billed_facts(space, as_of, billed)}
    return pull_outcome(name, as_of, pulled)


def audit(
    root: Path,
    *,
    as_of: datetime,
    now: datetime | None = None,
    schools: Collection[str] | None = None,
    fail_on: str = "soon",
    progress: Progress | None = None,
    hands: Hands = ALL_HANDS,
) -> Outcome:
    """Hold what the store has against the policy and the registers; keep findings and coverage.

    `now`: the clock's moment; an audit for a later one is an outlook, and says so. None = nobody asked the clock.
    """
    with open_workspace(root) as space:
        plan = make_plan(space.loaded, checks.find(), connectors.find())
        desk, chosen = Desk(space.store, plan, TrustFiles(plan.trust)), chosen_schools(plan.trust, schools)
        with store_lock(root), _run(space, "audit", as_of, now=now, audited=True) as (name, facts):
            with crew_of(desk, chosen, hands) as crew:
                audits, faults = audit_all(desk, crew, chosen, name, as_of, progress, facts)
            this = Run(name, as_of, {})
            facts["faults"] = faults = [*faults, *after_audit(space.store, plan.trust, this)]
            outcome = audit_outcome(this, _reported_before(space, this), audits, fail_on, faults)
            outcome = _told(space, this, outcome)
    return with_outlook(outcome, ZoneInfo(space.trust.timezone), now)


def report(
    root: Path,
    *,
    out: Path | None = None,
    send: datetime | None = None,
    progress: Progress | None = None,
    pdf: bool = True,
    hands: Hands = ALL_HANDS,
) -> Outcome:
    """Render the last audit into reports/<date>/ (or `out`); a folder that exists is never written again.

    `pdf`: whether the two pages are printed too, where trust.yaml does not say otherwise. `send`: the moment at which
    it is mailed to its recipients; None = it is not. `hands`: how many processes may be at work.
    """
    with open_workspace(root) as space:
        plan = make_plan(space.loaded, checks.find(), connectors.find())
        with space.store.read() as connection:
            audits = last_audits(connection, 1)
        if not audits:
            raise RefusalError("there is no audit to report on: run 'social-audit run' first")
        last = audits[0]
        with store_lock(root):
            faults = (*last.facts.get("faults", ()), *undelivered(space.store, plan.trust))
            desk = Desk(space.store, plan, TrustFiles(plan.trust))
            with crew_of(desk, plan.trust.schools, hands.for_reports()) as crew:
                made = publish(desk, crew, last, out=out, faults=faults, progress=progress, pdf=pdf)
            with space.store.write() as connection:
                mark_reported(connection, last.name)
        posted = post(space.store, plan, last, made, at=send)
    return with_mail(Outcome(last.name, last.as_of, 0, made.lacking, made.files, tuple(map(str, made.files))), posted)


def run(
    root: Path,
    *,
    as_of: datetime,
    now: datetime | None = None,
    schools: Collection[str] | None = None,
    fail_on: str = "soon",
    http: HttpSettings | None = None,
    send: datetime | None = None,
    progress: Progress | None = None,
    pdf: bool = True,
    hands: Hands = ALL_HANDS,
) -> Outcome:
    """Pull, audit and report as one run; `now` as in `audit`, `send`, `pdf` and `hands` as in `report`."""
    with open_workspace(root) as space:
        plan = make_plan(space.loaded, checks.find(), connectors.find())
        desk = Desk(space.store, plan, TrustFiles(plan.trust))
        chosen, accounts = chosen_schools(plan.trust, schools), chosen_accounts(space.trust, None, schools)
        with store_lock(root), _run(space, "run", as_of, now=now, audited=True, reported=True) as (name, facts):
            billed = _billed(space, as_of)
            pulled = _pull_all(space, accounts, as_of, http, progress, now)
            refused = [one.reason for one in pulled if one.refused]
            with crew_of(desk, plan.trust.schools, hands) as crew:
                # one file may be refused for many accounts: it is said once
                audits, audited = audit_all(desk, crew, chosen, name, as_of, progress, facts)
                told = after_audit(space.store, plan.trust, Run(name, as_of, {}))
                faults = list(dict.fromkeys([*refused, *audited, *told]))
                spent = _billed_facts(space, as_of, billed)
                facts |= {"pulled": _pulled_facts(pulled), "billed": spent, "faults": faults}
                this = Run(name, as_of, facts)
                outcome = _told(
                    space, this, audit_outcome(this, _reported_before(space, this), audits, fail_on, faults)
                )
                # last of all: a run is finished when its reports are written, so one cut short writes them again
                said = (*faults, *undelivered(space.store, plan.trust))
                made = publish(desk, crew, this, faults=said, progress=progress, pdf=pdf)
        posted = post(space.store, plan, this, made, at=send)
    code = 3 if made.lacking and not outcome.exit_code else outcome.exit_code
    faults = [*outcome.faults, *made.lacking]
    outcome = with_outlook(outcome, ZoneInfo(space.trust.timezone), now)
    return with_mail(replace(outcome, exit_code=code, faults=tuple(faults), files=made.files), posted)


@contextmanager
def _run(
    space: Workspace,
    kind: str,
    as_of: datetime,
    *,
    now: datetime | None = None,
    audited: bool = False,
    reported: bool = False,
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name a run and mark it as finished when the body comes to its end; cut short, it is taken up again."""
    gc.set_threshold(*SELDOM)  # the whole interpreter's, and never put back
    day = as_of.astimezone(ZoneInfo(space.trust.timezone)).date().isoformat()
    with space.store.write() as connection:
        name = begin_run(connection, kind, as_of, day, now=now)
    facts: dict[str, Any] = {}
    yield name, facts
    with space.store.write() as connection:
        end_run(connection, name, audited=audited, facts=facts, reported=reported)


def _reported_before(space: Workspace, run: Run) -> Run | None:
    with space.store.read() as connection:
        return last_reported(connection, run)


def _told(space: Workspace, run: Run, outcome: Outcome) -> Outcome:
    """Add what the data-quality page has to tell."""
    with space.store.read() as connection:
        return with_doubts(outcome, *count_doubts(connection, run.name))


def _pull_all(
    space: Workspace,
    accounts: list[Account],
    as_of: datetime,
    http: HttpSettings | None,
    progress: Progress | None,
    now: datetime | None,
) -> list[Pulled]:
    surroundings = Surroundings(
        root=space.trust.root,
        accounts=space.trust.accounts,
        secret=reveal,
        http=http or HttpSettings(),
        now=as_of,
        largest_picture=space.trust.pictures.largest * 1_000_000,
    )
    built: dict[str, Connector] = {}
    pulled = []
    for number, account in enumerate(accounts):
        if progress:
            progress("reading accounts", number, len(accounts))
        name = account.source.connector
        connector = (
            built.setdefault(name, connectors.find()[name].build(surroundings)) if name not in built else built[name]
        )
        with account_lock(space.trust.root, account.key):
            pulled.append(pull_account(space.store, connector, account, as_of, space.trust.reading, now))
            at = PullMoment(account.key, connector.name, as_of, now)
            capture_account(space.store, connector, at, account, space.trust.root, space.trust.pictures)
    return pulled


def _pulled_facts(pulled: list[Pulled]) -> dict[str, Any]:
    return {one.account: one.reason or "read" for one in pulled}


def _billed(space: Workspace, as_of: datetime) -> dict[str, int]:
    with space.store.read() as connection:
        return load_billed(connection, as_of)


def _billed_facts(space: Workspace, as_of: datetime, before: Mapping[str, int]) -> dict[str, Any]:
    """Return what this run read of platforms that bill for it, and what that costs in dollars."""
    price = space.trust.reading.x_post_price
    return {
        platform: {
            "posts": posts - before.get(platform, 0),
            "dollars": round((posts - before.get(platform, 0)) * price, 2),
            "posts_this_month": posts,
        }
        for platform, posts in _billed(space, as_of).items()
    }
