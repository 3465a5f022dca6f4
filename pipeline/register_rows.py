"""The rows of each register, cleaned: pure functions from texts to the columns of Evidence, each failing closed.

Every function takes the rows of one file (all columns text, plus `school_id`) and returns them with a column `rule`:
blank for a row that stands, else the short name of why it is set aside (a key of REASONS).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd

from pipeline.days import day_starts

REASONS: Final[Mapping[str, str]] = {
    "no-id": "the row has no pupil_id",
    "no-name": "the row has neither first_name nor last_name",
    "duplicate-id": "the pupil_id stands in an earlier row; that one was used",
    "no-purpose": "the row does not say what the consent is for",
    "no-post": "the row has no post_id",
    "nobody-said": "the row says neither a pupil, nor a form, nor that no pupil can be recognised",
    "unknown-word": "shows should be pupil, form, no_pupils or not_identifiable",
}
CONSENT_WORDS: Final = frozenset({"granted", "refused", "requested", "withdrawn", "expired", "unknown"})
_SHOWS: Final = {"pupils": "pupil", "class": "form", "none": "no_pupils", "nobody": "no_pupils"}
_PURPOSES: Final = {"photo_twitter": "photo_x", "name_twitter": "name_x"}
_YES: Final = frozenset({"yes", "true", "1", "y", "x"})


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one register's file, those Evidence gets, and how its rows are cleaned."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    evidence: tuple[str, ...]
    clean: Callable[[pd.DataFrame, ZoneInfo], pd.DataFrame]
    unhashed: frozenset[str] = frozenset()
    """Columns that leave no trace in the hash of the register."""

    @property
    def empty(self) -> pd.DataFrame:
        """The frame of a school without this register: no row, every column of its own type."""
        columns = [*self.required, *self.optional, "school_id"]
        return self.clean(pd.DataFrame(columns=columns, dtype="str"), ZoneInfo("UTC"))[list(self.evidence)]


def clean_pupils(rows: pd.DataFrame, zone: ZoneInfo) -> pd.DataFrame:
    """Clean pupils: never_publish becomes a truth value, left_on the start of a day (a bad date blanks it)."""
    rows = _stripped(rows)
    left_on, _ = day_starts(rows["left_on"], zone)
    never = rows["never_publish"].str.casefold().isin(_YES)
    rule = _blank(rows).mask((rows["first_name"] + rows["last_name"]) == "", "no-name")
    rule = rule.mask(rows["pupil_id"] == "", "no-id")
    again = rows[rule == ""].duplicated(["school_id", "pupil_id"]).reindex(rows.index, fill_value=False)
    return rows.assign(left_on=left_on, never_publish=never, rule=rule.mask(again, "duplicate-id"))


def clean_consents(rows: pd.DataFrame, zone: ZoneInfo) -> pd.DataFrame:
    """Clean consents: dates become the starts of days, words nobody knows "unknown"; `row` is the order in the file.

    A row with a date that cannot be read becomes "unknown". When that row may be a no (any word but granted, or a
    withdrawal of unknown date), it might be the latest word: every consent of that pupil for that purpose is unknown.
    """
    rows = _stripped(rows)
    dates = {column: day_starts(rows[column], zone) for column in ("given_on", "withdrawn_on", "expires_on")}
    bad = {column: wrong for column, (_, wrong) in dates.items()}
    word = _word(rows["consent"])
    word = word.where(word.isin(CONSENT_WORDS), "unknown")
    purpose = _word(rows["purpose"]).replace(_PURPOSES)
    keys = pd.MultiIndex.from_arrays([rows["school_id"], rows["pupil_id"], purpose])
    undated_no = (bad["given_on"] & (word != "granted")) | bad["withdrawn_on"]
    clouded = keys.isin(keys[undated_no]) & (word != "refused")
    word = word.mask(clouded | bad["given_on"] | bad["expires_on"], "unknown")
    rule = _blank(rows).mask(purpose == "", "no-purpose").mask(rows["pupil_id"] == "", "no-id")
    moments = {column: moments for column, (moments, _) in dates.items()}
    return rows.assign(**moments, consent=word, purpose=purpose, row=range(len(rows)), rule=rule)


def clean_photo_log(rows: pd.DataFrame, zone: ZoneInfo) -> pd.DataFrame:  # noqa: ARG001 - one signature for all
    """Clean the photo log: a row that names a pupil stands whatever else it says; others must say whom they show."""
    rows = _stripped(rows)
    shows = _word(rows["shows"]).replace(_SHOWS)
    named = rows["pupil_id"] != ""
    said = ((shows == "form") & (rows["form"] != "")) | shows.isin(["no_pupils", "not_identifiable"])
    rule = _blank(rows).mask(~named & ~said, "nobody-said")
    rule = rule.mask(~named & ~shows.isin(["", "pupil", "form", "no_pupils", "not_identifiable"]), "unknown-word")
    shows = shows.mask(named & (shows != "form"), "pupil")
    return rows.assign(shows=shows, rule=rule.mask(rows["post_id"] == "", "no-post"))


def clean_staff(rows: pd.DataFrame, zone: ZoneInfo) -> pd.DataFrame:  # noqa: ARG001 - one signature for all
    """Clean staff: a row needs a name."""
    rows = _stripped(rows)
    return rows.assign(rule=_blank(rows).mask((rows["first_name"] + rows["last_name"]) == "", "no-name"))


def _stripped(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(**{name: rows[name].str.strip() for name in rows if rows[name].dtype == "str"})


def _word(texts: pd.Series) -> pd.Series:
    """Fold a word of the format: "Photo social-media" -> photo_social_media."""
    return texts.str.casefold().str.replace(r"[\s_-]+", "_", regex=True)


def _blank(rows: pd.DataFrame) -> pd.Series:
    return pd.Series("", index=rows.index, dtype="str")


_NAMES = ("first_name", "preferred_name", "last_name")
LAYOUTS: Final[Mapping[str, Layout]] = {
    "pupils": Layout(
        required=("pupil_id", *_NAMES, "year_group", "form"),
        optional=("school", "never_publish", "left_on"),
        evidence=("pupil_id", *_NAMES, "year_group", "form", "never_publish", "left_on"),
        clean=clean_pupils,
        unhashed=frozenset({"never_publish"}),
    ),
    "consents": Layout(
        required=("pupil_id", "purpose", "consent", "given_on", "withdrawn_on"),
        optional=("school", "expires_on", "basis", "given_by"),
        evidence=(
            "pupil_id", "purpose", "consent", "given_on", "withdrawn_on", "expires_on", "basis", "given_by", "row",
        ),
        clean=clean_consents,
    ),
    "photo_log": Layout(
        required=("post_id", "media_id", "pupil_id"),
        optional=("school", "shows", "form"),
        evidence=("post_id", "media_id", "pupil_id", "shows", "form"),
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
