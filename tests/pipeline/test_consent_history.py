"""An export holds today's state alone: what earlier ones said is kept, so that the day of posting is judged right."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import process_time

import pandas as pd
import pytest
from consent_asked import consent_at
from made_stores import new_store
from workspaces import AS_OF, Small, photo, post

from checks.consents.history import Said
from pipeline.consent_history import keep_history, said_by, told_with, with_history
from pipeline.export import export_findings
from pipeline.run import audit, pull
from pipeline.store.consent_history import keep_consents, load_consent_history

CHECKS = ("photo-without-consent", "consent-withdrawn-since")
P1 = ("oakhill", "P1", "photo_social_media")


def school(folder: Path) -> Small:
    """One photo of one pupil; register exports without a day."""
    return Small(
        folder,
        posts=[post(1, "2026-11-10")],
        media=[photo(1)],
        photo_log=[("oakhill", "p1", "m1", "P1", "pupil", "")],
    )


def audited(small: Small, day: int, *words: str) -> list[tuple[str, str, str]]:
    """Pull and audit with an export that says these words of P1 without a day; returns what of CHECKS stands."""
    small.consents = [("oakhill", "P2", "photo_social_media", "granted", "2026-09-01", "")]
    small.consents += [(*P1, word, "", "") for word in words]
    for step in (pull, audit):
        step(small.write(), as_of=AS_OF + timedelta(days=day))
    rows = [json.loads(line) for line in export_findings(small.root, "jsonl").splitlines()]
    return [(row["check"], row["status"], row["detail"]) for row in rows if row["check"] in CHECKS]


@pytest.mark.slow
def test_granted_until_last_tuesdays_export_said_refused(tmp_path):
    small = school(tmp_path)
    assert audited(small, 0, "granted") == []
    assert audited(small, 1, "granted") == []
    detail = (
        "consent was in force when it was posted on X on 10 November 2026; it is refused now: "
        "still online 0 days after a register first said so on 18 November 2026"
    )
    assert audited(small, 2, "refused") == [("consent-withdrawn-since", "new", detail)]
    [(check, status, detail)] = audited(small, 5, "refused")
    assert (check, status) == ("consent-withdrawn-since", "open")
    assert detail.endswith("still online 3 days after a register first said so on 18 November 2026")


@pytest.mark.slow
def test_a_yes_that_came_after_the_posting_does_not_undo_what_was_wrong_then(tmp_path):
    small = school(tmp_path)
    [(check, _, detail)] = audited(small, 0, "refused")
    assert check == "photo-without-consent"
    assert detail.endswith("consent had been refused; the register gives no day since when")
    assert [row[:2] for row in audited(small, 1, "granted")] == [("photo-without-consent", "open")]


@pytest.mark.slow
def test_a_leaver_whom_the_export_drops_was_not_published_without_consent(tmp_path):
    small = school(tmp_path)
    assert audited(small, 0, "granted") == []
    small.pupils = small.pupils[1:]
    assert audited(small, 1) == []


@pytest.mark.slow
def test_a_pupil_who_stays_and_has_no_row_any_more_is_asked_about(tmp_path):
    small = school(tmp_path)
    assert audited(small, 0, "granted") == []
    [(check, _, detail)] = audited(small, 1)
    assert check == "consent-withdrawn-since"
    assert "by the register nobody has been asked: still online 0 days after a register first said so" in detail


def frame(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Consents (pupil, word, day given or blank) as Evidence has them."""
    made = pd.DataFrame(rows, columns=["pupil_id", "consent", "given_on"])
    given = pd.to_datetime(made["given_on"].where(made["given_on"] != "", None), utc=True).astype("datetime64[us, UTC]")
    none = pd.Series(pd.NaT, index=made.index, dtype="datetime64[us, UTC]")
    filled = made.assign(given_on=given, withdrawn_on=none, expires_on=none, row=range(len(made)))
    return filled.assign(purpose="photo_social_media", basis="", given_by="", years="")


def states(consents: pd.DataFrame, *days: int) -> list[str]:
    """The state of P1 on X some days after the first reading."""
    asked = [{"pupil_id": "P1", "kind": "photo", "platform": "x", "moment": AS_OF + timedelta(days=n)} for n in days]
    return consent_at(consents, pd.DataFrame(asked)).tolist()


