"""The rows of each register, cleaned: pure functions from texts to the columns of Evidence, each failing closed.

Every function takes the rows of one file (all columns text, plus `school_id`) and yields each with a rule: blank for a
row that stands, else the short name of why it is set aside (a key of REASONS). `unread` of a row names what of it
could not be read (keys of UNREAD).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

import pandas as pd

from config.models import CONSENT_STATES
from pipeline.days import INSTANT, day_begins

REASONS: Final[Mapping[str, str]] = {
    "no-id": "the row has no pupil_id",
    "no-name": "the row has no name",
    "duplicate-id": "the pupil_id stands in an earlier row of the same name; that one was used",
    "conflicting-id": "the pupil_id stands in an earlier row of another name; that one was used, and this pupil is not "
    "looked for: give each an id of their own",
    "no-purpose": "the row does not say what the consent is for",
    "no-post": "the row has no post_id",
    "nobody-said": "the row says neither a pupil, nor a form, nor that no pupil can be recognised",
    "no-pupil": "the row names its pupil by a name that no pupil of the school has, or several",
    "stricter-row": "another row of the same day about the same pupil and purpose is stricter; that one was used",
    "unknown-word": "shows should be pupil, form, no_pupils or not_identifiable",
}
LOST: Final[Mapping[str, frozenset[str]]] = {
    "pupils": frozenset({"no-id", "conflicting-id", "ragged"}),
    "consents": frozenset({"no-id", "no-purpose", "no-pupil", "ragged"}),
    "photo_log": frozenset({"no-post", "nobody-said", "unknown-word", "ragged"}),
    "staff": frozenset({"ragged"}),
}
"""Register -> rules by which a row is set aside that may hide somebody: what goes by the register says so."""
UNREAD: Final[Mapping[str, str]] = {
    "unreadable-day": "a day that cannot be read: write it as 2026-09-01 or 01/09/2026; until then a consent counts as "
    "unknown, which is no, and a pupil as not having left",
    "unknown-consent": "a word for consent that is not known: write granted, refused or withdrawn, or, for an export, "
    "say under mis.consents.words what it means; until then it counts as unknown, which is no",
}
"""What could not be read of a row that stands -> how it is told, after "3 rows with "."""
_NAMES: Final = ("first_name", "preferred_name", "last_name")
FILLED: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "pupils": {"no-id": ["pupil_id"], "no-name": _NAMES},
    "consents": {"no-id": ["pupil_id"], "no-purpose": ["purpose"]},
    "photo_log": {"no-post": ["post_id"]},
    "staff": {"no-name": ["first_name", "last_name"]},
}
"""Register -> rule -> the columns of which a row must fill one; the gate holds what is left against the same."""
CONSENT_WORDS: Final = frozenset(CONSENT_STATES)
_SHOWS: Final = {"pupils": "pupil", "class": "form", "none": "no_pupils", "nobody": "no_pupils"}
_PURPOSES: Final = {"photo_twitter": "photo_x", "name_twitter": "name_x"}
_SHOWN: Final = frozenset({"", "pupil", "form", "no_pupils", "not_identifiable"})
_NO: Final = frozenset({"", "no", "n", "false", "f", "0", "0.0"})
"""All that says that a pupil may be published; any other word may mean that it must not."""
_DATES: Final = ("given_on", "withdrawn_on", "expires_on")
_BETWEEN: Final = re.compile(r"[\s_-]+")


Row = Mapping[str, Any]
"""One row of a register by column: texts without space around them, `school_id`, and what cleaning made of them."""
Cleaned = Iterator[tuple[str, Row]]
"""Each row with the rule by which it is set aside; blank for one that stands."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one register's file, those Evidence gets, and how its rows are cleaned."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    evidence: tuple[str, ...]
    clean: Callable[[Sequence[Row], ZoneInfo], Cleaned]
    unhashed: frozenset[str] = frozenset()
    """Columns that leave no trace in the hash of the register."""
    dtypes: Mapping[str, str] = field(default_factory=dict)
    """Of the columns of Evidence that are not text."""

    def frame(self, rows: Sequence[Row] = ()) -> pd.DataFrame:
        """Return cleaned rows as Evidence has them; every column has its own type even without a row."""
        columns = {name: [row[name] for row in rows] for name in self.evidence}
        return pd.DataFrame({name: pd.Series(v, dtype=self.dtypes.get(name, "str")) for name, v in columns.items()})


def clean_pupils(rows: Sequence[Row], zone: ZoneInfo) -> Cleaned:
    """Clean pupils: never_publish becomes a truth value, left_on the start of a day (a bad date blanks it).

    A pupil is never to be published when any of its rows says so, even one that is set aside.
    """
    never = {_whose(row) for row in rows if says_never(row["never_publish"])}
    seen: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows:
        who, names = _whose(row), tuple(row[name].casefold() for name in _NAMES)
        rule = _unfilled("pupils", row)
        if not rule and seen.setdefault(who, names) is not names:
            rule = "duplicate-id" if seen[who] == names else "conflicting-id"
        left = day_begins(row["left_on"], zone)
        unread = ("unreadable-day",) if row["left_on"] and left is None else ()
        yield rule, {**row, "left_on": left, "never_publish": who in never, "unread": unread}


def says_never(word: str) -> bool:
    """Say whether a cell of never_publish is a mark: every word but a plain no is one."""
    return word.casefold() not in _NO


