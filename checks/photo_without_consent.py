"""A picture of a pupil that was published without consent.

## Why it matters
The commonest real breach: parents said no, or were never asked, and their child's picture is public. The policy allows
no photograph of a child without the consent of parents or carers (com01 4.1).

## Flagged
- Each pupil whom the photo log places in a published photo or video, unless consent for photos on that platform was
  granted at the moment of posting. Refused, requested, withdrawn, expired, unknown and never asked are all no.
- A pupil in the log who is not in the register (likely).
- Where the log names a whole form, each pupil of that form (likely; only possible when the picture is from before this
  school year, for forms change).
- A log row without a media_id speaks of every picture of its post. Where the log names a picture that was not read, the
  post is judged in its place.

## Not flagged
- A picture with nobody logged in it is not assessed, and so is one whose log names a form that the register has not.
- A picture in which the log says that no pupil, or nobody who could be recognised, is seen.
- A repost of other people's pictures, unless the log places pupils in it.
- Consent withdrawn since the posting: that is a fault of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

import pandas as pd

from checks._consent import GRANTED, NEVER_ASKED, consent_at
from checks._frames import with_columns
from checks.base import NOT_ASSESSED, PASS, Evidence, Judgement, check, judge

UNKNOWN_PUPIL: Final = "unknown_pupil"
WORDS: Final = {
    "refused": "consent had been refused",
    "withdrawn": "consent had been withdrawn",
    "expired": "consent had expired",
    "requested": "consent had been asked for but not given",
    "unknown": "the register does not say whether consent was given",
    NEVER_ASKED: "no consent was on record",
    UNKNOWN_PUPIL: "the pupil is not in the register, so no consent is on record",
}
"""How a report says each state, after "when it was posted"."""
UNLOGGED: Final = "nobody has logged who is in this picture"
VAGUE: Final = "a row of the photo log does not say who is in this picture"
UNKNOWN_FORM: Final = "the photo log names a form that no pupil of the register is in"
_POST: Final = ("account", "post_id")
_PICTURE: Final = (*_POST, "media_id")
_UNIT: Final = ["subject_type", "subject_id", "account"]


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
    log = with_columns(evidence.photo_log, ["post_id", "media_id", "pupil_id", "shows", "form"])
    pictures = _pictures(evidence, log)
    logged = _logged(pictures, log)
    pictures = pictures[(pictures["kind"] != "repost") | _among(pictures, logged)].drop_duplicates(_UNIT)
    shown, formless = _pupils_shown(logged, evidence)
    reason = pd.Series(UNLOGGED, index=pictures.index).mask(_among(pictures, logged), "")
    for unsettled, why in ((logged[logged["vague"]], VAGUE), (formless, UNKNOWN_FORM)):
        reason = reason.mask(_among(pictures, unsettled), why)
    outcome = pd.Series(NOT_ASSESSED, index=pictures.index).mask(reason == "", PASS)
    return judge(pictures[_UNIT].assign(outcome=outcome, reason=reason), _findings(shown, evidence))


def _among(units: pd.DataFrame, rows: pd.DataFrame, by: Sequence[str] = _UNIT) -> Any:
    """Say for each unit whether some of the rows are about it, as an array."""
    return pd.MultiIndex.from_frame(units[[*by]]).isin(pd.MultiIndex.from_frame(rows[[*by]]))


def _pictures(evidence: Evidence, log: pd.DataFrame) -> pd.DataFrame:
    """Return the units: each picture that was read, and each post whose log speaks of a picture that was not."""
    posts = with_columns(evidence.posts, [*_POST, "platform", "kind"], ["created_at"]).drop_duplicates([*_POST])
    media = with_columns(evidence.media, [*_PICTURE, "platform"], ["created_at"]).drop_duplicates([*_PICTURE])
    seen = media.merge(posts[[*_POST, "kind"]], on=[*_POST], how="left")
    seen = seen.assign(subject_type="image", subject_id="image:" + seen["post_id"] + "/" + seen["media_id"])
    spoken_of = posts.merge(log[["post_id", "media_id"]].drop_duplicates(), on="post_id")
    met = (spoken_of["media_id"] == "") & _among(spoken_of, media, _POST) | _among(spoken_of, media, _PICTURE)
    unseen = spoken_of[~met]
    unseen = unseen.assign(subject_type="post", subject_id="post:" + unseen["post_id"])
    return pd.concat([seen, unseen], ignore_index=True)


def _logged(pictures: pd.DataFrame, log: pd.DataFrame) -> pd.DataFrame:
    """Join each unit with the log rows that speak of it; `named`, `by_form` and `vague` say what a row tells."""
    named = log["pupil_id"] != ""
    by_form = log["shows"].isin(["form", "class"]) & (log["form"].str.strip() != "")
    vague = ~named & ~by_form & ~log["shows"].isin(["no_pupils", "not_identifiable"])
    met = pictures.merge(log.assign(named=named, by_form=by_form, vague=vague), on="post_id", suffixes=("", "_logged"))
    return met[(met["media_id_logged"] == met["media_id"]) | (met["media_id_logged"] == "")]


def _pupils_shown(logged: pd.DataFrame, evidence: Evidence) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a row per unit and pupil shown (with confidence), and the rows whose form is not in the register."""
    pupils = with_columns(evidence.pupils, ["pupil_id", "form"], ["left_on"])
    pupils["form"] = pupils["form"].str.strip().str.casefold()
    named = logged[logged["named"]].assign(by_form=False)
    by_form = logged[logged["by_form"]]
    by_form = by_form.assign(form=by_form["form"].str.strip().str.casefold())
    present = by_form.drop(columns="pupil_id").merge(pupils, on="form")
    present = present[~(present["left_on"] <= present["created_at"])]
    recent = present["created_at"] >= _school_year(evidence)
    present = present.assign(confidence=recent.map({True: "likely", False: "possible"}))
    known = named["pupil_id"].isin(pupils["pupil_id"])
    named = named.assign(confidence=known.map({True: "certain", False: "likely"}))
    shown = pd.concat([named, present], ignore_index=True)
    shown["known"] = shown["pupil_id"].isin(pupils["pupil_id"])
    order = shown["confidence"].map({"certain": 0, "likely": 1, "possible": 2}).sort_values(kind="stable").index
    return shown.loc[order].drop_duplicates([*_UNIT, "pupil_id"]), by_form[~by_form["form"].isin(pupils["form"])]


