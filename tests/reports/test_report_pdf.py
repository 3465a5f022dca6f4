"""The two pages on paper: tagged, whole on two sides whatever stands in them, the same each time, asking nobody."""

from __future__ import annotations

import re
import socket
import sys
from dataclasses import replace

import pytest
from hostile import hostile_school
from invented import FULL_NAME, clause, comment, photo
from printed import pages_of, unpacked
from views import bare_view, busy_school, clear_school, first_run, rich_view, unread_school

from reports.base import RunView, School
from reports.pdf import NoPrinterError, for_paper, pdf, printable
from reports.slt import sheets


def crowded() -> School:
    """More of everything than two pages hold, in the longest words that are met."""
    findings = tuple(
        photo(
            subject_id=f"image:{number}/1",
            check_title=f"Fault of the kind number {number % 14}, which has quite a long name to read",
            severity=("today", "this_week")[number % 2],
        )
        for number in range(60)
    ) + tuple(comment(subject_id=f"comment:{n}", severity="today", text="Well " * 200) for n in range(20))
    clauses = tuple(
        clause(f"9.{n}", "What this clause asks of everybody, said at some length. " * 3, state, "Read it all. " * 20)
        for n, state in enumerate(["broken", "partly", "not_assessed", "by_hand", "kept"] * 12)
    )
    unread = tuple(f"Register number {n} was not handed in, and nobody knows why." for n in range(40))
    return replace(busy_school(), findings=findings, clauses=clauses, unread=unread)


VIEWS = {
    "rich": rich_view(),
    "first": first_run(),
    "bare": bare_view(),
    "hostile": rich_view(hostile_school()),
    "crowded": rich_view(crowded()),
}


def test_every_school_has_a_sheet_without_the_appendix_and_without_a_childs_name() -> None:
    made = sheets(rich_view())
    assert set(made) == {"slt-thistledown.pdf", "slt-larkmoor.pdf", "slt-st-odos.pdf"}
    for page in made.values():
        assert b"What do I sign?" in page
        assert b'id="appendix"' not in page
        assert not [part for part in FULL_NAME.split() if part.encode() in page]


def test_a_page_for_paper_refers_to_nothing_but_the_web() -> None:
    for view in VIEWS.values():
        for page in sheets(view).values():
            style, source = for_paper(page.decode())
            assert "@media print" in style
            assert "<use" not in source
            assert not re.findall(r'href="(?!https?://)', source, re.IGNORECASE)
            assert not re.findall(r"var\(--", source)


@pytest.mark.slow
@pytest.mark.parametrize("name", VIEWS)
def test_it_fits_on_two_sides_tagged_and_titled(name: str) -> None:
    for page in sheets(VIEWS[name]).values():
        made = pdf(page)
        inner = unpacked(made)
        assert pages_of(made) == 2
        assert b"/MarkInfo" in inner
        assert b"/StructTreeRoot" in inner
        assert re.search(rb"/Lang\s*\(en-GB\)", inner)
        assert re.search(rb"pdfuaid:part", inner)
        figures = inner.count(b"/S /Figure")
        assert figures > 5
        assert inner.count(b"/Alt (") + inner.count(b"/Alt <") >= figures
        assert b"/JavaScript" not in inner
        assert b"/EmbeddedFile" not in inner


@pytest.mark.slow
def test_the_same_page_gives_the_same_bytes_and_another_one_others() -> None:
    (page,) = sheets(rich_view(clear_school())).values()
    (other,) = sheets(rich_view(unread_school())).values()
    first = pdf(page)
    assert pdf(page) == first
    assert pdf(other) != first


@pytest.mark.slow
def test_only_links_to_the_web_are_left_in_it() -> None:
    (page,) = sheets(VIEWS["hostile"]).values()
    addresses = set(re.findall(rb"/URI\s*\(([^)]*)\)", unpacked(pdf(page))))
    assert addresses <= {b"HTTPS://ok.example/p"}


@pytest.mark.slow
def test_the_printer_asks_nobody_for_anything() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        (page,) = sheets(rich_view(clear_school())).values()
        address = f"http://127.0.0.1:{port}/x.png"
        planted = (
            f'<img alt="" src="{address}"><link rel="stylesheet" href="{address}"><object data="{address}"></object>'
        )
        made = pdf(page.replace(b"<h1>", planted.encode() + b"<h1>").replace(b"</style>", b"</style>", 1))
        assert made.startswith(b"%PDF-")
        with pytest.raises(TimeoutError):
            server.accept()


def test_where_nothing_can_print_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(NoPrinterError, match=r"apt install libpango-1\.0-0 .*reports: \{pdf: false\}"):
        printable()


def test_pages_link_to_a_pdf_only_where_there_is_one() -> None:
    from reports.slt import report

    def links(view: RunView) -> list[bytes]:
        return re.findall(rb'href="(slt-[a-z-]+\.pdf)"', report(view)["slt-larkmoor.html"])

    assert links(rich_view()) == []
    assert links(replace(rich_view(), pdfs=("slt-larkmoor.pdf",))) == [b"slt-larkmoor.pdf"]
