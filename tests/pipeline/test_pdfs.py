"""A run writes the two pages as PDFs, says why where it cannot, and can be told not to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from workspaces import AS_OF, Small, post

from pipeline.pdfs import make_pdfs
from pipeline.run import report, run

ROOT = Path(__file__).resolve().parents[2]
PAGE = b"<html lang='en'><head><title>t</title><style>html{}</style></head><body><p>%d</p></body></html>"
WANTED = {"reports": {"pdf": True}}


@pytest.fixture
def quiet(tmp_path: Path) -> Small:
    """A school of which nothing is flagged that counts."""
    return Small(tmp_path, posts=[post(1, "2026-11-10", "Autumn walk")])


def without_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without Pango: the library cannot be imported."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)


def names(outcome: object) -> set[str]:
    return {file.name for file in outcome.files}  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_run_writes_the_pdf_beside_the_page_which_links_to_it(quiet: Small) -> None:
    quiet.top = WANTED
    outcome = run(quiet.write(), as_of=AS_OF)
    (made,) = [file for file in outcome.files if file.suffix == ".pdf"]
    assert made.name == "slt-oakhill.pdf"
    assert made.read_bytes().startswith(b"%PDF-1.7")
    assert made.stat().st_mode & 0o777 == 0o600
    assert b'href="slt-oakhill.pdf"' in made.with_suffix(".html").read_bytes()
    again = report(quiet.root)
    (second,) = [file for file in again.files if file.suffix == ".pdf"]
    assert second.read_bytes() == made.read_bytes()


@pytest.mark.parametrize(("top", "asked"), [pytest.param({}, True, marks=pytest.mark.slow), (WANTED, False)])
def test_either_the_option_or_the_workspace_switches_them_off(
    quiet: Small, top: dict[str, object], asked: bool
) -> None:
    quiet.top = top
    outcome = run(quiet.write(), as_of=AS_OF, pdf=asked)
    assert "slt-oakhill.html" in names(outcome)
    assert "slt-oakhill.pdf" not in names(outcome)
    assert not outcome.faults
    assert b".pdf" not in (outcome.files[0].parent / "slt-oakhill.html").read_bytes()


@pytest.mark.slow
def test_where_nothing_can_print_the_run_is_finished_and_names_the_package(
    quiet: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run(quiet.write(), as_of=AS_OF, fail_on="today").exit_code
    quiet.top = WANTED
    without_printer(monkeypatch)
    outcome = run(quiet.write(), as_of=AS_OF, fail_on="today")
    assert before in {0, 3}
    assert outcome.exit_code == 3
    (fault,) = outcome.faults
    assert "apt install libpango-1.0-0" in fault
    assert {"slt-oakhill.html", "worklist-oakhill.xlsx"} <= names(outcome)
    assert "slt-oakhill.pdf" not in names(outcome)
    assert "libpango" in (outcome.files[0].parent / "index.html").read_text()
    assert report(quiet.root).faults == (fault,)


@pytest.mark.slow
def test_findings_weigh_more_than_a_missing_printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = Small(tmp_path, posts=[post(1, "2026-11-10", "Well done Zainab Malik!")], top=WANTED)
    without_printer(monkeypatch)
    assert run(named.write(), as_of=AS_OF).exit_code == 1


def test_no_page_no_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    without_printer(monkeypatch)
    assert make_pdfs({}) == ({}, ())


@pytest.mark.slow
def test_a_page_that_cannot_be_printed_is_said_and_the_others_are_printed() -> None:
    files, lacking = make_pdfs({"slt-a.pdf": PAGE % 1, "slt-b.pdf": b"no page at all"})
    assert set(files) == {"slt-a.pdf"}
    assert lacking == ("slt-b.pdf could not be written (ValueError): the page beside it says the same",)


@pytest.mark.slow
def test_many_pages_are_printed_by_several_processes_and_come_out_the_same() -> None:
    few = {f"slt-{n}.pdf": PAGE % n for n in range(2)}
    many = few | {f"slt-{n}.pdf": PAGE % n for n in range(2, 5)} | {"slt-x.pdf": b"no page at all"}
    files, lacking = make_pdfs(many)
    assert list(files) == [f"slt-{n}.pdf" for n in range(5)]
    assert len(lacking) == 1
    assert {name: files[name] for name in few} == make_pdfs(few).files


@pytest.mark.slow
def test_the_command_line_takes_the_option(quiet: Small) -> None:
    quiet.top = WANTED
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "run",
        "-w",
        str(quiet.write()),
        "--as-of",
        "2026-11-16",
        "--no-pdf",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1, 3}, done.stderr
    assert "slt-oakhill.html" in done.stdout
    assert ".pdf" not in done.stdout
