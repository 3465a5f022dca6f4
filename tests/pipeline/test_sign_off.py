"""A report is signed once, by a person with a role; the next report says so, and says when the file was changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import move

import pytest
from workspaces import AS_OF, Small, post

from config.load import load_trust
from config.refusal import RefusalError
from pipeline.doctor import examine
from pipeline.doctor_signed import examine_signed
from pipeline.run import report, run
from pipeline.sign_off import Signature, report_folders, sign_off

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
HEAD = Signature("Ann Dale", "Head")


@pytest.fixture
def reported(tmp_path: Path, ran: Callable[[Small], Path]) -> Path:
    """A workspace with the reports of one run."""
    return ran(Small(tmp_path, posts=[post(1, "2026-11-10", "Autumn walk")]))


def next_page(root: Path) -> str:
    """The page of the next report."""
    outcome = run(root, as_of=AS_OF + timedelta(days=1))
    return next(file for file in outcome.files if file.name == "slt-oakhill.html").read_text()


def signed_lines(root: Path) -> list[str]:
    """What the doctor says of what is signed."""
    return [line.sentence for line in examine_signed(load_trust(root)) if line.subject == "signed"]


def test_the_next_report_tells_who_signed_when_and_what(reported: Path) -> None:
    page = reported / "reports" / "2026-11-16" / "slt-oakhill.html"
    digest = hashlib.sha256(page.read_bytes()).hexdigest()
    (told,) = sign_off(reported, Signature(" Ann  Dale ", "Head", "Well kept, Zainab Malik apart."), at=AT)
    assert told == (
        f"Oakhill Primary School: reports/2026-11-16/slt-oakhill.html is signed by Ann Dale, Head (SHA-256 {digest})"
    )
    later = next_page(reported)
    assert "signed by <bdi>Ann Dale</bdi>, <bdi>Head</bdi>, on 16 November 2026" in later
    assert digest[:16] in later
    assert "Well kept" in later
    assert "Zainab" not in later
    assert hashlib.sha256(page.read_bytes()).hexdigest() == digest
    assert signed_lines(reported) == ["1 signed report as signed"]


@pytest.mark.slow
def test_nothing_is_said_where_nothing_was_signed(reported: Path) -> None:
    assert "None was signed before" in next_page(reported)
    assert signed_lines(reported) == []


def test_a_changed_file_is_noticed_by_the_next_report_and_the_doctor(reported: Path) -> None:
    sign_off(reported, HEAD, at=AT)
    page = reported / "reports" / "2026-11-16" / "slt-oakhill.html"
    page.write_bytes(page.read_bytes().replace(b"Oakhill", b"0akhill", 1))
    assert "The signed file was changed since" in next_page(reported)
    (line,) = (line for line in examine(reported, as_of=AS_OF) if line.subject == "signed")
    assert line.sentence.startswith("reports/2026-11-16 of oakhill is not what Ann Dale signed")


@pytest.mark.slow
def test_a_later_signature_does_not_hide_a_changed_file(reported: Path) -> None:
    sign_off(reported, HEAD, at=AT)
    next_page(reported)
    sign_off(reported, HEAD, at=AT + timedelta(days=1))
    page = reported / "reports" / "2026-11-16" / "slt-oakhill.html"
    page.write_bytes(b"")
    outcome = run(reported, as_of=AS_OF + timedelta(days=2))
    assert "The signed file was changed since" in (outcome.files[0].parent / "slt-oakhill.html").read_text()


def test_a_signed_folder_is_not_made_anew_when_it_was_moved_away(reported: Path) -> None:
    sign_off(reported, HEAD, at=AT)
    move(reported / "reports" / "2026-11-16", reported / "kept")
    assert {file.parent.name for file in report(reported).files} == {"2026-11-16-2"}
    assert "no longer there" in (reported / "reports" / "2026-11-16-2" / "slt-oakhill.html").read_text()
    assert signed_lines(reported) == []


@pytest.mark.slow
def test_the_newest_report_is_signed_where_no_folder_is_named(reported: Path) -> None:
    for _ in range(10):
        report(reported)
    half = reported / "reports" / ".writing-xyz"  # what a run that was killed has left
    half.mkdir()
    (half / "run.json").write_text('{"as_of": "2027-01-01"}')
    assert report_folders(reported)[-1].name == "2026-11-16-11"
    (told,) = sign_off(reported, HEAD, at=AT)
    assert "reports/2026-11-16-11/slt-oakhill.html" in told
    (told,) = sign_off(reported, HEAD, folder=reported / "reports" / "2026-11-16", at=AT)
    assert "reports/2026-11-16/slt-oakhill.html" in told


@pytest.mark.parametrize(
    ("signature", "asked", "words"),
    [
        (HEAD, {"folder": Path("reports/2020-01-01")}, "no run.json is in it: the newest is reports/2026-11-16"),
        (HEAD, {"schools": ["beechmoor"]}, 'there is no school "beechmoor"'),
        (Signature("  ", "Head"), {}, "--who is blank"),
        (Signature("Ann Dale", "\u202e\x07"), {}, "--role is blank"),
        (Signature("A" * 121, "Head"), {}, "--who has 121 characters: give at most 120"),
        (Signature("Ann Dale", "Head", "x" * 2001), {}, "--comment has 2,001 characters"),
    ],
)
def test_what_cannot_be_signed_is_refused_and_nothing_kept(
    reported: Path, signature: Signature, asked: dict[str, object], words: str
) -> None:
    with pytest.raises(RefusalError) as refused:
        sign_off(reported, signature, at=AT, **asked)  # type: ignore[arg-type]
    assert words in str(refused.value)
    assert signed_lines(reported) == []


def test_a_report_is_signed_once(reported: Path) -> None:
    sign_off(reported, HEAD, at=AT)
    with pytest.raises(RefusalError, match="was signed by Ann Dale on 16 November 2026"):
        sign_off(reported, Signature("B. Ode", "Deputy"), at=AT)


def test_a_school_that_is_not_in_the_folder_is_refused(reported: Path) -> None:
    (reported / "reports" / "2026-11-16" / "slt-oakhill.html").unlink()
    for schools in (None, ["oakhill"]):
        with pytest.raises(RefusalError, match="holds no report of"):
            sign_off(reported, HEAD, schools=schools, at=AT)


def test_a_folder_with_a_broken_run_json_can_still_be_signed(reported: Path) -> None:
    (reported / "reports" / "2026-11-16" / "run.json").write_text("{")
    assert len(sign_off(reported, HEAD, at=AT)) == 1


def test_without_any_report_the_remedy_is_named(tmp_path: Path) -> None:
    root = Small(tmp_path, posts=[post(1, "2026-11-10")]).write()
    with pytest.raises(RefusalError, match="run 'social-audit run' first"):
        sign_off(root, HEAD, at=AT)


def test_the_pdf_is_signed_with_the_page(reported: Path) -> None:
    folder = reported / "reports" / "2026-11-16"
    (folder / "slt-oakhill.pdf").write_bytes(b"%PDF-1.7 invented")
    sign_off(reported, HEAD, at=AT)
    (folder / "slt-oakhill.pdf").write_bytes(b"%PDF-1.7 another")
    assert [line for line in signed_lines(reported) if "is not what Ann Dale signed" in line]
    assert json.loads((folder / "run.json").read_text())["run"] == "2026-11-16"