@pytest.fixture
def reading(tmp_path):
    """Read a register on a day, and return it with its history."""
    store = new_store(tmp_path)

    def read(day: int, *rows: tuple[str, str, str], own: tuple[str, str, str] | None = None) -> pd.DataFrame:
        consents = frame(*rows)
        if own is not None:
            consents = pd.concat([consents, frame(own).assign(purpose="photo_x")], ignore_index=True)
        with store.write() as connection:
            keep_consents(connection, "oakhill", said_by(consents), AS_OF + timedelta(days=day))
            history = load_consent_history(connection, "oakhill")
        return told_with(consents, history, ())

    yield read
    store.close()


def test_each_state_is_true_from_its_moment(reading):
    reading(0, ("P1", "granted", ""))
    reading(3, ("P1", "granted", ""))
    reading(7, ("P1", "refused", ""))
    now = reading(9, ("P1", "granted", ""))
    assert states(now, -100, 4, 6, 7, 8, 9) == ["granted", "granted", "granted", "refused", "granted", "granted"]


def test_a_column_for_one_platform_that_is_dropped_leaves_what_holds_for_all(reading):
    """A platform's own consent that no export has any more is no word against the general one."""
    general = ("P1", "granted", "")
    reading(0, general, own=("P1", "refused", ""))
    now = reading(5, general)
    assert states(now, -3, 1, 4, 5, 9) == ["refused", "refused", "refused", "granted", "granted"]


def test_a_column_for_one_platform_that_is_new_says_nothing_of_the_time_before(reading):
    general = ("P1", "granted", "")
    reading(0, general)
    now = reading(5, general, own=("P1", "refused", ""))
    assert states(now, -3, 4, 5, 9) == ["granted", "granted", "refused", "refused"]


def test_a_later_look_at_an_earlier_day_changes_nothing(reading, tmp_path):
    reading(0, ("P1", "granted", ""))
    reading(7, ("P1", "refused", ""))
    reading(3, ("P1", "withdrawn", ""))
    with closing(sqlite3.connect(tmp_path / "s.db")) as store:
        assert store.execute("SELECT said FROM consent_history ORDER BY since").fetchall() == [
            ('[["granted", null, null, null]]',), ('[["refused", null, null, null]]',),
        ]  # fmt: skip


def test_of_two_files_read_at_one_moment_the_second_stands(reading):
    reading(0, ("P1", "granted", ""))
    reading(1, ("P1", "unknown", ""))
    assert states(reading(1, ("P1", "refused", "")), 0, 1) == ["granted", "refused"]


def test_a_register_that_says_what_it_said_is_left_as_it_was(reading):
    rows = [("P1", "granted", "2026-09-01"), ("P1", "refused", "2026-10-01")]
    reading(0, *rows)
    again = reading(5, *reversed(rows))
    pd.testing.assert_frame_equal(again.drop(columns="first_read"), frame(*reversed(rows)), check_dtype=False)


def test_a_second_file_of_a_large_school_read_at_one_moment_takes_no_minutes(tmp_path):
    """A day given alone means its end: a register that was mended on that day is read at the moment of the first."""
    everybody = [(f"P{number}", "photo_x") for number in range(8_000)]
    store = new_store(tmp_path)
    for word in ("unknown", "granted"):
        began = process_time()
        with store.write() as connection:
            keep_consents(connection, "oakhill", {one: [Said(word, None, None, None)] for one in everybody}, AS_OF)
        assert process_time() - began < 2
    store.close()


def test_what_is_given_for_some_year_groups_keeps_its_own_dates(reading):
    limited = frame(("P1", "granted", "2026-09-01")).assign(years="7,8")
    assert said_by(limited) == {}


def test_a_no_for_some_years_only_is_not_softened_by_what_the_register_said_before(tmp_path, reading):
    """What is limited to years is kept in no history, and must not be taken for a purpose that was dropped."""
    general = frame(("P1", "granted", ""))
    reading(0, ("P1", "granted", ""), own=("P1", "granted", ""))
    now = pd.concat([general, frame(("P1", "refused", "")).assign(purpose="photo_x", years="7")], ignore_index=True)
    store = new_store(tmp_path)
    keep_history(store, "oakhill", now, AS_OF + timedelta(days=5))
    with store.read() as connection:
        told = with_history(connection, "oakhill", now, ())
    store.close()
    assert states(told, 5, 9) == ["refused", "refused"]


def test_a_no_that_is_read_for_an_earlier_moment_counts_all_the_same(reading):
    """A day given alone means its end: a run later on that day, by the clock, is an earlier look at a newer file."""
    reading(0, ("P1", "refused", ""))
    reading(3, ("P1", "granted", ""))
    assert states(reading(2, ("P1", "refused", "")), 2) == ["refused"]
    assert states(reading(4, ("P1", "granted", "")), 0, 4) == ["refused", "granted"]
