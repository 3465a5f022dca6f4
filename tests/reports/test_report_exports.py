"""Workbooks of rows: what a cell cannot hold is cut with a word about it, and no row is lost for one odd letter."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from reports.exports import as_csv, as_xlsx


def cell_of(text: str) -> str:
    sheet = openpyxl.load_workbook(BytesIO(as_xlsx(("detail",), [{"detail": text}])))["findings"]
    return str(sheet["A2"].value)


def test_a_text_longer_than_a_cell_is_cut_with_a_word_about_it() -> None:
    text = "long " * 9_000
    held = cell_of(text)
    assert held.startswith("long long")
    assert held.endswith(" … (cut here; the CSV holds the rest)")
    assert len(held) < 32_767
    assert text in as_csv(("detail",), [{"detail": text}]).decode()


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("half a \ud83d letter", "half a ? letter"),
        ("a \x00 bell \x07", "a  bell "),
        ("=1+1", "=1+1"),
        ("a line\nand one more", "a line\nand one more"),
    ],
)
def test_what_no_sheet_can_hold_is_left_out_of_a_cell(text: str, held: str) -> None:
    assert cell_of(text) == held
