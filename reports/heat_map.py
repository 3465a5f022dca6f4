"""Schools by weeks: a table whose cells are shaded by posts a week, so that the chart is its own text alternative."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from reports.base import School, Week
from reports.charts import state_of
from reports.wording import month


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One week of one school."""

    posts: int
    state: str
    """pass, fail, not_assessed, holiday or unknown (the school has no such week)."""
    shade: int
    """0 none, 1 below the policy line, 2 on it, 3 twice it, 4 three times it and more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One school."""

    school: School
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """All schools over all weeks."""

    months: tuple[tuple[str, int], ...]
    """Name of the month and how many of the weeks begin in it."""
    mondays: tuple[date, ...]
    rows: tuple[Row, ...]


def heat_map(schools: tuple[School, ...]) -> HeatMap | None:
    """Lay all schools over the union of their weeks; None when no school has a week."""
    mondays = tuple(sorted({week.monday for school in schools for week in school.weeks}))
    if not mondays:
        return None
    return HeatMap(
        months=tuple((name, len(tuple(group))) for name, group in groupby(mondays, key=month)),
        mondays=mondays,
        rows=tuple(_row(school, mondays) for school in schools),
    )


def _row(school: School, mondays: tuple[date, ...]) -> Row:
    known = {week.monday: week for week in school.weeks}
    return Row(school=school, cells=tuple(_cell(known.get(monday), school.posts_a_week) for monday in mondays))


def _cell(week: Week | None, line: int) -> Cell:
    if week is None:
        return Cell(posts=0, state="unknown", shade=0)
    return Cell(posts=week.posts, state=state_of(week), shade=_shade(week.posts, line))


def _shade(posts: int, line: int) -> int:
    if not posts:
        return 0
    ratio = posts / max(1, line)
    return next(shade for shade, below in ((1, 1.0), (2, 2.0), (3, 3.0), (4, float("inf"))) if ratio < below)
