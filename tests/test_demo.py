"""The demo, start to end: what was planted is found on the right Mondays, and hardly anything else is."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest
from demo_run import NAMES, REMARKS, SCHOOLS, SURE, WITHOUT, Demo, near_misses, off_time, planted

import checks
from config.refusal import RefusalError
from pipeline.demo import MARK, MONDAYS, make_demo
from pipeline.export import export_coverage, export_findings
from pipeline.store.ledger_rows import CoverageRow, LedgerFinding, load_coverage, load_findings
from pipeline.workspace import open_workspace

pytestmark = pytest.mark.timeout(900)
"""Four whole runs take their time where the machine has other work as well."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    out = tmp_path_factory.mktemp("demo") / "out"
    ledgers: dict[str, list[LedgerFinding]] = {}
    coverage: dict[str, list[CoverageRow]] = {}

    def look(_what: str, done: int, _total: int) -> None:
        if done:
            day = MONDAYS[done - 1].isoformat()
            with open_workspace(out) as space, space.store.read() as connection:
                ledgers[day] = [f for school in SCHOOLS for f in load_findings(connection, school).values()]
                coverage[day] = load_coverage(connection, day)

    outcome = make_demo(out, progress=look)
    look("", len(MONDAYS), len(MONDAYS))
    return Demo(out, outcome, ledgers, coverage)


def measure(demo: Demo, chosen: set[str], capsys: pytest.CaptureFixture[str]) -> tuple[float, float]:
    """Print and return precision and recall; a finding on the wrong Monday counts as missed."""
    wanted = planted(chosen)
    seen = {place: days for place, days in demo.days_seen().items() if place[1] in chosen}
    missed = off_time(wanted, seen)
    false_alarms = sorted(set(seen) - set(wanted), key=str)
    precision = 1 - len(false_alarms) / len(seen)
    recall = 1 - len(missed) / len(wanted)
    with capsys.disabled():
        print(f"\ndemo, {len(chosen)} checks: precision {precision:.3f}, recall {recall:.3f} of {len(wanted)}")
        for kind, places in (("missed", missed), ("false alarm", false_alarms)):
            for place in places:
                print(f"  {kind}: {place[0]} {place[1]} {place[2]} {'|'.join(sorted(place[3]))} seen {seen.get(place)}")
    return precision, recall


