"""Every page, whatever stands in it: well formed, self-contained, fit for a screen reader, the same each time."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hostile import hostile_school
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import comment, photo
from outline import outline
from views import bare_view, busy_school, clear_school, first_run, rich_view

from reports import render
from reports.wording import printable
from reports.worklist import report

SNAPSHOTS = Path(__file__).parent / "snapshots"
SNAPPED = (
    "slt-thistledown", "slt-st-odos", "comparison", "comparison-thistledown", "governors", "index", "data-quality",
)  # fmt: skip
VIEWS = {
    "rich": rich_view(),
    "first": first_run(),
    "hostile": rich_view(hostile_school()),
    "bare": bare_view(),
    "no-school": replace(bare_view(), schools=()),
}


@cache
def files(name: str) -> dict[str, bytes]:
    return render(VIEWS[name])


def pages(view: str) -> list[str]:
    """The pages of a view by name, without writing them: every worker collects this file, and one of them runs it."""
    once = ("index", "comparison", "governors", "data-quality")
    each = (f"{page}-{school.id}" for school in VIEWS[view].schools for page in ("slt", "worklist", "comparison"))
    return [f"{name}.html" for name in (*once, *each)]


def every_page(test: Callable[[str, str], None]) -> Callable[[str], None]:
    """Hold every page of each view to a test; one test a page takes longer to be handed out than to run."""

    @pytest.mark.parametrize("view", VIEWS)
    def of_a_view(view: str) -> None:
        for name in pages(view):
            test(view, name)

    return of_a_view


@pytest.mark.parametrize("view", VIEWS)
def test_those_are_all_its_pages(view: str) -> None:
    assert {name for name in files(view) if name.endswith(".html")} == set(pages(view))


@every_page
def test_is_well_formed_and_has_one_title_and_one_main(view: str, name: str) -> None:
    page = outline(files(view)[name])
    assert page.unclosed == []
    assert [len(page.of(tag)) for tag in ("main", "h1")] == [1, 1]
    assert re.search(rb"<title>[^<]+</title>", files(view)[name])
    assert page.of("html") == [{"lang": "en-GB"}]
    identities = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(identities) == len(set(identities))


@every_page
def test_headings_descend_one_level_at_a_time_and_say_something(view: str, name: str) -> None:
    headings = outline(files(view)[name]).headings
    levels = [level for level, _ in headings]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert all(words.strip() for _, words in headings)


@every_page
def test_tables_name_their_columns_and_rows(view: str, name: str) -> None:
    for table in outline(files(view)[name]).tables:
        assert table.bare == 0
        assert table.columns > 1
        assert table.rows > 0


@every_page
def test_nothing_is_fetched_run_or_styled_from_elsewhere(view: str, name: str) -> None:
    page = outline(files(view)[name])
    forbidden = {"script", "img", "iframe", "object", "embed", "link", "form", "input", "base", "audio", "video"}
    assert not forbidden & {tag for tag, _ in page.tags}
    assert len(page.of("style")) == 1
    for tag, attributes in page.tags:
        assert not [key for key in attributes if key.startswith("on") or key in {"src", "srcset", "action"}]
        if tag != "a" and attributes.get("href"):
            assert str(attributes["href"]).startswith("#")
    style = re.search(rb"<style>(.*?)</style>", files(view)[name], re.DOTALL)
    assert style
    assert b"url(" not in style.group(1)
    assert b"@import" not in style.group(1)


@every_page
def test_links_lead_to_http_addresses_to_this_folder_or_within_the_page(view: str, name: str) -> None:
    page = outline(files(view)[name])
    identities = {attributes.get("id") for _, attributes in page.tags}
    for attributes in page.of("a"):
        href = str(attributes["href"])
        if href.startswith("#"):
            assert href[1:] in identities
        elif urlsplit(href).scheme:
            assert urlsplit(href).scheme in {"http", "https"}
            assert attributes["rel"] == "noopener noreferrer"
        else:
            assert href in files(view)


@every_page
def test_charts_carry_a_title_and_a_description(view: str, name: str) -> None:
    page = outline(files(view)[name])
    drawn = [attributes for attributes in page.of("svg") if attributes.get("role") == "img"]
    assert len(page.of("desc")) == len(drawn)
    hidden = [attributes for attributes in page.of("svg") if attributes.get("aria-hidden") == "true"]
    assert len(drawn) + len(hidden) == len(page.of("svg"))


def test_the_same_view_gives_the_same_bytes() -> None:
    assert render(VIEWS["rich"]) == files("rich")


def test_every_school_has_its_pages() -> None:
    assert set(files("rich")) == {
        "index.html", "comparison.html", "comparison.csv", "comparison.xlsx", "governors.html", "data-quality.html",
        "run.json", "comparison-thistledown.html", "comparison-larkmoor.html", "comparison-st-odos.html",
        "slt-thistledown.html", "worklist-thistledown.html", "worklist-thistledown.xlsx",
        "slt-larkmoor.html", "worklist-larkmoor.html", "worklist-larkmoor.xlsx",
        "slt-st-odos.html", "worklist-st-odos.html", "worklist-st-odos.xlsx",
    }  # fmt: skip


def test_what_people_wrote_is_shown_and_never_obeyed() -> None:
    page = outline(files("hostile")["worklist-hostile.html"])
    assert "<script>alert(1)</script>" in page.blockquotes
    assert '=HYPERLINK("http://evil.example","click")' in page.blockquotes
    assert "{{ 7 * 7 }} {% raw %}" in page.blockquotes
    addresses = [attributes["href"] for attributes in page.of("a") if attributes.get("class") == "go"]
    assert set(addresses) == {"HTTPS://ok.example/p"}


@settings(max_examples=settings.default.max_examples * 3 // 5)
@given(text=st.text(max_size=300), start=st.integers(0, 300), end=st.integers(0, 300))
def test_any_text_comes_back_whole_from_the_worklist(text: str, start: int, end: int) -> None:
    one = comment(text=text, start=start, end=end, status="open")
    view = rich_view(replace(clear_school(), findings=(one,)))
    page = outline(report(view)["worklist-larkmoor.html"])
    assert page.blockquotes == ([printable(text)] if text else [])


@pytest.mark.parametrize("name", SNAPPED)
def test_reads_as_it_did(name: str) -> None:
    """A changed word is a decision: look at the difference, then set UPDATE_SNAPSHOTS=1 and run again."""
    kept, text = SNAPSHOTS / f"{name}.txt", outline(files("rich")[f"{name}.html"]).text + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


def test_a_head_sees_four_things_to_take_down_and_how_many_more_there_are() -> None:
    many = tuple(photo(subject_id=f"image:{place}/1") for place in range(9))
    page = outline(render(rich_view(replace(busy_school(), findings=many)))["slt-thistledown.html"])
    assert len(page.of("article")) == 4
    assert "9 posts must come down today; 7 of 10 school weeks had enough posts; not everything was seen." in page.lines
    assert [line for line in page.lines if line.startswith("9 × A photo shows a child without consent. 4 of 9 things")]
    assert "5 more things to see to today" in page.lines
    assert "9" in page.lines[page.lines.index("New", page.lines.index("What changed since last time")) + 1]


def test_not_assessed_is_never_shown_as_good() -> None:
    page = outline(files("rich")["slt-st-odos.html"])
    classes = {name for _, attributes in page.tags for name in str(attributes.get("class")).split()}
    assert not classes & {"chip-clear", "good", "tone-clear", "answer-clear"}
    assert "answer-unsure" in classes