def _whose(row: Row) -> tuple[str, str]:
    return row["school_id"], row["pupil_id"]


def _unfilled(register: str, row: Row) -> str:
    """Return the first rule of FILLED that a row breaks; blank where it breaks none."""
    return next((rule for rule, columns in FILLED[register].items() if not any(row[name] for name in columns)), "")


def clean_consents(rows: Sequence[Row], zone: ZoneInfo) -> Cleaned:
    """Clean consents: dates become the starts of days, words nobody knows "unknown"; `row` is the order in the file.

    A row with a date that cannot be read becomes "unknown". When that row may be a no (any word but granted, or a
    withdrawal of unknown date), it might be the latest word: every consent of that pupil for that purpose is unknown.
    """
    said = [_consent(row, zone) for row in rows]
    strictest = _strictest(said)
    clouded = {_about(row) for row, bad in said if _undated_no(row, bad)}
    for place, (row, bad) in enumerate(said):
        unsure = _about(row) in clouded and row["consent"] != "refused"
        word = "unknown" if unsure or bad & {"given_on", "expires_on"} else row["consent"]
        rule = _unfilled("consents", row)
        if not rule and not bad and strictest.get((*_about(row), row["given_on"]), row["consent"]) != row["consent"]:
            rule = "stricter-row"
        yield rule, {**row, "consent": word, "row": place}


def _strictest(said: Sequence[tuple[Row, set[str]]]) -> Mapping[tuple[Any, ...], str]:
    """Return the strictest word of each pupil, purpose and day; rows with dates of their own end are left to these."""
    found: dict[tuple[Any, ...], str] = {}
    for row, bad in said:
        if bad or row["withdrawn_on"] or row["expires_on"]:
            continue
        key = (*_about(row), row["given_on"])
        found[key] = min(found.get(key, row["consent"]), row["consent"], key=CONSENT_STATES.index)
    return found


def _consent(row: Row, zone: ZoneInfo) -> tuple[Row, set[str]]:
    """Read the words and dates of one row; the second value names the dates that cannot be read."""
    dates = {column: day_begins(row[column], zone) for column in _DATES}
    bad = {column for column, moment in dates.items() if moment is None and row[column]}
    said, purpose = _word(row["consent"]), _word(row["purpose"])
    word = said if said in CONSENT_WORDS else "unknown"
    unread = [*(["unreadable-day"] if bad else []), *(["unknown-consent"] if said and word != said else [])]
    return {**row, **dates, "consent": word, "purpose": _PURPOSES.get(purpose, purpose), "unread": unread}, bad


def _about(row: Row) -> tuple[str, str, str]:
    return row["school_id"], row["pupil_id"], row["purpose"]


def _undated_no(row: Row, bad: set[str]) -> bool:
    return "withdrawn_on" in bad or ("given_on" in bad and row["consent"] != "granted")


def clean_photo_log(rows: Sequence[Row], zone: ZoneInfo) -> Cleaned:  # noqa: ARG001 - one signature for all
    """Clean the photo log: a row that names a pupil stands whatever else it says; others must say whom they show."""
    for row in rows:
        shows, rule = _word(row["shows"]), _unfilled("photo_log", row)
        shows = _SHOWS.get(shows, shows)
        if row["pupil_id"]:
            shows = shows if shows == "form" else "pupil"
        elif shows not in _SHOWN:
            rule = rule or "unknown-word"
        elif shows in {"", "pupil"} or (shows == "form" and not row["form"]):
            rule = rule or "nobody-said"
        yield rule, {**row, "shows": shows}


def clean_staff(rows: Sequence[Row], zone: ZoneInfo) -> Cleaned:  # noqa: ARG001 - one signature for all
    """Clean staff: a row needs a name."""
    for row in rows:
        yield _unfilled("staff", row), row


def _word(text: str) -> str:
    """Fold a word of the format: "Photo social-media" -> photo_social_media."""
    return _BETWEEN.sub("_", text.casefold())


LAYOUTS: Final[Mapping[str, Layout]] = {
    "pupils": Layout(
        required=("pupil_id", *_NAMES, "year_group", "form"),
        optional=("school", "never_publish", "left_on"),
        evidence=("pupil_id", *_NAMES, "year_group", "form", "never_publish", "left_on"),
        clean=clean_pupils,
        unhashed=frozenset({"never_publish"}),
        dtypes={"never_publish": "bool", "left_on": INSTANT},
    ),
    "consents": Layout(
        required=("pupil_id", "purpose", "consent", "given_on", "withdrawn_on"),
        optional=("school", "expires_on", "basis", "given_by", "years"),
        evidence=(
            "pupil_id", "purpose", "consent", "given_on", "withdrawn_on", "expires_on", "basis", "given_by", "years",
            "row",
        ),
        clean=clean_consents,
        dtypes={**dict.fromkeys(_DATES, INSTANT), "row": "int64"},
    ),
    "photo_log": Layout(
        required=("post_id", "media_id", "pupil_id"),
        optional=("school", "shows", "form", "platform", "account"),
        evidence=("post_id", "media_id", "pupil_id", "shows", "form", "platform", "account"),
        clean=clean_photo_log,
    ),
    "staff": Layout(
        required=("title", "first_name", "last_name", "role"),
        optional=("school",),
        evidence=("title", "first_name", "last_name", "role"),
        clean=clean_staff,
    ),
}  # fmt: skip
"""The registers by the name they have in trust.yaml."""
