"""What the trust would not keep goes: copies of the photo log, and what was said of the consent of those who left."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from workspaces import AS_OF, PUPILS, Small, photo, post

from pipeline.photo_log.register_file import add_rows
from pipeline.run import audit, pull

GRANTED = ("oakhill", "P3", "photo_social_media", "granted", "2020-09-01", "")
SHOWN = ("oakhill", "p1", "m1", "P3", "pupil", "")


def school(folder: Path, *, left: str = "2023-07-20", text: str = "Autumn walk", **files: Any) -> Small:
    """One photo, and a pupil who has left: of their consent a register spoke once."""
    folder.mkdir(exist_ok=True)
    pupils = [
        ("oakhill", "P1", "Dylan", "", "Prosser", "4", "4K", ""),
        ("oakhill", "P3", "Zainab", "", "Malik", "", "", left),
    ]
    posts = [post(1, "2026-11-10", text), post(2, "2026-11-11")]
    return Small(folder, posts=posts, media=[photo(1)], pupils=pupils, pupil_columns=(*PUPILS, "left_on"), **files)


def audited(small: Small, day: int) -> dict[str, int]:
    """Pull and audit; returns how much of what was erased."""
    for step in (pull, audit):
        step(small.write(), as_of=AS_OF + timedelta(days=day))
    with closing(sqlite3.connect(small.root / "social-audit.db")) as store:
        [facts] = store.execute("SELECT facts FROM runs WHERE audited ORDER BY as_of DESC LIMIT 1").fetchone()
    return dict(json.loads(facts)["retention_applied"])


def remembered(small: Small) -> set[str]:
    """The pupils of whose consent the store holds anything."""
    with closing(sqlite3.connect(small.root / "social-audit.db")) as store:
        return {pupil for (pupil,) in store.execute("SELECT DISTINCT pupil_id FROM consent_history")}


@pytest.mark.slow
def test_what_was_said_of_the_consent_of_a_leaver_goes_with_the_last_picture_of_them(tmp_path):
    small = school(tmp_path, photo_log=[SHOWN])
    others = list(small.consents)
    small.consents = [*others, GRANTED]
    assert audited(small, 0)["consent_history"] == 0
    small.consents = others
    assert audited(small, 1)["consent_history"] == 0
    assert remembered(small) == {"P1", "P3"}, "as long as the picture is public it must be known that they said yes"
    small.posts, small.media = small.posts[1:], []
    assert audited(small, 2)["consent_history"] == 2, "that they said yes, and that no register says so any more"
    assert remembered(small) == {"P1"}
    assert audited(small, 3)["consent_history"] == 0


HELD = {
    "left less than three years ago": {"left": "2023-12-01"},
    "has not left": {"left": ""},
    "is named in a caption": {"text": "Zainab Malik came back to us"},
    "the register still speaks of them": {"later": [GRANTED]},
    "nobody can say who is shown": {"log": "no,such,columns\n"},
}


@pytest.mark.slow
@pytest.mark.parametrize("case", HELD.values(), ids=HELD)
def test_what_may_still_be_needed_stays(case, tmp_path):
    case = dict(case)
    later, log = case.pop("later", []), case.pop("log", "")
    small = school(tmp_path, **case)
    others = list(small.consents)
    small.consents = [*others, GRANTED]
    audited(small, 0)
    small.consents = [*others, *later]
    for step in (pull, audit):
        small.write()
        if log:
            (tmp_path / "photo_log.csv").write_text(log)
        step(tmp_path, as_of=AS_OF + timedelta(days=1))
    assert remembered(small) == {"P1", "P3"}


@pytest.mark.slow
def test_without_a_photo_log_it_goes_at_its_term(tmp_path):
    small = school(tmp_path, registers=("pupils", "consents", "staff"))
    others = list(small.consents)
    small.consents = [*others, GRANTED]
    audited(small, 0)
    small.consents = others
    assert audited(small, 1)["consent_history"] == 2


def test_copies_of_the_photo_log_go_when_those_of_photos_do(tmp_path):
    small = school(tmp_path, top={"retention": {"media": "30d"}})
    small.write()
    theirs = tmp_path / "photo_log.csv"
    row = dict(zip(("school", "post_id", "media_id", "pupil_id", "shows", "form"), SHOWN, strict=True))
    old, new = (add_rows(theirs, [row], AS_OF - timedelta(days=days)) for days in (31, 29))
    again = add_rows(theirs, [row], AS_OF - timedelta(days=31))
    own = [
        tmp_path / name
        for name in (
            "photo_log.before-easter.csv",
            "photo_log.before-2020-01-01T00-00.csv.bak",
            "my_photo_log.before-2020-01-01T00-00.csv",
        )
    ]
    for file in own:
        file.write_text("theirs")
    assert audited(small, 0)["photo_log_copies"] == 2
    assert [file.exists() for file in (old, again, new, *own)] == [False, False, True, True, True, True]
    assert audited(small, 1)["photo_log_copies"] == 0


def test_copies_of_the_store_from_before_a_migration_go_when_words_do(tmp_path):
    small = school(tmp_path)
    audited(small, 0)
    old, new, own = (tmp_path / f"social-audit.db.version-{name}" for name in ("0002", "0003", "mine"))
    for file, days in ((old, 31), (new, 29), (own, 31)):
        file.write_text("all of it")
        made = (AS_OF + timedelta(days=1 - days)).timestamp()
        os.utime(file, (made, made))
    assert audited(small, 1)["store_copies"] == 1
    assert [file.exists() for file in (old, new, own)] == [False, True, True]


@pytest.mark.slow
def test_copies_lie_beside_the_file_that_a_link_leads_to(tmp_path):
    small = school(tmp_path)
    small.write()
    theirs, link = tmp_path / "drive" / "log.csv", tmp_path / "photo_log.csv"
    theirs.parent.mkdir()
    link.rename(theirs)
    link.symlink_to(theirs)
    row = dict(zip(("school", "post_id", "media_id", "pupil_id", "shows", "form"), SHOWN, strict=True))
    copy = add_rows(link, [row], datetime(2025, 11, 1, tzinfo=UTC))
    assert copy is not None
    assert copy.parent == theirs.parent
    for step in (pull, audit):
        step(tmp_path, as_of=AS_OF)
    assert not copy.exists()
