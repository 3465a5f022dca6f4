"""The safeguarding lead's sheet as a spreadsheet: one row an item, no cell ever a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from reports.cells import cell_text, new_book
from reports.dsl_rows import Row
from reports.dsl_view import DslView
from reports.links import web_link
from reports.wording import CONFIDENCE_TITLES, sentence

STATES: Final = {"new": "New", "acknowledged": "In hand", "closed": "Closed", "over": "Over"}
"""State of an item -> how people say it."""
_COLUMNS: Final = (
    ("key", 14), ("state", 11), ("what it is", 30), ("how sure", 10), ("account", 22), ("who wrote it", 22),
    ("posted", 18), ("link", 30), ("the words", 26), ("the whole text", 50), ("what it stands under", 40),
    ("the child(ren)", 24), ("why", 40), ("what to do", 44), ("can it still be seen", 24), ("first seen", 18),
    ("days", 8), ("what was done", 40),
)  # fmt: skip


def workbook(view: DslView, opening: str, rows: Sequence[Row]) -> bytes:
    """Write the sheets Items and About; the same view gives the same bytes."""
    out = BytesIO()
    book = new_book(out, "For the safeguarding lead", created=view.as_of)
    text = {"valign": "top", "text_wrap": True, "quote_prefix": True}
    look = {
        "text": book.add_format(text),
        "moment": book.add_format({"valign": "top", "num_format": "d mmm yyyy hh:mm", "align": "left"}),
        "head": book.add_format(
            {"bold": True, "bg_color": "#1B2A3D", "font_color": "#FFFFFF", "valign": "top", "text_wrap": True}
        ),
    }
    _items(book.add_worksheet("Items"), rows, look)
    about = book.add_worksheet("About")
    about.set_column(0, 0, 100)
    for at, line in enumerate(_about(view, opening)):
        about.write_string(at, 0, cell_text(line, ""), look["text"])
    book.close()
    return out.getvalue()


def _items(sheet: Any, rows: Sequence[Row], look: dict[str, Any]) -> None:
    for place, (heading, width) in enumerate(_COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, look["head"])
    for at, row in enumerate(rows, start=1):
        for place, value in enumerate(_values(row)):
            if isinstance(value, datetime):
                sheet.write_datetime(at, place, value.replace(tzinfo=None), look["moment"])
            elif isinstance(value, int):
                sheet.write_number(at, place, value, look["text"])
            elif value:
                sheet.write_string(at, place, cell_text(value, ""), look["text"])
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(1, len(rows)), len(_COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _values(row: Row) -> tuple[str | int | datetime | None, ...]:
    item = row.item
    return (
        item.key, STATES.get(item.state, item.state), item.title,
        CONFIDENCE_TITLES.get(item.confidence, item.confidence), item.account, item.author, item.posted_at,
        web_link(item.link), row.marked[1], item.text, "\n".join(f"{what}: {text}" for what, text in item.thread),
        "; ".join(item.children), item.why, item.what_to_do, item.public, item.first_seen, row.days,
        "\n".join(item.done),
    )  # fmt: skip


def _about(view: DslView, opening: str) -> tuple[str, ...]:
    return (
        f"For the safeguarding lead of {view.school_name}: {opening}",
        "This file is yours alone. No other report, count, list or mail says that any of it exists.",
        "Do not forward it, and do not keep copies: the folder dsl/ is written anew by every audit.",
        "Say what you did with 'social-audit dsl close KEY'; ask for a removal with 'social-audit dsl request KEY'.",
        *(f"Not looked at: {sentence(line)}" for line in view.unseen),
    )
