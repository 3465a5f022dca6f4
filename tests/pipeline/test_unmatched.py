"""Consents and a photo log that speak of no pupil or no post of the school: said, and the rest goes on."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from workspaces import AS_OF, Small, photo, post

from pipeline.export import export_coverage
from pipeline.run import audit, pull
from pipeline.school_registers import TrustFiles
from pipeline.store.gate_rows import load_gate
from pipeline.unmatched import unmatched_rows
from pipeline.workspace import open_workspace


def told(
    small: Small, day: int = 0, *, register: str = "photo_log"
) -> dict[str, tuple[int | None, int, str, tuple[str, ...]]]:
    """Return rule -> checked, set aside, reason, places, of one register in an audit."""
    for step in (pull, audit):
        outcome = step(small.write(), as_of=AS_OF + timedelta(days=day))
    with open_workspace(small.root) as space, space.store.read() as connection:
        rows = [row for row in load_gate(connection, outcome.run) if row.source == register]
    return {row.rule: (row.checked, row.failed, row.reason, row.ids) for row in rows}


def school(folder, *log: tuple[str, str, str]) -> Small:
    rows = [("oakhill", *row, "", "") for row in log]
    return Small(folder, posts=[post(1, "2026-11-10")], media=[photo(1)], photo_log=rows)


@pytest.mark.slow
def test_rows_that_match_nothing_are_named_by_their_place_and_nothing_else_is_lost(tmp_path):
    small = school(tmp_path, ("p1", "m1", "P1"), ("p1", "m1", "Zofia K"), ("p9", "", "P2"), ("p1", "", "P77"))
    rules = told(small)
    assert rules["unknown-pupil"][0] == 4
    assert rules["unknown-pupil"][1:] == (
        0,
        "2 rows with a pupil_id that no register has ever held: correct it; "
        "until then nobody's consent is on record for it",
        ("oakhill row 2", "oakhill row 4"),
    )
    assert rules["unknown-post"][2].startswith("1 row with a post_id that was never read: correct it")
    assert rules["unknown-post"][3] == ("oakhill row 3",)
    assert not any("Zofia" in str(rule) for rule in rules.values())


@pytest.mark.slow
def test_a_pupil_who_left_the_register_and_a_post_that_is_gone_are_still_known(tmp_path):
    small = school(tmp_path, ("p1", "m1", "P1"))
    assert told(small)["unknown-pupil"][2] == "no row has a pupil_id that no register has ever held"
    small.pupils, small.posts = small.pupils[1:], [post(2, "2026-11-11")]
    rules = told(small, day=1)
    assert [rules[rule][3] for rule in ("unknown-pupil", "unknown-post")] == [(), ()]


def test_a_row_of_an_account_that_the_school_does_not_have_is_named_by_its_place(tmp_path):
    small = school(tmp_path, ("p1", "m1", "P1"))
    pull(small.write(), as_of=AS_OF)
    log = "school,post_id,media_id,pupil_id,shows,form,account\n"
    log += "oakhill,p1,m1,P1,,,@OakHill\noakhill,p1,m1,P2,,,oakhil\noakhill,p1,m1,P2,,,\n"
    (tmp_path / "photo_log.csv").write_text(log, encoding="utf-8")
    with open_workspace(tmp_path) as space, space.store.read() as connection:
        rows = unmatched_rows(connection, TrustFiles(space.trust), space.trust.schools, AS_OF)
    [row] = [row for row in rows if row.rule == "unknown-account"]
    assert row.ids == ("oakhill row 2",)
    assert row.reason.startswith("1 row with an account that the school does not have: correct it")


def test_without_any_pupil_no_row_is_blamed_for_it(tmp_path):
    small = school(tmp_path, ("p1", "m1", "P1"))
    small.registers = ("photo_log",)
    small.write()
    with open_workspace(tmp_path) as space, space.store.read() as connection:
        files, schools = TrustFiles(space.trust), space.trust.schools
        _, pupils, posts, accounts = unmatched_rows(connection, files, schools, AS_OF)
    assert (pupils.ids, posts.ids, accounts.ids) == ((), ("oakhill row 1",), ())


def test_consents_that_name_nobody_of_the_school_are_no_consents_to_judge_by(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-12")], media=[photo(1)])
    small.photo_log = [("oakhill", "p1", "m1", "P1", "pupil", "")]
    small.consents = [("oakhill", f"X{n}", "photo_social_media", "granted", "2026-09-01", "") for n in range(3)]
    assert told(small, register="consents")["unknown-pupil"][2].startswith("3 rows with a pupil_id that no register")
    rows = [json.loads(line) for line in export_coverage(tmp_path, "jsonl").splitlines()]
    [row] = [row for row in rows if row["check"] == "photo-without-consent"]
    assert (row["outcome"], row["reason"]) == ("not_assessed", "consent register: it names nobody of this school")


def test_a_consent_of_somebody_unknown_is_told_and_the_others_count(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-12")], media=[photo(1)])
    small.photo_log = [("oakhill", "p1", "m1", "P1", "pupil", "")]
    small.consents = [("oakhill", who, "photo_social_media", "granted", "2026-09-01", "") for who in ("P1", "X9")]
    assert told(small, register="consents")["unknown-pupil"][3] == ("oakhill row 2",)
    rows = [json.loads(line) for line in export_coverage(tmp_path, "jsonl").splitlines()]
    assert [row["outcome"] for row in rows if row["check"] == "photo-without-consent"] == ["pass"]
