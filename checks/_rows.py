"""Rows as columns of plain values, built and read without a step of pandas: one costs as much as all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd


class Rows:
    """Rows of some columns, each a list that nobody changes; a frame is made of them when somebody asks for one."""

    __slots__ = ("_columns", "_frame", "_length")

    def __init__(self, columns: Mapping[str, Sequence[Any]], frame: pd.DataFrame | None = None) -> None:
        """Take the columns, all of one length; `frame` is the same rows, where they stand in one already."""
        self._columns, self._frame = columns, frame
        self._length = len(next(iter(columns.values()), ()))

    @classmethod
    def of(cls, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Rows:
        """Return rows that are given one by one, the values of each in the order of the names."""
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(names)
        return cls(dict(zip(names, columns, strict=True)))

    @classmethod
    def named(cls, rows: Sequence[Mapping[str, Any]]) -> Rows:
        """Return rows that are given with the names of their values; None stands where one has no such value."""
        names = dict.fromkeys(name for row in rows for name in row)
        return cls({name: [row.get(name) for row in rows] for name in names})

    def __len__(self) -> int:
        return self._length

    def __contains__(self, name: str) -> bool:
        return name in self._columns

    def __getitem__(self, name: str) -> Sequence[Any]:
        return self._columns[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(self._columns)

    @property
    def frame(self) -> pd.DataFrame:
        """The same rows as a frame."""
        if self._frame is None:
            self._frame = pd.DataFrame({name: list(values) for name, values in self._columns.items()})
        return self._frame

    def tuples(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, of each the values of these columns in this order."""
        return zip(*(self._columns[name] for name in names), strict=True)

    def at(self, places: Sequence[int]) -> Rows:
        """Return the rows in these places, which ascend."""
        if len(places) == len(self):
            return self
        return Rows({name: [values[at] for at in places] for name, values in self._columns.items()})

    def only(self, *names: str) -> Rows:
        """Return the rows with these columns alone."""
        return Rows({name: self._columns[name] for name in names})

    def replaced(self, **columns: Sequence[Any]) -> Rows:
        """Return the rows with some columns replaced, or added."""
        return Rows({**self._columns, **columns})

    def and_also(self, rows: Iterable[tuple[Any, ...]]) -> Rows:
        """Return the rows followed by others, the values of each in the order of the columns."""
        added = Rows.of(self.names, rows)
        return Rows({name: [*values, *added[name]] for name, values in self._columns.items()}) if len(added) else self


def joined(parts: Sequence[Rows]) -> Rows:
    """Return the rows of one or more that have the same columns, one behind the other."""
    if len(parts) == 1:
        return parts[0]
    return Rows({name: [value for part in parts for value in part[name]] for name in parts[0].names})


def as_rows(given: Rows | pd.DataFrame) -> Rows:
    """Return a frame as rows."""
    return given if isinstance(given, Rows) else Rows({name: given[name].tolist() for name in given}, given)
