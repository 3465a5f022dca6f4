"""Who must not be published is known to the safeguarding lead alone: nothing else differs when a child's mark does."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from workspaces import AS_OF, PUPILS, Small, comment, photo, post

from config.refusal import RefusalError
from pipeline.comparing import comparison
from pipeline.export import export_coverage, export_findings
from pipeline.pupil_held import held_on
from pipeline.run import run
from pipeline.store.ledger_rows import load_findings
from pipeline.waivers import add_waiver
from pipeline.workspace import open_workspace

PACKS = ["com01", "trust-networking", "uk-guidance"]
CHILD = ("oakhill", "P1", "Zainab", "", "Malik", "4", "4K")
OTHERS = [
    ("oakhill", "P2", "Dylan", "", "Prosser", "4", "4K", ""),
    ("oakhill", "P3", "Zainab", "", "Khan", "3", "3B", ""),
]
HISTORIES = [
    pytest.param(("", "yes"), id="marked later"),
    pytest.param(("yes", "yes"), id="always marked"),
    pytest.param(("yes", ""), id="marked no longer"),
]


def school(folder: Path) -> Small:
    """A child who is logged with consent, named in full, and possibly meant by a first name that another bears."""
    return Small(
        folder,
        posts=[
            post(1, "2026-11-10", "Well done Zainab Malik!"), post(2, "2026-11-11", "Zainab read to us."),
            post(3, "2026-11-12"), post(4, "2026-11-13", "Autumn"),
        ],
        comments=[comment(1, 3, "So proud of our Zainab Malik", "2026-11-12"), comment(2, 4, "Lovely", "2026-11-13")],
        media=[photo(1), photo(3, "Zainab Malik planting bulbs"), photo(4)],
        photo_log=[("oakhill", "p1", "m1", "P1", "", ""), ("oakhill", "p3", "", "", "form", "4K")],
        consents=[("oakhill", who, "photo_social_media", "granted", "2026-09-01", "") for who in ("P1", "P2", "P3")],
        top={"trust": {"name": "Copse Trust", "packs": PACKS}},
        pupil_columns=(*PUPILS, "never_publish"),
    )  # fmt: skip


def mark(small: Small, word: str) -> Path:
    small.pupils = [(*CHILD, word), *OTHERS]
    return small.write()


def contents(file: Path) -> Any:
    """What a file says; of a workbook its parts but the one that dates it."""
    if file.suffix != ".xlsx":
        return file.read_bytes()
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as book:
        return {name: book.read(name) for name in book.namelist() if name != "docProps/core.xml"}


def everything_else(root: Path, outcomes: Sequence[Any], logged: Sequence[str]) -> dict[str, Any]:
    """Everything that a colleague can see: names of files, reports, exports, figures, exit codes, the log."""
    files = {str(path.relative_to(root)): path for path in root.rglob("*") if path.is_file()}
    told = {name: path for name, path in files.items() if name.split("/")[0] != "dsl"}
    return {
        "names of files": sorted(told),
        **{name: contents(path) for name, path in told.items() if name.startswith("reports/")},
        **{form: export_findings(root, form) for form in ("jsonl", "csv")},
        "coverage": export_coverage(root, "jsonl"),
        "figures": comparison(root),
        "outcomes": [(one.exit_code, one.lines, one.counts, one.faults) for one in outcomes],
        "log": [line.replace(str(root), "") for line in logged],
    }


def history(folder: Path, words: Sequence[str], caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    """Run a school once for each word in its register, a day apart; return what everybody else sees of it."""
    folder.mkdir()
    caplog.clear()
    small = school(folder)
    with caplog.at_level(logging.DEBUG, logger="pipeline"), caplog.at_level(logging.DEBUG, logger="checks"):
        done = [run(mark(small, word), as_of=AS_OF + timedelta(days=day)) for day, word in enumerate(words)]
    # great-expectations names a new temporary folder each time
    logged = [one.getMessage() for one in caplog.records if not one.name.startswith("great_expectations")]
    return everything_else(folder, done, logged)


@pytest.fixture(scope="module")
def seen() -> dict[str, dict[str, Any]]:
    """What everybody sees where no child is marked, once a test has made it: the same for each history."""
    return {}


@pytest.mark.slow
@pytest.mark.parametrize("words", HISTORIES)
def test_nothing_differs_outside_the_dsls_own_folder(words, tmp_path, caplog, seen):
    plain = seen.get("plain") or history(tmp_path / "plain", ("", ""), caplog)
    seen["plain"] = plain
    marked = history(tmp_path / "marked", words, caplog)
    assert {name for name in plain if plain[name] != marked.get(name)} == set()
    assert set(plain) == set(marked)
    assert b"Zainab Malik" in plain["jsonl"], "an ordinary breach stays an ordinary finding"
    assert b"never-publish-child" not in plain["jsonl"] + plain["coverage"]


@pytest.mark.slow
def test_the_safeguarding_lead_is_told_of_every_place_and_of_its_end(tmp_path):
    small = school(tmp_path)
    root = mark(small, "yes")
    run(root, as_of=AS_OF)
    rows = [json.loads(line) for line in export_findings(root, "jsonl", route="dsl").splitlines()]
    assert {(row["check"], row["severity"]) for row in rows} == {("never-publish-child", "today")}
    places = {row["subject_id"]: row["confidence"] for row in rows}
    assert places == {
        "image:p1/m1": "certain", "image:p3/m1": "likely", "post:p1": "certain", "alt:p3/m1": "certain",
        "comment:c1": "certain", "post:p2": "likely",
    }  # fmt: skip
    assert {pupil for row in rows for pupil in row["pupil_ids"]} == {"P1"}
    run(mark(small, ""), as_of=AS_OF + timedelta(days=1))
    assert export_findings(root, "jsonl", route="dsl") == b""


def test_no_key_of_the_safeguarding_lead_can_be_tried_out_by_waiving_it(tmp_path):
    root = mark(school(tmp_path), "yes")
    run(root, as_of=AS_OF)
    with open_workspace(root) as space, space.store.read() as connection:
        key = next(f.key for f in load_findings(connection, "oakhill").values() if f.route == "dsl")
    with pytest.raises(RefusalError, match=f"no finding has the key {key}"):
        add_waiver(root, key=key, reason="Agreed", approver="A. Dale", expires="2027-01-31", as_of=AS_OF)


OWN = """\
id: own
title: Own
clauses:
  - {id: '1', says: Children., checks: [{use: never-publish-child}]}
  - {id: '2', says: Posts., checks: [{use: too-few-posts}, {use: never-publish-child}]}