def _school_year(evidence: Evidence) -> pd.Timestamp:
    """Return 1 September before `as_of`, in the trust's zone."""
    today = evidence.as_of.astimezone(ZoneInfo(evidence.timezone)).date()
    return pd.Timestamp(date(today.year - (today.month < 9), 9, 1), tz=evidence.timezone)


def _findings(shown: pd.DataFrame, evidence: Evidence) -> pd.DataFrame:
    """Return a finding for each pupil shown without consent at posting."""
    questions = shown[["pupil_id", "platform"]].assign(moment=shown["created_at"], kind="photo")
    state = consent_at(evidence.consents, questions).where(shown["known"], UNKNOWN_PUPIL)
    wrong = shown[state != GRANTED].assign(state=state[state != GRANTED])
    detail = pd.Series([_detail(row, evidence.timezone) for row in wrong.itertuples()], index=wrong.index, dtype="str")
    ids = pd.Series([(pupil_id,) for pupil_id in wrong["pupil_id"]], index=wrong.index, dtype="object")
    return wrong.assign(detail=detail, pupil_ids=ids)[[*_UNIT, "pupil_ids", "confidence", "detail"]]


def _detail(row: Any, timezone: str) -> str:
    posted = row.created_at.tz_convert(timezone)
    lead = "the log names this pupil's form; " if row.by_form else ""
    return f"{lead}when it was posted on {row.platform} on {posted.day} {posted:%B %Y}, {WORDS[row.state]}"
