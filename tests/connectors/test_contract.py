"""One contract for every connector that discovery finds: what must hold whatever the platform or the format is.

A connector joins by a module `cases_<name>.py` beside this file with `scene(case, ground) -> Scene`; a case that cannot
befall it is named in its class (`no_case`), with the reason.
"""

from __future__ import annotations

import importlib
import itertools
import logging
import time
import traceback
from datetime import timedelta

import pytest
from scenes import BREAKS, CASES, NOW, PAGE_ROWS, READS, Ground, Scene, from_call, posts_of

import connectors._export_pages
import connectors.spreadsheet
from config.refusal import RefusalError
from connectors.base import BadPayload, Connector, ConnectorError, Media, NeedsPerson, RetryLater

FOUND = connectors.find()
MEANING = {
    "401": NeedsPerson,
    "429": RetryLater,
    "500": RetryLater,
    "HTML": BadPayload,
    "a cut body": BadPayload,
    "a slow body": RetryLater,
}
SLOW = {(name, "a slow body") for name in FOUND if name != "feed"}
SLOW |= {(name, "500") for name in ("facebook", "instagram", "youtube")}
SLOW |= {("instagram", case) for case in ("429", "HTML", "a cut body")}
"""Two seconds each of waiting, which connectors._http does for all; Instagram goes through the door of Facebook."""


def having(*cases: str):
    """Parametrize over the connectors that have a case."""
    pairs = [(name, case) for name, one in FOUND.items() for case in cases if case not in one.no_case]
    made = [pytest.param(*pair, marks=[pytest.mark.slow] * (pair in SLOW), id=": ".join(pair)) for pair in pairs]
    return pytest.mark.parametrize(("name", "case"), made)


@pytest.fixture
def ground(tmp_path, platform, monkeypatch) -> Ground:
    for module in (connectors._export_pages, connectors.spreadsheet):
        monkeypatch.setattr(module, "PAGE_ROWS", PAGE_ROWS)
    return Ground(root=tmp_path, platform=platform)


def scene_of(name: str, case: str, ground: Ground) -> Scene:
    return importlib.import_module(f"cases_{name}").scene(case, ground)


@pytest.mark.parametrize("name", FOUND)
def test_a_connector_keeps_the_protocol_and_explains_what_it_leaves_out(name):
    connector = FOUND[name]
    promised = {*Connector.__annotations__, *(one for one in vars(Connector) if not one.startswith("_"))}
    assert {"name", "no_case", "build", "profile", "pages", "picture"} <= promised
    assert not [one for one in promised if not hasattr(connector, one)]
    assert set(connector.no_case) <= set(CASES)
    assert all(reason.endswith(".") and " " in reason for reason in connector.no_case.values())
    assert set(connector.secrets) <= set(connector.options)
    assert connector.switches <= set(connector.options)
    assert connector.provides <= {"posts", "media", "comments", "profile"}


@having("two pages and a resume")
def test_a_pull_cut_short_anywhere_goes_on_where_it_was(name, case, ground):
    scene = scene_of(name, case, ground)
    whole = scene.read()
    assert set(posts_of(whole)) == scene.posts
    assert len([page for page in whole if page.posts]) >= 2
    assert [page.last for page in whole] == [False] * (len(whole) - 1) + [True]
    for cut in range(1, len(whole)):
        first = list(itertools.islice(scene.start(), cut))
        rest = scene.read(first[-1].cursor)
        assert everything(first + rest) == everything(whole), f"cut after page {cut}"
        assert not set(posts_of(first)) & set(posts_of(rest)), "a page was read twice"
        assert rest[-1].reads == whole[-1].reads


def everything(pages):
    kinds = ("posts", "media", "comments")
    return {kind: {record for page in pages for record in getattr(page, kind)} for kind in kinds}


@having("two pages and a resume")
def test_a_whole_read_says_what_it_read(name, case, ground):
    scene = scene_of(name, case, ground)
    reads = {read.what: read for read in scene.read()[-1].reads}
    assert set(reads) >= scene.connector.provides - {"profile"}
    assert reads["posts"].complete
    assert all(read.complete == (read.reason == "") for read in reads.values())
    assert all(read.begin is None or read.begin.tzinfo for read in reads.values())


