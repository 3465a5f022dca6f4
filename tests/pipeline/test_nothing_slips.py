"""Ways in which a named child could go unnoticed, or a fault be called what it is not: each stays shut."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from workspaces import AS_OF, Small, comment, post

from checks.base import Evidence, Judgement, School, check, judge
from connectors.base import Media, Page, Post, Read
from pipeline.export import export_coverage, export_findings
from pipeline.judging import judge_school
from pipeline.plan import PlannedCheck
from pipeline.run import audit, pull, report, run
from pipeline.store.ledger_rows import load_coverage, save_coverage
from pipeline.store.pages import PullMoment, save_page
from pipeline.workspace import open_workspace

NAMING = "Well done Zainab Malik!"


def found(root, check=None, **asked):
    rows = [json.loads(line) for line in export_findings(root, "jsonl", **asked).decode().splitlines()]
    return [row for row in rows if check in {None, row["check"]}]


def covered(root, check):
    rows = [json.loads(line) for line in export_coverage(root, "jsonl").decode().splitlines()]
    return [row for row in rows if row["check"] == check]


@pytest.mark.slow
def test_what_was_published_during_a_run_is_judged_by_the_next(tmp_path):
    root = Small(
        tmp_path, posts=[post(1, "2026-11-10"), ("p2", "oakhill", "2026-11-16T09:00:00+00:00", "", NAMING, "", "")]
    ).write()
    run(root, as_of=AS_OF)
    assert found(root, "child-named-in-caption") == []
    run(root, as_of=AS_OF + timedelta(days=1))
    assert [row["subject_id"] for row in found(root, "child-named-in-caption")] == ["post:p2"]


@pytest.mark.slow
def test_a_look_at_an_earlier_day_hides_nothing_from_later_ones(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-09-10"), post(2, "2026-11-10", NAMING)])
    root = small.write()
    run(root, as_of=AS_OF)
    small.pupils.append(("oakhill", "P9", "Ottoline", "", "Ravenscroft", "4", "4K"))
    small.write()
    audit(root, as_of=datetime(2026, 9, 20, tzinfo=UTC))
    run(root, as_of=AS_OF + timedelta(days=1))
    [caption] = found(root, "child-named-in-caption")
    assert caption["status"] == "open"


@pytest.mark.parametrize(
    "pupils",
    [pytest.param([], marks=pytest.mark.slow), [("elsewhere", "E1", "Zainab", "", "Malik", "4", "4K")]],
)
def test_a_register_that_names_nobody_of_the_school_judges_nobody(tmp_path, pupils):
    root = Small(tmp_path, posts=[post(1, "2026-11-10", NAMING)], pupils=pupils).write()
    run(root, as_of=AS_OF)
    [row] = covered(root, "child-named-in-caption")
    assert row["outcome"] == "not_assessed"
    assert "nobody of this school" in row["reason"]


@pytest.mark.slow
def test_a_comment_whose_text_was_erased_comes_back_whole(tmp_path):
    kept = {"retention": {"comments_gone": "1d"}}
    small = Small(
        tmp_path, posts=[post(1, "2026-11-10"), post(2, "2026-11-11")], comments=[comment(1, 1, NAMING)], top=kept
    )
    root = small.write()
    run(root, as_of=AS_OF)
    gone, small.posts = small.posts[0], small.posts[1:]
    said, small.comments = small.comments, [comment(2, 2, "Lovely")]
    small.write()
    run(root, as_of=AS_OF + timedelta(days=1))
    run(root, as_of=AS_OF + timedelta(days=9))
    small.posts, small.comments = [gone, *small.posts], [*said, *small.comments]
    small.write()
    run(root, as_of=AS_OF + timedelta(days=10))
    [row] = found(root, "child-named-in-comment")
    assert (row["status"], row["matched_text"]) == ("returned", "Zainab Malik")


@pytest.mark.slow
def test_two_runs_of_one_day_see_what_went_between_them(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10"), post(2, "2026-11-11", NAMING)])
    root = small.write()
    run(root, as_of=AS_OF)
    small.posts = small.posts[:1]
    small.write()
    run(root, as_of=AS_OF)
    assert [row["status"] for row in found(root, "child-named-in-caption", statuses=["fixed"])] == ["fixed"]


def test_an_account_of_whose_rows_none_could_be_used_was_not_read(tmp_path):
    rows = [
        ("p1", "oakhill", "10/11/2026 09:00", "", NAMING, "", ""),
        ("p2", "other", "2026-11-10T09:00:00Z", "", "Hi", "", ""),
    ]
    other = {"platform": "x", "handle": "other", "source": {"connector": "spreadsheet", "posts": "posts.csv"}}
    root = Small(tmp_path, posts=rows, more_accounts=[other]).write()
    run(root, as_of=AS_OF)
    rows = {row["account"]: row for row in covered(root, "child-named-in-caption")}
    assert rows["oakhill"]["outcome"] == "not_assessed"
    assert "1 row of posts could not be used" in rows["oakhill"]["reason"]
    assert rows["other"]["outcome"] == "pass"


@pytest.mark.slow
def test_one_clause_may_use_a_check_twice(tmp_path):
    twice = "id: own\ntitle: Own\nclauses:\n  - id: '1'\n    says: Posts.\n    checks:\n"
    twice += "      - {use: too-few-posts, with: {per: school}}\n      - {use: too-few-posts, with: {per: account}}\n"
    (tmp_path / "own.yaml").write_text(twice)
    small = Small(tmp_path, posts=[post(1, "2026-11-10")])
    small.write()
    text = (tmp_path / "trust.yaml").read_text().replace("- com01", "- own.yaml")
    (tmp_path / "trust.yaml").write_text(text)
    assert run(tmp_path, as_of=AS_OF).exit_code in {1, 3}
    assert {row["account"] for row in found(tmp_path, "too-few-posts")} == {"", "oakhill"}


@pytest.mark.slow
def test_an_account_that_is_the_schools_no_longer_leaves_no_open_finding(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10", NAMING)])
    root = small.write()
    run(root, as_of=AS_OF)
    renamed = (root / "trust.yaml").read_text().replace("'@oakhill'", "oakhillprimary")
    (root / "trust.yaml").write_text(renamed)
    run(root, as_of=AS_OF + timedelta(days=1))
    assert {row["account"] for row in found(root)} <= {"", "oakhillprimary"}


@pytest.mark.slow
def test_a_mended_row_leaves_the_data_quality_page(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10"), ("p2", "oakhill", "soon", "", "Hello", "", "")])
    root = small.write()
    pages = []
    for days in (0, 1):
        outcome = run(root, as_of=AS_OF + timedelta(days=days))
        pages.append(next(f for f in outcome.files if f.name == "data-quality.html").read_text(encoding="utf-8"))
        small.posts[1] = post(2, "2026-11-11")
        small.write()
    assert "posts.csv row 3" in pages[0]
    assert "posts.csv row 3" not in pages[1]


@pytest.mark.slow
def test_since_last_time_counts_from_the_last_report(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10")])
    root = small.write()
    run(root, as_of=AS_OF)
    small.posts.append(post(2, "2026-11-12", NAMING))
    small.write()
    for days in (1, 2):
        pull(root, as_of=AS_OF + timedelta(days=days))
        audit(root, as_of=AS_OF + timedelta(days=days))
    assert [row["status"] for row in found(root, "child-named-in-caption")] == ["open"]
    page = next(f for f in report(root).files if f.name == "slt-oakhill.html").read_text(encoding="utf-8")
    assert "compared with 16 November 2026" in page


def test_pictures_logged_of_the_first_version_of_a_post_are_judged_in_its_last(tmp_path):
    root = Small(tmp_path, posts=[], photo_log=[("oakhill", "1", "", "P2", "", "")]).write()
    when = datetime(2026, 11, 10, 9, tzinfo=UTC)
    with open_workspace(root) as space, space.store.write() as connection:
        for first, new in ((True, "1"), (False, "2")):
            told = [Read(what=what, complete=True, begin=when) for what in ("posts", "media", "comments")]
            said = [Post(post_id=new, created_at=when, text="A walk", chain_id="1")]
            shown = [Media(post_id=new, media_id="m")]
            save_page(
                connection,
                PullMoment("x:oakhill", "x", AS_OF),
                Page(posts=said, media=shown, reads=told, first=first, last=True),
            )
    audit(root, as_of=AS_OF)
    assert "image:2/m" in {row["subject_id"] for row in found(root, "photo-without-consent")}


@check(title="For the DSL", subject={"post"}, severity="today", needs={"posts"}, remedy="Look at it.", route="dsl")
def for_the_dsl(evidence: Evidence) -> Judgement:
    """Flag every post."""
    units = evidence.posts.assign(subject_type="post", subject_id="post:" + evidence.posts["post_id"])
    return judge(units[["subject_type", "subject_id", "account"]], units[["subject_type", "subject_id", "account"]])


def evidence(**frames: pd.DataFrame) -> Evidence:
    accounts = pd.DataFrame([("x:oak", "x", "oak")], columns=["account", "platform", "handle"])
    reads = pd.DataFrame(
        [("x:oak", "posts", pd.NaT, pd.NaT, True, "")],
        columns=["account", "what", "begin", "end", "complete", "reason"],
    )
    posts = pd.DataFrame([("x:oak", "1", "A text")], columns=["account", "post_id", "text"])
    return Evidence(
        school=School(id="oak", name="Oak", phase="primary"),
        as_of=AS_OF,
        **({"accounts": accounts, "reads": reads, "posts": posts} | frames),
    )


@pytest.mark.parametrize(
    "given",
    [evidence(), evidence(reads=pd.DataFrame(columns=["account", "what", "begin", "end", "complete", "reason"]))],
)
def test_what_is_for_the_dsl_stands_in_no_coverage_but_is_kept(tmp_path, given):
    judged = judge_school(PlannedCheck("for-the-dsl", {}, ("own:1",), None), for_the_dsl, given)
    assert judged.coverage
    assert {row.route for row in judged.coverage} == {"dsl"}
    root = Small(tmp_path).write()
    with open_workspace(root) as space, space.store.write() as connection:
        save_coverage(connection, "r", judged.coverage)
        assert load_coverage(connection, "r") == []
