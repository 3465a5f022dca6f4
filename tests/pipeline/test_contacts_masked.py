"""A phone number or address that stands under a school's posts stands in the worklist, and in no other report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from workspaces import AS_OF, Small, comment, photo, post

from pipeline.run import run

PHONE, MAIL = "07700 900123", "zoe.brown@gmail.com"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    small = Small(tmp_path_factory.mktemp("contacts"))
    small.posts = [post(1, "2026-11-09", f"Zainab Malik won! Ring her mum on {PHONE}."), post(2, "2026-11-10")]
    small.media = [photo(1, f"A poster: write to {MAIL}")]
    small.comments = [comment(1, 2, f"Lifts for Dylan Prosser: {PHONE} or {MAIL}")]
    return [file for file in run(small.write(), as_of=AS_OF).files if file.is_file()]


def test_the_worklist_shows_what_must_be_taken_out(reports: list[Path]) -> None:
    page = next(file for file in reports if file.name == "worklist-oakhill.html").read_text(encoding="utf-8")
    assert PHONE in page
    assert MAIL in page


def test_no_other_report_does_and_it_says_what_stood_there(reports: list[Path]) -> None:
    others = [file for file in reports if not file.name.startswith("worklist") and file.suffix in {".html", ".json"}]
    assert {"slt-oakhill.html", "run.json"} <= {file.name for file in others}
    for file in others:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"900\D{0,3}123|zoe\.?brown|gmail", text, re.IGNORECASE), file.name
    page = next(file for file in others if file.name == "slt-oakhill.html").read_text(encoding="utf-8")
    assert "[phone number]" in page
