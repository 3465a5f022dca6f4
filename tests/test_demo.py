"""The demo, start to end: what was planted is found on the right Mondays, and hardly anything else is."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.refusal import RefusalError
from pipeline.demo import MARK, MONDAYS, DemoOutcome, make_demo
from pipeline.export import export_coverage, export_findings
from pipeline.run import open_workspace
from pipeline.store.ledger_rows import CoverageRow, LedgerFinding, load_coverage, load_findings

EXPECTED = Path(__file__).parent / "demo"
SCHOOLS = ("st-wilfredas", "thornby-vale", "larkfield-meadow")
STANDING = {"new", "open", "returned", "waived", "past"}
SURE = {
    "too-few-posts", "photo-without-consent", "consent-withdrawn-since", "photo-not-logged", "leaver-still-shown",
    "picture-not-described", "never-publish-child",
}  # fmt: skip
NAMES = {"child-named-in-caption", "child-named-in-comment"}
Place = tuple[str, str, str, frozenset[str]]
"""School, check, subject, the pupils it could be."""


@dataclass(frozen=True)
class Demo:
    """A finished demo, and its ledger and coverage as they stood after each Monday."""

    out: Path
    outcome: DemoOutcome
    ledgers: Mapping[str, list[LedgerFinding]]
    coverage: Mapping[str, list[CoverageRow]]

    def days_seen(self) -> dict[Place, list[str]]:
        """On which Mondays each likely or certain finding stood."""
        seen: dict[Place, list[str]] = defaultdict(list)
        for day, findings in self.ledgers.items():
            for one in findings:
                if one.confidence != "possible" and one.status in STANDING:
                    seen[one.school, one.check, one.subject_id, frozenset(one.pupil_ids)].append(day)
        return seen


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


def planted(checks: Iterable[str]) -> dict[Place, tuple[str, str]]:
    """What the expected files list: where, and the first and last Monday on which it is to be seen."""
    rows: dict[Place, tuple[str, str]] = {}
    for school in SCHOOLS:
        with (EXPECTED / f"expected-{school}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                if row["check"] in checks:
                    pupils = frozenset(filter(None, row["pupil_ids"].split("|")))
                    rows[school, row["check"], row["subject_id"], pupils] = (row["first_run"], row["last_run"])
    return rows


def measure(demo: Demo, checks: set[str], capsys: pytest.CaptureFixture[str]) -> tuple[float, float]:
    """Print and return precision and recall; a finding on the wrong Monday counts as missed."""
    wanted = planted(checks)
    seen = {place: days for place, days in demo.days_seen().items() if place[1] in checks}
    missed = [
        p
        for p, (first, last) in wanted.items()
        if p not in seen or seen[p][0] != first or (last and seen[p][-1] != last)
    ]
    false_alarms = sorted(set(seen) - set(wanted), key=str)
    precision = 1 - len(false_alarms) / len(seen)
    recall = 1 - len(missed) / len(wanted)
    with capsys.disabled():
        print(f"\ndemo, {', '.join(sorted(checks))}: precision {precision:.3f}, recall {recall:.3f} of {len(wanted)}")
        for kind, places in (("missed", missed), ("false alarm", false_alarms)):
            for place in places:
                print(f"  {kind}: {place[0]} {place[1]} {place[2]} {'|'.join(sorted(place[3]))} seen {seen.get(place)}")
    return precision, recall


@pytest.mark.slow
def test_every_silent_week_and_every_fault_of_a_picture_is_found_and_nothing_else(
    demo: Demo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert measure(demo, SURE, capsys) == (1.0, 1.0)


@pytest.mark.slow
def test_children_named_are_found_with_few_false_alarms(demo: Demo, capsys: pytest.CaptureFixture[str]) -> None:
    precision, recall = measure(demo, NAMES, capsys)
    assert precision >= 0.9
    assert recall >= 0.9


@pytest.mark.slow
def test_the_handles_off_the_policys_form_are_the_two_that_were_planted(demo: Demo) -> None:
    found = {(place[0], place[2]) for place in demo.days_seen() if place[1] == "handle-off-format"}
    assert found == {("thornby-vale", "account:ThornbyVale_Acad"), ("larkfield-meadow", "account:lmi_pics")}


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
def test_a_child_who_must_not_be_published_is_shown_to_the_safeguarding_lead_and_to_nobody_else(demo: Demo) -> None:
    [row] = [json.loads(line) for line in export_findings(demo.out, "jsonl", route="dsl").splitlines()]
    assert (row["subject_id"], row["pupil_ids"], row["severity"]) == ("image:TVX005/m1", ["TV0911"], "today")
    told = export_findings(demo.out, "jsonl") + export_coverage(demo.out, "jsonl")
    told += b"".join(file.read_bytes() for file in sorted((demo.out / "reports").rglob("*.html")))
    told += b"".join(file.read_bytes() for file in sorted((demo.out / "reports").rglob("*.json")))
    assert not [word for word in (b"TV0911", b"never-publish", b"Thorne-Radley") if word in told]


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
