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
- A log row without a media_id speaks of every picture of its post. Where a log row speaks of no picture that was read,
  the post is judged in its place.

## Not flagged
- A picture with nobody logged in it is not assessed, and so is one whose log names a form that the register has not.
- A picture in which the log says that no pupil, or nobody who could be recognised, is seen.
- A repost of other people's pictures, unless the log places pupils in it.
- Consent withdrawn since the posting: that is a fault of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

import pandas as pd

from checks._consent import GRANTED, NEVER_ASKED, consent_at
from checks._frames import platform_title, with_columns
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
UNLOGGED: Final = "the photo log does not say who is shown"
VAGUE: Final = "a row of the photo log does not say who is in this picture"
UNKNOWN_FORM: Final = "the photo log names a form that no pupil of the register is in"
_POST: Final = ["account", "post_id"]
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
    log = _log(evidence.photo_log)
    posts = with_columns(evidence.posts, [*_POST, "platform", "kind"], ["created_at"]).drop_duplicates(_POST)
    posts = posts.assign(post=range(len(posts)))
    seen, logged_seen = _seen(evidence.media, posts, log)
    unseen = _unseen(posts, log, logged_seen)
    logged = pd.concat([logged_seen, unseen], ignore_index=True)
    units = pd.concat([seen, unseen.drop_duplicates("unit")], ignore_index=True)
    units = units[(units["kind"] != "repost") | units["unit"].isin(logged["unit"])]
    shown, formless = _pupils_shown(logged, evidence)
    reason = pd.Series(UNLOGGED, index=units.index, dtype="str").mask(units["unit"].isin(logged["unit"]), "")
    reason = reason.mask(units["unit"].isin(logged.loc[logged["vague"], "unit"]), VAGUE)
    reason = reason.mask(units["unit"].isin(formless), UNKNOWN_FORM)
    outcome = pd.Series(NOT_ASSESSED, index=units.index, dtype="str").mask(reason == "", PASS)
    return judge(units[_UNIT].assign(outcome=outcome, reason=reason), _findings(shown, evidence))


def _log(photo_log: pd.DataFrame) -> pd.DataFrame:
    """Say of each row of the photo log what it tells: `named`, `by_form` or, when neither nor that nobody, `vague`."""
    log = with_columns(photo_log, ["post_id", "media_id", "pupil_id", "shows", "form"]).rename(
        columns={"media_id": "of"}
    )
    named = log["pupil_id"] != ""
    by_form = log["shows"].isin(["form", "class"]) & (log["form"].str.strip() != "")
    vague = ~named & ~by_form & ~log["shows"].isin(["no_pupils", "not_identifiable"])
    return log.assign(row=range(len(log)), named=named, by_form=by_form, vague=vague)


def _seen(media: pd.DataFrame, posts: pd.DataFrame, log: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return each picture that was read as a unit, and these units joined with the log rows that speak of them."""
    pictures = with_columns(media, [*_POST, "media_id", "platform"], ["created_at"])
    pictures = pictures.drop_duplicates([*_POST, "media_id"]).merge(
        posts[[*_POST, "kind", "post"]], how="left", on=_POST
    )
    subject_id = "image:" + pictures["post_id"] + "/" + pictures["media_id"]
    pictures = pictures.assign(subject_type="image", subject_id=subject_id, unit=range(len(pictures)))
    met = pictures.merge(log, on="post_id")
    return pictures, met[(met["of"] == "") | (met["of"] == met["media_id"])]


def _unseen(posts: pd.DataFrame, log: pd.DataFrame, logged: pd.DataFrame) -> pd.DataFrame:
    """Return the log rows that speak of no picture that was read, as units of their posts."""
    spoken_of = posts.merge(log, on="post_id")
    met = logged["post"] * len(log) + logged["row"]
    rows = spoken_of[~(spoken_of["post"] * len(log) + spoken_of["row"]).isin(met)]
    return rows.assign(subject_type="post", subject_id="post:" + rows["post_id"], unit=-1 - rows["post"])


def _pupils_shown(logged: pd.DataFrame, evidence: Evidence) -> tuple[pd.DataFrame, pd.Series]:
    """Return a row per unit and pupil shown (with confidence), and the units whose form is not in the register."""
    pupils = with_columns(evidence.pupils, ["pupil_id", "form"], ["left_on"])
    pupils["form"] = pupils["form"].str.strip().str.casefold()
    named = logged[logged["named"]].assign(by_form=False)
    known = named["pupil_id"].isin(pupils["pupil_id"])
    named = named.assign(known=known, confidence=known.map({True: "certain", False: "likely"}))
    by_form = logged[logged["by_form"]].drop(columns="pupil_id")
    by_form = by_form.assign(form=by_form["form"].str.strip().str.casefold())
    present = by_form.merge(pupils, on="form").assign(known=True)
    present = present[~(present["left_on"] <= present["created_at"])]
    recent = present["created_at"] >= _school_year(evidence)
    present = present.assign(confidence=recent.map({True: "likely", False: "possible"}))
    shown = pd.concat([named, present], ignore_index=True)
    order = shown["confidence"].map({"certain": 0, "likely": 1, "possible": 2}).sort_values(kind="stable").index
    formless = by_form.loc[~by_form["form"].isin(pupils["form"]), "unit"]
    return shown.loc[order].drop_duplicates(["unit", "pupil_id"]), formless


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
    where = platform_title(row.platform)
    return f"{lead}when it was posted on {where} on {posted.day} {posted:%B %Y}, {WORDS[row.state]}"
