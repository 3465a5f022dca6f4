"""A run killed between any two statements and started again ends in the same store as an undisturbed one."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from drawn import drawn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workspaces import Small, comment, photo, post

PROGRAM = Path(__file__).with_name("killed_run.py")
ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork")]


@pytest.fixture(scope="module")
def attempt():
    """Return attempt(workspace, last) -> (exit status, statements sent): a run in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as program:

        def ask(workspace: Path, last: int) -> tuple[int, int]:
            program.stdin.write(f"{workspace} {last}\n")
            program.stdin.flush()
            status, statements = program.stdout.readline().split()
            return int(status), int(statements)

        yield ask
        program.stdin.close()


def rows(workspace: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of a store, in order."""
    with closing(sqlite3.connect(workspace / "social-audit.db")) as store:
        names = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(store.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}  # noqa: S608


def copies(workspace: Path) -> list[str]:
    """Return the names of the photos kept, which are hashes of their content."""
    return sorted(file.name for file in (workspace / "media").rglob("*") if file.is_file())


@pytest.fixture(scope="module")
def undisturbed(attempt, tmp_path_factory):
    """A workspace, its finished store, and how many statements that took."""
    root = tmp_path_factory.mktemp("undisturbed")
    posts = [post(n, f"2026-11-{n:02}", f"News of the day {n}") for n in range(1, 9)]
    posts.append(post(20, "2026-11-10", "Well done Zainab Malik!"))
    comments = [comment(n, 20, f"Lovely number {n}") for n in range(6)] + [comment(9, 20, "Go Dylan Prosser")]
    log = [("oakhill", "p20", "m1", "P1", "", "")]
    drawn(1).save(root / "a.jpg")
    media = [photo(20), photo(1), ("p2", "m1", "photo", "", "a.jpg", ""), ("p3", "m1", "photo", "", "a.jpg", "")]
    Small(root, posts=posts, comments=comments, media=media, photo_log=log).write()
    status, statements = attempt(root, 0)
    assert (status, statements > 50) == (0, True)
    return root, rows(root), statements


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_killed_anywhere_and_started_again(attempt, undisturbed, data):
    whole, expected, statements = undisturbed
    last = data.draw(st.integers(1, statements), label="killed before statement")
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        for file in [*whole.glob("*.csv"), whole / "trust.yaml", whole / "a.jpg"]:
            shutil.copy(file, workspace)
        assert attempt(workspace, last)[0] == -signal.SIGKILL
        assert attempt(workspace, 0)[0] == 0
        found = rows(workspace)
        assert copies(workspace) == copies(whole) != []
    different = {name for name in expected if found[name] != expected[name]}
    assert not different, {name: (found[name], expected[name]) for name in different}
