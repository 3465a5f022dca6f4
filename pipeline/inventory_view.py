"""The inventory as reports and the command line show it: figures of the store put together, with those before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from config.models import School
from pipeline.inventory import KINDS
from pipeline.shown import labels_of
from pipeline.store.inventory_rows import CERTAIN, UNKNOWN, Count, load_inventory, load_trend
from pipeline.store.opening import Connection
from pipeline.store.runs import Run
from reports.inventory import AGES, REASONS, UNSEEN, AccountPictures, AgeBand, Inventory, Moment

MOST_MOMENTS: Final = 12
"""Of the trend: a term of weekly reports."""


def view_inventory(connection: Connection, school: School, run: Run, zone: ZoneInfo) -> Inventory | None:
    """Put together the inventory of one school in one run; None where it was not audited in it."""
    counts = load_inventory(connection, run.name, school.id)
    if not counts:
        return None
    moments = {moment.at.date(): moment for moment in _moments(connection, school, run, zone)}
    return made_of(counts, labels_of(school), tuple(moments.values())[-MOST_MOMENTS:])


def _moments(connection: Connection, school: School, run: Run, zone: ZoneInfo) -> list[Moment]:
    trend = load_trend(connection, school.id, run)
    return [Moment(at=at.astimezone(zone), certain=certain, unknown=unknown) for at, certain, unknown in trend]


def made_of(counts: Sequence[Count], labels: Mapping[str, str], trend: tuple[Moment, ...]) -> Inventory:
    """Return the inventory that rows of the store make; `labels`: account key -> how it is shown."""
    numbers = {(c.account, c.kind, c.part): c.number for c in counts}

    def total(kind: str, part: str) -> int:
        return sum(number for (_, a_kind, a_part), number in numbers.items() if (a_kind, a_part) == (kind, part))

    ages = [AgeBand(code=age, certain=total(CERTAIN, age), unknown=total(UNKNOWN, age)) for age in AGES]
    groups = sorted({c.part for c in counts if c.kind == "leavers" and c.part}, key=_by_number)
    return Inventory(
        accounts=tuple(_account(counts, key, label) for key, label in labels.items()),
        ages=tuple(band for band in ages if band.code != "no_day" or band.certain or band.unknown),
        leavers=tuple((group, total("leavers", group)) for group in groups),
        pictures=total("copies", "pictures"),
        copied=total("copies", "copied"),
        across=total("copies", "across"),
        due=tuple((code, number) for code in REASONS if (number := total("due", code))),
        unseen=tuple((code, number) for code in UNSEEN if (number := total("unseen", code))),
        films=total("films", ""),
        logged=not total("unlogged", ""),
        trend=trend,
    )


def _account(counts: Sequence[Count], key: str, label: str) -> AccountPictures:
    """Sum up one account: what has parts is summed over them, `leavers` stands under the blank one."""
    mine = [c for c in counts if c.account == key]
    certain, unknown, nobody = (sum(c.number for c in mine if c.kind == kind) for kind in KINDS)
    return AccountPictures(
        account=label,
        certain=certain,
        unknown=unknown,
        nobody=nobody,
        oldest=sum(c.number for c in mine if c.kind == "oldest"),
        leavers=sum(c.number for c in mine if c.kind == "leavers" and not c.part),
        due=sum(c.number for c in mine if c.kind == "due"),
        unseen=sum(c.number for c in mine if c.kind == "unseen"),
        complete=not any(c.kind == "unread" for c in mine),
    )


def _by_number(group: str) -> tuple[int, str]:
    """Sort year groups as a school counts them: nursery and reception, 1, 2, ... 13, then what has no number."""
    first = group.casefold()
    if first in {"n", "n1", "n2", "nursery"} or first.startswith("nursery"):
        return -1, first
    if first in {"r", "reception"}:
        return 0, first
    digits = "".join(letter for letter in first if letter.isdigit())
    return (int(digits), first) if digits.isascii() and digits else (99, first)