@having("two pages and a resume")
def test_a_second_pull_begins_from_what_the_last_page_left(name, case, ground):
    scene = scene_of(name, case, ground)
    again = scene.read(scene.read()[-1].cursor)
    assert again[-1].last
    assert set(posts_of(again)) == scene.posts or again[-1].unchanged


@having("an empty page")
def test_an_empty_account_is_read_to_its_end(name, case, ground):
    pages = scene_of(name, case, ground).read()
    assert posts_of(pages) == []
    assert pages[-1].last
    posts = next(read for read in pages[-1].reads if read.what == "posts")
    assert posts.complete == (posts.reason == "")


@having("a repeated cursor")
def test_a_platform_that_goes_in_circles_is_left_and_nothing_is_taken_for_gone(name, case, ground):
    scene = scene_of(name, case, ground)
    pages = list(itertools.islice(scene.start(), 50))
    assert pages[-1].last
    assert len(posts_of(pages)) == len(set(posts_of(pages)))
    posts = next(read for read in pages[-1].reads if read.what == "posts")
    assert not posts.complete
    assert not posts.proves_gone
    assert "twice" in posts.reason


@having("a foreign author")
def test_nobody_elses_post_is_ever_a_post_of_the_account(name, case, ground):
    scene = scene_of(name, case, ground)
    pages, refused = [], False
    try:
        pages.extend(scene.start())
    except NeedsPerson:
        refused = True
    assert scene.foreign
    assert refused or any(one.rule == "unknown-account" for page in pages for one in page.set_aside)
    assert not set(posts_of(pages)) & scene.foreign


@having(*BREAKS)
def test_a_failure_at_any_call_says_what_to_do_and_shows_no_secret(name, case, ground, caplog):
    caplog.set_level(logging.DEBUG)
    scene = scene_of(name, case, ground)
    scene.read()
    calls = len(scene.server.calls)
    assert calls >= 3
    for number in range(1, calls + 1) if case != "a slow body" else (1, calls):
        scene.server.calls.clear()
        scene.server.fail(from_call(number, BREAKS[case]))
        began = time.monotonic()
        with pytest.raises(MEANING[case]) as failed:
            scene.read()
        assert time.monotonic() - began < 5, "a failing platform holds the run up"
        assert str(failed.value)
        if isinstance(failed.value, RetryLater):
            assert NOW < failed.value.at <= NOW + timedelta(days=1)
        shown = [
            "".join(traceback.format_exception(failed.value)),
            caplog.text,
            *(one.url for one in scene.server.calls),
        ]
        assert not [text for text in shown for value in scene.secrets.values() if value in text]


@having("500")
def test_what_was_saved_before_a_failure_is_not_read_again(name, case, ground):
    scene = scene_of(name, case, ground)
    whole = scene.read()
    for number in range(2, len(scene.server.calls) + 1):
        saved = []
        scene.server.fail(from_call(number, BREAKS[case]))
        with pytest.raises(RetryLater):
            saved.extend(page for page in scene.start() if not saved.append(page))
        scene.server.fail()
        rest = scene.read(saved[-1].cursor if saved else None)
        assert everything(saved + rest) == everything(whole)
        assert rest[-1].reads == whole[-1].reads
        assert not set(posts_of(saved)) & set(posts_of(rest))


@having("an empty page")
def test_a_photo_that_nobody_has_is_refused_in_a_sentence(name, case, ground, caplog):
    caplog.set_level(logging.DEBUG)
    scene = scene_of(name, case, ground)
    for one in ({}, {"file": "../zainab.jpg"}, {"file": "zainab.jpg"}, {"url": "https://elsewhere.example/zainab.jpg"}):
        with pytest.raises((ConnectorError, RefusalError)) as failed:
            scene.build().picture(scene.account, Media(post_id="1", media_id="m", **one))
        assert " " in str(failed.value)
        assert "elsewhere" not in str(failed.value) + caplog.text


def test_the_cases_are_those_the_suite_knows():
    assert set(MEANING) == set(BREAKS)
    assert len(set(CASES)) == len(READS) + len(BREAKS)
