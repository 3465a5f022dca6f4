"""What is printed reaches whoever reads it, whatever its letters; a reader who leaves early changes no exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from workspaces import Small, post

ROOT = Path(__file__).resolve().parents[2]
NAMED = [post(1, "2026-11-10", "Well done Zainab Malik")]


def started(*arguments: object, **more: str) -> subprocess.Popen[str]:
    """Start the program, its streams read by this test."""
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | more,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "unbuffered", "code"),
    [
        ("checks list", "", 0),
        ("checks list", "1", 0),
        ("--help", "", 0),
        ("findings -w", "", 0),
        ("audit --as-of 2026-11-16 -w", "1", 1),
    ],
)
def test_a_command_ends_as_it_would_when_nobody_reads_on(ran, tmp_path, command, unbuffered, code):
    folder = [ran(Small(tmp_path, posts=NAMED))] if command.endswith("-w") else []
    with started(*command.split(), *folder, PYTHONUNBUFFERED=unbuffered) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()  # long before the program has anything to say
        assert (program.stderr.read(), program.wait()) == ("", code)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
@pytest.mark.parametrize("command", ["checks list", "--help", "findings -w", "audit --as-of 2026-11-16 -w"])
def test_output_that_a_full_disk_does_not_take_is_one_sentence_and_ends_2(ran, tmp_path, command):
    folder = [str(ran(Small(tmp_path, posts=NAMED)))] if command.endswith("-w") else []
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", *command.split(), *folder],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
    assert ended.returncode == 2
    assert ended.stderr.startswith("the output could not be written (No space left on device): make room")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
def test_a_sentence_that_cannot_be_written_changes_no_exit_code(tmp_path):
    with Path("/dev/full").open("w") as full:
        refused = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", "findings", "-w", str(tmp_path)],
            stderr=full,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
    assert refused.returncode == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "code", "first"),
    [
        ("audit --as-of 2026-11-16", 1, "Ysgol G\\u0175yr Primary School: "),
        ("doctor --offline --as-of 2026-11-16", 0, "ok"),
    ],
)
def test_a_name_that_the_terminal_has_no_letters_for_ends_no_command(ran, tmp_path, command, code, first):
    root = ran(Small(tmp_path, posts=NAMED))
    trust = root / "trust.yaml"
    trust.write_text(trust.read_text(encoding="utf-8").replace("Oakhill", "Ysgol Gŵyr"), encoding="utf-8")
    program = started(*command.split(), "-w", root, PYTHONIOENCODING="cp1252")
    out, err = program.communicate()
    assert (program.returncode, err) == (code, "")
    assert out.startswith(first)
