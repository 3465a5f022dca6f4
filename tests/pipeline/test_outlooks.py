"""Audits for days that have not come, and looks at earlier ones: they erase nothing and date nobody wrongly."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from workspaces import AS_OF, Small, comment, photo, post

from pipeline.run import audit, run
from pipeline.store.ledger_rows import load_findings
from pipeline.store.schema import comments, pupils
from pipeline.workspace import open_workspace

WEEK = timedelta(weeks=1)
NAMED = comment(1, 1, "Well done Zainab Malik")


def statuses(small: Small) -> dict[tuple[str, str], str]:
    """Return (check, subject id) -> status of every finding."""
    with open_workspace(small.root) as space, space.store.read() as connection:
        return {(one.check, one.subject_id): one.status for one in load_findings(connection, "oakhill").values()}


def column(small: Small, table, name: str) -> list[object]:
    with open_workspace(small.root) as space, space.store.read() as connection:
        return list(connection.execute(select(table.c[name]).order_by(*table.primary_key)).scalars())


def clocked(small: Small, as_of: datetime) -> None:
    """Run for a moment that the clock has reached."""
    run(small.write(), as_of=as_of, now=as_of)


@pytest.mark.slow
def test_an_outlook_erases_nothing(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10")], comments=[NAMED, comment(2, 1, "Lovely")])
    clocked(small, AS_OF)
    small.comments = small.comments[1:]
    clocked(small, AS_OF + WEEK)
    before = statuses(small)
    assert before["child-named-in-comment", "comment:c1"] == "fixed"
    outcome = audit(small.root, as_of=AS_OF + timedelta(days=3652), now=AS_OF + WEEK)
    assert "This is an outlook" in outcome.lines[-1]
    assert column(small, comments, "text") == ["Well done Zainab Malik", "Lovely"]
    assert statuses(small)["child-named-in-comment", "comment:c1"] == "fixed"
    clocked(small, AS_OF + 6 * WEEK)
    assert column(small, comments, "text") == ["", "Lovely"], "its term comes when it comes"


@pytest.mark.slow
def test_one_outlook_goes_on_from_another_and_an_audit_from_neither(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10")], comments=[NAMED])
    clocked(small, AS_OF)
    named, week = ("child-named-in-comment", "comment:c1"), ("too-few-posts", "week:2026-W47")
    seen = []
    for ahead in (WEEK, 2 * WEEK):
        run(small.root, as_of=AS_OF + ahead, now=AS_OF)
        seen.append((statuses(small)[named], statuses(small)[week]))
    assert seen == [("open", "new"), ("open", "past")]
    clocked(small, AS_OF + timedelta(days=1))
    assert statuses(small)[week] == "superseded", "that week has not ended yet"
    clocked(small, AS_OF + WEEK)
    assert statuses(small)[week] == "new"


@pytest.mark.slow
def test_what_an_outlook_read_was_not_read_when_its_day_comes(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10")])
    clocked(small, AS_OF)
    run(small.root, as_of=AS_OF + 6 * WEEK, now=AS_OF)
    (small.root / "posts.csv").unlink()
    run(small.root, as_of=AS_OF + 2 * WEEK, now=AS_OF + 2 * WEEK)
    assert statuses(small)["too-few-posts", "week:2026-W47"] == "superseded", "nobody has looked since the 16th"


@pytest.mark.slow
def test_a_refusal_is_kept_on_its_day_whatever_an_outlook_read_before(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-09-10")])
    small.consents = [("oakhill", "P1", "photo_social_media", "granted", "", "")]
    clocked(small, AS_OF)
    audit(small.root, as_of=AS_OF + 6 * WEEK, now=AS_OF)
    small.consents = [("oakhill", "P1", "photo_social_media", "refused", "", "")]
    clocked(small, AS_OF + WEEK)
    small.posts.append(post(2, "2026-12-01"))
    small.media, small.photo_log = [photo(2)], [("oakhill", "p2", "m1", "P1", "pupil", "")]
    for weeks in (4, 8):
        clocked(small, AS_OF + weeks * WEEK)
        assert statuses(small)["photo-without-consent", "image:p2/m1"] in {"new", "open"}
        assert ("consent-withdrawn-since", "image:p2/m1") not in statuses(small)


@pytest.mark.slow
@pytest.mark.parametrize(("look", "left"), [(-6 * WEEK, "2026-11-16"), (WEEK, "2026-11-23"), (6 * WEEK, "2026-11-17")])
def test_who_was_a_pupil_at_one_audit_has_not_left_before_it(tmp_path, look, left):
    small = Small(tmp_path, posts=[post(1, "2026-11-10")])
    clocked(small, AS_OF)
    small.pupils = small.pupils[:1]
    clock = max(AS_OF + timedelta(days=1), AS_OF + look if look == WEEK else AS_OF)
    audit(small.write(), as_of=AS_OF + look, now=clock)
    assert column(small, pupils, "left_on") == ["", left]
