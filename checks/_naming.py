"""Findings on named children: one for each child of a text, as severe as the naming and the pictures beside it."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from checks._consent import GRANTED, consent_at
from checks._frames import with_columns
from checks.base import CONFIDENCES, Evidence

UNIT: Final = ["subject_type", "subject_id", "account"]
_WITH_SURNAME: Final = ("full_name", "first_and_initial", "initial_and_surname", "only_name")
_KINDS: Final = (*_WITH_SURNAME, "last_name", "first_name", "short_form")
"""The fullest first."""
_FIRST: Final = frozenset({"first_name", "short_form"})
_ALLOWED: Final = {
    "nothing": frozenset[str](),
    "first_name": _FIRST,
    "first_name_and_initial": _FIRST | {"first_and_initial"},
    "names_without_pictures": frozenset(_KINDS),
    "pictures_without_names": frozenset[str](),
}
"""What a policy may allow -> the kinds of naming it does not mind."""
ALLOWANCES: Final = tuple(_ALLOWED)
_OF_PUPILS: Final = re.compile(r"\bof \d+ pupils?\b")
_CLASS: Final = r"(?i)\b(?:years?|yrs?|y)\s?\d{1,2}\b|\breception\b|\bnursery\b|\b(?:[1-9]|1[0-3])[A-Z]{1,2}\b"
"""A class or year group stated: "Year 4", "Y7", "3B"."""
_CONSENT: Final = {
    GRANTED: "consent to be named is on record, but the policy allows no names",
    "refused": "consent to be named had been refused",
    "withdrawn": "consent to be named had been withdrawn",
}


def findings_of(texts: pd.DataFrame, evidence: Evidence, allow: str = "nothing") -> pd.DataFrame:
    """Return one finding for each child, or group of children of one name, that a text names.

    `texts`: subject_type, subject_id, account, platform, post_id, text, created_at; one row per judged text.
    `allow`: nothing (also written pictures_without_names), first_name, first_name_and_initial, or
    names_without_pictures; ValueError for any other word. A child who must never be shown is found whatever is
    allowed, from `possible` on, and in a finding of its own that goes to the DSL.
    """
    if allow not in _ALLOWED:
        raise ValueError(f"allow: {allow!r} is not known; give one of {', '.join(_ALLOWED)}")
    texts = texts[texts["subject_id"].isin(evidence.mentions.reindex(columns=UNIT)["subject_id"])]
    named = _best_of_each(_apart(evidence.mentions, evidence.pupils)).merge(texts, on=UNIT)
    named = named.assign(photo=_has_media(named, evidence), pictured=_pictured(named, evidence))
    named = named[~_allowed(named, allow)].reset_index(drop=True)
    named["class_stated"] = named["text"].str.contains(_CLASS, regex=True)
    named["severity"] = _severity(named)
    consents = _consent_words(named, evidence)
    rows = zip(named["because"], named["times"], named["pictured"], consents, strict=True)
    named["detail"] = pd.Series([_detail(*row) for row in rows], index=named.index, dtype="str")
    return named[[*UNIT, "start", "end", "matched_text", "pupil_ids", "confidence", "severity", "detail", "route"]]


def _apart(mentions: pd.DataFrame, pupils: pd.DataFrame) -> pd.DataFrame:
    """Part children who must never be shown from others of their name: a mention of both becomes two.

    Theirs is likely at least and has route dsl; the others' says nothing of them.
    """
    columns = [*UNIT, "start", "end", "matched_text", "pupil_ids", "kind", "confidence", "because"]
    rows = mentions.reindex(columns=columns).assign(route="comms")
    register = with_columns(pupils, ["pupil_id"])
    never = set(register.loc[_never(pupils), "pupil_id"])
    if not never or rows.empty:
        return rows
    theirs = rows.assign(pupil_ids=[tuple(p for p in ids if p in never) for ids in rows["pupil_ids"]], route="dsl")
    theirs["confidence"] = theirs["confidence"].replace("possible", "likely")
    others = rows.assign(pupil_ids=[tuple(p for p in ids if p not in never) for ids in rows["pupil_ids"]])
    both = pd.concat([others, theirs]).sort_index(kind="stable")
    both = both[both["pupil_ids"].map(len) > 0].reset_index(drop=True)
    both["because"] = [_counted(why, len(ids)) for why, ids in zip(both["because"], both["pupil_ids"], strict=True)]
    return both


def _never(pupils: pd.DataFrame) -> pd.Series:
    if "never_publish" not in pupils:
        return pd.Series(False, index=pupils.index, dtype=bool)
    return pupils["never_publish"].fillna(False).astype(bool)


def _counted(because: str, number: int) -> str:
    """Say of how many pupils a name is, without those who are reported elsewhere."""
    return _OF_PUPILS.sub(f"of {number} pupil{'s' if number > 1 else ''}", because, count=1)


def _allowed(named: pd.DataFrame, allow: str) -> pd.Series:
    """Tell which namings the policy does not mind."""
    fine = named["kind"].isin(_ALLOWED[allow]) & (named["route"] != "dsl")
    if allow == "names_without_pictures":
        fine &= ~(named["photo"] | named["pictured"])
    return fine


def _best_of_each(mentions: pd.DataFrame) -> pd.DataFrame:
    """Keep the surest, fullest, first mention of the same children in one text; `times` counts them."""
    rows = mentions.astype(dict.fromkeys(UNIT, "str"))
    rank = pd.DataFrame(
        {
            "confidence": rows["confidence"].map({name: at for at, name in enumerate(CONFIDENCES)}),
            "kind": rows["kind"].map({name: at for at, name in enumerate(_KINDS)}),
            "start": rows["start"],
        },
    )
    children = rows["pupil_ids"].map("\n".join).astype("str")
    rows = rows.assign(children=children, times=rows.groupby([*UNIT, children])["start"].transform("size"))
    order = rank.sort_values(["confidence", "kind", "start"], kind="stable").index
    return rows.loc[order].drop_duplicates([*UNIT, "children"]).sort_index()


def _has_media(named: pd.DataFrame, evidence: Evidence) -> pd.Series:
    media = with_columns(evidence.media, ["account", "post_id"])
    return _among(named[["account", "post_id"]], media)


def _pictured(named: pd.DataFrame, evidence: Evidence) -> pd.Series:
    """Tell whether the photo log places one of the children in a picture of the post, by id or by form."""
    log = with_columns(evidence.photo_log, ["post_id", "pupil_id", "shows", "form"])
    forms = with_columns(evidence.pupils, ["pupil_id", "form"])
    by_form = log[(log["pupil_id"] == "") & (log["form"] != "")].drop(columns="pupil_id").merge(forms, on="form")
    logged = pd.concat([log[log["pupil_id"] != ""], by_form])[["post_id", "pupil_id"]]
    each = named[["post_id", "pupil_ids"]].explode("pupil_ids").rename(columns={"pupil_ids": "pupil_id"})
    return _among(each, logged).groupby(level=0).any().reindex(named.index, fill_value=False)


def _among(rows: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    found = pd.MultiIndex.from_frame(rows).isin(pd.MultiIndex.from_frame(others[list(rows.columns)]))
    return pd.Series(found, index=rows.index, dtype=bool)


def _severity(named: pd.DataFrame) -> pd.Series:
    """Pictured, or surname beside a picture > surname, or class and picture > class or picture > bare first name."""
    full = named["kind"].isin(_WITH_SURNAME)
    photo, stated = named["photo"], named["class_stated"]
    severity = pd.Series("note", index=named.index, dtype="str").mask(photo | stated, "soon")
    severity = severity.mask(full | (photo & stated), "this_week")
    return severity.mask(named["pictured"] | (full & photo), "today")


def _consent_words(named: pd.DataFrame, evidence: Evidence) -> list[str]:
    """Say what the consent register says about naming the child, where it speaks of names and one child is meant."""
    purposes = with_columns(evidence.consents, ["purpose"])["purpose"]
    if not purposes.str.startswith("name_").any():
        return [""] * len(named)
    one = named["pupil_ids"].map(len) == 1
    asked = pd.DataFrame(
        {
            "pupil_id": named["pupil_ids"].str[0],
            "platform": named["platform"],
            "moment": named["created_at"],
            "kind": "name",
        },
    )
    states = consent_at(evidence.consents, asked)
    return [_CONSENT.get(state, "") if sole else "" for state, sole in zip(states, one, strict=True)]


def _detail(because: str, times: int, pictured: bool, consent: str) -> str:
    parts = [because[:1].upper() + because[1:]]
    if times > 1:
        parts.append(f"named {times} times here")
    if pictured:
        parts.append("the photo log places the child in this post's pictures")
    return "; ".join([*parts, *([consent] if consent else [])])
