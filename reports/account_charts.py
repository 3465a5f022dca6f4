"""The geometry of one account's weeks as a small chart; templates/charts/weekly.html draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reports.base import Account, School
from reports.charts import Mark, month_marks
from reports.wording import plural

_SLOT: Final = 18
_PLOT: Final = 44
_TOP: Final = 14
_FOOT: Final = 16
_EDGE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One week of one account."""

    x: float
    y: float
    width: float
    height: float
    posts: int
    state: str
    """posts, none (a school week without any) or holiday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """Posts a week of one account; no policy line, for that is the whole school's."""

    name: str
    width: int
    height: int
    base: int
    columns: tuple[Column, ...]
    months: tuple[Mark, ...]
    title: str
    summary: str


def weekly(school: School, number: int) -> Weekly | None:
    """Lay out the account of that number; None where its posts were not read or no week is known."""
    account = school.accounts[number]
    if not _read(account) or len(account.weekly) != len(school.weeks):
        return None
    most, base = max(1, *account.weekly), _TOP + _PLOT
    return Weekly(
        name=f"{school.id}-{number}",
        width=_SLOT * len(school.weeks) + 2 * _EDGE,
        height=base + _FOOT,
        base=base,
        columns=tuple(_column(school, account, place, most, base) for place in range(len(school.weeks))),
        months=month_marks(school.weeks, _EDGE, _SLOT),
        title=f"Posts a week, {account.platform_title} {account.handle}",
        summary=_summary(school, account),
    )


def _read(account: Account) -> bool:
    return any(reading.what == "posts" and (reading.complete or reading.end) for reading in account.readings)


def _column(school: School, account: Account, place: int, most: int, base: int) -> Column:
    posts, week = account.weekly[place], school.weeks[place]
    height = round(_PLOT * posts / most, 1)
    state = "holiday" if not week.school_week else "posts" if posts else "none"
    x = _EDGE + _SLOT * place
    return Column(x=x + 3, y=base - height, width=_SLOT - 6, height=height, posts=posts, state=state)


def _summary(school: School, account: Account) -> str:
    weeks = [posts for posts, week in zip(account.weekly, school.weeks, strict=True) if week.school_week]
    silent = sum(not posts for posts in weeks)
    none = f" {plural(silent, 'school week')} without any." if silent else ""
    return f"{plural(sum(weeks), 'post')} in {plural(len(weeks), 'school week')}.{none}"
