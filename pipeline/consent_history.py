"""The consent register of a school with its history: kept when it is read for an audit, and told to the checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import pandas as pd

from checks._frames import tuples
from checks.consents.history import Said, State, Version, tell
from pipeline.moments import from_micros
from pipeline.store.consent_history import About, keep_consents, load_consent_history
from pipeline.store.opening import Connection, Store

_TEXTS: Final = ("pupil_id", "purpose", "consent", "years")
_DATES: Final = ("given_on", "withdrawn_on", "expires_on")


def keep_history(store: Store, school: str, consents: pd.DataFrame, as_of: datetime) -> None:
    """Keep what a register (Evidence.consents) says now."""
    with store.write() as connection:
        keep_consents(connection, school, said_by(consents), as_of)


def with_history(connection: Connection, school: str, consents: pd.DataFrame, left: Collection[str]) -> pd.DataFrame:
    """Return a register that was kept, with what earlier ones said of the time before.

    `left`: pupils who have left, of whom an export may hold nothing any more.
    """
    history = load_consent_history(connection, school)
    return told_with(consents, history, left) if history else consents


def said_by(consents: pd.DataFrame) -> dict[About, list[Said]]:
    """Return what Evidence.consents says of each pupil and purpose.

    What was given for some year groups only is left out: its dates follow from the pupil's year.
    """
    found: dict[About, list[Said]] = defaultdict(list)
    for pupil_id, purpose, word, _, *moments in tuples(consents, _TEXTS, _DATES):
        found[pupil_id, purpose].append(Said(word, *moments))
    limited = _limited(consents)
    return {about: rows for about, rows in found.items() if about not in limited}


def _limited(consents: pd.DataFrame) -> set[About]:
    """Return the pupils and purposes of which something is said for some year groups only."""
    return {(pupil_id, purpose) for pupil_id, purpose, _, years in tuples(consents, _TEXTS) if years}


def told_with(
    consents: pd.DataFrame, history: Mapping[About, Sequence[Version]], left: Collection[str]
) -> pd.DataFrame:
    """Return Evidence.consents with the states of all registers where they said more than one thing.

    `first_read` says of which the day is only that of a reading. Where the history does not end with what `consents`
    says, the register alone speaks: it was changed after a reading for a later moment, or says it for some years only.
    """
    said, limited = said_by(consents), _limited(consents)
    told = {
        about: states
        for about, versions in history.items()
        if about not in limited
        and sorted(said.get(about, ()), key=str) == list(versions[-1].said)
        and (states := tell(versions, left=about[0] in left))
    }
    abouts = zip(consents["pupil_id"].tolist(), consents["purpose"].tolist(), strict=True)
    now = consents[[about not in told for about in abouts]].assign(first_read=False)
    rows = [_row(about, state, now.columns) for about, states in told.items() for state in states]
    if not rows:
        return now
    columns = zip(now.columns, zip(*rows, strict=True), strict=True)
    made = pd.DataFrame({name: pd.Series(list(values), dtype=now[name].dtype) for name, values in columns})
    return pd.concat([now, made], ignore_index=True)


def _row(about: About, state: State, columns: Sequence[str]) -> list[Any]:
    """Return a row of Evidence.consents for a state of the history."""
    row: dict[str, Any] = {"pupil_id": about[0], "purpose": about[1], "consent": state.consent, "row": -1}
    row["given_on"] = pd.NaT if state.since is None else from_micros(state.since)
    row |= {"withdrawn_on": pd.NaT, "expires_on": pd.NaT, "first_read": state.first_read}
    return [row.get(name, "") for name in columns]
