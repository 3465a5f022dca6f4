"""What reports say of one account: its posts by weeks of the trust's zone, the last one, its photos examined."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import update
from workspaces import AS_OF, Small

import checks
import connectors
from pipeline.plan import make_plan
from pipeline.publish import build_view
from pipeline.run import run
from pipeline.store.runs import last_audits
from pipeline.store.schema import posts, profiles
from pipeline.workspace import open_workspace
from reports.base import Account


def row(number: int, at: str, kind: str = "original") -> tuple[str, ...]:
    return (f"p{number}", "oakhill", at, kind, f"News number {number}", f"https://x.example/{number}", "")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Posts on either side of a week's end, in summer and in winter time, and photos of which one can be opened."""
    folder = tmp_path_factory.mktemp("weeks")
    Image.effect_noise((64, 48), 80).save(folder / "leaves.png")
    small = Small(
        folder,
        posts=[
            row(1, "2026-09-06T22:30:00+00:00"),  # Sunday evening, summer time
            row(2, "2026-09-06T23:30:00+00:00"),  # already Monday at the school
            row(3, "2026-10-25T23:30:00+00:00"),  # Sunday evening of the night the clocks went back
            row(4, "2026-10-26T00:30:00+00:00"),
            row(5, "2026-10-27T09:00:00+00:00", kind="repost"),
        ],
        media=[
            ("p1", "m1", "photo", "", "leaves.png", "Leaves"),
            ("p2", "m2", "photo", "", "", "No file"),
            ("p3", "m3", "video", "", "", ""),
            ("p4", "m4", "video", "", "leaves.png", ""),
        ],
    )
    run(small.write(), as_of=AS_OF)
    return folder


def account(root: Path) -> Account:
    with open_workspace(root) as space:
        plan = make_plan(space.loaded, checks.find(), connectors.find())
        with space.store.read() as connection:
            (last,) = last_audits(connection, 1)
        (school,) = build_view(space.store, plan, last).schools
    assert len(school.accounts[0].weekly) == len(school.weeks)
    assert [week.monday.isoformat() for week in school.weeks][:2] == ["2026-08-31", "2026-09-07"]
    return school.accounts[0]


def test_a_post_belongs_to_the_week_it_had_at_the_school(root: Path) -> None:
    weekly = account(root).weekly
    assert weekly[:2] == (1, 1)
    assert weekly[7:9] == (1, 1)  # 19 and 26 October; the repost counts as little as it does for the policy
    assert sum(weekly) == 4


def test_the_last_post_and_how_far_it_was_read(root: Path) -> None:
    one = account(root)
    assert one.last_post is not None
    assert one.last_post.isoformat() == "2026-10-27T09:00:00+00:00"
    reading = next(reading for reading in one.readings if reading.what == "posts")
    assert reading.complete
    assert reading.at == AS_OF
    assert reading.theirs is None


def test_photos_are_counted_with_those_that_were_looked_into(root: Path) -> None:
    one = account(root)
    assert (one.photos, one.photos_examined) == (2, 1)
    assert (one.videos, one.covers_examined) == (2, 1)


def test_what_the_platform_counts_stands_beside_what_was_read(root: Path) -> None:
    with open_workspace(root) as space, space.store.write() as connection:
        connection.execute(
            profiles.insert().values(
                account="x:oakhill", platform_id="1", handle="oakhill", name="", about="", website="",
                visibility="public", posts_total=7, at=0, source="test", first_stored_at=0,
            )
        )  # fmt: skip
        connection.execute(update(posts).values(comments_total=3))
    theirs = {reading.what: reading.theirs for reading in account(root).readings}
    assert (theirs["posts"], theirs["comments"]) == (7, 15)
    with open_workspace(root) as space, space.store.write() as connection:
        connection.execute(update(posts).where(posts.c.post_id == "p5").values(comments_total=None))
    assert {reading.what: reading.theirs for reading in account(root).readings}["comments"] is None
