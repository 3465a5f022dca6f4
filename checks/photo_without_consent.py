"""A picture of a pupil that was published without consent.

## Why it matters
The commonest real breach: parents said no, or were never asked, and their child's picture is public. The policy allows
no photograph of a child without the consent of parents or carers (com01 4.1).

## Flagged
- Each pupil whom the photo log places in a published photo or video, unless consent for photos on that platform was
  granted at the moment of posting. Refused, requested, withdrawn, expired, voided, unknown, never asked, parents who disagree and a
  child that says no are all no.
- A pupil in the log who is not in the register (likely).
- Where the log names a whole form, each pupil of that form (likely; only possible when the picture is from before this
  school year, for forms change).
- A log row without a media_id speaks of every picture of its post. Where a log row speaks of no picture that was read,
  the post is judged in its place.

## Not flagged
- A picture with nobody logged in it is not assessed, and so is one whose log names a form that the register has not.
- A picture in which the log says that no pupil, or nobody who could be recognised, is seen.
- A repost of other people's pictures, unless the log places pupils in it.
- Consent withdrawn since the posting: that is a fault of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

from checks._consent import GRANTED, NEVER_ASKED, Consents
from checks._frames import local, platform_title, tuples
from checks.base import NOT_ASSESSED, PASS, UNIT_COLUMNS, Evidence, Judgement, check, judge

UNKNOWN_PUPIL: Final = "unknown_pupil"
WORDS: Final = {
    "refused": "consent had been refused",
    "withdrawn": "consent had been withdrawn",
    "expired": "consent had expired",
    "voided": "consent had been made void",
    "parents_disagree": "the parents disagree",
    "child_says_no": "the child had said no",
    "requested": "consent had been asked for but not given",
    "unknown": "the register does not say whether consent was given",
    NEVER_ASKED: "no consent was on record",
    UNKNOWN_PUPIL: "the pupil is not in the register, so no consent is on record",
}
"""How a report says each state, after "when it was posted"."""
UNLOGGED: Final = "the photo log does not say who is shown"
VAGUE: Final = "a row of the photo log does not say who is in this picture"
UNKNOWN_FORM: Final = "the photo log names a form that no pupil of the register is in"
_POST: Final = ("account", "post_id")
_FINDING: Final = (*UNIT_COLUMNS[:3], "pupil_ids", "confidence", "detail")
_SUREST: Final = ("certain", "likely", "possible")


class _Logged(NamedTuple):
    """One row of the photo log. What names no pupil, no form, and not that nobody is seen, is `vague`."""

    row: int
    media_id: str
    pupil_id: str
    form: str
    """Folded; blank where the row is not about a form."""
    vague: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    """One picture that was read, or the post in whose place it is judged, and the log rows that speak of it."""

    subject_type: str
    subject_id: str
    account: str
    platform: str
    posted: int | None
    """Microseconds since 1970 (UTC)."""
    kind: str
    log: Sequence[_Logged]


class _Pupil(NamedTuple):
    """A pupil of the register, as far as pictures are concerned."""

    pupil_id: str
    form: str
    left: int | None


class _Shown(NamedTuple):
    """A pupil in a unit."""

    unit: _Unit
    pupil_id: str
    confidence: str
    by_form: bool
    known: bool


@check(
    title="Picture of a pupil published without consent",
    subject={"image", "post"},
    severity="today",
    needs={"media", "photo_log", "consents", "pupils"},
    uses={"posts"},
    remedy="Take the picture down, or show it without the child.",
)
def photo_without_consent(evidence: Evidence) -> Judgement:
    """Judge every published picture by the consent in force when it was posted (com01 4.1, fourth bullet)."""
    units = [unit for unit in _units(evidence) if unit.kind != "repost" or unit.log]
    forms: dict[str, list[_Pupil]] = defaultdict(list)
    for pupil_id, form, left in tuples(evidence.pupils, ["pupil_id", "form"], ["left_on"]):
        forms[_folded(form)].append(_Pupil(pupil_id, form, left))
    reasons = [_not_assessed(unit, forms) for unit in units]
    judged = [
        (unit.subject_type, unit.subject_id, unit.account, NOT_ASSESSED if reason else PASS, reason)
        for unit, reason in zip(units, reasons, strict=True)
    ]
    findings = list(_findings(_shown(units, forms, evidence), evidence))
    return judge(pd.DataFrame(judged, columns=list(UNIT_COLUMNS)), pd.DataFrame(findings, columns=list(_FINDING)))


def _units(evidence: Evidence) -> Iterator[_Unit]:
    """Yield each picture that was read; then each post of which the log says more than of its pictures."""
    log = _log(evidence.photo_log)
    posts: dict[tuple[str, str], tuple[str, str, int | None]] = {}
    for account, post_id, *post in tuples(evidence.posts, [*_POST, "platform", "kind"], ["created_at"]):
        posts.setdefault((account, post_id), tuple(post))
    pictures: dict[tuple[str, str, str], tuple[str, int | None]] = {}
    for *key, platform, posted in tuples(evidence.media, [*_POST, "media_id", "platform"], ["created_at"]):
        pictures.setdefault(tuple(key), (platform, posted))
    met: dict[tuple[str, str], set[int]] = defaultdict(set)
    for (account, post_id, media_id), (platform, posted) in pictures.items():
        rows = [one for one in log.get(post_id, ()) if one.media_id in {"", media_id}]
        met[account, post_id].update(one.row for one in rows)
        _, kind, _ = posts.get((account, post_id), ("", "", None))
        yield _Unit("image", f"image:{post_id}/{media_id}", account, platform, posted, kind, rows)
    for (account, post_id), (platform, kind, posted) in posts.items():
        rows = [one for one in log.get(post_id, ()) if one.row not in met[account, post_id]]
        if rows:
            yield _Unit("post", f"post:{post_id}", account, platform, posted, kind, rows)


def _log(photo_log: pd.DataFrame) -> Mapping[str, Sequence[_Logged]]:
    """Sort the photo log by post."""
    log: dict[str, list[_Logged]] = defaultdict(list)
    columns = ["post_id", "media_id", "pupil_id", "shows", "form"]
    for row, (post_id, media_id, pupil_id, shows, form) in enumerate(tuples(photo_log, columns)):
        of_form = _folded(form) if shows in {"form", "class"} else ""
        vague = not (pupil_id or of_form or shows in {"no_pupils", "not_identifiable"})
        log[post_id].append(_Logged(row, media_id, pupil_id, of_form, vague))
    return log


def _not_assessed(unit: _Unit, forms: Mapping[str, Sequence[_Pupil]]) -> str:
    """Return why it cannot be said who is in a unit, or nothing."""
    if any(one.form and one.form not in forms for one in unit.log):
        return UNKNOWN_FORM
    if any(one.vague for one in unit.log):
        return VAGUE
    return "" if unit.log else UNLOGGED


def _shown(units: Sequence[_Unit], forms: Mapping[str, Sequence[_Pupil]], evidence: Evidence) -> Iterator[_Shown]:
    """Yield each pupil of a unit once, as surely as the log says it; the surest first."""
    register = {pupil.pupil_id for pupils in forms.values() for pupil in pupils}
    named = [
        _Shown(unit, one.pupil_id, "certain" if one.pupil_id in register else "likely", False, one.pupil_id in register)
        for unit in units
        for one in unit.log
        if one.pupil_id
    ]
    by_form = _by_form(units, forms, _school_year(evidence))
    seen: set[tuple[str, str, str]] = set()
    for shown in sorted([*named, *by_form], key=lambda shown: _SUREST.index(shown.confidence)):
        key = (shown.unit.account, shown.unit.subject_id, shown.pupil_id)
        if key not in seen:
            seen.add(key)
            yield shown


def _by_form(units: Sequence[_Unit], forms: Mapping[str, Sequence[_Pupil]], school_year: int) -> Iterator[_Shown]:
    """Yield the pupils of the forms that the log names, but for those who had left; forms change with the year."""
    for unit in units:
        confidence = "likely" if unit.posted is not None and unit.posted >= school_year else "possible"
        for one in unit.log:
            for pupil in forms.get(one.form, ()) if one.form else ():
                if pupil.left is None or unit.posted is None or pupil.left > unit.posted:
                    yield _Shown(unit, pupil.pupil_id, confidence, True, True)


def _folded(form: str) -> str:
    return form.strip().casefold()


def _school_year(evidence: Evidence) -> int:
    """Return 1 September before `as_of`, in the trust's zone, as microseconds since 1970 (UTC)."""
    zone = ZoneInfo(evidence.timezone)
    today = evidence.as_of.astimezone(zone).date()
    begin = datetime(today.year - (today.month < 9), 9, 1, tzinfo=zone)
    return round(begin.timestamp() * 1_000_000)


def _findings(shown: Iterator[_Shown], evidence: Evidence) -> Iterator[tuple[object, ...]]:
    """Yield a finding (columns _FINDING) for each pupil shown without consent at posting."""
    consents = Consents(evidence.consents)
    for unit, pupil_id, confidence, by_form, known in shown:
        state = consents.at(pupil_id, "photo", unit.platform, unit.posted) if known else UNKNOWN_PUPIL
        if state != GRANTED:
            detail = _detail(unit, state, by_form, evidence.timezone)
            yield unit.subject_type, unit.subject_id, unit.account, (pupil_id,), confidence, detail


def _detail(unit: _Unit, state: str, by_form: bool, timezone: str) -> str:
    lead = "the log names this pupil's form; " if by_form else ""
    where = platform_title(unit.platform)
    posted = None if unit.posted is None else local(unit.posted, timezone)
    day = f" on {posted.day} {posted:%B %Y}" if posted else ""
    return f"{lead}when it was posted on {where}{day}, {WORDS[state]}"
