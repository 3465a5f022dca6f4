"""The doctor says of each thing a run needs whether it is well, and what to do where it is not."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.load import load_trust
from pipeline.doctor import Line, examine
from pipeline.locks import account_lock, schedule_lock, store_lock
from pipeline.run import run
from pipeline.store.opening import open_store
from pipeline.store.pages import save_account

NOW = datetime(2026, 11, 16, 7, tzinfo=UTC)
TRUST = """
trust: {name: Brookside Trust, packs: [own.yaml]}
schools:
  - id: brookside
    name: Brookside Primary School
    phase: primary
    registers: {pupils: pupils.csv, consents: consents.csv, photo_log: log.csv, staff: staff.csv}
    calendars: {terms: terms.csv}
    accounts:
      - platform: x
        handle: "@Brookside"
        source: {connector: spreadsheet, posts: posts.csv, comments: comments.csv, media: media.csv}
"""
LIVE = """
      - platform: facebook
        handle: "@brooksideschool"
        source: {connector: facebook, token: "${BROOKSIDE_TOKEN}"}
"""
PACK = """
id: own
title: Our own policy
review_due: 2027-07-31
clauses:
  - {id: "1", says: Names are kept out of captions., by_hand: Read ten captions.}
"""
FILES = {
    "trust.yaml": TRUST,
    "own.yaml": PACK,
    "pupils.csv": "pupil_id,first_name,preferred_name,last_name,year_group,form\nB1,Ottilie,,Quarrington,4,4B\n",
    "consents.csv": "pupil_id,purpose,consent,given_on,withdrawn_on\nB1,photo_x,granted,2026-09-01,\n",
    "log.csv": "post_id,media_id,pupil_id\nP1,,B1\n",
    "staff.csv": "title,first_name,last_name,role\nMrs,Ada,Thorne,Head\n",
    "terms.csv": "start,end,kind\n2026-09-02,2026-12-18,term\n",
    "posts.csv": "post_id,account,created_at,text\nP1,brookside,2026-11-13T15:00:00+00:00,Harvest\n",
    "comments.csv": "comment_id,post_id,account,created_at,text\nC1,P1,brookside,2026-11-13T16:00:00+00:00,Lovely\n",
    "media.csv": "post_id,media_id,type,alt_text\nP1,,photo,Apples in a basket\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace in which nothing is amiss."""
    folder = tmp_path / "workspace"
    folder.mkdir(mode=0o700)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
        saved = (NOW - timedelta(days=3)).timestamp()
        os.utime(folder / name, (saved, saved))
    return folder


def rewrite(file: Path, old: str, new: str) -> None:
    """Change a file, and leave the day it was saved."""
    stat, text = file.stat(), file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(file, (stat.st_atime, stat.st_mtime))


def said(root: Path, subject: str, as_of: datetime = NOW) -> list[Line]:
    """Return the lines of a subject."""
    return [line for line in examine(root, as_of=as_of) if line.subject.startswith(subject)]


def told(root: Path, subject: str, as_of: datetime = NOW) -> tuple[str, str]:
    """Return state and sentence of the one line of a subject."""
    (line,) = said(root, subject, as_of)
    return line.state, line.sentence


def test_a_workspace_in_order_has_nothing_but_good_lines(root: Path) -> None:
    lines = examine(root, as_of=NOW)
    assert [line for line in lines if line.state != "ok"] == []
    assert [line.subject for line in lines] == [
        "settings", "policy own", "plan", "schedule", "store", "disk", "@Brookside on X (Twitter)",
        "pupil register workspace/pupils.csv", "consent register workspace/consents.csv", "photo log workspace/log.csv",
        "staff list workspace/staff.csv", "term dates of Brookside Primary School", "runs",
    ]  # fmt: skip
    assert lines[6].sentence == "its export holds 1 post, the newest 2 days old"
    assert lines[7].sentence == "1 row, saved 3 days ago"


def test_looking_changes_nothing_in_the_workspace(root: Path) -> None:
    before = {file: (file.read_bytes(), file.stat().st_mtime) for file in root.iterdir()}
    examine(root, as_of=NOW)
    assert {file: (file.read_bytes(), file.stat().st_mtime) for file in root.iterdir()} == before


