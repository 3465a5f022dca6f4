"""Small numbers: none is shown, and none can be worked out from what is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.suppress import Cell, alone, table

FEW = "fewer than 5"
COUNTS = st.integers(0, 9)
TABLES = st.integers(1, 3).flatmap(lambda wide: st.lists(st.lists(COUNTS, min_size=wide, max_size=wide), max_size=2))
MOST = 30
"""A number that is kept back is tried up to here."""


def words(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    return [[cell.words for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("rows", "expected", "totals", "total"),
    [
        ([[12, 30], [0, 7]], [["12", "30"], ["0", "7"]], ["42", "7"], "49"),
        ([[3, 12, 0]], [[FEW, "kept back", "0"]], ["15"], "15"),
        ([[4, 1, 6]], [[FEW, FEW, "6"]], ["11"], "11"),
        ([[4, 4, 0], [9, 0, 8]], [[FEW, FEW, "0"], ["9", "0", "8"]], ["kept back", "17"], "kept back"),
        ([[2, 0], [30, 1]], [["kept back", "kept back"], ["kept back", FEW]], [FEW, "31"], "kept back"),
        ([], [], [], "0"),
    ],
    ids=["none is small", "a second goes with it", "two are enough", "all fours", "a small total", "no school"],
)  # fmt: skip
def test_what_is_shown(rows: list[list[int]], expected: list[list[str]], totals: list[str], total: str) -> None:
    shown = table(rows)
    assert words(shown.rows) == expected
    assert [cell.words for cell in shown.totals] == totals
    assert shown.total.words == total


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (1, FEW), (4, FEW), (5, "5"), (1200, "1,200")])
def test_a_number_in_no_total(count: int, said: str) -> None:
    assert alone(count).words == said


def fits(cell: Cell, count: int) -> bool:
    """Say whether a count may be what a cell shows; "kept back" is anything, so that the reader has it hardest."""
    if cell.count is not None:
        return count == cell.count
    return 1 <= count <= 4 if cell.words == FEW else True


def readings(
    rows: Sequence[Sequence[Cell]], totals: Sequence[Cell], total: Cell
) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Yield every table that a reader cannot rule out by adding up."""
    lines = [
        [line for line in product(*(_tried(cell, whole) for cell in row)) if fits(whole, sum(line))]
        for row, whole in zip(rows, totals, strict=True)
    ]
    yield from (found for found in product(*lines) if fits(total, sum(map(sum, found))))


def _tried(cell: Cell, whole: Cell) -> Sequence[int]:
    if cell.count is not None:
        return (cell.count,)
    if whole.words == FEW:
        return range(5)
    return range(1, 5) if cell.words == FEW else (0, *range(5, MOST))


@settings(max_examples=settings.default.max_examples * 3 // 2)
@given(TABLES)
def test_no_small_number_can_be_worked_out(rows: list[list[int]]) -> None:
    shown = table(rows)
    if not any(cell.words == FEW for row in shown.rows for cell in row):
        return
    read = list(readings(shown.rows, shown.totals, shown.total))
    for at, row in enumerate(shown.rows):
        for place, cell in enumerate(row):
            if cell.words == FEW:
                assert len({found[at][place] for found in read}) > 1


@given(TABLES)
def test_what_is_shown_is_true_and_nothing_small_is(rows: list[list[int]]) -> None:
    shown = table(rows)
    counts = [*(count for row in rows for count in row), *map(sum, rows), sum(map(sum, rows))]
    cells = [*(cell for row in shown.rows for cell in row), *shown.totals, shown.total]
    for count, cell in zip(counts, cells, strict=True):
        assert cell.count in {None, count}
        assert cell.count not in {1, 2, 3, 4}
        assert cell.words != FEW or 1 <= count <= 4


def test_a_trust_of_thirty_schools_is_laid_out_at_once() -> None:
    rows = [[(school * 7 + area * 13) % 40 for area in range(6)] for school in range(30)]
    assert len(table(rows).rows) == 30
