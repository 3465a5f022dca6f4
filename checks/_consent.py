"""Consent as a pure function of (pupil, purpose, moment): only "granted" is yes.

The rules, each of which fails closed:

- A photo on a platform asks for `photo_<platform>`; where no such row is in force, for `photo_social_media`, and on a
  blog for `photo_website`. Names likewise (`name_...`). No other purpose ever counts.
- Rows are a history: the latest statement on or before the moment decides, on a tie the stricter. A row without
  `given_on` has been in force for ever. A date starts that day in the trust's zone.
- `withdrawn_on` is a statement of its own: from that day it is no, until a later row says yes again. `expires_on` ends
  its own row. A row that says withdrawn or expired and dates both was granted in between.
- A word nobody knows, and a blank, is "unknown".
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from checks._frames import INSTANT, with_columns

GRANTED: Final = "granted"
STATES: Final = ("refused", "withdrawn", "expired", "requested", "unknown", GRANTED)
"""What a row can say, strictest first."""
NEVER_ASKED: Final = "never_asked"
"""No statement is in force."""

_WEBSITES: Final = frozenset({"blog"})
_ALWAYS: Final = pd.Timestamp("1900-01-01", tz="UTC")
_COLUMNS: Final = ("pupil_id", "purpose", "consent")
_DATES: Final = ("given_on", "withdrawn_on", "expires_on")


def consent_at(consents: pd.DataFrame, questions: pd.DataFrame) -> pd.Series:
    """Return the state of consent for each question, one of STATES or NEVER_ASKED, on the index of `questions`.

    `consents` is the frame of Evidence; `questions` has pupil_id, platform, moment (UTC timestamp) and kind (photo or
    name). A question without a moment is "unknown".
    """
    asked = with_columns(questions, ["pupil_id", "platform", "kind"], ["moment"])
    own = asked["kind"] + "_" + asked["platform"]
    general = asked["kind"] + asked["platform"].isin(_WEBSITES).map({True: "_website", False: "_social_media"})
    rows = with_columns(consents, _COLUMNS, _DATES)
    statements = _statements(rows[rows["purpose"].isin({*own.unique(), *general.unique()})])
    state = _in_force(statements, asked.assign(purpose=own))
    state = state.where(state.notna(), _in_force(statements, asked.assign(purpose=general)))
    state = state.where(state.notna(), NEVER_ASKED).mask(asked["moment"].isna(), "unknown")
    return state.set_axis(questions.index).rename("consent")


def _statements(rows: pd.DataFrame) -> pd.DataFrame:
    """Turn rows into dated statements, by time, the strictest last: pupil_id, purpose, since, until, state."""
    said = rows["consent"].where(rows["consent"].isin(STATES), "unknown")
    end = rows["withdrawn_on"].where(said == "withdrawn", rows["expires_on"].where(said == "expired"))
    before_end = rows["given_on"].notna().map({True: GRANTED, False: "unknown"})
    state = said.where(end.isna(), before_end).mask(rows["withdrawn_on"] <= rows["given_on"], "withdrawn")
    until = rows["expires_on"].where((state == GRANTED) | (said == "expired"))
    made = rows.assign(since=rows["given_on"].fillna(_ALWAYS), until=until, state=state)
    open_end = pd.Series(pd.NaT, index=rows.index, dtype=INSTANT)
    taken_back = rows.assign(since=rows["withdrawn_on"], until=open_end, state="withdrawn").dropna(subset=["since"])
    both = pd.concat([made, taken_back], ignore_index=True)[["pupil_id", "purpose", "since", "until", "state"]]
    strictness = both["state"].map({state: -rank for rank, state in enumerate(STATES)})
    return both.assign(strictness=strictness).sort_values(["since", "strictness"], kind="stable")


def _in_force(statements: pd.DataFrame, asked: pd.DataFrame) -> pd.Series:
    """Return the state of the latest statement on or before each moment, on the index of `asked`; NaN without one."""
    at = asked.assign(place=asked.index).dropna(subset=["moment"]).sort_values("moment", kind="stable")
    keys = ["pupil_id", "purpose"]
    met = pd.merge_asof(at, statements, left_on="moment", right_on="since", by=keys, direction="backward")
    lapsed = met["until"].notna() & (met["until"] <= met["moment"])
    return met["state"].mask(lapsed, "expired").set_axis(met["place"]).reindex(asked.index)
