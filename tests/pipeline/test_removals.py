"""A removal that the school asks for is an ordinary row, the same whoever asked, until the thing is gone."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from workspaces import AS_OF, PUPILS, Small, comment, photo, post

from config.refusal import RefusalError
from pipeline.dsl.doing import request_of_lead, request_of_school
from pipeline.dsl.looking import list_matters, show_matter
from pipeline.export import export_findings
from pipeline.run import report, run

LATER = AS_OF + timedelta(hours=2)
ASKED = "Remove at the school's request"


def small(folder: Path, marked: str = "yes") -> Small:
    folder.mkdir(exist_ok=True)
    return Small(
        folder,
        posts=[post(1, "2026-11-10", "Autumn"), post(2, "2026-11-11", "Our choir sang.")],
        comments=[comment(1, 2, "Lovely"), comment(2, 1, "Well done")],
        media=[photo(1)],
        photo_log=[("oakhill", "p1", "m1", "P1", "", "")],
        pupils=[("oakhill", "P1", "Zainab", "", "Malik", "4", "4K", marked)],
        pupil_columns=(*PUPILS, "never_publish"),
    )


def rows(root: Path) -> list[dict[str, Any]]:
    exported = export_findings(
        root, "jsonl", statuses=("new", "open", "returned", "fixed"), checks=["removal-requested"]
    )
    return [json.loads(line) for line in exported.splitlines()]


def statuses(root: Path) -> list[str]:
    return [row["status"] for row in rows(root)]


@pytest.mark.slow
def test_a_request_stands_until_the_post_is_gone_and_comes_back_with_it(tmp_path, ran):
    one = small(tmp_path)
    root = ran(one)
    request_of_school(root, "https://x.example/2", schools=None, at=LATER)
    assert statuses(root) == ["new"]
    told: list[list[str]] = []
    kept, gone = one.posts, one.posts[:1]
    for day, posts in enumerate([kept, gone, kept, kept], start=1):
        one.posts = posts
        run(one.write(), as_of=AS_OF + timedelta(days=day))
        told.append(statuses(root))
    assert told == [["open"], ["fixed"], ["returned"], ["open"]]


@pytest.mark.slow
def test_an_edited_post_is_still_to_be_removed(tmp_path, ran):
    one = small(tmp_path)
    root = ran(one)
    request_of_school(root, "post:p2", schools=None, at=LATER)
    one.posts[1] = post(2, "2026-11-11", "Our choir sang beautifully.")
    run(one.write(), as_of=AS_OF + timedelta(days=1))
    assert statuses(root) == ["open"]


WORRY = "i dont want to be here anymore Zainab Malik, nobody would miss me"


@pytest.mark.slow
def test_the_words_of_a_comment_that_was_asked_to_go_stand_in_no_report(tmp_path, ran):
    seen: dict[str, dict[str, bytes]] = {}
    for who in ("lead", "head"):
        one = small(tmp_path / who, marked="")
        one.comments = [comment(1, 2, WORRY, day="2026-11-12"), comment(2, 1, "Well done")]
        root = ran(one)
        if who == "lead":
            row, *_ = list_matters(root, schools=None, everything=False, at=AS_OF)
            request_of_lead(root, row["key"], by="A. Dale", at=LATER)
        else:
            request_of_school(root, "comment:c1", schools=None, at=LATER)
        run(root, as_of=AS_OF + timedelta(days=1))
        files = (root / "reports" / "2026-11-17").iterdir()
        seen[who] = {file.name: file.read_bytes() for file in files if file.suffix == ".html"}
    assert seen["lead"] == seen["head"]
    for name, page in seen["lead"].items():
        words = [word for word in ("anymore", "miss me", "i dont want to be here") if word.encode() in page]
        assert not words, name
        assert (b"i dont" in page) == (name == "worklist-oakhill.html"), name
    assert ASKED.replace("'", "&#39;").encode() in seen["lead"]["slt-oakhill.html"]
    todo = seen["lead"]["worklist-oakhill.html"].decode()
    assert "it begins “i dont want to be …”" in todo
    for found_by in ("https://x.example/2", "12 November 2026, 10:00", "X (Twitter) @oakhill"):
        assert found_by in todo, found_by


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "said", "begins"),
    [
        ("https://x.example/1", "Zainab Malik has left us, sad to say", ""),
        ("", "Zainab Malik has left us, sad to say", "Z••• M••• has left us, …"),
        ("", "Autumn", "Autumn"),
        ("", "#" + "x" * 90, "#" + "x" * 39 + " …"),
    ],
)
def test_a_post_is_found_by_its_link_and_only_without_one_by_how_it_begins(tmp_path, ran, address, said, begins):
    one = small(tmp_path, marked="")
    one.posts[0] = (*one.posts[0][:4], said, address, "")
    one.media = one.photo_log = []
    root = ran(one)
    request_of_school(root, "post:p1", schools=None, at=LATER)
    book = openpyxl.load_workbook(next(file for file in report(root).files if file.name == "worklist-oakhill.xlsx"))
    head, *told = [[cell.value or "" for cell in row] for row in book["To do"].iter_rows()]
    (row,) = [row for row in told if row[head.index("what is wrong")] == ASKED]
    why = (
        f"The school asks for this to be removed; it begins “{begins}”."
        if begins
        else ("The school asks for this to be removed.")
    )
    assert [row[head.index(name)] for name in ("the whole text", "the words", "why", "link")] == ["", "", why, address]


def test_the_row_stands_in_the_worklist_and_says_no_reason(tmp_path, ran):
    root = ran(small(tmp_path))
    request_of_school(root, "comment:c1", schools=None, at=LATER)
    page = next(file for file in report(root).files if file.name == "worklist-oakhill.html").read_text(encoding="utf-8")
    assert ASKED.replace("'", "&#39;") in page
    assert "no reason is needed, and none is kept" in page
    assert [(row["subject_id"], row["severity"], row["pupil_ids"], row["clause"]) for row in rows(root)] == [
        ("comment:c1", "today", [], "")
    ]


@pytest.mark.slow
def test_the_leads_request_and_a_heads_are_one_row_to_the_letter(tmp_path, ran):
    seen = {}
    for who in ("lead", "head"):
        one = small(tmp_path / who)
        root = ran(one)
        if who == "lead":
            keys = [row["key"] for row in list_matters(root, schools=None, everything=False, at=AS_OF)]
            key = next(key for key in keys if "photo log" in "\n".join(show_matter(root, key)))
            said = request_of_lead(root, key, by="A. Dale", at=LATER)
        else:
            said = request_of_school(root, "post:p1", schools=None, at=LATER)
        run(root, as_of=AS_OF + timedelta(days=1))
        exported = (root / "reports" / "2026-11-17" / "worklist-oakhill.html").read_bytes()
        seen[who] = (said, rows(root), exported, export_findings(root, "csv"))
    assert seen["lead"] == seen["head"]
    assert b"post:p1" in seen["head"][3]


@pytest.mark.slow
def test_asking_twice_makes_one_row(tmp_path, ran):
    root = ran(small(tmp_path))
    first = request_of_school(root, "p2", schools=None, at=LATER)
    assert request_of_school(root, "https://x.example/2/", schools=["oakhill"], at=LATER) == first
    assert len(rows(root)) == 1


@pytest.mark.slow
def test_the_leads_sheet_says_that_its_removal_was_asked_for(tmp_path, ran):
    root = ran(small(tmp_path))
    key = list_matters(root, schools=None, everything=False, at=AS_OF)[0]["key"]
    page = root / "dsl" / "oakhill.html"
    assert f"social-audit dsl request {key}" in page.read_text(encoding="utf-8")
    request_of_lead(root, key, by="A. Dale, DSL", at=LATER)
    assert f"social-audit dsl request {key}" not in page.read_text(encoding="utf-8")
    assert "Its removal was asked for by A. Dale, DSL" in page.read_text(encoding="utf-8")
    assert [row["state"] for row in list_matters(root, schools=None, everything=False, at=AS_OF)] == ["acknowledged"]


@pytest.fixture(scope="module")
def audited(tmp_path_factory, ran):
    one = small(tmp_path_factory.mktemp("removals") / "w")
    root = ran(one)
    one.posts = one.posts[:1]
    run(one.write(), as_of=AS_OF + timedelta(days=1))
    return root


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ("nowhere", '"nowhere" stands on none of the accounts that were read'),
        ("post:p2", '"post:p2" is not public any more'),
        ("comment:c1", '"comment:c1" is not public any more'),
        ("", "stands on none of the accounts"),
        ("'; drop table posts; --", "stands on none of the accounts"),
    ],
)
def test_what_is_not_public_cannot_be_asked_for(named, sentence, audited):
    with pytest.raises(RefusalError, match=sentence):
        request_of_school(audited, named, schools=None, at=LATER)


def test_before_the_first_audit_there_is_nothing_to_ask_for(tmp_path):
    with pytest.raises(RefusalError, match="stands on none of the accounts"):
        request_of_school(small(tmp_path).write(), "post:p1", schools=None, at=LATER)
