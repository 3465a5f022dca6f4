"""The worklist as a spreadsheet that comes back filled in: To do, To look at, To read, About."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from reports.base import RunView, SampledPost, School
from reports.cells import Column, cell_text, new_book, styles_of, write_cell, write_heads, write_row
from reports.entries import Entry
from reports.wording import day, plural
from reports.worklist_columns import COLUMNS, FROZEN, SAMPLE_COLUMNS, SHEETS, cells, sample_cells

_SEVERITY, _DUE = 1, 2


def workbook(
    view: RunView, school: School, due: Sequence[Entry], unsure: Sequence[Entry], sample: Sequence[SampledPost]
) -> bytes:
    """Write the workbook of one school; the same view gives the same bytes."""
    out = BytesIO()
    book = new_book(out, f"Worklist, {school.name}", view.trust, view.as_of)
    styles = styles_of(book)
    columns = [replace(c, choices=owners(school)) if c.heading == "owner" else c for c in COLUMNS]
    _list_sheet(book.add_worksheet(SHEETS[0]), columns, due, styles)
    _list_sheet(book.add_worksheet(SHEETS[1]), columns, unsure, styles)
    _sample_sheet(book.add_worksheet(SHEETS[2]), school, sample, styles)
    _about_sheet(book.add_worksheet(SHEETS[3]), about(view, school, due, unsure, sample), styles)
    book.close()
    return out.getvalue()


def owners(school: School) -> tuple[str, ...]:
    """Return who was named as owner before, each once, in the order of the alphabet."""
    return tuple(sorted({f.mark.owner.full for f in school.findings if f.mark and f.mark.owner.full}, key=str.casefold))


def _list_sheet(sheet: Any, columns: Sequence[Column], rows: Sequence[Entry], styles: dict[str, Any]) -> None:
    write_heads(sheet, columns, len(rows), styles, FROZEN)
    for at, entry in enumerate(rows, start=1):
        values = cells(entry)
        write_row(sheet, at, columns, values, styles)
        write_cell(sheet, at, _SEVERITY, values[_SEVERITY], entry.severity, styles)
        if entry.overdue:
            write_cell(sheet, at, _DUE, entry.due, "overdue", styles)


def _sample_sheet(sheet: Any, school: School, rows: Sequence[SampledPost], styles: dict[str, Any]) -> None:
    write_heads(sheet, SAMPLE_COLUMNS, len(rows), styles, 1)
    for at, post in enumerate(rows, start=1):
        write_row(sheet, at, SAMPLE_COLUMNS, sample_cells(post, school), styles)


def about(
    view: RunView, school: School, due: Sequence[Entry], unsure: Sequence[Entry], sample: Sequence[SampledPost]
) -> Iterable[str]:
    """Return the lines of the sheet About: what this is, how to use it, how to treat it."""
    yield f"Worklist, {school.name}"
    yield f"As audited on {day(view.as_of)}: {plural(len(due), 'row')} to do, {plural(len(unsure), 'row')} to look at."
    yield (
        "This file holds children's names as they were published. "
        "Keep it with the people who need it, and delete it when it is worked off."
    )
    yield (
        "Work from the top: the worst stands first. "
        "Open the link, do what the column “what to do” says, and go on to the next row."
    )
    yield (
        "You need not report back: the next audit looks for itself, and what is mended is gone from the next list. "
        "The yellow columns are yours: who does it, how far it is, a note. "
        "Hand the file back, and the next list shows them."
    )
    yield (
        "Status: “to do”, “doing”, “done”, “cannot” (say why in the note), or “accept” where it may stand: "
        "then fill in the reason, who accepts it and until which day. "
        "What was said to be done and is still up comes back on top."
    )
    if sample:
        yield (
            f"To read: {plural(len(sample), 'post')} the checks passed. "
            "Read each and choose “fine” or “missed something”: so it is known how much the checks miss."
        )
    yield "What could not be read is not in this list. The school's report says what was not seen, and why."


def _about_sheet(sheet: Any, lines: Iterable[str], styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 100)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, cell_text(line), styles["title" if row == 0 else "prose"])
