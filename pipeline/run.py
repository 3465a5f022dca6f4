"""The main job: pull, audit and report, each a function of a workspace and a moment; the command line only prints."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import checks
import connectors
from checks.base import NOT_ASSESSED, SEVERITIES
from config.load import load_trust_marked
from config.models import Account, School, Trust, account_key
from config.refusal import RefusalError
from config.trust_file import LoadedTrust
from connectors.base import Connector, HttpSettings, Surroundings
from pipeline.auditing import Audits, audit_all
from pipeline.capture import capture_account
from pipeline.crew import Hands, crew_of
from pipeline.crew_member import SELDOM
from pipeline.desk import Desk
from pipeline.dsl.after import after_audit
from pipeline.ledger import DATED_FACTS
from pipeline.locks import account_lock, store_lock
from pipeline.mail.posting import post
from pipeline.mail.reporting import Posted, undelivered
from pipeline.plan import make_plan, refuse_unknown_sources
from pipeline.publish import publish
from pipeline.pull import Pulled, pull_account
from pipeline.school_registers import TrustFiles
from pipeline.secrets import expand, reveal
from pipeline.store.billed import load_billed
from pipeline.store.opening import Store, open_store
from pipeline.store.pages import PullMoment
from pipeline.store.runs import Run, begin_run, end_run, last_audits, mark_reported

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, how many are done, how many there are)."""
STANDS = frozenset({"new", "open", "returned"})
ALL_HANDS = Hands()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command came to."""

    run: str
    """2026-11-16, then 2026-11-16-2; blank for a bare report."""
    as_of: datetime
    exit_code: int
    faults: tuple[str, ...] = ()
    """What could not be done because of something handed over, one sentence each."""
    files: tuple[Path, ...] = ()
    """Reports written."""
    lines: tuple[str, ...] = ()
    """What to tell a person, line by line."""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened workspace: the trust and its store."""

    loaded: LoadedTrust
    store: Store

    @property
    def trust(self) -> Trust:
        """The trust without the lines it stands on."""
        return self.loaded.trust


@contextmanager
def open_workspace(root: Path) -> Iterator[Workspace]:
    """Load trust.yaml and open the store, which is closed at the end; RefusalError when either cannot be used."""
    loaded = load_trust_marked(root)
    store = open_store(expand(loaded.trust.store), root)
    try:
        yield Workspace(loaded, store)
    finally:
        store.close()


