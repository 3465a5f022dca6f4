"""The same workspace on PostgreSQL comes to the same findings, coverage and reports as on SQLite."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from workspaces import AS_OF, Small, comment, photo, post

from pipeline.export import export_coverage, export_findings
from pipeline.run import run


def _server_programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, which Debian keeps off the PATH."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).parent] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((folder for folder in reversed(found) if (folder / "initdb").exists()), None)


PROGRAMS = _server_programs()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAMS is None, reason="needs the PostgreSQL server (Debian package postgresql)"),
]


@pytest.fixture(scope="module")
def database():
    """Serve an empty database on a free port of this machine; returns its address."""
    pytest.importorskip("psycopg", reason="needs psycopg (school-social-audit[postgresql])")
    as_owner = ["su", "-s", "/bin/sh", "postgres", "-c"] if os.geteuid() == 0 else ["sh", "-c"]
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"

        def control(command: str) -> None:
            subprocess.run(
                [*as_owner, f"cd {folder} && {PROGRAMS}/{command}"], check=True, capture_output=True, timeout=60
            )

        control("initdb -D data -A trust -U audit")
        control(f"pg_ctl -D data -w -l log -o '{options}' start")
        try:
            yield f"postgresql+psycopg://audit@127.0.0.1:{port}/postgres"
        finally:
            control("pg_ctl -D data -w -m immediate stop")


def judged(root: Path, store: dict[str, str]) -> list[object]:
    """Run a workspace twice, with a change in between, and return what it came to."""
    posts = [post(n, f"2026-11-{n:02}", f"News of the day {n}") for n in range(1, 6)]
    posts.append(post(20, "2026-11-10", "Well done Zainab Malik! 🎉"))
    log = [("oakhill", "p20", "m1", "P2", "", "")]
    small = Small(
        root, posts=posts, comments=[comment(1, 20, "Go Dylan Prosser")], media=[photo(20)], photo_log=log, top=store
    )
    outcomes = [run(small.write(), as_of=AS_OF)]
    small.comments = [comment(2, 20, "Lovely")]
    small.posts[0] = post(1, "2026-11-01", "News, mended")
    small.write()
    outcomes.append(run(root, as_of=AS_OF + timedelta(days=40)))
    every = ["new", "open", "past", "fixed", "returned", "superseded", "waived"]
    exports = (export_findings(root, "jsonl", statuses=every), export_coverage(root, "jsonl"))
    told = [sorted(content.decode().splitlines()) for content in exports]
    files = [sorted(file.name for file in outcome.files) for outcome in outcomes]
    return [[json.loads(line) for line in told[0]], told[1], files, [outcome.exit_code for outcome in outcomes]]


def test_postgresql_and_sqlite_come_to_the_same(database, tmp_path, monkeypatch):
    (tmp_path / "lite").mkdir()
    (tmp_path / "post").mkdir()
    monkeypatch.setenv("AUDIT_STORE", database)
    lite = judged(tmp_path / "lite", {})
    assert any(row["status"] == "fixed" for row in lite[0])
    assert judged(tmp_path / "post", {"store": "${AUDIT_STORE}"}) == lite
