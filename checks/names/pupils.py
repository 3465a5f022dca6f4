"""Pupils: the rows of a register, with every way to write their own names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from checks.names.fold import fold_name

_UMLAUTS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)
_SHORTEST_PART: Final = 4
"""A half of a double-barrelled name shorter than this (de, la, bin, nic) is no form of its own."""
_SHORTEST_FIRST: Final = 3
"""The same of a first name before a second: Mia Rose is called Mia, Jo Ann is not called Jo."""
BESIDE: Final = "/"
"""Between two last names of one pupil, each of which is all of it: the one that is used, and the legal one."""
KEPT: Final = 8192
"""Names of which is remembered what they are made into: schools of a trust share most of theirs."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """One row of the register, folded."""

    id: str
    given: tuple[str, ...]
    """Folded forms of first and preferred name."""
    family: tuple[str, ...]
    """Folded forms of the last name; empty for a pupil known by one name."""
    year: str
    """"4", "r" (Reception), "n" (Nursery) or ""."""
    form: str
    """Folded form or class, "4b"."""


def read_pupils(register: pd.DataFrame) -> tuple[Pupil, ...]:
    """Fold a register (columns as `Evidence.pupils`)."""
    return tuple(_pupil(row) for row in rows_of(register))


def rows_of(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of a frame as dictionaries; its own to_dict takes several times as long."""
    columns = [str(column) for column in frame.columns]
    for values in zip(*(frame[column].tolist() for column in frame.columns), strict=True):
        yield dict(zip(columns, values, strict=True))


def _pupil(row: Mapping[Any, Any]) -> Pupil:
    first, preferred, last = (_text(row.get(column)) for column in ("first_name", "preferred_name", "last_name"))
    if not first and not preferred:  # known by one name, written in the other column
        first, last = last, ""
    given = dict.fromkeys(f for name in (first, preferred) for f in _first_name(name))
    return Pupil(
        id=str(row["pupil_id"]),
        given=tuple(given),
        family=tuple(dict.fromkeys(form for one in last.split(BESIDE) for form in _written(one, halves=True))),
        year=fold_year(_text(row.get("year_group"))),
        form=fold_name(_text(row.get("form"))),
    )


@lru_cache(KEPT)
def _first_name(name: str) -> tuple[str, ...]:
    """Return the folded ways to write a first name.

    Registers write second names into it: "Zainab Noor" is called Zainab. "Anne-Marie" is not called Anne.
    """
    parts = name.split()
    alone = fold_name(parts[0]) if len(parts) > 1 else ""
    return (*_written(name, halves=False), *([alone] if len(alone) >= _SHORTEST_FIRST else ()))


@lru_cache(KEPT)
def _written(name: str, *, halves: bool) -> tuple[str, ...]:
    """Return the folded ways to write one name: "Anne-Marie" -> ("anne marie", "annemarie").

    `halves` adds each part of a name of several parts that is long enough to be a name of its own.
    """
    found = [form for spelling in (name, name.translate(_UMLAUTS)) if (form := fold_name(spelling))]
    for form in list(found):
        parts = form.split()
        if len(parts) > 1:
            found.append("".join(parts))
            found += [part for part in parts if halves and len(part) >= _SHORTEST_PART]
    return tuple(dict.fromkeys(found))


def fold_year(year: str) -> str:
    """Fold a year group: "Year 4", "Y4" and "04" -> "4", "Reception" -> "r", "Nursery 1" -> "n"."""
    digits = "".join(c for c in year if c.isdigit()).lstrip("0")
    word = fold_name(year)
    return word[0] if word[:1] in ("r", "n") else digits


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
