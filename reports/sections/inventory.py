"""Every child's picture still online: how many, how old, where, of whom, and what should come down first."""

from __future__ import annotations

from typing import Final

from reports.base import RunView, School
from reports.inventory import REASONS, UNSEEN, Inventory
from reports.inventory_charts import ages_chart, trend_chart
from reports.wording import day, number, plural

_COLUMNS: Final = (
    ("Show pupils", "certain"),
    ("Not known", "unknown"),
    ("Over 3 years", "oldest"),
    ("Of leavers", "leavers"),
    ("To come down", "due"),
    ("No pupil in them", "nobody"),
)
"""Heading of a column -> which figure of an account it shows."""


def section(_view: RunView, school: School) -> dict[str, object]:
    """Lay out the inventory of one school; `found` is None where nothing was counted yet."""
    found = school.inventory
    filled: dict[str, object] = {"title": "Every child's picture still online", "found": found}
    if found is None:
        return filled
    trend = found.trend if len(found.trend) > 1 else ()
    return {
        **filled,
        "columns": _COLUMNS,
        "lead": _lead(found),
        "change": _change(found),
        "ages": ages_chart(school.name, found.ages) if found.shown else None,
        "trend": trend_chart(school.name, trend) if any(one.certain + one.unknown for one in trend) else None,
        "oldest": sum(account.oldest for account in found.accounts),
        "due": tuple((REASONS[code], count) for code, count in found.due),
        "leavers": tuple((_year_group(group), count) for group, count in found.leavers),
        "unseen": tuple(f"{number(count)}: {UNSEEN[code]}" for code, count in found.unseen),
        "all_unseen": sum(count for _, count in found.unseen),
        "unread": tuple(account.account for account in found.accounts if not account.complete),
    }


def _lead(found: Inventory) -> str:
    """Say how many there are, and how much of that is certain."""
    if not found.shown:
        return ""
    lead = f"{plural(found.shown, 'public picture')} may show pupils. "
    if not found.logged:
        return lead + "The school has handed in no photo log, so of none of them is it known who is shown."
    lead += f"In {number(found.certain)} the photo log places pupils. "
    if found.unknown:
        lead += (
            f"Of {number(found.unknown)} nobody has written down who is in {'it' if found.unknown == 1 else 'them'}."
        )
    return lead.strip()


def _change(found: Inventory) -> str:
    """Say how many more or fewer there are than at the reported audit before."""
    if len(found.trend) < 2:
        return "This is the first count, so there is nothing yet to compare it with."
    before = found.trend[-2]
    more = found.shown - before.certain - before.unknown
    since = f"on {day(before.at)}"
    if not more:
        return f"As many as {since}."
    return f"{number(abs(more))} {'more' if more > 0 else 'fewer'} than {since}."


def _year_group(group: str) -> str:
    """Return "Year 6" for a bare number; what a school calls otherwise stays as it is."""
    return f"Year {group}" if group.isdigit() else group[:1].upper() + group[1:]
