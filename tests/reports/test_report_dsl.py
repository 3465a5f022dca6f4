"""The safeguarding lead's sheet: what waits first, whom to call always, nothing live in it."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import openpyxl

from reports.dsl import helplines, opening, report
from reports.dsl_view import DslItem, DslView

AT = datetime(2026, 11, 16, 6, tzinfo=UTC)


def item(**given: Any) -> DslItem:
    known: dict[str, Any] = {
        "key": "0123456789ab", "title": "Comment that may tell of a child at risk", "state": "new", "done": (),
        "confidence": "likely", "account": "Facebook @oakhill", "author": "A mum (@mum)", "posted_at": AT,
        "link": "https://x.example/2", "text": "i dont want to be here", "start": 2, "end": 12, "thread": (),
        "children": (), "why": "may speak of self-harm", "what_to_do": "follow the procedure",
        "may_be_requested": True, "public": "It can be seen by everybody.", "first_seen": AT,
    }  # fmt: skip
    return DslItem(**{**known, **given})


def view(*items: DslItem, **given: Any) -> DslView:
    known: dict[str, Any] = {"trust": "Copse", "run": "2026-11-16", "as_of": AT, "school": "oakhill"}
    return DslView(**{**known, "school_name": "Oakhill", "items": items, **given})


def page(*items: DslItem, **given: Any) -> str:
    return report(view(*items, **given))["oakhill.html"].decode()


def test_it_says_in_one_sentence_what_waits():
    assert opening(view()) == "Nothing waits."
    assert opening(view(item())) == "1 item waits, new."
    assert opening(view(item(), item(state="acknowledged"), item(state="closed"))) == "2 items wait, 1 of them new."
    assert opening(view(item(state="acknowledged"))) == "1 item waits, nobody has to be told anew."


def test_whom_to_call_stands_there_even_when_nothing_waits():
    for shown in (page(), page(item())):
        assert all(words in shown for words in ("999, at any hour", "0808 800 5000", "CEOP"))
    assert helplines(view(out_of_hours="Duty 01632 960100"))[1][1] == "Duty 01632 960100"
    assert "Nothing waits." in page()


def test_the_words_are_marked_where_they_stand_and_a_span_outside_marks_nothing():
    assert "i <mark>dont want </mark>to be here" in page(item())
    assert "<mark>" not in page(item(start=5, end=500))


def test_what_is_closed_offers_nothing_to_do():
    shown = page(item(state="closed", done=("Closed by A. Dale, 17 November 2026, 06:00: Referred",)))
    assert "Closed by A. Dale" in shown
    assert "social-audit dsl close" not in shown
    assert "follow the procedure" not in shown.lower()


def test_hostile_texts_are_inert_on_the_page_and_in_the_sheet():
    bad = '=cmd|"/c calc"!A1 <script>alert(1)</script> \u202e {{ 7 }} \x07'
    files = report(view(item(text=bad, start=None, end=None, author=bad, why=bad, thread=((bad, bad),), children=(bad,),
                             link="javascript:alert(1)", done=(bad,)), school_name=bad))  # fmt: skip
    shown = files["oakhill.html"].decode()
    assert "<script>" not in shown
    assert "javascript:" not in shown
    assert "\x07" not in shown
    book = openpyxl.load_workbook(BytesIO(files["oakhill.xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert any(str(cell.value).startswith("=cmd") for cell in cells)


def test_the_same_view_makes_the_same_bytes():
    assert report(view(item()))["oakhill.html"] == report(view(item()))["oakhill.html"]


def test_what_the_audit_is_not_sure_of_stands_apart_and_is_not_called_nothing():
    shown = page(item(), item(key="b" * 12, confidence="possible"))
    assert shown.index("What waits") < shown.index("0123456789ab") < shown.index("What may be nothing")
    assert shown.index("What may be nothing") < shown.index("b" * 12)
    assert "Nothing waits." not in page(item(confidence="possible"))
