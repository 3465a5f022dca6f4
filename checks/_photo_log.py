"""Who is in which picture, as the photo log says it: the units that every check on pupils in pictures judges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from checks._account_names import platform_title
from checks._frames import day_of, local, to_micros
from checks._rows import Rows
from checks.base import NOT_ASSESSED, PASS, UNIT_COLUMNS, Evidence, post_of, subject_of

UNLOGGED: Final = "the photo log does not say who is shown"
VAGUE: Final = "a row of the photo log does not say who is in this picture"
OF_SEVERAL: Final = "a row of the photo log fits posts of several accounts: say in its column 'account' which is meant"
UNKNOWN_FORM: Final = "the photo log names a form that no pupil of the register is in"
SUBJECT: Final = UNIT_COLUMNS[:3]
"""By what a finding names its unit."""
_POST: Final = ("account", "post_id")
_SUREST: Final = ("certain", "likely", "possible")


class Logged(NamedTuple):
    """One row of the photo log. What names no pupil, no form, and not that nobody is seen, is `vague`."""

    row: int
    media_id: str
    pupil_id: str
    form: str
    """Folded; blank where the row is not about a form."""
    vague: bool
    account: str = ""
    """Key of the account that it names; blank = of whichever account has the post."""
    of_several: bool = False
    """It names no account, and other accounts have another post of this id: nobody knows which is meant."""

    @property
    def whom(self) -> tuple[str, str]:
        """Return the pupil and the form that it names, blank for none."""
        return self.pupil_id, self.form


@dataclass(frozen=True, slots=True)
class Unit:
    """One picture that was read, or the post in whose place it is judged, and the log rows that speak of it."""

    subject_type: str
    subject_id: str
    account: str
    platform: str
    posted: int | None
    """Microseconds since 1970 (UTC)."""
    kind: str
    """Of the post: original, repost, ..."""
    log: Sequence[Logged]

    @property
    def subject(self) -> tuple[str, str, str]:
        """Return the columns SUBJECT."""
        return self.subject_type, self.subject_id, self.account

    @property
    def post(self) -> tuple[str, str]:
        """Return the account and post_id of the post that it is, or that it is a picture of."""
        return self.account, post_of(self.subject_type, self.subject_id)

    def published(self, timezone: str) -> str:
        """Say where and when: "on X on 5 October 2026"; the day is left out where it is not known."""
        day = "" if self.posted is None else f" on {day_of(self.posted, timezone)}"
        return f"on {platform_title(self.platform)}{day}"


class Pupil(NamedTuple):
    """A pupil of the register, as far as pictures are concerned."""

    pupil_id: str
    form: str
    left: int | None
    """Microseconds since 1970 (UTC); None = has not left."""


class Shown(NamedTuple):
    """A pupil in a unit."""

    unit: Unit
    pupil_id: str
    confidence: str
    by_form: bool
    """The log names the pupil's form alone."""
    pupil: Pupil | None
    """None = not in the register."""


class LoggedPictures:
    """The published pictures of a school, and who is in them; a repost of others counts where pupils are logged."""

    def __init__(self, evidence: Evidence) -> None:
        """Read the frames media, posts, photo_log and pupils."""
        self.units: Final = [unit for unit in _units(evidence) if unit.kind != "repost" or unit.log]
        self._forms: dict[str, list[Pupil]] = defaultdict(list)
        for pupil_id, form, left in evidence.rows("pupils", ["pupil_id", "form"], ["left_on"]):
            self._forms[_folded(form)].append(Pupil(pupil_id, form, left))
        self._school_year = _school_year(evidence)

    def unsaid(self, unit: Unit) -> str:
        """Return why it cannot be said who is in a unit, or nothing."""
        if any(one.form and one.form not in self._forms for one in unit.log):
            return UNKNOWN_FORM
        if any(one.vague for one in unit.log):
            return VAGUE
        if any(one.of_several for one in unit.log):
            return OF_SEVERAL
        return "" if unit.log else UNLOGGED

    def judged(self) -> Rows:
        """Return the units as a Judgement has them: not assessed where it cannot be said who is shown, else pass."""
        reasons = [self.unsaid(unit) for unit in self.units]
        rows = [
            (*unit.subject, NOT_ASSESSED if reason else PASS, reason)
            for unit, reason in zip(self.units, reasons, strict=True)
        ]
        return Rows.of(UNIT_COLUMNS, rows)

    def shown(self) -> Sequence[Shown]:
        """Return each pupil of a unit once, as surely as the log says it; the surest first."""
        return self._shown

    @cached_property
    def _shown(self) -> Sequence[Shown]:
        register = {pupil.pupil_id: pupil for pupils in self._forms.values() for pupil in pupils}
        named = [(unit, one, register.get(one.pupil_id)) for unit in self.units for one in unit.log]
        by_name = [
            Shown(unit, one.pupil_id, _how_sure(one, known), False, known) for unit, one, known in named if one.pupil_id
        ]
        found: dict[tuple[str, str, str], Shown] = {}
        for shown in sorted([*by_name, *self._by_form()], key=lambda shown: _SUREST.index(shown.confidence)):
            found.setdefault((shown.unit.account, shown.unit.subject_id, shown.pupil_id), shown)
        return list(found.values())

    def _by_form(self) -> Iterator[Shown]:
        """Yield the pupils of the forms that the log names, but for those who had left; forms change with the year."""
        for unit in self.units:
            confidence = "likely" if unit.posted is not None and unit.posted >= self._school_year else "possible"
            for one in unit.log:
                for pupil in self._forms.get(one.form, ()) if one.form else ():
                    if pupil.left is None or unit.posted is None or pupil.left > unit.posted:
                        yield Shown(unit, pupil.pupil_id, "possible" if one.of_several else confidence, True, pupil)


