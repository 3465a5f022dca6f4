"""The same workspace on PostgreSQL comes to the same findings, coverage and reports as on SQLite."""

from __future__ import annotations

import csv
import json
import os
import shutil
import socket
import subprocess
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from pictured import HOME, exif, plain, saved
from sqlalchemy import Connection, create_engine, select, text
from workspaces import AS_OF, COMMENTS, MEDIA, Small, comment, photo, post

from connectors.base import Profile
from pipeline.dsl.doing import acknowledge, close, reopen, request_of_lead
from pipeline.dsl.looking import list_matters
from pipeline.export import export_coverage, export_findings
from pipeline.inventory_last import inventories
from pipeline.photo_log.preparing import prepare
from pipeline.photo_log.reading import read_back
from pipeline.run import run
from pipeline.sign_off import Signature, sign_off
from pipeline.store.billed import add_billed, load_billed
from pipeline.store.delivery_rows import Delivery, load_deliveries, save_deliveries
from pipeline.store.pages import PullMoment, save_profile
from pipeline.store.schema import metadata
from pipeline.takedown import write_takedowns
from pipeline.worklist.importing import import_worklists
from pipeline.worklist.listing import sample_rows, worklist_rows
from pipeline.workspace import open_workspace


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
def server():
    """Serve PostgreSQL on a free port of this machine; returns its address, to which the name of a database belongs."""
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
            yield f"postgresql+psycopg://audit@127.0.0.1:{port}"
        finally:
            control("pg_ctl -D data -w -m immediate stop")


@pytest.fixture
def database(server, request) -> str:
    """Return the address of a database of the test's own, in which there is nothing yet."""
    name = f"t{abs(hash(request.node.name))}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"create database {name}"))
    engine.dispose()
    return f"{server}/{name}"


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


WORRY = "i dont want to be here anymore, nobody would miss me"
DAY = timedelta(days=1)
LEAD = "A. Dale, DSL"
OWN = {"runs": {"facts"}, "worklist_marks": {"source"}, "samples": {"source"}}
"""Columns that tell of the machine, the moment or the bytes of a file that Excel wrote."""


