"""A worksheet of ours is the one that its library writes, byte for byte."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.rows_sheet import RowsSheet

AT = datetime(2026, 11, 16, 6, tzinfo=UTC).replace(tzinfo=None)  # a spreadsheet knows no zones
CELLS = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.integers(0, 60),
        st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9)
        | st.integers(-500_000, 500_000).map(lambda hours: AT + timedelta(hours=hours)) | st.text(max_size=20)
        | st.sampled_from(["=1+1", "<b>&\"'", " blank ", "https://x.example/a?b=1&c=2"]),
        st.booleans(),
    ),
    max_size=30,
)  # fmt: skip


def book(kind: type[Worksheet], cells: list[tuple[int, int, Any, bool]]) -> bytes:
    out = BytesIO()
    made = Workbook(out, {"in_memory": True})
    made.worksheet_class = kind
    made.set_properties({"created": AT})
    look, words = made.add_format({"bold": True}), made.add_format({"italic": True})
    sheet = made.add_worksheet("One")
    sheet.set_row(3, 40, look)
    sheet.set_column(2, 2, 30, words)
    sheet.write_rich_string(50, 0, "before ", words, "meant", " after", look)
    for row, column, value, looked in cells:
        if isinstance(value, datetime):
            sheet.write_datetime(row, column, value, look)
        else:
            sheet.write(row, column, value, *([look] if looked else []))
    made.close()
    return out.getvalue()


@settings(max_examples=60, deadline=None)
@given(CELLS)
def test_the_bytes_are_those_of_the_library(cells: list[tuple[int, int, Any, bool]]) -> None:
    assert book(RowsSheet, cells) == book(Worksheet, cells)