def _how_sure(one: Logged, known: Pupil | None) -> str:
    if one.of_several:
        return "possible"
    return "certain" if known else "likely"


def logged_pictures(evidence: Evidence) -> LoggedPictures:
    """Return the published pictures of a school, put together once for all checks."""
    return evidence.once("logged pictures", lambda: LoggedPictures(evidence))


def days_between(begin: int, end: int, timezone: str) -> int:
    """Return how many midnights of a zone lie between two moments (microseconds since 1970, UTC)."""
    return (local(end, timezone).date() - local(begin, timezone).date()).days


def counted_days(number: int) -> str:
    """Return "1 day", "2 days"."""
    return f"{number} day{'' if number == 1 else 's'}"


def now_of(evidence: Evidence) -> int:
    """Return `as_of` as microseconds since 1970 (UTC)."""
    return to_micros(evidence.as_of)


def _units(evidence: Evidence) -> Iterator[Unit]:
    """Yield each picture that was read; then each post of which the log says more than of its pictures."""
    posts: dict[tuple[str, str], tuple[str, str, int | None]] = {}
    said_in: dict[str, dict[str, str]] = defaultdict(dict)
    for account, post_id, text, *post in evidence.rows("posts", [*_POST, "text", "platform", "kind"], ["created_at"]):
        posts.setdefault((account, post_id), tuple(post))
        said_in[post_id].setdefault(account, text.strip())
    pictures: dict[tuple[str, str, str], tuple[str, int | None]] = {}
    for *key, platform, posted in evidence.rows("media", [*_POST, "media_id", "platform"], ["created_at"]):
        pictures.setdefault(tuple(key), (platform, posted))
    log = _log(evidence, {post_id for post_id, texts in said_in.items() if _differ(texts.values())})
    met: dict[tuple[str, str], set[int]] = defaultdict(set)
    own = {key: [one for one in _of(log, *key[:2]) if one.media_id in {"", key[2]}] for key in pictures}
    of_copies = _of_copies(evidence, own)
    for (account, post_id, media_id), (platform, posted) in pictures.items():
        rows = own[account, post_id, media_id]
        met[account, post_id].update(one.row for one in rows)
        said = _joined(rows, of_copies.get((account, post_id, media_id), ()))
        _, kind, _ = posts.get((account, post_id), ("", "", None))
        yield Unit("image", subject_of("image", post_id, media_id), account, platform, posted, kind, said)
    for (account, post_id), (platform, kind, posted) in posts.items():
        rows = [one for one in _of(log, account, post_id) if one.row not in met[account, post_id]]
        if rows:
            yield Unit("post", f"post:{post_id}", account, platform, posted, kind, rows)


def _of_copies(
    evidence: Evidence, own: Mapping[tuple[str, str, str], list[Logged]]
) -> dict[tuple[str, str, str], list[Logged]]:
    """Return what the log says of each photo's copies, byte for byte the same: who is in one is in all of them.

    Not so with videos: two films may have one cover, and one of them other pupils.
    """
    by_content: dict[str, dict[tuple[str, str, bool], Logged]] = {}
    keys: list[tuple[tuple[str, str, str], str]] = []
    for account, post_id, media_id, kind, sha256 in evidence.rows("media", [*_POST, "media_id", "type", "sha256"]):
        key = (account, post_id, media_id)
        if sha256 and kind != "video":
            keys.append((key, sha256))
            said = by_content.setdefault(sha256, {})
            for one in own.get(key, ()):
                said.setdefault((*one.whom, one.vague), one)
    logs = {sha256: list(said.values()) for sha256, said in by_content.items()}
    return {key: logs[sha256] for key, sha256 in keys}


def _joined(own: Sequence[Logged], of_copies: Sequence[Logged]) -> Sequence[Logged]:
    """Join what the log says of a picture and of its copies, itself among them.

    Whom it names in any of them is in all. That nobody is seen, or not who, is believed of a copy only where the log is
    silent on the picture itself.
    """
    if not own:
        return of_copies
    known = {one.whom for one in own}
    return [*own, *(one for one in of_copies if any(one.whom) and one.whom not in known)]


def _differ(texts: Collection[str]) -> bool:
    """Tell whether posts of one id are different posts: one that was put up everywhere has the same words."""
    return len(texts) > 1 and (len(set(texts)) > 1 or "" in texts)


def _of(log: Mapping[str, Sequence[Logged]], account: str, post_id: str) -> list[Logged]:
    """Return what the log says of a post of an account."""
    return [one for one in log.get(post_id, ()) if one.account in {"", account}]


def _log(evidence: Evidence, shared: Container[str]) -> Mapping[str, Sequence[Logged]]:
    """Sort the photo log by post; `shared`: ids that stand for different posts of several accounts."""
    log: dict[str, list[Logged]] = defaultdict(list)
    columns = ["post_id", "media_id", "pupil_id", "shows", "form", "account"]
    for row, (post_id, media_id, pupil_id, shows, form, account) in enumerate(evidence.rows("photo_log", columns)):
        of_form = _folded(form) if shows in {"form", "class"} else ""
        vague = not (pupil_id or of_form or shows in {"no_pupils", "not_identifiable"})
        of_several = not account and post_id in shared
        log[post_id].append(Logged(row, media_id, pupil_id, of_form, vague, account, of_several))
    return log


def _folded(form: str) -> str:
    return form.strip().casefold()


def _school_year(evidence: Evidence) -> int:
    """Return 1 September before `as_of`, in the trust's zone, as microseconds since 1970 (UTC)."""
    zone = ZoneInfo(evidence.timezone)
    today = evidence.as_of.astimezone(zone).date()
    begin = datetime(today.year - (today.month < 9), 9, 1, tzinfo=zone)
    return to_micros(begin)
