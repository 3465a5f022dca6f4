"""The inventory: how many public pictures of a school may show pupils, how old, of whom, and what should come down.

A pure function over evidence and the ledger. Who must not be published has no part in it: no figure differs by that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import pandas as pd

from checks._frames import tuples
from checks._photo_log import LoggedPictures, Unit, now_of
from checks.base import Evidence, subject_of
from pipeline.inventory_copies import number_copies
from pipeline.inventory_reasons import Subject, reasons_of
from pipeline.moments import to_micros
from pipeline.store.inventory_rows import ALL, CERTAIN, UNKNOWN, Count
from pipeline.store.ledger_rows import LedgerFinding
from reports.inventory import AGES

NOBODY: Final = "nobody"
KINDS: Final = (CERTAIN, UNKNOWN, NOBODY)
"""Of a picture: the log places pupils in it; it is not known who is; the log says that no pupil can be recognised."""
_MONTHS: Final = (1, 12, 36)
"""Where one band of AGES ends and the next begins."""
OLD: Final = frozenset({"1_to_3_years", "over_3_years"})
"""The bands in which an unlogged picture should be logged or come down."""
_OLDEST: Final = "over_3_years"


@dataclass(frozen=True, slots=True)
class Picture:
    """One public picture, or the post in whose place it is counted: the log speaks of a picture that was not read."""

    unit: Unit
    kind: str
    """One of KINDS."""
    age: str
    """A code of AGES."""
    unseen: str
    """A code of UNSEEN where it could not be looked at; blank where it was."""
    sha256: str
    """Of a video, blank as phash is: they tell of its cover alone."""
    phash: str
    copy: str
    """Its file in the workspace; blank where none is kept."""
    film: bool = False
    """A video of which the cover was looked at, and not the film."""

    @property
    def shown(self) -> bool:
        """Whether it may show pupils."""
        return self.kind != NOBODY


def take_inventory(evidence: Evidence, findings: Iterable[LedgerFinding]) -> list[Count]:
    """Count the public pictures of a school; figures of nought are left out but for `pictures` of each account.

    `findings` are those of the ledger after this audit. Reposts of other people's pictures count where pupils are
    logged in them, as the checks on pictures have it.
    """
    log = LoggedPictures(evidence)
    found = list(pictures_of(evidence, log))
    counts: Counter[tuple[str, str, str]] = Counter()
    for one in found:
        account = one.unit.account
        counts[account, one.kind, one.age] += 1
        counts[account, "unseen", one.unseen] += bool(one.unseen)
        counts[account, "films", ""] += one.film
        counts[account, "oldest", ""] += one.shown and one.age == _OLDEST
    for account, groups in _leavers(evidence, log):
        counts[account, "leavers", ""] += 1
        counts.update((account, "leavers", group) for group in groups)
    counts.update((subject[2], "due", reason) for subject, reason in due_of(evidence, findings, found).items())
    counts.update(_copies([one for one in found if one.shown]))
    counts.update(_unread(evidence))
    all_of = Counter(one.unit.account for one in found)
    rows = [Count(*key, number) for key, number in counts.items() if number]
    return rows + [Count(account, ALL, "", all_of[account]) for (account,) in tuples(evidence.accounts, ["account"])]


def pictures_of(evidence: Evidence, log: LoggedPictures) -> Iterator[Picture]:
    """Yield every picture that the school publishes, oldest first; one whose day is not known comes last."""
    copies = _copies_by_subject(evidence)
    begins = _begins(evidence)
    for unit in sorted(log.units, key=lambda unit: (unit.posted is None, unit.posted or 0, unit.subject)):
        held = copies.get((unit.account, unit.subject_id), _Held("", "", "", "not_fetched"))
        kind, age, film = _kind(unit, log), _age(unit.posted, begins), held.is_video and not held.unseen
        yield Picture(unit, kind, age, held.unseen, held.sha256, held.phash, held.copy, film)


def due_of(evidence: Evidence, findings: Iterable[LedgerFinding], pictures: Iterable[Picture]) -> dict[Subject, str]:
    """Return the pictures that should come down, each with its worst reason (a code of REASONS)."""
    old = {one.unit.subject: "old" for one in pictures if one.kind == UNKNOWN and one.age in OLD}
    return {**old, **reasons_of(evidence, findings)}


def _kind(unit: Unit, log: LoggedPictures) -> str:
    if any(one.pupil_id or one.form for one in unit.log):
        return CERTAIN  # whose form it is may be forgotten: that its pupils are shown is written down
    return UNKNOWN if log.unsaid(unit) else NOBODY


def _begins(evidence: Evidence) -> Sequence[int]:
    """Return since when (microseconds since 1970, UTC) a picture of each band but the oldest was posted."""
    today = pd.Timestamp(evidence.as_of).tz_convert(evidence.timezone).tz_localize(None)
    days = [(today - pd.DateOffset(months=months)).normalize() for months in _MONTHS]
    zoned = [day.tz_localize(evidence.timezone, nonexistent="shift_forward", ambiguous=True) for day in days]
    return [to_micros(day) for day in zoned]


def _age(posted: int | None, begins: Sequence[int]) -> str:
    """Return the code of AGES of a picture that was posted at a moment."""
    *bands, no_day = AGES
    return no_day if posted is None else bands[sum(posted < begin for begin in begins)]


class _Held(NamedTuple):
    """What is had of a picture."""

    sha256: str
    phash: str
    copy: str
    unseen: str
    is_video: bool = False


def _copies_by_subject(evidence: Evidence) -> Mapping[tuple[str, str], _Held]:
    """Return (account, subject id) -> what is had of each picture that was read."""
    examined = ["account", "post_id", "media_id", "state"]
    failed = {tuple(key) for *key, state in tuples(evidence.pictures, examined) if state == "not examined"}
    columns = ["account", "post_id", "media_id", "type", "sha256", "phash", "copy", "copy_reason"]
    held: dict[tuple[str, str], _Held] = {}
    for account, post, media, kind, sha256, phash, copy, why in tuples(evidence.media, columns):
        unopened = "not_opened" if why or (account, post, media) in failed else ""
        unseen = unopened if copy else "no_cover" if kind == "video" else "not_fetched"
        is_video = kind == "video"
        # two films may have one title card: they are no copies of one picture
        known = _Held("" if is_video else sha256, "" if is_video else phash, copy, unseen, is_video)
        held.setdefault((account, subject_of("image", post, media)), known)
    return held


def _leavers(evidence: Evidence, log: LoggedPictures) -> Iterator[tuple[str, set[str]]]:
    """Yield the account of each picture with pupils who have left, and the year groups in which they did."""
    now = now_of(evidence)
    years = dict(tuples(evidence.pupils, ["pupil_id", "year_group"]))
    groups: dict[Subject, set[str]] = defaultdict(set)
    for shown in log.shown():
        left = shown.pupil.left if shown.pupil else None
        if left is not None and left <= now and shown.confidence != "possible":
            groups[shown.unit.subject].add(years[shown.pupil_id].strip() or "not known")
    for subject, found in groups.items():
        yield subject[2], found


def _copies(shown: Sequence[Picture]) -> dict[tuple[str, str, str], int]:
    """Count the different pictures, those that stand more than once, and those on several accounts."""
    places: dict[int, list[str]] = defaultdict(list)
    for one, number in zip(shown, number_copies([(one.sha256, one.phash) for one in shown]), strict=True):
        places[number].append(one.unit.account)
    copied = sum(len(accounts) > 1 for accounts in places.values())
    across = sum(len(set(accounts)) > 1 for accounts in places.values())
    return {("", "copies", "pictures"): len(places), ("", "copies", "copied"): copied, ("", "copies", "across"): across}


def _unread(evidence: Evidence) -> Iterator[tuple[str, str, str]]:
    """Yield, as counted, each account whose pictures were not read in full, and a photo log that is not there."""
    whole = _read_in_full(evidence)
    yield from (
        (account, "unread", "") for (account,) in tuples(evidence.accounts, ["account"]) if account not in whole
    )
    states = dict(tuples(evidence.sources, ["source", "state"]))
    if states.get("photo_log") != "read":
        yield "", "unlogged", ""


def _read_in_full(evidence: Evidence) -> set[str]:
    """Return the accounts whose pictures were read without a fault, and as far back as their posts go."""
    begins: dict[str, int | None] = {}
    failed: set[str] = set()
    for account, what, reason, begin in tuples(evidence.reads, ["account", "what", "reason"], ["begin"]):
        if what == "media":
            failed |= {account} if reason else set()
            begins[account] = begin
    first: dict[str, int] = {}
    for account, posted in tuples(evidence.posts, ["account"], ["created_at"]):
        if posted is not None:
            first[account] = min(posted, first.get(account, posted))
    return {
        account
        for account, begin in begins.items()
        if account not in failed and (begin is None or begin <= first.get(account, begin))
    }
