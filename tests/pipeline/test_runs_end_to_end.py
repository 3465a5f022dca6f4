"""A workspace goes in, reports and a ledger come out; what a school changes is seen the next time."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from workspaces import AS_OF, PUPILS, Small, comment, photo, post

from config.refusal import RefusalError
from pipeline.export import export_coverage, export_findings
from pipeline.run import audit, pull, report, run


@pytest.fixture
def small(tmp_path):
    """A school that posts three times in each of its first weeks, one post naming a child."""
    weekly = [
        post(10 * week + n, f"2026-{9 + (week * 7 + n) // 31:02}-{(week * 7 + n) % 31 or 1:02}", f"News {week} {n}")
        for week in range(1, 3)
        for n in range(3)
    ]
    posts = [*weekly, post(900, "2026-11-10", "Well done Zainab Malik!"), post(901, "2026-11-11", "Autumn walk")]
    return Small(
        tmp_path,
        posts=posts,
        comments=[comment(1, 901, "Lovely to see Dylan Prosser there")],
        media=[photo(900), photo(901)],
    )


def lines(content: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in content.decode("ascii").splitlines()]


def found(root, check=None, **asked):
    return [row for row in lines(export_findings(root, "jsonl", **asked)) if check in {None, row["check"]}]


def covered(root, check):
    return [row for row in lines(export_coverage(root, "jsonl")) if row["check"] == check]


def test_a_run_writes_every_report_and_ends_1_for_findings(small):
    outcome = run(small.write(), as_of=AS_OF)
    assert outcome.exit_code == 1
    assert {file.name for file in outcome.files} >= {
        "index.html", "slt-oakhill.html", "worklist-oakhill.xlsx", "comparison.html", "data-quality.html", "run.json",
    }  # fmt: skip
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in outcome.files)
    assert stat.S_IMODE((small.root / "social-audit.db").stat().st_mode) == 0o600
    assert stat.S_IMODE(outcome.files[0].parent.stat().st_mode) == 0o700


def test_the_export_says_who_is_named_where(small, ran):
    root = ran(small)
    [caption] = found(root, "child-named-in-caption")
    assert caption["subject_id"] == "post:p900"
    assert caption["pupil_ids"] == ["P1"]
    assert "Well done Zainab Malik!"[caption["start"] : caption["end"]] == caption["matched_text"] == "Zainab Malik"
    assert caption["clause"] == "com01:4.1(d)"
    assert caption["status"] == "new"
    assert caption["account"] == "oakhill"
    assert len(caption["key"]) == 12
    [said] = found(root, "child-named-in-comment")
    assert (said["subject_id"], said["pupil_ids"]) == ("comment:c1", ["P2"])


def test_a_picture_whose_id_is_a_path_is_found_under_its_post_and_mended(tmp_path, ran):
    def alt(words):
        return [("p1", "photos/2026/walk.jpg", "photo", "", "", words)]

    small = Small(tmp_path, posts=[post(1, "2026-11-10", "Autumn walk")], media=alt("Zainab Malik and a leaf"))
    root = ran(small)
    [named] = found(root, "child-named-in-caption")
    assert named["subject_id"] == "alt:p1/photos%2F2026%2Fwalk.jpg"
    assert (named["permalink"], named["matched_text"]) == ("https://x.example/1", "Zainab Malik")
    assert "Zainab Malik and a leaf"[named["start"] : named["end"]] == "Zainab Malik"
    worklist = (root / "reports" / "2026-11-16" / "worklist-oakhill.html").read_text(encoding="utf-8")
    assert "and a leaf" in worklist
    small.media = alt("A pupil and a leaf")
    small.write()
    run(root, as_of=AS_OF + timedelta(days=7))
    assert [row["key"] for row in found(root, statuses=["fixed"])] == [named["key"]]


@pytest.mark.slow
def test_an_edit_fixes_a_removal_fixes_and_a_return_is_told(small, ran):
    root = ran(small)
    small.posts[-2] = post(900, "2026-11-10", "Well done everybody!")
    removed, small.comments = small.comments, [comment(2, 901, "What a day")]
    small.write()
    run(root, as_of=AS_OF + timedelta(days=7))
    assert {row["check"]: row["status"] for row in found(root, statuses=["fixed"])} == {
        "child-named-in-caption": "fixed",
        "child-named-in-comment": "fixed",
    }
    small.comments += removed
    small.write()
    run(root, as_of=AS_OF + timedelta(days=14))
    [said] = found(root, "child-named-in-comment")
    assert said["status"] == "returned"
    assert said["first_seen"].startswith("2026-11-16")


def told(root, day):
    """Return status -> how many findings have it in the reports of a run."""
    view = json.loads((root / "reports" / day / "run.json").read_text(encoding="utf-8"))
    return view["schools"]["oakhill"]["findings_by_status"]


@pytest.mark.slow
def test_a_return_is_told_although_audits_ran_before_the_report(small, ran):
    root = ran(small)
    removed, small.comments = small.comments, [comment(2, 901, "What a day")]
    small.write()
    run(root, as_of=AS_OF + timedelta(days=7))
    small.comments += removed
    small.write()
    for days in (8, 9):
        pull(root, as_of=AS_OF + timedelta(days=days))
        audit(root, as_of=AS_OF + timedelta(days=days))
    run(root, as_of=AS_OF + timedelta(days=14))
    assert told(root, "2026-11-30")["returned"] == 1
    run(root, as_of=AS_OF + timedelta(days=21))
    assert "returned" not in told(root, "2026-12-07")


@pytest.mark.slow
def test_what_is_not_judged_is_new_in_one_report(small, ran):
    root = ran(small)
    assert told(root, "2026-11-16")["new"]
    (root / "pupils.csv").write_text(",".join(PUPILS) + "\n", encoding="utf-8")
    outcome = run(root, as_of=AS_OF + timedelta(days=1))
    assert "new" not in told(root, "2026-11-17")
    assert "(0 new" in outcome.lines[0]


@pytest.mark.slow
def test_what_is_counted_again_is_no_finding_that_stood_before(small, ran):
    root = ran(small)
    trust = (root / "trust.yaml").read_text(encoding="utf-8")
    small.top = {"trust": {"name": "Copse Trust", "packs": ["knowsley"], "email_domains": ["copse.example"]}}
    small.write()
    run(root, as_of=AS_OF + timedelta(days=7))
    (root / "trust.yaml").write_text(trust, encoding="utf-8")
    audit(root, as_of=AS_OF + timedelta(days=8))
    again = run(root, as_of=AS_OF + timedelta(days=14)).files[0].parent / "slt-oakhill.html"
    assert "Counted again" in again.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_run_repeated_for_an_earlier_day_tells_nothing_of_what_came_after(small, ran):
    root = ran(small)
    small.comments = [comment(2, 901, "What a day")]
    small.posts.append(post(902, "2026-11-20", "Bravo Dylan Prosser!"))
    small.write()
    run(root, as_of=AS_OF + timedelta(days=7))
    assert {"new", "fixed"} <= set(told(root, "2026-11-23"))
    outcome = run(root, as_of=AS_OF)
    assert not {"new", "fixed"} & set(told(root, "2026-11-16-2"))
    assert "(0 new" in outcome.lines[0]
    assert {row["status"] for row in found(root, "child-named-in-caption")} >= {"new"}  # the later audit's word stands


@pytest.mark.slow
def test_a_file_that_is_not_complete_proves_no_deletion(small, ran):
    small.source = {}
    root = ran(small)
    small.comments = [comment(2, 901, "What a day")]
    small.write()
    run(root, as_of=AS_OF + timedelta(days=7))
    [said] = found(root, "child-named-in-comment")
    assert said["status"] == "open"


@pytest.mark.slow
def test_what_a_changed_register_ends_is_superseded_not_fixed(small, ran):
    root = ran(small)
    small.pupils[0] = ("oakhill", "P1", "Hana", "", "Rashid", "4", "4K")
    small.write()
    run(root, as_of=AS_OF + timedelta(days=7))
    [caption] = found(root, "child-named-in-caption", statuses=["superseded"])
    assert caption["pupil_ids"] == ["P1"]


@pytest.mark.slow
def test_a_pupil_missing_from_a_new_export_is_still_looked_for(small, ran):
    root = ran(small)
    small.pupils = small.pupils[1:]
    small.posts.append(post(902, "2026-11-12", "Zainab Malik has moved on, we miss her"))
    small.write()
    run(root, as_of=AS_OF + timedelta(days=7))
    assert {row["subject_id"] for row in found(root, "child-named-in-caption")} == {"post:p900", "post:p902"}


def test_nothing_unread_is_green(small):
    small.source = {"complete": True}
    small.registers = ("pupils", "staff")
    root = small.write()
    (root / "comments.csv").unlink()
    outcome = run(root, as_of=AS_OF)
    assert outcome.exit_code == 2
    assert "comments.csv" in outcome.faults[0]
    for check in ("child-named-in-comment", "photo-without-consent"):
        assert {row["outcome"] for row in covered(root, check)} == {"not_assessed"}, check
    assert "fail" not in {row["outcome"] for row in covered(root, "too-few-posts")}


@pytest.mark.slow
def test_a_missing_register_file_stops_nothing_else_and_ends_2(small):
    root = small.write()
    (root / "consents.csv").unlink()
    outcome = run(root, as_of=AS_OF)
    assert outcome.exit_code == 2
    assert any("consents.csv" in fault for fault in outcome.faults)
    assert found(root, "child-named-in-caption")
    assert {row["outcome"] for row in covered(root, "photo-without-consent")} == {"not_assessed"}


@pytest.mark.slow
def test_without_term_dates_no_week_is_judged(small, ran):
    small.terms = []
    root = ran(small)
    assert found(root, "too-few-posts") == []
    assert {row["outcome"] for row in covered(root, "too-few-posts")} == {"not_assessed"}


def test_a_second_run_examines_and_pulls_nothing_new(small, ran):
    root = ran(small)
    before = found(root)
    run(root, as_of=AS_OF + timedelta(hours=1))
    after = found(root)
    assert {row["key"] for row in before} == {row["key"] for row in after}
    assert {row["status"] for row in after if row["subject_type"] != "week"} == {"open"}
    assert {row["status"] for row in after if row["subject_type"] == "week"} <= {"past"}


@pytest.mark.slow
def test_posts_after_as_of_are_not_judged(small):
    root = small.write()
    run(root, as_of=datetime(2026, 11, 9, 6, tzinfo=UTC))
    assert found(root, "child-named-in-caption") == []


def test_pull_audit_and_report_are_the_same_job_in_three_steps(small):
    root = small.write()
    assert pull(root, as_of=AS_OF).exit_code == 0
    assert audit(root, as_of=AS_OF).exit_code == 1
    assert {file.name for file in report(root).files} >= {"index.html", "slt-oakhill.html"}


@pytest.mark.slow
def test_a_workspace_named_by_a_relative_path_is_the_same_workspace(small, monkeypatch):
    root = small.write()
    monkeypatch.chdir(root.parent)
    run(Path(root.name), as_of=AS_OF)
    assert [file.name for file in root.rglob("*.db")] == ["social-audit.db"]
    assert (root / "social-audit.db").is_file()
    assert found(root, "child-named-in-caption")


def test_reports_never_write_over_a_folder(small, ran):
    root = ran(small)
    first = {file.name for file in (root / "reports").iterdir()}
    report(root)
    assert {file.name for file in (root / "reports").iterdir()} - first == {"2026-11-16-2"}


def test_a_report_without_an_audit_is_refused(small):
    with pytest.raises(RefusalError, match="run 'social-audit run' first"):
        report(small.write())


def test_no_report_but_the_worklist_holds_a_childs_name(small, ran):
    files = list((ran(small) / "reports" / "2026-11-16").iterdir())
    for file in files:
        if file.suffix in {".html", ".json"} and not file.name.startswith("worklist"):
            assert "Malik" not in file.read_text(encoding="utf-8"), file.name
    assert "Zainab Malik" in next(f for f in files if f.name == "worklist-oakhill.html").read_text(encoding="utf-8")


def test_an_unknown_school_is_refused_with_the_ones_there_are(small):
    with pytest.raises(RefusalError, match=r'no school "oakhil".*oakhill'):
        run(small.write(), as_of=AS_OF, schools=["oakhil"])


@pytest.mark.slow
def test_gone_comments_are_erased_after_their_term_and_the_finding_stays(small, ran):
    small.top = {"retention": {"comments_gone": "10d"}}
    root = ran(small)
    small.comments = [comment(2, 901, "What a day")]
    small.write()
    run(root, as_of=AS_OF + timedelta(days=1))
    run(root, as_of=AS_OF + timedelta(days=20))
    [said] = found(root, "child-named-in-comment", statuses=["fixed"])
    assert said["matched_text"] == ""
    assert said["start"] is None
    assert not any(b"Prosser there" in file.read_bytes() for file in root.glob("social-audit.db*"))
