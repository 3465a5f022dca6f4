"""What a worklist shows of words that came back, of pictures and due days, and the sample that it carries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from hostile import HOSTILE
from invented import AS_OF, FULL_NAME, LONDON, comment, finding, photo, quote
from openpyxl.cell.rich_text import CellRichText, TextBlock
from outline import outline
from PIL import Image
from views import busy_school, rich_view

from reports.base import Finding, Mark, RunView, Sample, SampledPost, School
from reports.cells import offered
from reports.worklist import report


def mark(**given: object) -> Mark:
    values: dict[str, object] = {
        "number": 1,
        "owner": quote("A. Marchetti"),
        "status": "to do",
        "note": quote(""),
        "at": AS_OF - timedelta(days=5),
    }
    return Mark(**(values | given))  # type: ignore[arg-type]


def sampled(**given: object) -> SampledPost:
    values: dict[str, object] = {
        "key": "5a5a5a5a5a5a",
        "account": "@thistledown",
        "platform": "facebook",
        "permalink": "https://www.facebook.example/thistledown/posts/7",
        "posted_at": datetime(2026, 11, 2, 9, 0, tzinfo=LONDON),
        "text": quote(f"A walk with {FULL_NAME}"),
        "pictures": 2,
        "thumbnail": None,
        "verdict": "",
        "missed": quote(""),
    }
    return SampledPost(**(values | given))  # type: ignore[arg-type]


def small_picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (160, 90), (20, 120, 60)).save(out, "JPEG")
    return out.getvalue()


def view_of(*findings: Finding, **given: object) -> RunView:
    return rich_view(replace(busy_school(), findings=findings, **given))  # type: ignore[arg-type]


def book(view: RunView, *, rich: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(report(view)["worklist-thistledown.xlsx"]), rich_text=rich)


def table(view: RunView, sheet: str = "To do") -> list[dict[str, object]]:
    head, *body = book(view)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def page(view: RunView) -> str:
    return report(view)["worklist-thistledown.html"].decode()


@pytest.mark.parametrize(
    ("severity", "days", "due"),
    [
        ("today", 0, date(2026, 11, 16)),
        ("this_week", 0, date(2026, 11, 23)),
        ("soon", 0, date(2026, 12, 14)),
        ("this_week", 21, date(2026, 11, 2)),
        ("note", 21, None),
    ],
)
def test_what_is_worse_is_due_earlier_and_what_is_late_is_said_to_be(
    severity: str, days: int, due: date | None
) -> None:
    view = view_of(finding(severity=severity, first_seen=AS_OF - timedelta(days=days)))
    (row,) = table(view)
    assert str(row["due"])[:10] == str(due)[:10]
    cell = book(view)["To do"]["C2"]
    late = due is not None and due < AS_OF.date()
    assert ("overdue" in cell.number_format) == late
    assert ("Overdue since" in page(view)) == late


def test_the_words_that_are_meant_are_set_off_in_their_text() -> None:
    view = view_of(comment(text=f"So proud of our {FULL_NAME} xx", start=16, end=16 + len(FULL_NAME)))
    cell = next(c for c in book(view, rich=True)["To do"][2] if isinstance(c.value, CellRichText))
    meant = [part.text for part in cell.value if isinstance(part, TextBlock) and part.font.b]
    assert meant == [FULL_NAME]
    assert str(cell.value) == f"So proud of our {FULL_NAME} xx"
    assert f"So proud of our <mark>{FULL_NAME}</mark> xx" in page(view)


def test_a_finding_on_a_picture_shows_it_small_in_the_sheet_and_on_the_page_and_nowhere_else() -> None:
    one, jpeg = photo(), small_picture()
    view = view_of(one, finding(), thumbnails={one.key: jpeg})
    (shown,) = book(view)["To do"]._images
    assert (shown.anchor._from.col, shown.ref.getvalue()) == (4, jpeg)
    seen = outline(page(view).encode())
    assert [attributes["src"].partition(",")[0] for attributes in seen.of("img")] == ["data:image/jpeg;base64"]
    policy = next(a["content"] for a in seen.of("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "img-src data:;" in policy
    assert "script-src" not in policy


def test_what_was_said_to_be_done_and_still_stands_comes_first_with_its_age() -> None:
    said = mark(done_on=AS_OF - timedelta(days=5), still_up=AS_OF, number=3)
    view = view_of(finding(), comment(severity="soon", mark=said))
    first, second = table(view)
    assert first["said before"] == "Said to be done on 11 November 2026, still up 5 days later."
    assert (first["severity"], first["status"], first["mark"]) == ("Soon", "to do", 3)
    assert (second["severity"], second["mark"]) == ("Take down today", 0)
    assert "Said to be done, and still up" in page(view)


def test_what_nobody_looked_at_since_it_was_done_stays_in_its_place() -> None:
    view = view_of(finding(), comment(mark=mark(status="done", done_on=AS_OF - timedelta(days=1))))
    rows = table(view)
    assert [row["status"] for row in rows] == ["to do", "done"]
    assert rows[1]["said before"] == "Said to be done on 15 November 2026; not read again since."
    assert "still up" not in page(view)


def test_owner_and_note_are_there_again_and_stay_texts() -> None:
    said = mark(owner=quote("=cmd|A1"), note=quote("<b>+1</b>"), status="cannot")
    view = view_of(finding(mark=said))
    (row,) = table(view)
    assert (row["owner"], row["note"], row["status"]) == ("=cmd|A1", "<b>+1</b>", "cannot")
    sheet = book(view)["To do"]
    assert {cell.data_type for cell in sheet[2] if cell.value is not None} <= {"s", "n", "d"}
    assert all(cell.quotePrefix for cell in sheet[2] if cell.value in {"=cmd|A1", "<b>+1</b>"})
    assert "&lt;b&gt;+1&lt;/b&gt;" in page(view)


def test_owners_are_offered_again_unless_they_would_break_the_list() -> None:
    assert offered(["A. Dale", 'x","y', "a, b", "", "\n", "B. Ode"]) == ["A. Dale", "B. Ode"]
    assert len(",".join(offered([f"Name {n}" for n in range(100)]))) <= 255
    assert offered(HOSTILE) == [text for text in offered(HOSTILE) if not set(text) & set(',"\n\t')]


def test_a_comment_shows_what_it_answers() -> None:
    from reports.base import Above

    view = view_of(comment(thread=(Above(what="the post", quote=quote("Sports day")),)))
    assert table(view)[0]["in answer to"] == "the post: Sports day"
    assert "Under the post: <bdi>Sports day</bdi>" in page(view)


def with_sample(*posts: SampledPost, **given: object) -> School:
    values: dict[str, object] = {"drawn": posts, "read": 0, "missed": 0, "last_read": None}
    return replace(busy_school(), sample=Sample(**(values | given)))  # type: ignore[arg-type]


def test_the_sample_stands_in_full_in_the_last_list_and_on_the_page() -> None:
    view = rich_view(with_sample(sampled(), sampled(key="6b6b6b6b6b6b", verdict="missed", missed=quote("A phone"))))
    first, second = table(view, "To read")
    assert first["key"] == "5a5a5a5a5a5a"
    assert first["the whole text"] == f"A walk with {FULL_NAME}"
    assert (first["verdict"], second["verdict"], second["what was missed"]) == (None, "missed something", "A phone")
    (choice,) = [r for r in book(view)["To read"].data_validations.dataValidation if r.type == "list"]
    assert choice.formula1 == '"fine,missed something"'
    assert "To read: 2 posts the checks passed" in page(view)


def test_a_post_that_can_be_read_no_more_is_left_out() -> None:
    view = rich_view(with_sample(sampled(text=quote(""), pictures=0, permalink="")))
    assert table(view, "To read") == []
    assert "the checks passed" not in page(view)


def test_hostile_samples_are_inert() -> None:
    posts = [
        sampled(key=f"{n:012x}", text=quote(text), missed=quote(text), account=text[:30], permalink=text)
        for n, text in enumerate(HOSTILE)
    ]
    view = rich_view(with_sample(*posts))
    sheet = book(view)["To read"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "n", "d"}
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert outline(page(view).encode()).of("script") == []
