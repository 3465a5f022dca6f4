"""The export and the comparison: one object a mention, a fixed number of queries, and each school by its own audit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine, event
from workspaces import AS_OF, POSTS, Small, photo, post

from config.refusal import RefusalError
from pipeline.comparing import comparison
from pipeline.export import export_coverage, export_findings
from pipeline.run import run
from pipeline.store.ledger_rows import load_coverage, save_coverage
from pipeline.store.runs import audited_after, begin_run, end_run, last_audit_of
from pipeline.worklist.listing import sample_rows, worklist_rows
from pipeline.workspace import open_workspace
from reports.comparing import FIGURES

TWICE = "Zainab Malik won. Well done, Zainab Malik!"
BEECH = {
    "id": "beech",
    "name": "Beech Primary School",
    "phase": "primary",
    "accounts": [{"platform": "x", "handle": "@beech", "source": {"connector": "spreadsheet", "posts": "posts.csv"}}],
}


def lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode("ascii").splitlines()]


def captions(root: Path) -> list[dict[str, Any]]:
    return lines(export_findings(root, "jsonl", checks=["child-named-in-caption"]))


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect every statement sent to any database."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_others):
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def school_of(folder: Path, posts: int, ran: Callable[[Small], Path]) -> Path:
    """Return an audited workspace in which each of some posts names a child twice."""
    folder.mkdir()
    rows = [post(number, "2026-11-10", f"{number}: {TWICE}") for number in range(posts)]
    return ran(Small(folder, posts=rows, media=[photo(number) for number in range(posts)]))


def test_a_finding_is_one_object_for_each_place_that_names_the_same_children(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10", TWICE), post(2, "2026-11-11", "Dylan Prosser sang.")])
    small.media = [photo(1, alt="Zainab Malik with a cup"), photo(2)]
    run(small.write(), as_of=AS_OF)
    texts = {"post:p1": TWICE, "post:p2": "Dylan Prosser sang.", "alt:p1/m1": "Zainab Malik with a cup"}
    found = captions(tmp_path)
    assert sorted((row["subject_id"], row["start"]) for row in found) == [
        ("alt:p1/m1", 0),
        ("post:p1", 0),
        ("post:p1", TWICE.rindex("Zainab")),
        ("post:p2", 0),
    ]
    for row in found:
        assert texts[row["subject_id"]][row["start"] : row["end"]] == row["matched_text"]
        assert row["account"] == "oakhill"
    assert len({row["key"] for row in found}) == 3


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow_with_the_findings(tmp_path, ran):
    sent = {}
    for posts in (2, 20):
        root = school_of(tmp_path / str(posts), posts, ran)
        with statements() as sent[posts]:
            found = captions(root)
        assert len(found) == 2 * posts
    assert sent[20] == sent[2]


def audit_others(root: Path, times: int) -> None:
    """Finish audits in which only another school was judged."""
    with open_workspace(root) as space, space.store.write() as connection:
        last = last_audit_of(connection, "oakhill")
        assert last is not None
        rows = [replace(row, school="beech") for row in load_coverage(connection, last.name, "oakhill")]
        for number in range(1, times + 1):
            as_of = AS_OF + timedelta(days=number)
            name = begin_run(connection, "audit", as_of, as_of.date().isoformat())
            save_coverage(connection, name, rows)
            end_run(connection, name, audited=True, facts={})


@pytest.mark.slow
def test_a_school_stands_by_its_own_last_audit_however_many_others_were_audited_since(tmp_path, ran):
    root = school_of(tmp_path / "one", 2, ran)
    before = export_coverage(root, "jsonl"), comparison(root)
    assert lines(before[0])
    assert before[1][0]["weeks_judged"]
    audit_others(root, 60)
    assert (export_coverage(root, "jsonl"), comparison(root)) == before


def test_the_last_audit_of_a_school_is_a_finished_one(tmp_path, ran):
    root = school_of(tmp_path / "one", 2, ran)
    with open_workspace(root) as space, space.store.write() as connection:
        last = last_audit_of(connection, "oakhill")
        rows = load_coverage(connection, last.name, "oakhill")
        for number, audited in enumerate((None, False, True), 1):  # cut short, not audited, and one that counts
            as_of = AS_OF + timedelta(days=number)
            name = begin_run(connection, "audit", as_of, as_of.date().isoformat())
            save_coverage(connection, name, rows)
            if audited is not None:
                end_run(connection, name, audited=audited, facts={"number": number})
            found = last_audit_of(connection, "oakhill")
            assert (found.name, found.as_of) == ((name, as_of) if audited else (last.name, last.as_of))
        assert found.facts == {"number": 3}
        assert last_audit_of(connection, "beech") is None


@pytest.mark.parametrize(
    ("days", "clock", "newest"),
    [
        (300, 1, "later"),  # an outlook, until the next audit
        (300, 3, "outlook"),  # made after that
        (300, -300, "later"),  # of a workspace that lies ahead of the clock as a whole, as the demo may
        (1, -300, "later"),
        (1, 1, "later"),  # its day has come: no outlook
    ],
)
def test_an_audit_for_a_day_that_has_not_come_is_as_new_as_when_it_was_made(tmp_path, ran, days, clock, newest):
    root = school_of(tmp_path / "one", 2, ran)
    with open_workspace(root) as space, space.store.write() as connection:
        last = last_audit_of(connection, "oakhill")
        rows = load_coverage(connection, last.name, "oakhill")
        begun = {"outlook": (days, AS_OF + timedelta(days=clock)), "later": (2, None)}
        names = {}
        for which, (ahead, now) in begun.items():
            as_of = AS_OF + timedelta(days=ahead)
            names[which] = begin_run(connection, "audit", as_of, as_of.date().isoformat(), now=now)
            save_coverage(connection, names[which], rows)
            end_run(connection, names[which], audited=True, facts={})
            if which == "outlook":
                assert last_audit_of(connection, "oakhill").name == names[which]
        assert last_audit_of(connection, "oakhill").name == names[newest]
        assert audited_after(connection, "oakhill", AS_OF + timedelta(days=2)) is (days > 2)


def test_weeks_with_too_few_posts_are_no_findings_per_post(tmp_path, ran):
    root = school_of(tmp_path / "one", 2, ran)
    standing = lines(export_findings(root, "jsonl"))
    weeks = {row["key"] for row in standing if row["subject_type"] == "week"}
    others = {row["key"] for row in standing} - weeks
    assert weeks
    [row] = comparison(root)
    assert row["posts_judged"] == 2
    assert row["findings_per_100_posts"] == 100 * len(others) / 2


@pytest.fixture(scope="module")
def two_schools(tmp_path_factory) -> Path:
    """A workspace of two schools, of which one was audited."""
    root = Small(tmp_path_factory.mktemp("two"), posts=[post(1, "2026-11-10")], media=[photo(1)]).write()
    trust = yaml.safe_load((root / "trust.yaml").read_text(encoding="utf-8"))
    trust["schools"].append(BEECH)
    (root / "trust.yaml").write_text(yaml.safe_dump(trust), encoding="utf-8")
    run(root, as_of=AS_OF, schools=["oakhill"])
    return root


def test_a_school_that_was_never_audited_has_no_figure(two_schools):
    audited, never = comparison(two_schools)
    assert (audited["school"], audited["read"], audited["posts_judged"]) == ("oakhill", "yes", 1)
    assert (never["school"], never["read"], never["rank"]) == ("beech", "no", None)
    assert {never[figure.name] for figure in FIGURES} == {None}


@pytest.mark.parametrize("export", [export_findings, export_coverage])
@pytest.mark.parametrize("asked", [["beech"], ["oakhill", "beech"]])
def test_a_school_that_was_never_audited_is_refused_where_it_is_asked_for(two_schools, export, asked):
    with pytest.raises(RefusalError, match=r"^no audit has judged beech yet: run 'social-audit run' first$"):
        export(two_schools, "jsonl", schools=asked)
    assert export(two_schools, "jsonl", schools=["oakhill"])


@pytest.mark.slow
def test_two_accounts_of_one_handle_are_told_apart_by_their_platform(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10")])
    (tmp_path / "insta.csv").write_text(f"{','.join(POSTS)}\n", encoding="utf-8")
    source = {"connector": "spreadsheet", "posts": "insta.csv"}
    small.more_accounts = [{"platform": "instagram", "handle": "@oakhill", "source": source}]
    run(small.write(), as_of=AS_OF)
    rows = lines(export_coverage(tmp_path, "jsonl", checks=["child-named-in-caption", "too-few-posts"]))
    accounts = {(row["account"], row["platform"]) for row in rows}
    assert {("oakhill", "x"), ("oakhill", "instagram")} <= accounts
    assert all(platform == "" for account, platform in accounts if not account)
    assert {row["platform"] for row in sample_rows(tmp_path)[0]} == {"x"}


@pytest.mark.parametrize("checks", [None, ["too-few-posts", "shouting"]])
def test_a_school_that_was_never_audited_is_not_assessed_in_the_coverage_of_all(two_schools, checks):
    rows = lines(export_coverage(two_schools, "jsonl", checks=checks))
    assert {row["school"] for row in rows} == {"oakhill", "beech"}
    assert [row for row in rows if row["school"] == "beech"] == [
        {
            "check": check, "clause": "", "school": "beech", "account": "", "outcome": "not_assessed", "judged": 0,
            "flagged": 0, "reason": "no audit has judged beech yet: run 'social-audit run' first",
            "platform": "",
        }
        for check in checks or [""]
    ]  # fmt: skip


@pytest.mark.parametrize("asked", [None, ["beech"]])
def test_a_school_that_was_never_audited_is_no_empty_worklist(two_schools, asked):
    shown = [row for row in worklist_rows(two_schools, asked) if row["school"] == "beech"]
    assert [(row["key"], row["status"]) for row in shown] == [(None, "never audited")]
    others = worklist_rows(two_schools, ["oakhill"])
    assert "never audited" not in {row["status"] for row in others}
    assert {tuple(row) for row in others} == {tuple(shown[0])}, "other columns"
