"""A check that needs pictures does not judge the ones that were not fetched, and the run says how many there are."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from drawn import drawn, encoded
from workspaces import AS_OF, Small, comment, post

from checks.base import Evidence, Judgement, School, check, judge
from config.load import load_trust
from pipeline.evidence import account_frame, load_records, read_frame
from pipeline.judging import judge_school
from pipeline.plan import PlannedCheck
from pipeline.run import pull, run
from pipeline.store.opening import open_store

FILES = ("a.jpg", "b.jpg", "missing.jpg")


def workspace(tmp_path, *files: str, **top: object) -> Small:
    """Write a school with one post and one photo for each file, of which those that exist are drawn."""
    for number, file in enumerate(files):
        if file != "missing.jpg":
            (tmp_path / file).write_bytes(encoded(drawn(number)))
    posts = [post(n, f"2026-11-{n + 1:02}") for n in range(len(files))]
    media = [(f"p{n}", "m1", "photo", "", file, "A picture") for n, file in enumerate(files)]
    small = Small(tmp_path, posts=posts, media=media, comments=[comment(1, 0, "Lovely")], top=top)
    small.write()
    return small


@check(title="A picture", subject={"image"}, severity="note", needs={"pictures"}, remedy="Look at it.")
def a_picture(evidence: Evidence) -> Judgement:
    """Judge every picture that there is a copy of."""
    had = evidence.media[evidence.media["copy"] != ""] if len(evidence.media) else evidence.media
    name = "image:" + had["post_id"] + "/" + had["media_id"] if len(had) else pd.Series(dtype="str")
    return judge(pd.DataFrame({"subject_type": "image", "subject_id": name, "account": had["account"]}))


def coverage(root) -> list[tuple[str, str, int]]:
    """Return (outcome, reason, judged) of the check over what the workspace's store holds."""
    school = load_trust(root).schools[0]
    store = open_store("sqlite:///social-audit.db", root)
    with store.read() as connection:
        records = load_records(connection, school)
    store.close()
    evidence = Evidence(
        school=School(id=school.id, name=school.name, phase=school.phase),
        as_of=AS_OF,
        accounts=account_frame(school),
        reads=read_frame(records.reads),
        posts=records.posts,
        media=records.media,
    )
    judged = judge_school(
        PlannedCheck(check="a-picture", clauses=("c",), options={}, severity=None), a_picture, evidence
    )
    return [(row.outcome, row.reason, row.judged) for row in judged.coverage]


def test_a_school_whose_photos_were_all_fetched_is_judged(tmp_path):
    workspace(tmp_path, "a.jpg", "b.jpg")
    pull(tmp_path, as_of=AS_OF)
    assert coverage(tmp_path) == [("pass", "", 2)]


def test_what_was_not_fetched_is_not_assessed_and_counted(tmp_path):
    workspace(tmp_path, *FILES)
    pull(tmp_path, as_of=AS_OF)
    [judged, missed] = coverage(tmp_path)
    assert judged == ("pass", "", 2)
    assert missed[0] == "not_assessed"
    assert missed[1].startswith(
        "pictures: 2 of 3 images fetched; a photo of @oakhill: its file is not in the workspace"
    )


def test_where_none_was_fetched_none_is_judged(tmp_path):
    workspace(tmp_path, *FILES, pictures={"fetch": False})
    pull(tmp_path, as_of=AS_OF)
    [missed] = coverage(tmp_path)
    assert missed[0] == "not_assessed"
    assert "pictures are not fetched (pictures.fetch is false in trust.yaml)" in missed[1]
    assert not (tmp_path / "media").exists()


def test_an_account_without_a_media_file_has_no_pictures_to_pass(tmp_path):
    small = workspace(tmp_path, "a.jpg")
    small.source = {"media": ""}
    small.write()
    pull(tmp_path, as_of=AS_OF)
    [missed] = coverage(tmp_path)
    assert missed[0] == "not_assessed"
    assert "no media file is given" in missed[1]


@pytest.mark.slow
def test_the_reports_say_it_and_hold_no_copy(tmp_path):
    workspace(tmp_path, *FILES)
    outcome = run(tmp_path, as_of=AS_OF)
    slt = next(file for file in outcome.files if file.name == "slt-oakhill.html").read_text(encoding="utf-8")
    assert "2 of 3 images fetched" in slt
    assert "Every account was read" in slt, "no check asked for the bytes"
    facts = json.loads(next(file for file in outcome.files if file.name == "run.json").read_text(encoding="utf-8"))
    assert facts["facts"]["retention_applied"]["media"] == 0
    assert len(list((tmp_path / "media").rglob("*.jpg"))) == 2
