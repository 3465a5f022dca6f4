"""Rows for machines: JSON lines, CSV or a spreadsheet, the same values in each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from reports.cells import cell_text, new_book

Sheets = Mapping[str, tuple[Sequence[str], Sequence[Mapping[str, Any]]]]
"""Title of a sheet -> its columns and rows."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_jsonl(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return one JSON object a line, all ASCII, keys in the order of `names`; no NaN."""
    return "".join(json.dumps({name: row[name] for name in names}, allow_nan=False) + "\n" for row in rows).encode(
        "ascii"
    )


def as_csv(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return UTF-8 CSV with a header; what a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_neutral(_cell(row[name])) for name in names] for row in rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def as_xlsx(
    names: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    *,
    sheet: str = "findings",
    more: Sheets | None = None,
    made: datetime | None = None,
) -> bytes:
    """Return a workbook; every text is a text, never a formula or a link.

    `more`: further sheets by their title. `made`: when, so that the same rows give the same bytes; None = now.
    """
    out = io.BytesIO()
    book = new_book(out, created=made)
    bold = book.add_format({"bold": True})
    for title, (columns, values) in {sheet: (names, rows), **(more or {})}.items():
        _fill(book.add_worksheet(title), columns, values, bold)
    book.close()
    return out.getvalue()


def _fill(sheet: Any, names: Sequence[str], rows: Sequence[Mapping[str, Any]], bold: Any) -> None:
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, bold)
        for at, row in enumerate(rows, start=1):
            value = _cell(row[name])
            if isinstance(value, int | float):
                sheet.write_number(at, place, value)
            elif value is not None:
                sheet.write_string(at, place, cell_text(value, "; the CSV holds the rest"))
    sheet.freeze_panes(1, 1)


FORMATS = {"jsonl": as_jsonl, "csv": as_csv, "xlsx": as_xlsx}
"""By the word that --format takes."""


def _cell(value: Any) -> str | float | None:
    """Return a value as one cell holds it: a list as its members joined by "; "."""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return value if value is None or isinstance(value, int | float) else str(value)


def _neutral(value: str | float | None) -> str | float:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
