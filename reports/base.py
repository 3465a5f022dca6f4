"""What every report is made from: one frozen view of a run. Nothing here can be written back.

Texts in a view that carry `masked` are safe for every report; `full` goes into the worklist alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A text of a post, alt text or comment."""

    full: str
    """As published: only for the worklist."""
    masked: str
    """With every name of the register and every personal contact masked: for all other reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong, as the ledger holds it (routes other than dsl only)."""

    key: str
    check: str
    check_title: str
    clause: str
    """`pack:id`, several joined by "; "."""
    severity: str
    confidence: str
    status: str
    """new, open, returned, fixed, waived, past or superseded."""
    account: str
    """`@handle` as configured, or blank for the whole school."""
    platform: str
    subject_type: str
    subject_id: str
    permalink: str
    """http(s) or blank."""
    posted_at: datetime | None
    quote: Quote | None
    start: int | None
    end: int | None
    """Code-point span in quote.full; None when the whole is meant."""
    matched: Quote | None
    pupils: tuple[str, ...]
    """Ids of the children concerned."""
    pupils_shown: tuple[str, ...]
    """The same children as reports may show them: "Z.M. (SW0012)"."""
    detail: Quote
    """Why it was flagged, one sentence."""
    remedy: str
    route: str
    first_seen: datetime
    last_seen: datetime
    ended_at: datetime | None = None
    waiver: str = ""
    """`reason, approver, until date` when waived, masked."""
    link_names_child: bool = False
    """The permalink itself holds a name of the register: only the worklist links to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What one check judged on one account (or the whole school: account blank)."""

    check: str
    check_title: str
    clause: str
    account: str
    """`Facebook @handle`; blank for the whole school."""
    outcome: str
    """pass, fail or not_assessed."""
    judged: int
    flagged: int
    reason: str
    """Why it could not be judged; blank otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLine:
    """One clause of one pack as this school stands."""

    pack: str
    id: str
    says: str
    state: str
    """kept, broken, by_hand, out_of_scope, not_assessed or partly (kept where judged, something not assessed)."""
    note: str
    """What to read by hand, why out of scope, or why not assessed."""
    flagged: int = 0
    judged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account and how far it was read."""

    platform: str
    platform_title: str
    handle: str
    """`@handle`, as configured."""
    posts: int
    comments: int
    media: int
    reads: tuple[str, ...]
    """One sentence for each kind of thing: "posts: read, 2 September to 16 November" or "comments: not read: ..."."""
    complete: bool
    """False when something it should give was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of the cadence chart."""

    week: str
    """2026-W46"""
    monday: date
    posts: int
    school_week: bool
    """False: holidays, not judged."""
    outcome: str
    """pass, fail or not_assessed; blank when not a school week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """One school in a run."""

    id: str
    name: str
    phase: str
    accounts: tuple[Account, ...]
    findings: tuple[Finding, ...]
    """Every status; worst first."""
    coverage: tuple[Coverage, ...]
    clauses: tuple[ClauseLine, ...]
    weeks: tuple[Week, ...]
    posts_a_week: int
    """The policy line."""
    posts_judged: int
    """Posts last seen public, up to as_of."""
    unread: tuple[str, ...]
    """What was not seen and why, one sentence each: accounts, registers, calendars, crashed checks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One rule of the gate, or one reason for setting records aside."""

    where: str
    """pages (set aside while reading), records, registers or results."""
    source: str
    """File or account."""
    rule: str
    checked: int | None
    set_aside: int
    reason: str
    ids: tuple[str, ...]
    """Ids or file rows set aside, at most 50; never values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """One run of a whole trust."""

    trust: str
    run: str
    as_of: datetime
    """In the trust's zone."""
    previous: datetime | None
    """The as_of of the run before, in the trust's zone."""
    schools: tuple[School, ...]
    gate: tuple[GateLine, ...]
    faults: tuple[str, ...] = ()
    """What could not be done at all, one sentence each."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """For run.json: inputs with hashes, versions, counts, retention applied. JSON-safe."""


class Report(Protocol):
    """One kind of report: named files from a view."""

    def __call__(self, view: RunView) -> Mapping[str, bytes]:
        """Return file name -> bytes; touches no disk."""
        ...
