"""Rows on the terminal, for people or machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def print_rows(rows: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    """Print rows as columns, or as one JSON list."""
    if as_json:
        import json

        print(json.dumps(rows))
    else:
        print_table(rows)


def print_table(rows: Sequence[dict[str, Any]]) -> None:
    """Print rows as plain columns; a dash where there is no value."""
    if not rows:
        print("nothing to show")
        return
    names = list(rows[0])
    lines = [names, *(["-" if row[name] is None else str(row[name]) for name in names] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for values in lines:
        print("  ".join(value.ljust(width) for value, width in zip(values, widths, strict=True)).rstrip())
