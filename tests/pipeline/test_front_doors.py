"""Commands whose work is tested where it is done, from the front door: what is printed, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Ended
from workspaces import Small, post

Call = Callable[..., Ended]


@pytest.fixture
def root(tmp_path: Path, ran: Callable[[Small], Path]) -> Path:
    """A workspace with the reports of one run."""
    return ran(Small(tmp_path, posts=[post(1, "2026-11-10", "Autumn walk")]))


def test_a_new_workspace_is_written_once(call: Call, tmp_path: Path) -> None:
    first = call("init", tmp_path / "new")
    assert (first.code, first.err) == (0, "")
    assert tmp_path / "new" / "trust.yaml" in {Path(line) for line in first.out.splitlines()}
    assert all(Path(line).is_file() for line in first.out.splitlines())
    again = call("init", tmp_path / "new")
    assert (again.code, again.out, len(again.err.splitlines())) == (2, "", 1)


def test_the_doctor_says_one_line_of_each_thing_and_ends_2_where_one_is_broken(call: Call, root: Path) -> None:
    well = call("doctor", "--offline", "-w", root, "--as-of", "2026-11-16")
    assert (well.code, well.err) == (0, "")
    assert {line.split()[0] for line in well.out.splitlines()} <= {"ok", "warning"}
    (root / "terms.csv").unlink()
    told = call("doctor", "--offline", "--json", "-w", root, "--as-of", "2026-11-16")
    broken = [row["subject"] for row in json.loads(told.out) if row["state"] == "broken"]
    assert (told.code, broken) == (2, ["term dates of Oakhill Primary School"])


def test_schools_are_set_side_by_side(call: Call, root: Path) -> None:
    (row,) = json.loads(call("compare", "--json", "-w", root).out)
    assert (row["school"], row["posts_judged"]) == ("oakhill", 1)
    shown = call("compare", "-w", root)
    assert (shown.code, shown.err) == (0, "")
    assert "oakhill" in shown.out


def test_a_report_is_signed_off(call: Call, root: Path) -> None:
    told = call("sign-off", "--who", "Ann Dale", "--role", "Head", "-w", root)
    assert (told.code, told.err) == (0, "")
    assert "reports/2026-11-16/slt-oakhill.html is signed by Ann Dale, Head (SHA-256 " in told.out
    again = call("sign-off", "--who", " ", "--role", "Head", "-w", root)
    assert (again.code, again.out) == (2, "")


def test_what_would_run_when_is_listed(call: Call, root: Path) -> None:
    told = call("schedule", "--list", "-w", root)
    assert (told.code, told.err) == (0, "")
    assert {"pull", "audit", "report"} <= set(told.out.split())


def test_checks_are_listed_and_shown(call: Call) -> None:
    listed = {row["check"] for row in json.loads(call("checks", "list", "--json").out)}
    assert "too-few-posts" in listed
    shown = call("checks", "show", "too-few-posts")
    assert (shown.code, "Why it matters" in shown.out, "min_school_days" in shown.out) == (0, True, True)
    unknown = call("checks", "show", "too-few-post")
    assert (unknown.code, unknown.out, "too-few-posts" in unknown.err) == (2, "", True)


def test_packs_are_listed_shown_and_begun(call: Call, root: Path) -> None:
    assert "com01" in call("packs", "list", "-w", root).out
    assert call("packs", "show", "com01").out.startswith("Trust social media policy COM01 (com01)\n")
    begun = call("packs", "template", root / "ours.yaml")
    assert (begun.code, (root / "ours.yaml").is_file()) == (0, True)
    again = call("packs", "template", root / "ours.yaml")
    assert (again.code, again.out) == (2, "")