@pytest.mark.slow
def test_every_planted_fault_is_found_on_its_mondays_and_nothing_else(
    demo: Demo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert measure(demo, SURE, capsys) == (1.0, 1.0)


@pytest.mark.slow
@pytest.mark.parametrize("check", checks.find())
def test_every_check_finds_what_was_planted_and_passes_over_what_only_looks_like_it(demo: Demo, check: str) -> None:
    wanted, likes = planted({check}), near_misses(check)
    assert wanted, f"plant a fault for {check} in config/demo, and list it in tests/demo/expected-<school>.csv"
    assert likes, f"plant a near miss for {check} in config/demo, and list it in tests/demo/near-misses.csv"
    if check not in WITHOUT:
        assert set(wanted) & set(demo.days_seen())
    assert {like: alarms for like in likes if (alarms := demo.alarms_at(check, like))} == {}
    assert {place[0] for place in wanted} & {like.school for like in likes}, "plant both in one school"
    for like in likes:
        assert like.is_shipped(), like
        judged = [row.judged for row in demo.coverage["2026-11-16"] if (row.check, row.school) == (check, like.school)]
        assert sum(judged) > 0 or check in WITHOUT or checks.find()[check].route == "dsl", like


@pytest.mark.slow
def test_what_must_not_be_said_is_found_with_few_false_alarms(demo: Demo, capsys: pytest.CaptureFixture[str]) -> None:
    precision, recall = measure(demo, REMARKS, capsys)
    assert precision >= 0.85
    assert recall >= 0.9


@pytest.mark.slow
def test_children_named_are_found_with_few_false_alarms(demo: Demo, capsys: pytest.CaptureFixture[str]) -> None:
    precision, recall = measure(demo, NAMES, capsys)
    assert precision >= 0.9
    assert recall >= 0.9


@pytest.mark.slow
def test_every_status_and_every_outcome_appears(demo: Demo) -> None:
    statuses = {finding.status for findings in demo.ledgers.values() for finding in findings}
    assert statuses >= {"new", "open", "fixed", "returned", "waived", "past"}
    assert {row.outcome for rows in demo.coverage.values() for row in rows} == {"pass", "fail", "not_assessed"}


@pytest.mark.slow
def test_a_weeks_posts_are_not_assessed_where_an_account_was_not_read(demo: Demo) -> None:
    rows = [r for r in demo.coverage["2026-11-16"] if r.school == "larkfield-meadow" and r.check == "too-few-posts"]
    assert "fail" not in {row.outcome for row in rows}
    weeks = [row.reason for row in rows if row.outcome == "not_assessed" and not row.account]
    assert [reason[:8] for reason in weeks] == ["2 weeks:"]
    assert "@lmi_pics" in weeks[0]


@pytest.mark.slow
def test_comments_of_an_export_without_comments_are_not_assessed(demo: Demo) -> None:
    outcomes = {
        row.outcome
        for row in demo.coverage["2026-11-16"]
        if row.check == "child-named-in-comment" and row.account == "facebook:larkfieldmeadowinfants"
    }
    assert outcomes == {"not_assessed"}


@pytest.mark.slow
def test_a_repaired_caption_is_fixed_and_a_comment_that_came_back_is_returned(demo: Demo) -> None:
    def status(day: str, check: str, subject: str) -> set[str]:
        return {f.status for f in demo.ledgers[day] if (f.check, f.subject_id) == (check, subject)}

    assert status("2026-10-12", "child-named-in-caption", "post:TVF011") == {"new"}
    assert status("2026-11-02", "child-named-in-caption", "post:TVF011") == {"fixed"}
    assert status("2026-11-02", "child-named-in-comment", "comment:TVC0093") == {"fixed"}
    assert status("2026-11-09", "child-named-in-comment", "comment:TVC0093") == {"returned"}


@pytest.mark.slow
def test_it_ends_well_and_names_a_page_for_every_school(demo: Demo) -> None:
    assert demo.outcome.last.faults == ()
    assert {file.name for file in demo.outcome.files} == {"index.html", *(f"slt-{school}.html" for school in SCHOOLS)}
    assert len(demo.outcome.slt_pages) == len(SCHOOLS) * len(MONDAYS)
    assert all(file.stat().st_size > 1000 for file in demo.outcome.slt_pages)


@pytest.mark.slow
def test_what_is_for_the_safeguarding_lead_is_shown_to_them_and_to_nobody_else(demo: Demo) -> None:
    rows = [json.loads(line) for line in export_findings(demo.out, "jsonl", route="dsl").splitlines()]
    sure = {(row["subject_id"], *row["pupil_ids"], row["severity"]) for row in rows if row["confidence"] != "possible"}
    assert sure == {
        ("image:TVX005/m1", "TV0911", "today"),
        ("image:TVI002/m1", "TV0911", "today"),
        ("comment:TVC1195", "today"),
        ("comment:sw-c-256", "today"),
    }
    told = export_findings(demo.out, "jsonl") + export_coverage(demo.out, "jsonl")
    told += b"".join(_unpacked(file) for file in sorted((demo.out / "reports").rglob("*.*")) if file.suffix != ".pdf")
    secret = (
        b"TV0911", b"never-publish", b"Thorne-Radley", b"TVC1195", b"sw-c-256", b"safeguarding-disclosure",
        b"dont want to be here", b"qu1et_0ne", b"what school year", b"k_dawson_88",
    )  # fmt: skip
    assert [word for word in secret if word in told] == []
    shown = b"".join(file.read_bytes() for file in (demo.out / "dsl").rglob("*.html"))
    assert [word for word in (b"Thorne-Radley", b"qu1et_0ne", b"k_dawson_88") if word not in shown] == []


def _unpacked(file: Path) -> bytes:
    """Return what a file says; of a workbook, its parts."""
    if file.suffix != ".xlsx":
        return file.read_bytes()
    with zipfile.ZipFile(file) as book:
        return b"".join(book.read(name) for name in book.namelist())


@pytest.mark.slow
def test_consent_that_ended_says_for_how_long_the_picture_has_stood_since(demo: Demo) -> None:
    details = {
        day: [
            f.detail for f in findings if f.check == "consent-withdrawn-since" and f.subject_id == "image:sw-f-008/m1"
        ]
        for day, findings in demo.ledgers.items()
    }
    assert details["2026-10-12"] == []
    assert details["2026-11-02"][0].endswith(
        "it has been withdrawn: still online 13 days after consent ended on 20 October 2026"
    )
    assert "still online 27 days" in details["2026-11-16"][0]


@pytest.mark.slow
def test_no_child_of_the_never_publish_list_and_no_register_name_is_in_the_run_file(demo: Demo) -> None:
    run_file = (demo.out / "reports" / "2026-11-16" / "run.json").read_text(encoding="utf-8")
    json.loads(run_file)
    assert not [name for name in ("Vosper", "Thorne-Radley", "Fairbrass", "Deshmukh", "Prydderch") if name in run_file]


@pytest.mark.slow
def test_the_exports_of_the_last_monday_stay_and_hold_no_column_of_ours(demo: Demo) -> None:
    with (demo.out / "thornby-vale" / "posts.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert "shown_from" not in rows[0]
    assert "shown_to" not in rows[0]
    texts = {row["post_id"]: row["text"] for row in rows}
    assert "TVF017" not in texts
    assert "Efua" not in texts["TVF011"]


def test_a_folder_with_other_things_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "minutes.docx").write_text("mine")
    with pytest.raises(RefusalError, match="choose another folder with --out"):
        make_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["minutes.docx"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo-out").write_text("mine")
    with pytest.raises(RefusalError, match="is a file: choose another folder with --out"):
        make_demo(tmp_path / "demo-out")


@pytest.mark.slow
def test_a_second_demo_replaces_the_first_and_says_the_same(demo: Demo) -> None:
    note = demo.out / "my-notes.txt"
    note.write_text("kept")
    (demo.out / "reports" / "2026-11-16" / "index.html").unlink()
    again = make_demo(demo.out)
    assert again.last.lines == demo.outcome.last.lines
    assert again.last.run == "2026-11-16"
    assert note.read_text() == "kept"
    assert (demo.out / MARK).is_file()
