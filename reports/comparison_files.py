"""The comparison as files for a spreadsheet: one row a school, the same figures as the page."""

from __future__ import annotations

from typing import Any, Final

from reports.base import RunView, School
from reports.comparing import FIGURES, ranked, values, was_read
from reports.exports import as_csv, as_xlsx
from reports.figures import weeks_kept

NAMES: Final = (
    "school", "name", "phase", "pupils", "read", "rank", *(figure.name for figure in FIGURES), "weeks_kept_low",
    "weeks_kept_high",
)  # fmt: skip


def as_tables(view: RunView) -> dict[str, bytes]:
    """Return `comparison.csv` and `comparison.xlsx`; the workbook says on a second sheet what each column means."""
    rows = comparison_rows(view)
    meanings = [{"column": figure.name, "meaning": figure.meaning} for figure in FIGURES]
    more = {"meanings": (("column", "meaning"), meanings)}
    return {
        "comparison.csv": as_csv(NAMES, rows),
        "comparison.xlsx": as_xlsx(NAMES, rows, sheet="schools", more=more, made=view.as_of),
    }


def comparison_rows(view: RunView) -> list[dict[str, Any]]:
    """Return a row a school, columns NAMES: shares from 0 to 1, None where nothing was there to count or to read."""
    ranks = ranked(view)
    return [_row(school, ranks.get(school.id)) for school in view.schools]


def _row(school: School, rank: int | None) -> dict[str, Any]:
    kept = weeks_kept(school) if was_read(school) else None
    low, high = kept.interval if kept else (None, None)
    return {
        "school": school.id,
        "name": school.name,
        "phase": school.phase,
        "pupils": school.pupils,
        "read": "yes" if was_read(school) else "no",
        "rank": rank,
        **{name: _rounded(value) for name, value in values(school).items()},
        "weeks_kept_low": _rounded(low),
        "weeks_kept_high": _rounded(high),
    }


def _rounded(value: float | None) -> float | None:
    if value is None:
        return None
    return int(value) if float(value).is_integer() else round(value, 3)
