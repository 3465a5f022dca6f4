"""A store is made private, kept at the present version, and refused in a sentence when it cannot be used."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from test_ledger import CAPTION, FIRST

from config.refusal import RefusalError
from connectors.base import Media, Page, Post, Read
from pipeline.store.ledger_rows import load_findings, save_findings
from pipeline.store.opening import HEAD, open_store
from pipeline.store.pages import PullMoment, read_until, save_page
from pipeline.store.schema import metadata


def test_a_new_store_is_its_owners_alone(tmp_path):
    open_store("sqlite:///kept/store.db", tmp_path).close()
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "kept" / "store.db").stat().st_mode) == 0o600


def test_the_migrations_make_what_the_schema_says(tmp_path):
    store = open_store("sqlite:///store.db", tmp_path)
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    store.close()


ADDED = {
    "0002": [("findings", name) for name in ("left_at", "returned_at", "recounted_at")],
    "0003": [("runs", "made_at")],
    "0004": [("accounts", "read_by"), ("reads", "made_at")],
}
"""Version -> the columns (table, name) that it brought."""


def back_to(file, number: str) -> None:
    """Make a store one of an older version."""
    with closing(sqlite3.connect(file)) as old, old:
        for table, name in (column for brought, columns in ADDED.items() if brought > number for column in columns):
            old.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    version(file, number)


def version(file, number: str) -> None:
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("UPDATE alembic_version SET version_num = ?", (number,))


def test_a_store_from_before_is_brought_up_to_date_and_keeps_its_findings(tmp_path):
    store = open_store("sqlite:///store.db", tmp_path)
    kept = [replace(CAPTION, key=status, status=status) for status in ("returned", "open")]
    with store.write() as connection:
        save_findings(connection, kept, {})
    store.close()
    back_to(tmp_path / "store.db", "0001")
    store = open_store("sqlite:///store.db", tmp_path)
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        found = load_findings(connection, CAPTION.school)
    store.close()
    assert found["open"] == kept[1]
    assert found["returned"] == replace(kept[0], returned_at=CAPTION.last_seen)
    assert (tmp_path / "store.db.version-0001").is_file()


def test_a_finding_on_a_picture_whose_id_is_a_path_is_renamed_and_keeps_its_key(tmp_path):
    store = open_store("sqlite:///store.db", tmp_path)
    about = {"subject_type": "image", "subject_id": "image:1/walk/1.jpg"}
    kept = [replace(CAPTION, **about), replace(CAPTION, key="other", **about | {"subject_id": "image:1/m1"})]
    picture = Media(post_id="1", media_id="walk/1.jpg", type="photo")
    plain = Media(post_id="1", media_id="m1", type="photo")
    with store.write() as connection:
        save_findings(connection, kept, {})
        save_page(connection, PullMoment(CAPTION.account, "spreadsheet", FIRST), Page(media=(picture, plain)))
    store.close()
    back_to(tmp_path / "store.db", "0002")
    store = open_store("sqlite:///store.db", tmp_path)
    with store.read() as connection:
        found = {one.key: one.subject_id for one in load_findings(connection, CAPTION.school).values()}
    store.close()
    assert found == {CAPTION.key: "image:1/walk%2F1.jpg", "other": "image:1/m1"}


def test_an_account_was_read_by_whoever_stored_the_newest_of_its_posts(tmp_path):
    store = open_store("sqlite:///store.db", tmp_path)
    pulls = [("x:oak", "x-archive", 0), ("x:oak", "x", 7), ("x:elm", "x", 0), ("x:elm", "x-archive", 7)]
    with store.write() as connection:
        for account, source, days in pulls:
            at = FIRST + timedelta(days=days)
            page = Page(
                posts=(Post(post_id=str(days), created_at=FIRST, text=""),), reads=(Read(what="posts", complete=True),)
            )
            save_page(connection, PullMoment(account, source, at), page)
        save_page(connection, PullMoment("x:ash", "x", FIRST), Page())
    store.close()
    back_to(tmp_path / "store.db", "0003")
    store = open_store("sqlite:///store.db", tmp_path)
    with store.read() as connection:
        by = {(account, source): read_until(connection, account, source) is not None for account, source, _ in pulls}
        assert by == {
            ("x:oak", "x-archive"): False,
            ("x:oak", "x"): True,
            ("x:elm", "x"): False,
            ("x:elm", "x-archive"): True,
        }
        assert read_until(connection, "x:ash", "x") is None
    store.close()


def test_a_store_from_a_newer_program_is_refused_and_left_alone(tmp_path):
    open_store("sqlite:///store.db", tmp_path).close()
    version(tmp_path / "store.db", "9999")
    before = (tmp_path / "store.db").read_bytes()
    with pytest.raises(RefusalError, match=f"version 9999, newer than this program .{HEAD}.: install the newer"):
        open_store("sqlite:///store.db", tmp_path)
    assert (tmp_path / "store.db").read_bytes() == before


def test_somebody_elses_database_is_refused(tmp_path):
    with closing(sqlite3.connect(tmp_path / "store.db")) as store, store:
        store.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(RefusalError, match="not this program's"):
        open_store("sqlite:///store.db", tmp_path)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "store.db").write_text("Dear diary, " * 100)
    with pytest.raises(RefusalError, match="is not a database of this program"):
        open_store("sqlite:///store.db", tmp_path)


def test_no_password_is_shown_wherever_it_stands_in_the_address(tmp_path):
    pytest.importorskip("psycopg", reason="needs psycopg: pip install 'school-social-audit[postgresql]'")
    for address in ("audit:Geheim@127.0.0.1:1/audit", "audit@127.0.0.1:1/audit?password=Geheim&connect_timeout=1"):
        with pytest.raises(RefusalError, match=r"127\.0\.0\.1:1/audit cannot be reached") as refused:
            open_store(f"postgresql+psycopg://{address}", tmp_path)
        assert "Geheim" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [("not an address", "this is not a database address"), ("sqlite:///file.txt/store.db", "cannot be written")],
)
def test_an_address_that_leads_nowhere_is_refused(tmp_path, url, sentence):
    (tmp_path / "file.txt").touch()
    with pytest.raises(RefusalError, match=sentence):
        open_store(url, tmp_path)