"""


@pytest.mark.parametrize("word", [pytest.param("", marks=pytest.mark.slow), "yes"])
def test_a_clause_that_only_the_safeguarding_lead_is_told_of_is_neither_kept_nor_broken(word, tmp_path):
    (tmp_path / "own.yaml").write_text(OWN)
    small = school(tmp_path)
    small.top = {"trust": {"name": "Copse Trust", "packs": ["own.yaml"]}}
    outcome = run(mark(small, word), as_of=AS_OF)
    facts = json.loads(next(file for file in outcome.files if file.name == "run.json").read_text())
    page = next(file for file in outcome.files if file.name == "slt-oakhill.html").read_text(encoding="utf-8")
    assert "Ask the safeguarding lead, who alone is told what this tool finds of it." in page
    assert "never-publish" not in json.dumps(facts)


@pytest.mark.slow
def test_a_trust_that_asks_for_nothing_else_is_told_that_nothing_was_judged(tmp_path):
    (tmp_path / "own.yaml").write_text("".join(OWN.splitlines(keepends=True)[:4]))
    small = school(tmp_path)
    small.top = {"trust": {"name": "Copse Trust", "packs": ["own.yaml"]}}
    root = mark(small, "yes")
    assert run(root, as_of=AS_OF).exit_code == 3
    assert [json.loads(line)["outcome"] for line in export_coverage(root, "jsonl").splitlines()] == ["not_assessed"]


def test_what_is_held_on_a_child_or_a_friend_does_not_tell_of_the_mark(tmp_path):
    told = []
    for word in ("", "yes"):
        (tmp_path / f"mark-{word}").mkdir()
        small = school(tmp_path / f"mark-{word}")
        small.posts[0] = post(1, "2026-11-10", "Well done Zainab Malik and Dylan Prosser!")
        run(mark(small, word), as_of=AS_OF)
        small.posts = small.posts[1:]
        root = mark(small, word)
        run(root, as_of=AS_OF + timedelta(days=1))
        told.append([held_on(root, "oakhill", pupil, as_of=AS_OF + timedelta(days=2)) for pupil in ("P1", "P2")])
    assert [held.old_words for held in told[0]] == [held.old_words for held in told[1]] != [[], []]