def test_every_line_is_a_sentence_without_a_childs_name(root: Path) -> None:
    rewrite(
        root / "pupils.csv",
        "B1,Ottilie,,Quarrington,4,4B",
        "B1,Ottilie,,Quarrington,4,4B\nB1,Ottilie,,Quarrington,4,4B",
    )
    for line in examine(root, as_of=NOW):
        assert line.sentence
        assert "\n" not in line.sentence
        assert "Ottilie" not in line.sentence
        assert "Quarrington" not in line.sentence


def test_settings_that_do_not_load_are_the_only_line(root: Path) -> None:
    rewrite(root / "trust.yaml", "phase: primary", "phase: primary school")
    lines = examine(root, as_of=NOW)
    assert [(line.state, line.subject) for line in lines] == [("broken", "settings")]
    assert lines[0].sentence.startswith("trust.yaml line 6: 'phase' is 'primary school': did you mean 'primary'?")


def test_a_folder_without_settings_says_how_to_begin(tmp_path: Path) -> None:
    (line,) = examine(tmp_path, as_of=NOW)
    assert line.state == "broken"
    assert "social-audit init" in line.sentence


@pytest.mark.skipif(os.name != "posix", reason="folders have no such rights on this system")
def test_a_folder_that_others_may_enter(root: Path) -> None:
    root.chmod(0o755)
    assert told(root, "folder") == (
        "warning", f"others on this machine may look into {root}: run 'chmod 700 {root}'",
    )  # fmt: skip


def test_a_policy_past_its_review(root: Path) -> None:
    assert told(root, "policy", datetime(2027, 7, 31, 20, tzinfo=UTC))[0] == "ok"
    assert told(root, "policy", datetime(2027, 7, 31, 23, 30, tzinfo=UTC)) == (
        "warning",
        "its review was due on 31 July 2027: ask its owner for the new edition, and change the pack where it says "
        "something else",
    )


def test_nobody_is_asked_to_change_a_policy_that_comes_with_the_program(root: Path) -> None:
    rewrite(root / "trust.yaml", "own.yaml", "com01")
    said = told(root, "policy", datetime(2027, 7, 31, 20, tzinfo=UTC))[1]
    assert said.startswith("its review was due on 31 December 2025: ask its owner for the new edition; where it says")
    assert "make a pack of your own ('social-audit packs template')" in said


def test_a_policy_that_is_not_there_or_asks_for_a_check_nobody_knows(root: Path) -> None:
    rewrite(root / "own.yaml", "by_hand: Read ten captions.", "checks: [{use: no-such-check}]")
    state, sentence = told(root, "plan")
    assert state == "broken"
    assert 'there is no check "no-such-check"' in sentence
    (root / "own.yaml").unlink()
    assert told(root, "policy own.yaml")[0] == "broken"


def test_waivers_that_ended(root: Path) -> None:
    entry = "- {key: 0123456789ab, reason: Agreed with her., approver: A. Head, expires: 2026-11-15}\n"
    (root / "waivers.yaml").write_text(entry, encoding="utf-8")
    assert told(root, "waivers") == (
        "warning",
        "1 waiver ended (0123456789ab): renew them if the reason still holds, or take them out",
    )
    assert said(root, "waivers", NOW - timedelta(days=1)) == []


def test_a_schedule_that_meets_the_change_of_clocks(root: Path) -> None:
    rewrite(root / "trust.yaml", "schools:", 'schedule: {audit: "0 1 * * *"}\nschools:')
    state, sentence = told(root, "schedule")
    assert state == "broken"
    assert sentence.startswith('trust.yaml line 3: schedule.audit is "0 1 * * *": the clocks of Europe/London change')


@pytest.mark.slow
def test_a_cron_that_cannot_be_read_is_said_and_keeps_nobody_from_a_run(root: Path) -> None:
    rewrite(root / "trust.yaml", "schools:", 'schedule: {report: "0 25 * * MON"}\nschools:')
    state, sentence = told(root, "schedule")
    assert state == "broken"
    assert sentence.startswith('trust.yaml line 3: schedule.report is "0 25 * * MON": ')
    assert run(root, as_of=NOW).files


def test_whether_the_schedule_is_served(root: Path) -> None:
    assert "nothing runs by itself" in told(root, "schedule")[1]
    with schedule_lock(root):
        assert told(root, "schedule") == ("ok", "it is served; the next audit is on Tuesday 17 November at 05:30")


