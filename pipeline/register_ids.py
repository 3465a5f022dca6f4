"""By what else the registers of one school name a pupil than by the pupil_id: other ids, ids without zeros, names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.mis.pupils import OTHER, name_keys
from pipeline.register_rows import Row


def meaning(ids: Iterable[str], called: Mapping[str, str]) -> Callable[[str], str]:
    """Return what turns an id or a name into the pupil_id that it means, and leaves as it is what means none.

    `ids`: every pupil_id; `called`: as `also_called`.
    """
    known = set(ids)
    bare = _without_zeros(known)

    def meant(one: str) -> str:
        return one if one in known else called.get(one) or bare.get(one.lstrip("0"), one)

    return meant


def also_called(rows: Sequence[Row]) -> Mapping[str, str]:
    """Return what else names a pupil of one school, other ids and names; what names two means neither."""
    named: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for other in _others(row):
            named[other].add(row["pupil_id"])
    return {other: next(iter(ids)) for other, ids in named.items() if len(ids) == 1}


def _others(row: Row) -> Iterable[str]:
    """Return what else names the pupil of a row: as an export says it, or the names in a table of our own columns."""
    if "other_ids" in row:
        return filter(None, row["other_ids"].split(OTHER))
    firsts = dict.fromkeys(filter(None, (row["first_name"], row["preferred_name"])))
    return dict.fromkeys(key for first in firsts for key in name_keys(first, row["last_name"], row["form"]))


def _without_zeros(ids: Iterable[str]) -> Mapping[str, str]:
    """Return id without the zeros before it -> the id, where it is of figures and no other id is the same without them.

    A spreadsheet takes them off when it opens and saves a file, and the two files of a school may differ in that alone.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for one in ids:
        if one.isdecimal():
            found[one.lstrip("0")].add(one)
    return {bare: next(iter(same)) for bare, same in found.items() if bare and len(same) == 1}
