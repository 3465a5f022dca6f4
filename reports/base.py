"""What every report is made from: one frozen view of a run. Nothing here can be written back.

Texts in a view that carry `masked` are safe for every report; `full` goes into the worklist alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Protocol

from reports.inventory import Inventory
from reports.order import worst_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A text of a post, alt text or comment."""

    full: str
    """As published: only for the worklist."""
    masked: str
    """With every name of the register and every personal contact masked: for all other reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """A text above a comment in its thread."""

    what: str
    """"the post", "a comment", or "the account's reply"."""
    quote: Quote
    """At most some 240 characters of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a person said of a finding in a worklist that came back."""

    number: int
    """The how-manieth thing said of this finding, so that a sheet knows what it was written over."""
    owner: Quote
    status: str
    """to do, doing, done, cannot or accept; what was said to be done and is still up is to do again."""
    note: Quote
    at: datetime
    """When the sheet that said so was read."""
    done_on: datetime | None = None
    """When it was said to be done; None = never, or it was taken back, or it came back after it was seen fixed."""
    still_up: datetime | None = None
    """When it was first seen standing after that; None = not looked at since."""


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
    thread: tuple[Above, ...] = ()
    """Of a comment: what it stands under, the post first, then what it answers; blank and non-public texts left out."""
    mark: Mark | None = None
    """What was last said of it in a worklist; None = nothing yet."""
    counts_again: bool = False
    """It is open, and the last report did not count it: its account, its rule or a waiver was otherwise then."""
    newly_waived: bool = False
    """It is waived, and was accepted after the last report."""


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
    """kept, broken, by_hand, out_of_scope, not_assessed, partly (kept where judged, something not assessed), or
    unflagged (the checks found nothing, and a person reads the rest)."""
    note: str
    """What to read by hand, why out of scope, or why not assessed."""
    flagged: int = 0
    judged: int = 0
    by_hand: str = ""
    """What a person reads or asks, whatever the checks saw; blank = nothing is left to do."""

    @property
    def to_tick(self) -> str:
        """What stands in the list to tick; blank = the clause is not in it."""
        return self.by_hand or (self.note if self.state == "by_hand" else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How far one kind of thing of an account was read, at the last attempt."""

    what: str
    """posts, media, pictures, comments or profile."""
    complete: bool
    reason: str
    """Why not; blank when it was."""
    begin: datetime | None = None
    """What was read reaches back to here; None = unknown, or the whole."""
    end: datetime | None = None
    at: datetime | None = None
    """When it was last tried."""
    ours: int | None = None
    """How many were read, where the source counts them."""
    theirs: int | None = None
    """How many the platform counts; None = it does not say."""


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
    readings: tuple[Reading, ...] = ()
    """The same as `reads`, as facts."""
    weekly: tuple[int, ...] = ()
    """Posts in each of the school's weeks, in their order; a post on two accounts counts on both. Empty = no weeks."""
    last_post: datetime | None = None
    """When it last posted, of what is public; None = nothing is."""
    photos: int = 0
    """Photos that are public."""
    photos_examined: int = 0
    """How many of them were opened and looked into."""
    videos: int = 0
    """Videos that are public."""
    covers_examined: int = 0
    """Of how many of them the cover was looked into; a film is never watched."""
    has_profile: bool = True
    """False = its source is a file that holds no profile, so none can ever be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """A report that somebody read and signed."""

    who: str
    role: str
    at: datetime
    comment: str
    """Masked; blank = none."""
    folder: str
    """Where it lies: reports/2026-11-16."""
    sha256: str
    """Of the page that was signed, 64 hex digits."""
    state: str
    """intact, changed or gone: what lies there now."""


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
class SampledPost:
    """A post that the checks passed, drawn for a person to read."""

    key: str
    """12 hex digits: one draw of one post."""
    account: str
    """`@handle` as configured."""
    platform: str
    permalink: str
    """http(s) or blank."""
    posted_at: datetime
    text: Quote
    """Whole; blank where the post is pictures alone, or is no longer public."""
    pictures: int
    """Pictures and videos of it."""
    thumbnail: bytes | None
    """JPEG of the first of them, for the worklist alone; None = none is kept."""
    verdict: str
    """fine, missed, or blank as long as nobody has said."""
    missed: Quote
    """What the checks missed, as the reader put it."""
    link_names_child: bool = False
    """As of a finding: only the worklist links to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Posts that the checks passed, read by a person, so that what is missed is measured and not guessed."""

    drawn: tuple[SampledPost, ...]
    """Of the school's last audit, account by account."""
    read: int
    """Posts read in all draws so far: the denominator of the miss rate."""
    missed: int
    """In how many of them a person found what the checks had missed."""
    last_read: datetime | None
    """When a sheet was last read back; None = never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """One school in a run."""

    id: str
    name: str
    phase: str
    zone: tzinfo
    """The trust's: days are counted in it."""
    accounts: tuple[Account, ...]
    findings: tuple[Finding, ...]
    """Every status; worst first, in whatever order they are handed over."""
    coverage: tuple[Coverage, ...]
    clauses: tuple[ClauseLine, ...]
    weeks: tuple[Week, ...]
    posts_a_week: int
    """The policy line."""
    posts_judged: int
    """Posts last seen public, up to as_of."""
    unread: tuple[str, ...]
    """What was not seen and why, one sentence each: accounts, registers, calendars, crashed checks."""
    pupils: int | None = None
    """On the register, leavers not counted; None = none was handed in."""
    inventory: Inventory | None = None
    """Its public pictures that may show pupils; None = they were not counted yet."""
    thumbnails: Mapping[str, bytes] = field(default_factory=dict)
    """Key of a finding on a picture -> JPEG of it; for the worklist alone."""
    sample: Sample | None = None
    """What a person reads of the posts that passed; None = nothing was drawn."""
    signed: SignOff | None = None
    """The report of this school that was signed last; None = none ever was."""

    def __post_init__(self) -> None:
        """Put the findings in order once, so that no report has to."""
        object.__setattr__(self, "findings", worst_first(self.findings))


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
    audits: tuple[datetime, ...] = ()
    """The moments of the audits so far, in the trust's zone, the earliest first; this one need not be among them."""
    faults: tuple[str, ...] = ()
    """What could not be done at all, one sentence each."""
    pdfs: tuple[str, ...] = ()
    """Names of the PDFs that are written beside the pages."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """For run.json: inputs with hashes, versions, counts, retention applied. JSON-safe."""


class Report(Protocol):
    """One kind of report: named files from a view."""

    def __call__(self, view: RunView) -> Mapping[str, bytes]:
        """Return file name -> bytes; touches no disk."""
        ...