def pull(
    root: Path,
    *,
    as_of: datetime,
    accounts: Collection[str] | None = None,
    schools: Collection[str] | None = None,
    http: HttpSettings | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Read the accounts of a workspace (keys in `accounts`, or all of `schools`, or all) into the store."""
    with open_workspace(root) as space:
        refuse_unknown_sources(space.loaded, connectors.find())
        chosen = _chosen_accounts(space.trust, accounts, schools)
        with _run(space, "pull", as_of) as (name, facts):
            billed = _billed(space, as_of)
            pulled = _pull_all(space, chosen, as_of, http, progress)
            facts |= {"pulled": _pulled_facts(pulled), "billed": _billed_facts(space, as_of, billed)}
    return _pull_outcome(name, as_of, pulled)


def audit(
    root: Path,
    *,
    as_of: datetime,
    schools: Collection[str] | None = None,
    fail_on: str = "soon",
    progress: Progress | None = None,
    hands: Hands = ALL_HANDS,
) -> Outcome:
    """Hold what the store has against the policy and the registers; keep findings and coverage."""
    with open_workspace(root) as space:
        plan = make_plan(space.loaded, checks.find(), connectors.find())
        desk, chosen = Desk(space.store, plan, TrustFiles(plan.trust)), chosen_schools(plan.trust, schools)
        with store_lock(root), _run(space, "audit", as_of, audited=True) as (name, facts):
            with crew_of(desk, chosen, hands) as crew:
                audits, faults = audit_all(desk, crew, chosen, name, as_of, progress, facts)
            facts["faults"] = faults = [*faults, *after_audit(space.store, plan.trust, Run(name, as_of, {}))]
            outcome = _audit_outcome(name, as_of, audits, fail_on, faults)
    return outcome


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
            read = TrustFiles(plan.trust)
            with crew_of(Desk(space.store, plan, read), plan.trust.schools, hands.for_reports()) as crew:
                files, lacking = publish(
                    space.store, plan, last, files=read, out=out, faults=faults, progress=progress, pdf=pdf, crew=crew
                )
            with space.store.write() as connection:
                mark_reported(connection, last.name)
        posted = post(space.store, plan, last, files, at=send, faults=faults)
    return _with_mail(Outcome(last.name, last.as_of, 0, lacking, files, tuple(map(str, files))), posted)


def run(
    root: Path,
    *,
    as_of: datetime,
    schools: Collection[str] | None = None,
    fail_on: str = "soon",
    http: HttpSettings | None = None,
    send: datetime | None = None,
    progress: Progress | None = None,
    pdf: bool = True,
    hands: Hands = ALL_HANDS,
) -> Outcome:
    """Pull, audit and report as one run; `send`, `pdf` and `hands` as in `report`."""
    with open_workspace(root) as space:
        plan = make_plan(space.loaded, checks.find(), connectors.find())
        read = TrustFiles(plan.trust)
        desk = Desk(space.store, plan, read)
        chosen, accounts = chosen_schools(plan.trust, schools), _chosen_accounts(space.trust, None, schools)
        with store_lock(root), _run(space, "run", as_of, audited=True, reported=True) as (name, facts):
            billed = _billed(space, as_of)
            pulled = _pull_all(space, accounts, as_of, http, progress)
            refused = [one.reason for one in pulled if one.refused]
            with crew_of(desk, plan.trust.schools, hands) as crew:
                # one file may be refused for many accounts: it is said once
                audits, audited = audit_all(desk, crew, chosen, name, as_of, progress, facts)
                told = after_audit(space.store, plan.trust, Run(name, as_of, {}))
                faults = list(dict.fromkeys([*refused, *audited, *told]))
                spent = _billed_facts(space, as_of, billed)
                facts |= {"pulled": _pulled_facts(pulled), "billed": spent, "faults": faults}
                outcome = _audit_outcome(name, as_of, audits, fail_on, faults)
                # last of all: a run is finished when its reports are written, so one cut short writes them again
                this = Run(name, as_of, facts)
                said = (*faults, *undelivered(space.store, plan.trust))
                files, lacking = publish(
                    space.store, plan, this, files=read, faults=said, progress=progress, pdf=pdf, crew=crew
                )
        posted = post(space.store, plan, this, files, at=send, faults=said, files=read)
    code = 3 if lacking and not outcome.exit_code else outcome.exit_code
    return _with_mail(replace(outcome, exit_code=code, faults=(*outcome.faults, *lacking), files=files), posted)


def _with_mail(outcome: Outcome, posted: Posted) -> Outcome:
    """Add what came of the mail: a report that could not be sent could not be finished."""
    code = 2 if posted.faults else outcome.exit_code
    faults, lines = (*outcome.faults, *posted.faults), (*outcome.lines, *posted.lines)
    return replace(outcome, exit_code=code, faults=faults, lines=lines)


@contextmanager
def _run(
    space: Workspace, kind: str, as_of: datetime, *, audited: bool = False, reported: bool = False
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name a run and mark it as finished when the body comes to its end; cut short, it is taken up again."""
    gc.set_threshold(*SELDOM)  # the whole interpreter's, and never put back
    day = as_of.astimezone(ZoneInfo(space.trust.timezone)).date().isoformat()
    with space.store.write() as connection:
        name = begin_run(connection, kind, as_of, day)
    facts: dict[str, Any] = {}
    yield name, facts
    with space.store.write() as connection:
        end_run(connection, name, audited=audited, facts=facts, reported=reported)


def _chosen_accounts(trust: Trust, accounts: Collection[str] | None, schools: Collection[str] | None) -> list[Account]:
    chosen = {school.id for school in chosen_schools(trust, schools)}
    known = {account.key for account in trust.accounts}
    wanted = set()
    for named in accounts or ():
        platform, _, handle = named.partition(":")
        key = account_key(platform.strip().casefold(), handle)  # "x:@StAnnes" is x:stannes
        if key not in known:
            raise RefusalError(
                f'there is no account "{named}" in trust.yaml: the accounts are {", ".join(sorted(known))}'
            )
        wanted.add(key)
    return [a for a in trust.accounts if a.school in chosen and (accounts is None or a.key in wanted)]


def chosen_schools(trust: Trust, schools: Collection[str] | None) -> list[School]:
    """Return the schools with these ids, or all; RefusalError names the ids there are."""
    known = {school.id for school in trust.schools}
    for name in schools or ():
        if name not in known:
            raise RefusalError(f'there is no school "{name}" in trust.yaml: the schools are {", ".join(sorted(known))}')
    return [school for school in trust.schools if not schools or school.id in schools]


def _pull_all(
    space: Workspace, accounts: list[Account], as_of: datetime, http: HttpSettings | None, progress: Progress | None
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
            pulled.append(pull_account(space.store, connector, account, as_of, space.trust.reading))
            at = PullMoment(account.key, connector.name, as_of)
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


def _pull_outcome(name: str, as_of: datetime, pulled: list[Pulled]) -> Outcome:
    faults = tuple(dict.fromkeys(one.reason for one in pulled if one.refused))
    failed = [one for one in pulled if one.reason]
    lines = [f"{len(pulled) - len(failed)} of {len(pulled)} accounts were read."]
    lines += [f"{one.account}: {one.reason}" for one in failed if not one.refused]
    return Outcome(name, as_of, 2 if faults else 3 if failed else 0, faults, (), tuple(lines))


def _audit_outcome(name: str, as_of: datetime, audits: Audits, fail_on: str, faults: list[str]) -> Outcome:
    """Count what stands and decide the exit code: 2 beats 1 beats 3 beats 0."""
    lines, failing, missed, counts = [], 0, 0, {"findings": 0, "not_assessed": 0}
    worth = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    for school, audit in audits:
        standing = [f for f in audit.findings if f.status in STANDS and f.confidence != "possible"]
        gaps = sum(row.outcome == NOT_ASSESSED for row in audit.coverage)
        failing += sum(f.severity in worth for f in standing)
        missed += gaps
        counts["findings"] += len(standing)
        lines.append(_school_line(school, standing, gaps))
    counts["not_assessed"] = missed
    code = 2 if faults else 1 if failing else 3 if missed else 0
    return Outcome(name, as_of, code, tuple(faults), (), tuple(lines), counts)


def _school_line(school: School, standing: list[Any], gaps: int) -> str:
    standing = [f for f in standing if f.subject_type not in DATED_FACTS]  # a week that is over is nothing to act on
    today = sum(f.severity == "today" for f in standing)
    new = sum(f.status == "new" for f in standing)
    return f"{school.name}: {len(standing)} to act on ({new} new, {today} to take down today), {gaps} not assessed"