def test_a_store_that_is_ours_and_one_that_is_not(root: Path) -> None:
    assert told(root, "store") == ("ok", "nothing is stored yet: the first run makes it")
    open_store(load_trust(root).store, root).close()
    assert told(root, "store")[1].startswith("it can be read and written (version ")
    file = root / "social-audit.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    state, sentence = told(root, "store")
    assert state == "broken"
    assert "newer than this program" in sentence
    file.write_bytes(b"no database at all, but long enough to be read as one" * 100)
    state, sentence = told(root, "store")
    assert state == "broken"
    assert "is not a database of this program" in sentence


def test_a_store_that_a_variable_of_the_environment_names(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite(root / "trust.yaml", "schools:", 'store: "${BROOKSIDE_STORE}"\nschools:')
    address = f"sqlite:///{root}/own.db"
    store = open_store(address, root)
    with store.write() as connection:
        save_account(connection, "x:brookside", {"fault": "the platform was down"})
    store.close()
    monkeypatch.setenv("BROOKSIDE_STORE", address)
    assert told(root, "store")[1].startswith("it can be read and written (version ")
    assert told(root, "@Brookside on X")[1] == "it was not read to its end last time: the platform was down"
    subjects = {line.subject for line in examine(root, as_of=NOW)}
    monkeypatch.delenv("BROOKSIDE_STORE")
    state, sentence = told(root, "store")
    assert (state, "the environment variable BROOKSIDE_STORE is not set" in sentence) == ("broken", True)
    assert {line.subject for line in examine(root, as_of=NOW)} == subjects


@pytest.mark.skipif(os.name != "posix", reason="files have no such rights on this system")
def test_looking_at_a_store_leaves_the_rights_of_its_file(root: Path) -> None:
    open_store(load_trust(root).store, root).close()
    places = {root / "social-audit.db": 0o644, root: 0o755}
    for place, mode in places.items():
        place.chmod(mode)
    examine(root, as_of=NOW)
    assert {place: place.stat().st_mode & 0o777 for place in places} == places


def test_a_store_of_another_program(root: Path) -> None:
    with closing(sqlite3.connect(root / "social-audit.db")) as connection, connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    assert told(root, "store") == (
        "broken",
        "it holds tables that are not this program's: name an empty database in trust.yaml, store",
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "state", "part"),
    [
        (
            "posts.csv",
            "2026-11-13T15",
            "2026-10-20T15",
            "warning",
            "26 days old: export it again, unless the account has",
        ),
        (
            "posts.csv",
            "2026-11-13T15:00:00+00:00",
            "13/11/2026",
            "warning",
            "none of its rows can be used: created_at is not an ISO 8601 time",
        ),
        (
            "posts.csv",
            ",brookside,",
            ",brokside,",
            "warning",
            "none of its rows can be used: these rows name an account that trust.yaml does not have",
        ),
        (
            "posts.csv",
            FILES["posts.csv"].splitlines()[1],
            "",
            "warning",
            "posts: the file has no rows, so nothing of it is assessed",
        ),
        ("posts.csv", "account", "page", "broken", "account"),
        ("comments.csv", "post_id,account", "post,account", "broken", "post_id"),
        (
            "trust.yaml",
            "posts: posts.csv, ",
            "",
            "warning",
            "no posts file is given for this account, so nothing of it is assessed",
        ),
        ("trust.yaml", ", media: media.csv", "", "warning", "no media file is given for this account"),
        ("trust.yaml", "media.csv", "pictures.csv", "broken", "pictures.csv"),
    ],
)
def test_an_account_read_from_files(root: Path, file: str, old: str, new: str, state: str, part: str) -> None:
    rewrite(root / file, old, new)
    found = told(root, "@Brookside on X")
    assert found[0] == state
    assert part in found[1]


def test_an_account_read_live_needs_its_secret_and_never_shows_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite(root / "trust.yaml", "media: media.csv}\n", "media: media.csv}\n" + LIVE)
    subject = "@brooksideschool on Facebook"
    monkeypatch.delenv("BROOKSIDE_TOKEN", raising=False)
    state, sentence = told(root, subject)
    assert state == "broken"
    assert "the environment variable BROOKSIDE_TOKEN is not set" in sentence
    monkeypatch.setenv("BROOKSIDE_TOKEN", "EAAB-very-secret")
    lines = examine(root, as_of=NOW)
    (line,) = (line for line in lines if line.subject.startswith(subject))
    assert (line.state, line.sentence) == ("ok", "its token is set; the platform was not asked (--offline)")
    assert not any("EAAB" in line.sentence for line in lines)


