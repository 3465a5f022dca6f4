"""The safeguarding lead's commands from the front door: what is printed, what is not, and how they end."""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from workspaces import Small, comment, post

from pipeline import cli
from pipeline.locks import store_lock

WORRY = "i dont want to be here anymore, nobody would miss me"


@pytest.fixture
def call(monkeypatch, capfd):
    """Return call(argument, ...) -> (exit code, standard output, standard error)."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["social-audit", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capfd.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return school(tmp_path)


def school(folder: Path) -> Path:
    """Write a school with a comment that tells of a worry."""
    small = Small(folder, posts=[post(1, "2026-11-11", "Our choir sang.")], comments=[comment(1, 1, WORRY)])
    small.top = {"trust": {"name": "Copse Trust", "packs": ["com01", "trust-networking", "uk-guidance"]}}
    return small.write()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """That school after its first run, and what was printed."""
    root = school(tmp_path_factory.mktemp("first"))
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(StringIO()) as err, redirect_stdout(StringIO()) as out:
        patch.setattr(sys, "argv", ["social-audit", "run", "-w", str(root), "--as-of", "2026-11-16"])
        with pytest.raises(SystemExit):
            cli.main()
    return root, out.getvalue() + err.getvalue()


@pytest.fixture
def audited(first: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of it to change."""
    return shutil.copytree(first[0], tmp_path / "copy")


def test_a_worry_from_the_first_run_to_its_end(call, first, audited):
    root = audited
    printed = first[1].replace(str(first[0]), "")
    assert "Oakhill Primary School: " in printed
    assert WORRY not in printed
    assert "dsl" not in printed
    code, out, _ = call("dsl", "list", "-w", root)
    assert code == 0
    assert WORRY not in out
    key = json.loads(call("dsl", "list", "-w", root, "--json")[1])[0]["key"]
    assert key in out
    code, out, _ = call("dsl", "show", key, "-w", root)
    assert (code, WORRY in out) == (0, True)
    code, out, _ = call("dsl", "request", key, "--by", "A. Dale, DSL", "-w", root)
    assert (code, "the removal of comment:c1 is asked for" in out) == (0, True)
    assert "removal-requested" in call("findings", "-w", root, "--check", "removal-requested")[1]
    assert call("dsl", "close", key, "--by", "A. Dale, DSL", "--note", "Referred", "-w", root)[0] == 0
    assert call("dsl", "list", "-w", root)[1] == "nothing to show\n"
    assert "closed" in call("dsl", "list", "-w", root, "--all")[1]
    assert call("dsl", "reopen", key, "--by", "A. Dale, DSL", "-w", root)[0] == 0
    assert call("dsl", "acknowledge", key, "--by", "A. Dale, DSL", "-w", root)[0] == 0


@pytest.mark.slow
def test_nothing_is_kept_while_an_audit_is_under_way(call, audited):
    root = audited
    key = json.loads(call("dsl", "list", "-w", root, "--json")[1])[0]["key"]
    finding = json.loads(call("findings", "-w", root)[1].splitlines()[0])["key"]
    by = ("--by", "A. Dale, DSL")
    commands = [("dsl", "acknowledge", key, *by), ("dsl", "close", key, *by, "--note", "Referred")]
    commands.append(("waive", finding, "--reason", "Agreed", "--approver", "Head", "--expires", "2099-01-31"))
    with store_lock(root):
        for command in commands:
            code, out, err = call(*command, "-w", root)
            assert (code, out) == (2, "")
            assert "another run of this workspace is under way (it audits or reports): wait until it ends" in err
    assert not (root / "waivers.yaml").exists()
    for command in commands:
        assert call(*command, "-w", root)[0] == 0


def test_what_is_wrong_is_one_sentence_and_exit_code_2(call, root):
    for arguments in (
        ("dsl", "show", "0123456789ab"),
        ("dsl", "close", "0123456789ab", "--by", "A", "--note", "Done"),
        ("request-removal", "nowhere"),
        ("report", "--send"),
        ("run", "--send"),
    ):
        code, out, err = call(*arguments, "-w", root)
        assert (code, out) == (2, "")
        assert len(err.splitlines()) == 1
        assert "Traceback" not in err


def test_a_head_may_ask_for_any_post_to_go(call, audited):
    code, out, _ = call("request-removal", "https://x.example/1", "-w", audited)
    assert (code, "post:p1 is asked for" in out) == (0, True)