def told_again(small: Small, **tables: list[tuple[str, ...]]) -> None:
    """Write the tables, with columns that `Small` does not have: what comments answer, and the covers of videos."""
    small.write()
    for name, heads in (("comments", (*COMMENTS, "parent_id")), ("media", (*MEDIA, "cover"))):
        with (small.root / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([heads, *tables[name]])


def lived_in(root: Path, store: dict[str, str]) -> Small:
    """Use a workspace as a school does in three days: every table of the store is written, changed and read."""
    (root / "1.jpg").write_bytes(saved(plain(), exif=exif(HOME)))
    (root / "2.jpg").write_bytes(saved(plain((200, 300))))
    posts = [post(n, f"2026-11-{n:02}", f"News of the day {n}") for n in range(1, 6)]
    posts += [post(20, "2026-11-10", "Well done Zainab Malik! 🎉"), ("p21", "oakhill", "yesterday", "", "?", "", "")]
    comments = [(*comment(1, 20, WORRY), ""), (*comment(2, 20, "Are you all right?"), "c1")]
    media = [("p20", "m1", "photo", "", "1.jpg", "A garden", ""), ("p1", "m1", "video", "", "", "", "2.jpg")]
    packs = {"name": "Copse Trust", "packs": ["com01", "uk-guidance", "accessibility"]}
    top = {"trust": packs, "retention": {"comments_gone": "1d", "media": "1d"}, **store}
    small = Small(root, posts=posts, photo_log=[("oakhill", "p20", "m1", "P1", "pupil", "")], top=top)
    told_again(small, comments=comments, media=media)
    run(root, as_of=AS_OF)
    for_the_lead(root)
    answered(root, AS_OF + DAY / 4)
    sign_off(root, Signature("Ann Dale", "Head", "Read"), at=AS_OF + DAY / 2)
    small.posts[0] = post(1, "2026-11-01", "News, mended")
    small.consents = [("oakhill", "P1", "photo_social_media", "refused", "", "")]
    told_again(small, comments=[(*comment(3, 20, "Lovely"), "")], media=media[:1])
    run(root, as_of=AS_OF + DAY)
    run(root, as_of=AS_OF + 4 * DAY)
    return small


def for_the_lead(root: Path) -> None:
    """Take a matter in hand, close it, open it again and ask for the removal of what it stands on."""
    [matter] = list_matters(root, schools=None, everything=True, at=AS_OF)
    key = str(matter["key"])
    acknowledge(root, key, by=LEAD, note="Rang home", at=AS_OF + DAY / 24)
    close(root, key, by=LEAD, note="Referred", at=AS_OF + DAY / 12)
    reopen(root, key, by=LEAD, note="", at=AS_OF + DAY / 8)
    request_of_lead(root, key, by=LEAD, at=AS_OF + DAY / 6)


def answered(root: Path, at: datetime) -> None:
    """Send a worklist with its sample back, and a photo log."""
    for title, heading, typed in (("To do", "status", "doing"), ("To read", "verdict", "fine")):
        import_worklists(root, [filled(root, title, heading, typed)], as_of=at)
    [made] = prepare(root, as_of=at)
    book = openpyxl.load_workbook(made.file)
    page = book.worksheets[0]
    page.cell(2, [cell.value for cell in page[1]].index("who is in it") + 1).value = "nobody"
    book.save(made.file)
    assert read_back(root, made.file, as_of=at).lines


def filled(root: Path, title: str, heading: str, typed: str) -> Path:
    """Fill one cell of the first row of the worklist in."""
    book = openpyxl.load_workbook(next(root.glob("reports/*/worklist-oakhill.xlsx")))
    page = book[title]
    page.cell(2, [cell.value for cell in page[1]].index(heading) + 1).value = typed
    book.save(root / "back.xlsx")
    return root / "back.xlsx"


def beside_runs(connection: Connection) -> None:
    """Write what only live platforms and a mail server bring."""
    add_billed(connection, "x", AS_OF, 40)
    add_billed(connection, "x", AS_OF, 2)
    assert load_billed(connection, AS_OF) == {"x": 42}
    for handle in ("oakhill", "oakhillps"):
        save_profile(connection, PullMoment("x:oakhill", "x", AS_OF), Profile(platform_id="7", handle=handle))
    row = {"role": "slt", "school": "oakhill", "recipient": "head@copse.example", "folder": "2026-11-16", "at": AS_OF}
    for name, state in (("r1", "waiting"), ("r2", "waiting"), ("r2", "sent")):
        save_deliveries(connection, [Delivery(run=name, state=state, reason="", **row)])
    assert [one.state for one in load_deliveries(connection)] == ["replaced", "sent"]


def rows_of(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, but for the columns OWN."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for table in metadata.sorted_tables:
        columns = [column for column in table.columns if column.name not in OWN.get(table.name, ())]
        found[table.name] = sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
    return found


def test_every_table_holds_the_same_on_postgresql_as_on_sqlite(database, tmp_path, monkeypatch):
    monkeypatch.setenv("AUDIT_STORE", database)
    held, shown = [], []
    for name, store in (("lite", {}), ("post", {"store": "${AUDIT_STORE}"})):
        root = tmp_path / name
        root.mkdir()
        lived_in(root, store)
        with open_workspace(root) as space:
            with space.store.write() as connection:
                beside_runs(connection)
            with space.store.read() as connection:
                held.append(rows_of(connection))
        matters = list_matters(root, schools=None, everything=True, at=AS_OF)
        shown.append([matters, worklist_rows(root), sample_rows(root), [one.inventory for one in inventories(root)]])
        write_takedowns(root, folder=root / "sheets")
    lite, other = held
    assert [name for name, rows in lite.items() if not rows] == [], "a table that nothing here writes"
    for name, rows in lite.items():
        assert other[name] == rows, name
    assert shown[0] == shown[1]