@pytest.mark.parametrize(("platform", "subject"), [("x", "@Brookside on X"), ("podcast", "Brookside on Podcast")])
def test_an_account_is_called_as_in_the_reports(root: Path, platform: str, subject: str) -> None:
    rewrite(root / "trust.yaml", "platform: x\n", f"platform: {platform}\n")
    rewrite(root / "trust.yaml", '"@Brookside"', '"Brookside"')
    assert len(said(root, subject)) == 1


def test_an_account_whose_last_pull_failed(root: Path) -> None:
    store = open_store(load_trust(root).store, root)
    with store.write() as connection:
        save_account(connection, "x:brookside", {"fault": "the platform was down"})
    store.close()
    assert told(root, "@Brookside on X") == (
        "warning",
        "it was not read to its end last time: the platform was down",
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "subject", "state", "part"),
    [
        ("pupils.csv", "first_name,", "colour,", "pupil register", "broken", "first_name"),
        (
            "pupils.csv",
            FILES["pupils.csv"].splitlines()[1],
            "",
            "pupil register",
            "warning",
            "it is empty yet: export it",
        ),
        ("pupils.csv", "B1,", ",", "pupil register", "warning", "none of its rows can be used, the data-quality page"),
        (
            "log.csv",
            "P1,,B1",
            "P1,,B1\n,,B1",
            "photo log",
            "warning",
            "1 row cannot be used, the data-quality page says why",
        ),
        (
            "trust.yaml",
            "photo_log: log.csv, ",
            "",
            "registers",
            "warning",
            "Brookside Primary School names no photo log: ",
        ),
        ("trust.yaml", "staff.csv", "people.csv", "staff list", "broken", "people.csv"),
        (
            "trust.yaml",
            "calendars: {terms: terms.csv}",
            "calendars: {}",
            "term dates",
            "warning",
            "so no week is judged",
        ),
        (
            "consents.csv",
            "2026-09-01",
            "at Easter",
            "consent register",
            "warning",
            "1 row with a day or a word that cannot be read, the data-quality page names the lines",
        ),
        ("terms.csv", "term", "summer", "term dates", "broken", "kind should be one of term,"),
        ("trust.yaml", "{terms: terms.csv}", "{terms: terms.csv, events: e.ics}", "events of", "broken", "not there"),
        (
            "terms.csv",
            "2026-12-18",
            "2026-11-06",
            "term dates",
            "warning",
            "end on 6 November 2026: weeks after that are not",
        ),
    ],
)
def test_a_register_or_calendar_that_is_amiss(
    root: Path, file: str, old: str, new: str, subject: str, state: str, part: str
) -> None:
    rewrite(root / file, old, new)
    found = told(root, subject)
    assert found[0] == state
    assert part in found[1]


def test_a_register_that_is_two_months_old(root: Path) -> None:
    later = NOW + timedelta(days=58)
    assert told(root, "consent register", later - timedelta(days=2))[0] == "ok"
    assert told(root, "consent register", later) == (
        "warning",
        "1 row, saved 61 days ago: export it again, children have come, left and withdrawn since",
    )


def test_one_register_for_two_schools_is_one_line_that_names_who_is_not_in_it(root: Path) -> None:
    second = TRUST[TRUST.index("  - id:") :].replace("id: brookside", "id: hillside").replace("Brookside", "Hillside")
    (root / "trust.yaml").write_text(TRUST + second, encoding="utf-8")
    rewrite(root / "pupils.csv", "pupil_id", "school,pupil_id")
    rewrite(root / "pupils.csv", "B1,", "brookside,B1,")
    assert told(root, "pupil register") == (
        "warning",
        "1 row, saved 3 days ago, none of Hillside Primary School: look at its column 'school'",
    )


def test_runs_that_are_under_way(root: Path) -> None:
    with store_lock(root), account_lock(root, "x:brookside"):
        assert told(root, "runs") == (
            "warning",
            "an audit or report and a pull of x:brookside is under way: what you start now may have to wait for it",
        )
    assert told(root, "runs") == ("ok", "no run is under way")
