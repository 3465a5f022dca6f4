"""The command line as a person or a script meets it: exit codes, what goes to which stream, and the words of errors."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from command_line import Ended
from workspaces import Small, comment, photo, post

from config.load import load_trust
from pipeline import cli
from pipeline.export import COVERAGE_NAMES, FINDING_NAMES
from pipeline.moments import read_as_of

ROOT = Path(__file__).resolve().parents[2]
EMOJI = "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f600 e\u0301 Well done Zainab Malik!"
FAR = "2199-07-31"


def school(folder: Path) -> Small:
    """A workspace in which a child is named in a caption and one in a comment."""
    return Small(
        folder,
        posts=[post(1, "2026-11-10", EMOJI), post(2, "2026-11-11", "Autumn walk"), post(3, "2026-11-12", "Maths day")],
        comments=[comment(1, 2, "Lovely to see Dylan Prosser there")],
        media=[photo(1), photo(2)],
    )


def told_well(ended: Ended) -> None:
    """Hold what a run of it says against what a person should read."""
    assert (ended.code, ended.err) == (1, "")
    told = r"Oakhill Primary School: (\d+) findings? to act on \(\1 new, 2 urgent\)"
    assert re.match(told, ended.out.splitlines()[0])
    assert all(Path(line).is_file() for line in ended.out.splitlines()[1:])


@pytest.fixture(scope="module")
def audited(tmp_path_factory) -> Path:
    """That workspace, audited once for all."""
    small = school(tmp_path_factory.mktemp("audited"))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        patch.setattr(sys, "argv", ["social-audit", "run", "-w", str(small.write()), "--as-of", "2026-11-16"])
        with pytest.raises(SystemExit) as end:
            cli.main()
    told_well(Ended(int(end.value.code or 0), out.getvalue(), err.getvalue()))
    return small.root


@pytest.mark.slow
def test_a_run_from_a_shell_says_the_same_and_nothing_beside(tmp_path):
    root = school(tmp_path).write()
    ended = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "run", "-w", str(root), "--as-of", "2026-11-16"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    told_well(Ended(ended.returncode, ended.stdout, ended.stderr))


@pytest.fixture
def workspace(audited, tmp_path) -> Path:
    """A copy of it to change."""
    return shutil.copytree(audited, tmp_path / "copy")


def keys(found: Ended) -> dict[str, str]:
    """Return check -> key of an export."""
    return {row["check"]: row["key"] for row in map(json.loads, found.out.splitlines())}


def test_the_export_is_ascii_one_object_a_line_with_the_keys_in_order(call, audited):
    found = call("findings", "-w", audited)
    assert (found.code, found.err) == (0, "")
    assert found.out.isascii()
    rows = [json.loads(line) for line in found.out.splitlines()]
    assert {tuple(row) for row in rows} == {FINDING_NAMES}
    named = sorted(row["check"] for row in rows if row["pupil_ids"])
    assert named == ["child-named-in-caption", "child-named-in-comment"]
    [caption] = [row for row in rows if row["check"] == "child-named-in-caption"]
    assert EMOJI[caption["start"] : caption["end"]] == caption["matched_text"] == "Zainab Malik"
    [row, *_] = map(json.loads, call("findings", "-w", audited, "--coverage").out.splitlines())
    assert tuple(row) == COVERAGE_NAMES


def test_an_export_to_a_file_is_private_and_says_nothing(call, audited, tmp_path):
    assert call("findings", "-w", audited, "--format", "csv", "--out", tmp_path / "found.csv") == Ended(0, "", "")
    assert stat.S_IMODE((tmp_path / "found.csv").stat().st_mode) == 0o600
    assert (tmp_path / "found.csv").read_text(encoding="utf-8").splitlines()[0] == ",".join(FINDING_NAMES)


def test_an_export_that_cannot_be_written_leaves_nothing_behind(call, audited, tmp_path):
    (tmp_path / "found").mkdir()
    ended = call("findings", "-w", audited, "--out", tmp_path / "found")
    assert (ended.code, ended.out) == (2, "")
    assert "cannot be written (Is a directory): check the folder, or name another file" in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["found"]


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("--status", '--status: there is no status "nonsense"; give one of new, open, returned, '),
        ("--check", '--check: there is no check "nonsense"; give one of abusive-comment, '),
        ("--route", '--route: there is no route "nonsense"; give one of comms, dpo, dsl, slt'),
    ],
)
def test_a_filter_that_nothing_can_meet_is_refused_not_answered_with_nothing(call, audited, option, sentence):
    found = call("findings", "-w", audited, option, "nonsense")
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(sentence)


def test_what_was_not_judged_is_no_pass(call, audited):
    rows = [json.loads(line) for line in call("findings", "-w", audited, "--coverage").out.splitlines()]
    assert [row["outcome"] for row in rows if row["check"] == "photo-without-consent"] == ["not_assessed"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run", "--fail-on", "never"], "'never' is not one of 'today', 'this_week', 'soon', 'note'; see 'social-"),
        (["run", "--zzz"], "No such option: --zzz; see 'social-audit --help'"),
        (["run", "--as-of", "yesterday"], '--as-of: "yesterday" is not a date: write 2026-11-16 or 2026-11-16T06:'),
        (["run", "--as-of", "1066-01-01"], '--as-of: "1066-01-01" is before 2004'),
        (["run", "--as-of", "9999-12-31"], '--as-of: "9999-12-31" is after 2200'),
        (["run", "--as-of", "2026-11-16T06:00"], '--as-of: "2026-11-16T06:00" has no offset'),
        (["run", "--school", "OAKHILL"], 'there is no school "OAKHILL" in trust.yaml: the schools are oakhill'),
        (["pull", "--account", "x:other"], 'there is no account "x:other" in trust.yaml: the accounts are x:oakhill'),
    ],
)
def test_a_wrong_option_is_one_sentence_and_ends_2(call, audited, arguments, sentence):
    ended = call(*arguments, "-w", audited)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err
    assert "Traceback" not in ended.err
    assert "Value error" not in ended.err
    assert len(ended.err.splitlines()) == 1


def test_without_a_command_the_help_is_shown_as_it_is(call):
    assert call().err.rstrip().endswith("The worklists: what stands, and what came back filled in.")


def test_an_account_may_be_named_as_people_write_it(call, workspace):
    pulled = call("pull", "-w", workspace, "--account", "X:@OakHill", "--as-of", "2026-11-16")
    assert (pulled.code, pulled.out, pulled.err) == (0, "1 of 1 accounts were read.\n", "")


@pytest.mark.slow
def test_a_waiver_stands_to_its_last_day_and_not_after(call, workspace):
    key = keys(call("findings", "-w", workspace))["child-named-in-caption"]
    words = ["waive", key, "--reason", 'Agreed: "yes" #1', "--approver", "A. Dale, head", "-w", workspace, "--expires"]
    assert call(*words, "2020-01-01").err.startswith("--expires: 2020-01-01 is past; give the last day")
    assert call(*words, "21990731").err.startswith('--expires: "21990731" is not a day; write one such as')
    assert call(*words, FAR).code == 0
    assert f"waivers.yaml: the finding {key} is waived already" in call(*words, FAR).err
    for day, status in ((FAR, "waived"), ("2199-08-01", "open")):
        call("audit", "-w", workspace, "--as-of", day)
        assert key in keys(call("findings", "-w", workspace, "--status", status)).values(), day


@pytest.mark.slow
def test_an_audit_for_a_day_that_has_not_come_is_an_outlook_and_makes_way(call, workspace):
    outlook = call("audit", "-w", workspace, "--as-of", FAR)
    assert "This is an outlook: 31 July 2199 lies ahead" in outlook.out
    assert '"run": "2199-07-31"' in call("findings", "-w", workspace).out
    posts = workspace / "posts.csv"
    posts.write_text(posts.read_text(encoding="utf-8").replace("Zainab Malik", "everybody"), encoding="utf-8")
    today = call("run", "-w", workspace, "--no-pdf")
    assert "outlook" not in today.out
    fixed = call("findings", "-w", workspace, "--status", "fixed")
    assert "child-named-in-caption" in keys(fixed)
    weeks = call("findings", "-w", workspace, "--check", "too-few-posts").out
    assert not [row for row in weeks.splitlines() if '"run": "2199' in row], "weeks that have not come stand nowhere"
    assert "2199" not in next(row for row in fixed.out.splitlines() if "child-named-in-caption" in row)


@pytest.mark.slow
def test_what_has_ended_cannot_be_accepted(call, workspace):
    key, posts = keys(call("findings", "-w", workspace))["child-named-in-caption"], workspace / "posts.csv"
    posts.write_text(posts.read_text(encoding="utf-8").replace("Zainab Malik", "everybody"), encoding="utf-8")
    call("run", "-w", workspace, "--as-of", "2026-11-17", "--no-pdf")
    ended = call("waive", key, "--reason", "Agreed", "--approver", "Head", "--expires", FAR, "-w", workspace)
    assert (ended.code, ended.err) == (2, f"the finding {key} has ended meanwhile: there is nothing left to accept\n")
    assert not (workspace / "waivers.yaml").exists()


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        ("2026-11-15", datetime(2026, 11, 15, 23, 59, 59, 999999, UTC)),
        ("2026-11-16", datetime(2026, 11, 16, 0, 30, tzinfo=UTC)),  # today: now, for people go on working
        ("2026-11-17", datetime(2026, 11, 17, 23, 59, 59, 999999, UTC)),
    ],
)
def test_a_bare_day_ends_with_the_day_and_today_ends_now(day, moment):
    assert read_as_of(day, ZoneInfo("Europe/London"), datetime(2026, 11, 16, 0, 30, tzinfo=UTC)) == moment


def test_today_is_the_trusts_own_day():
    night = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight in London
    assert read_as_of("2026-07-01", ZoneInfo("Europe/London"), night) == night


def test_a_waiver_goes_into_the_file_that_trust_yaml_names(call, workspace):
    trust = workspace / "trust.yaml"
    trust.write_text(trust.read_text(encoding="utf-8") + "waivers: own.yaml\n", encoding="utf-8")
    (workspace / "own.yaml").write_text("# ours\n", encoding="utf-8")
    key = keys(call("findings", "-w", workspace))["child-named-in-caption"]
    assert call("waive", key, "--reason", "Agreed", "--approver", "Head", "--expires", FAR, "-w", workspace).code == 0
    assert key in (workspace / "own.yaml").read_text(encoding="utf-8")
    assert not (workspace / "waivers.yaml").exists()


def test_a_waiver_goes_into_the_file_that_a_link_leads_to(call, workspace):
    theirs, link = workspace / "drive" / "accepted.yaml", workspace / "waivers.yaml"
    theirs.parent.mkdir()
    theirs.write_text("# ours\n", encoding="utf-8")
    link.symlink_to(theirs)
    key = keys(call("findings", "-w", workspace))["child-named-in-caption"]
    assert call("waive", key, "--reason", "Agreed", "--approver", "Head", "--expires", FAR, "-w", workspace).code == 0
    assert link.is_symlink()
    assert theirs.read_text(encoding="utf-8").startswith(f'# ours\n- key: "{key}"\n')


OTHER = "key: 0123456789ab\n{0}reason: agreed\n{0}approver: A. Head\n{0}expires: 2030-12-01\n"


@pytest.mark.parametrize("old", ["[]", "# none yet\n[ ]\n", "", "- " + OTHER.format("  "), "# ours\n"])
def test_a_waiver_is_put_behind_whatever_stands_in_the_file(call, workspace, old):
    (workspace / "waivers.yaml").write_text(old, encoding="utf-8")
    key = keys(call("findings", "-w", workspace))["child-named-in-caption"]
    assert call("waive", key, "--reason", "Agreed", "--approver", "Head", "--expires", FAR, "-w", workspace).code == 0
    held = [waiver.key for waiver in load_trust(workspace).waivers]
    assert held == [*(["0123456789ab"] if "0123456789ab" in old else []), key]


@pytest.mark.parametrize(
    "old",
    [
        "  - " + OTHER.format("    "),
        "[{key: 0123456789ab, reason: agreed, approver: A. Head, expires: 2030-12-01}]\n",
        "---\n- " + OTHER.format("  ") + "...\n",
    ],
)
def test_a_file_that_no_entry_can_be_put_behind_stays_as_it_is(call, workspace, old):
    file = workspace / "waivers.yaml"
    file.write_text(old, encoding="utf-8")
    key = keys(call("findings", "-w", workspace))["child-named-in-caption"]
    refused = call("waive", key, "--reason", "Agreed", "--approver", "Head", "--expires", FAR, "-w", workspace)
    assert refused.code == 2
    assert "waivers.yaml: its list is written so that no entry can be put behind it" in refused.err
    assert file.read_text(encoding="utf-8") == old


def plain(file: Path) -> bytes:
    """Return what a file holds; of a workbook, its parts unpacked."""
    if file.suffix != ".xlsx":
        return file.read_bytes()
    with zipfile.ZipFile(file) as book:
        return b"".join(map(book.read, book.namelist()))


def test_a_childs_name_typed_into_a_waiver_stays_out_of_the_reports(call, workspace):
    key = keys(call("findings", "-w", workspace))["child-named-in-caption"]
    reason, approver = "The parents of Zainab Malik asked.", "Mother of Dylan Prosser"
    call("waive", key, "--reason", reason, "--approver", approver, "--expires", FAR, "-w", workspace)
    call("audit", "-w", workspace, "--as-of", "2026-11-17")
    files = [Path(line) for line in call("report", "-w", workspace).out.splitlines()]
    [slt] = [file.read_text(encoding="utf-8") for file in files if file.name == "slt-oakhill.html"]
    assert "The parents of Z••• M••• asked, Mother of D••• P•••, until 31 July 2199" in slt
    for name in ("Zainab", "Malik", "Dylan", "Prosser"):
        assert not [f for f in files if "worklist" not in f.name and name.encode() in plain(f)]


@pytest.mark.slow
def test_an_address_that_holds_a_childs_name_is_linked_from_the_worklist_alone(call, tmp_path):
    named = (
        "p1",
        "oakhill",
        "2026-11-10T09:00:00Z",
        "",
        "Zainab Malik won",
        "https://oak.example/zainab-malik-won",
        "",
    )
    plain = ("p2", "oakhill", "2026-11-10T09:00:00Z", "", "Dylan Prosser won", "https://oak.example/oakhill/77", "")
    small = Small(tmp_path, posts=[named, plain])
    ended = call("run", "-w", small.write(), "--as-of", "2026-11-16")
    files = {Path(line).name: Path(line) for line in ended.out.splitlines()[1:]}
    slt = files["slt-oakhill.html"].read_text(encoding="utf-8")
    assert "zainab" not in slt.casefold()
    assert "The link stands in the worklist" in slt
    assert "https://oak.example/oakhill/77" in slt
    assert "https://oak.example/zainab-malik-won" in files["worklist-oakhill.html"].read_text(encoding="utf-8")


@pytest.mark.parametrize(("least", "code"), [("today", 3), pytest.param("soon", 1, marks=pytest.mark.slow)])
def test_fail_on_decides_between_findings_and_what_was_not_assessed(call, tmp_path, least, code):
    small = Small(tmp_path, posts=[post(1, "2026-11-10", "Autumn walk")])  # one post in a week: severity soon
    assert call("run", "-w", small.write(), "--as-of", "2026-11-16", "--fail-on", least).code == code


@pytest.mark.slow
def test_a_bare_date_is_the_end_of_that_day_in_london(call, tmp_path):
    summer = [(f"p{n}", "oakhill", moment, "", name, "", "") for n, (moment, name) in enumerate(
        [("2026-07-01T22:30:00+00:00", "Zainab Malik"), ("2026-07-01T23:30:00+00:00", "Dylan Prosser")]
    )]  # fmt: skip
    small = Small(tmp_path, posts=summer)
    call("run", "-w", small.write(), "--as-of", "2026-07-01")
    found = [json.loads(line) for line in call("findings", "-w", small.root).out.splitlines()]
    assert [row["pupil_ids"] for row in found if row["pupil_ids"]] == [["P1"]]
