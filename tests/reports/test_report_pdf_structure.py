"""The two pages as PDF/UA asks for them (ISO 14289-1), as far as it can be told without a validator."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from test_report_pdf import VIEWS

from reports.pdf import pdf
from reports.slt import sheets

pikepdf = pytest.importorskip("pikepdf", reason="pip install pikepdf")
from tagged import Element, content, opened, structure  # noqa: E402

pytestmark = pytest.mark.slow
MAY_HOLD = {
    "Table": {"Caption", "THead", "TBody", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
}
"""Kind of element -> what alone may stand in it (ISO 32000-1, 14.8.4)."""
every_view = pytest.mark.parametrize("name", ["rich", "hostile", "crowded"])


@cache
def printed(name: str) -> Any:
    return opened(pdf(next(iter(sheets(VIEWS[name]).values()))))


@cache
def root(name: str) -> Element:
    return structure(printed(name))


@every_view
def test_it_says_that_it_is_tagged_its_title_and_its_language(name: str) -> None:
    catalog = printed(name).Root
    assert bool(catalog.MarkInfo.Marked)
    assert str(catalog.Lang) == "en-GB"
    assert bool(catalog.ViewerPreferences.DisplayDocTitle)
    with printed(name).open_metadata() as told:
        assert told["dc:title"] == str(printed(name).docinfo.Title)
        assert "social media audit, 16 November 2026" in told["dc:title"]
        assert str(told["pdfuaid:part"]) == "1"


@every_view
def test_everything_on_its_pages_is_tagged_and_in_the_tree_or_an_artifact(name: str) -> None:
    found = content(printed(name))
    assert found.loose == []
    assert len(found.marks) > 100
    assert found.marks == set().union(*(element.marks for element in root(name).all()))


@every_view
def test_headings_go_down_one_level_at_a_time(name: str) -> None:
    levels = [int(one.kind[1]) for one in root(name).all() if re.fullmatch(r"H[1-6]", one.kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert levels.count(2) == 7
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@every_view
def test_heads_of_tables_say_what_they_head_and_each_cell_names_its_heads(name: str) -> None:
    heads = list(root(name).all("TH"))
    assert {str(head.entries["/A"].Scope) for head in heads} == {"/Column", "/Row"}
    known = {str(head.entries["/ID"]) for head in heads}
    assert len(known) == len(heads)
    for cell in root(name).all("TD"):
        named = [str(head) for head in cell.entries["/A"].Headers]
        assert len(named) == 2
        assert set(named) <= known


@every_view
def test_tables_and_lists_hold_nothing_but_their_parts(name: str) -> None:
    odd = [
        (element.kind, child.kind)
        for element in root(name).all()
        for child in element.children
        if element.kind in MAY_HOLD and child.kind not in MAY_HOLD[element.kind]
    ]
    assert odd == []
    assert [one for kind in MAY_HOLD for one in root(name).all(kind) if one.marks] == []


@every_view
def test_every_picture_has_words_and_a_place(name: str) -> None:
    figures = list(root(name).all("Figure"))
    assert len(figures) > 5
    assert all(str(figure.entries["/Alt"]).strip() for figure in figures)
    assert all(len(figure.entries["/A"].BBox) == 4 for figure in figures)


@every_view
def test_links_stand_in_the_tree_and_say_where_they_lead(name: str) -> None:
    document = printed(name)
    links = [link for page in document.pages for link in page.get("/Annots", [])]
    assert sum(element.objects for element in root(name).all()) == len(links)
    assert all(str(link.Contents).strip() and "/StructParent" in link for link in links)
    assert {str(page.Tabs) for page in document.pages} == {"/S"}


@every_view
def test_every_font_is_in_the_file(name: str) -> None:
    fonts = [one for one in printed(name).objects if _is(one, "/FontDescriptor")]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def _is(one: Any, kind: str) -> bool:
    return isinstance(one, pikepdf.Dictionary) and str(one.get("/Type")) == kind
