"""Every page in a real browser: axe-core finds nothing wrong, and nothing runs off the side of a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hostile import hostile_school
from views import bare_view, rich_view

from reports import render

pytestmark = pytest.mark.slow

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
VIEWS = {"rich": rich_view(), "hostile": rich_view(hostile_school()), "bare": bare_view()}
WIDTHS = {"desktop": 1200, "desktop at 200 %": 600, "phone": 375}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@cache
def pages(name: str) -> dict[str, bytes]:
    view = replace(VIEWS[name], pdfs=tuple(f"slt-{school.id}.pdf" for school in VIEWS[name].schools))
    return {file: content for file, content in render(view).items() if file.endswith(".html")}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test a page; where slow tests are left out, no page is rendered to count them."""
    if {"name", "file"} <= set(metafunc.fixturenames):
        asked = metafunc.config.getoption("--slow")
        metafunc.parametrize(("name", "file"), [(name, file) for name in VIEWS if asked for file in pages(name)])


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: on Debian, apt install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install axe-playwright-python")
    with playwright.sync_playwright() as running:
        # as root, as in a container, Chromium starts without its sandbox alone
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """A function that opens a page of ours; what it then asks of the network is an error."""
    # axe itself is a script, which the page's own policy rightly forbids
    context = browser.new_context(bypass_csp=True)
    asked: list[str] = []

    def show(content: bytes) -> Any:
        place = tmp_path / "page.html"
        place.write_bytes(content)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(place.as_uri())
        return page

    yield show
    context.close()
    assert [url for url in asked if not url.startswith("file:")] == []


def test_axe_finds_nothing_wrong(opened: Any, name: str, file: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(pages(name)[file])
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": list(RULES)}})
    wrong = [
        (violation["id"], violation["help"], [node["html"][:160] for node in violation["nodes"][:3]])
        for violation in results.response["violations"]
    ]
    assert wrong == []
    assert len(results.response["passes"]) > 10


def test_nothing_runs_off_the_side(opened: Any, name: str, file: str) -> None:
    page = opened(pages(name)[file])
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_runs_no_script(browser: Any, tmp_path: Path) -> None:
    content = pages("rich")["slt-thistledown.html"]
    planted = content.replace(b"<h1>", b"<script>document.title = 'ran'</script><h1>")
    place = tmp_path / "page.html"
    place.write_bytes(planted)
    page = browser.new_page()
    page.goto(place.as_uri())
    assert planted != content
    assert page.title() != "ran"
    page.close()
