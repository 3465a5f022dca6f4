"""Small numbers kept back, so that no child, parent or colleague can be told from a count: 1 to 4 is "fewer than 5".

Rows of counts stand with their totals, and the totals with the total of all. Where a small number could be worked out
from those, further numbers are kept back with it, until nobody who adds up what is shown, and knows what the words
stand for, can say what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

FEW: Final = 5
"""Counts from 1 up to below this are kept back."""
Label = str
"""shown, small (1 to 4), hidden (kept back although it is not small), or blank (in a row of which only the total is
told, whatever it is)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table shows of a count."""

    count: int | None
    """None = kept back."""
    words: str
    """As it is shown: the count, "fewer than 5", or "kept back"."""


@dataclass(frozen=True, slots=True)
class Table:
    """Counts that may be published."""

    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...]
    """Of each row."""
    total: Cell
    """Of all."""


def alone(count: int) -> Cell:
    """Return what may be shown of a count that stands in no total."""
    return _cell(count, "small" if _is_small(count) else "shown")


def table(rows: Sequence[Sequence[int]]) -> Table:
    """Return what may be shown of rows of counts with their totals."""
    draft = _Draft(rows)
    while told := draft.given_away():
        draft.keep_back_more(told)
    return draft.table()


def _is_small(count: int) -> bool:
    return 0 < count < FEW


def _cell(count: int, label: Label) -> Cell:
    words = {"shown": f"{count:,}", "small": f"fewer than {FEW}"}.get(label, "kept back")
    return Cell(count if label == "shown" else None, words)


class _Draft:
    """A table in the making: its counts, and how each is to be shown."""

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        self._rows = [[*row, sum(row)] for row in rows]
        """The total of each row stands at its end."""
        self._all = sum(row[-1] for row in self._rows)
        self._labels = [[*map(_first_label, row)] for row in self._rows]
        for row, labels in zip(self._rows, self._labels, strict=True):
            if _is_small(row[-1]):  # its parts are smaller still, and how many there are would tell more
                labels[:-1] = ["blank"] * (len(row) - 1)
        self._of_all = _first_label(self._all)
        self._most = 2 * self._all + 2 * FEW
        """No count that needs thinking of is larger."""

    def given_away(self) -> int | None:
        """Return the row of a small number that can be worked out, counted from 1; the number of rows and 1 for the
        total of all, None when there is none.
        """
        totals = [
            self._domain(row[-1], labels[-1]) & _sums([self._domain(*cell) for cell in _cells(row, labels)])[-1]
            for row, labels in zip(self._rows, self._labels, strict=True)
        ]
        *totals, of_all = _possible([*totals], self._domain(self._all, self._of_all))
        if self._of_all == "small" and _one(of_all):
            return len(self._rows) + 1
        for at, (row, labels) in enumerate(zip(self._rows, self._labels, strict=True), start=1):
            *cells, total = _possible([self._domain(*cell) for cell in _cells(row, labels)], totals[at - 1])
            if any(label == "small" and _one(domain) for label, domain in zip(labels, [*cells, total], strict=True)):
                return at
        return None

    def keep_back_more(self, at: int) -> None:
        """Keep one more number back: of that row one that is shown, its total, the total of all, or everything."""
        if at <= len(self._rows) and self._hide_one(self._rows[at - 1], self._labels[at - 1]):
            return
        if self._of_all == "shown":
            self._of_all = "hidden"
            return
        self._labels = [["blank"] * len(labels) for labels in self._labels]
        self._of_all = "blank"

    def _hide_one(self, row: list[int], labels: list[Label]) -> bool:
        """Hide the first that is shown and not 0 behind the first small one, going round; its size must not tell."""
        begin = labels.index("small") if "small" in labels[:-1] else 0
        parts = len(row) - 1
        for at in (*((begin + step) % parts for step in range(parts)), parts):
            if labels[at] == "shown" and row[at]:
                labels[at] = "hidden"
                return True
        return False

    def _domain(self, count: int, label: Label) -> int:
        """Return what a number may be for all that its label says, as the bits of an integer."""
        everything, small = (1 << self._most) - 1, (1 << FEW) - 2
        return {"shown": 1 << count, "small": small, "hidden": everything & ~small, "blank": everything}[label]

    def table(self) -> Table:
        """Return it as it may be shown."""
        lines = [
            [_cell(*cell) for cell in zip(row, labels, strict=True)]
            for row, labels in zip(self._rows, self._labels, strict=True)
        ]
        return Table(
            rows=tuple(tuple(line[:-1]) for line in lines),
            totals=tuple(line[-1] for line in lines),
            total=_cell(self._all, self._of_all),
        )


def _first_label(count: int) -> Label:
    return "small" if _is_small(count) else "shown"


def _cells(row: list[int], labels: list[Label]) -> Iterator[tuple[int, Label]]:
    yield from zip(row[:-1], labels[:-1], strict=True)


def _one(domain: int) -> bool:
    return domain.bit_count() < 2


def _plus(a: int, b: int) -> int:
    """Return every sum of a number of one set and one of another; a set is the bits of an integer."""
    total = 0
    for first, length in _runs(b):
        total |= _spread(a, length) << first
    return total


def _less(a: int, b: int) -> int:
    """Return every difference, from 0 on, of a number of one set and one of another."""
    total = 0
    for first, length in _runs(b):
        # the numbers up to the run's end are shifted to its end, so that none falls off on the way
        total |= (_spread(a, length) >> (first + length - 1)) | _within(a, first, length)
    return total


def _within(a: int, first: int, length: int) -> int:
    """Return the differences of the members of a set that lie inside a run, and of that run: they end at 0."""
    inside = (a >> first) & ((1 << length) - 1)
    return (1 << inside.bit_length()) - 1


def _runs(numbers: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the length of each row of consecutive members of a set."""
    at = 0
    while numbers:
        gap = (numbers & -numbers).bit_length() - 1
        numbers >>= gap
        length = (~numbers & (numbers + 1)).bit_length() - 1
        yield at + gap, length
        numbers >>= length
        at += gap + length


def _spread(numbers: int, length: int) -> int:
    """Return every member of a set with 0, 1, ... length - 1 added."""
    done = 1
    while done < length:
        step = min(done, length - done)
        numbers |= numbers << step
        done += step
    return numbers


def _sums(domains: Sequence[int]) -> list[int]:
    """Return the sets of what the first none, one, two ... numbers add up to."""
    return list(accumulate(domains, _plus, initial=1))


def _possible(domains: Sequence[int], total: int) -> list[int]:
    """Return what each number may be, and then their total, where they add up to one of `total`."""
    before, after = _sums(domains), _sums(domains[::-1])
    reached = before[-1] & total
    found = [
        domain & _less(_less(reached, before[at]), after[len(domains) - 1 - at]) for at, domain in enumerate(domains)
    ]
    return [*found, reached]
