"""A consent limited to some year groups, as dates: from the first of these school years to the end of the last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd

from pipeline.mis.pupils import year_group

_SEPTEMBER: Final = 9


def limit_to_years(
    consents: pd.DataFrame, year_groups: Mapping[str, str], as_of: datetime, zone: ZoneInfo
) -> pd.DataFrame:
    """Return Evidence.consents with rows that name years cut to them; `year_groups` is pupil_id -> year group today.

    A row whose pupil's year is not known, or whose years leave a gap, becomes "unknown", which is no yes.
    """
    limited = consents["years"] != "" if len(consents) else pd.Series(dtype=bool)
    if not limited.any():
        return consents
    local = as_of.astimezone(zone).date()
    begun = local.year if local.month >= _SEPTEMBER else local.year - 1
    changed = consents.copy()
    for index in consents.index[limited]:
        row = consents.loc[index]
        span = _span(row["years"], year_groups.get(row["pupil_id"], ""), begun, zone)
        if span is None:
            changed.loc[index, "consent"] = "unknown"
            continue
        given, ends = row["given_on"], row["expires_on"]
        changed.loc[index, "given_on"] = span[0] if pd.isna(given) or given < span[0] else given
        changed.loc[index, "expires_on"] = span[1] if pd.isna(ends) or ends > span[1] else ends
    return changed


def _span(years: str, now: str, begun: int, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """Return from when to when a pupil is in these years; None where that cannot be told."""
    listed = sorted(filter(None, (_number(year) for year in years.split(","))), key=int)
    numbers = [int(year) for year in listed]
    here = _number(now)
    if here == "" or not numbers or numbers != list(range(numbers[0], numbers[-1] + 1)):
        return None
    first, last = begun - (int(here) - numbers[0]), begun - (int(here) - numbers[-1]) + 1
    return _start(first, zone), _start(last, zone)


def _number(year: str) -> str:
    """Return a year group as a number, reception as 0, however it is written; blank for anything else."""
    named = year_group(year)
    return "0" if named == "R" else named if re.fullmatch(r"\d{1,2}", named) else ""


def _start(year: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(date(year, _SEPTEMBER, 1), time.min, zone).astimezone(UTC)
