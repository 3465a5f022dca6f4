"""Present, edited, gone, private and withheld are different states, each dated; what was read before is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from made_stores import new_store
from sqlalchemy import select

from connectors.base import Comment, Media, Page, Post, Read, Unavailable
from pipeline.moments import to_micros
from pipeline.store.erasure import erase_gone_comments
from pipeline.store.frames import load_comments, load_media, load_posts
from pipeline.store.pages import PullMoment, save_page
from pipeline.store.schema import comments, media, posts, versions
from pipeline.store.subjects import load_subjects

DAY = datetime(2026, 11, 2, 6, tzinfo=UTC)
POSTED = datetime(2026, 10, 1, 9, tzinfo=UTC)
TABLES = {"posts": posts, "media": media, "comments": comments}


@pytest.fixture
def store(tmp_path):
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def pull(store, week: int, *shown: int, text: str = "Hello", **unavailable: str) -> None:
    """Save a whole pull that shows these posts, each with a photo and a comment; n1="withheld" names another."""
    begin = {"begin": POSTED, "proves_gone": True}
    page = Page(
        posts=[Post(post_id=str(n), created_at=POSTED + timedelta(days=n), text=text) for n in shown],
        media=[Media(post_id=str(n), media_id="m", alt_text="A picture") for n in shown],
        comments=[Comment(comment_id=f"c{n}", post_id=str(n), created_at=DAY, text="Well done") for n in shown],
        unavailable=[Unavailable(post_id=name[1:], state=state) for name, state in unavailable.items()],
        reads=[Read(what=what, complete=True, **begin) for what in TABLES],
        cursor={},
        first=True,
        last=True,
    )
    with store.write() as connection:
        save_page(connection, PullMoment("x:oak", "x", DAY + timedelta(weeks=week)), page)


def states(store, what: str = "posts") -> list[tuple[str, str, int | None]]:
    """Return (post, state, which week's pull dated it)."""
    t = TABLES[what]
    with store.read() as connection:
        rows = connection.execute(select(t.c.post_id, t.c.state, t.c.gone_at).order_by(t.c.post_id)).fetchall()
    weeks = {to_micros(DAY + timedelta(weeks=week)): week for week in range(9)}
    return [(post, state, None if at is None else weeks[at]) for post, state, at in rows]


def evidence(store) -> list[list[str]]:
    with store.read() as connection:
        frames = [load(connection, ["x:oak"]) for load in (load_posts, load_media, load_comments)]
    return [list(frame["post_id"]) for frame in frames]


@pytest.mark.parametrize("state", ["private", "withheld"])
def test_a_hidden_post_keeps_what_was_read_and_is_out_of_evidence_with_all_under_it(store, state):
    pull(store, 0, 1, 2)
    pull(store, 1, 2, n1=state)
    assert states(store) == [("1", state, 1), ("2", "public", None)]
    assert states(store, "media") == states(store, "comments") == [("1", "public", None), ("2", "public", None)]
    assert evidence(store) == [["2"]] * 3
    with store.read() as connection:
        assert connection.execute(select(posts.c.text).where(posts.c.post_id == "1")).scalar() == "Hello"
        assert connection.execute(select(versions.c.text)).fetchall() == [], "a notice is no edit"
        kinds = [("post", "post:1"), ("alt", "alt:1/m"), ("comment", "comment:c1")]
        found = load_subjects(connection, [("x:oak", kind, name) for kind, name in kinds])
    assert [one.state for one in found.values()] == [state] * 3


def test_it_keeps_its_date_as_long_as_it_lasts_and_takes_a_new_one_with_a_new_state(store):
    pull(store, 0, 1)
    pull(store, 1, n1="withheld")
    pull(store, 2, n1="withheld")
    assert states(store) == [("1", "withheld", 1)]
    pull(store, 3, n1="private")
    assert states(store) == [("1", "private", 3)]


def test_a_post_that_comes_back_is_public_again_with_all_under_it(store):
    pull(store, 0, 1)
    pull(store, 1, n1="withheld")
    pull(store, 2, 1)
    assert states(store) == [("1", "public", None)]
    assert evidence(store) == [["1"]] * 3


def test_a_gone_post_that_turns_out_to_be_withheld_is_withheld_since_then(store):
    pull(store, 0, 1, 2)
    pull(store, 1, 2)
    assert states(store)[0] == ("1", "gone", 1)
    pull(store, 2, 2, n1="withheld")
    assert states(store)[0] == ("1", "withheld", 2)


def test_a_post_that_was_never_read_has_no_row(store):
    pull(store, 0, 2, n1="withheld")
    assert states(store) == [("2", "public", None)]


def test_comments_under_a_withheld_post_are_kept_and_those_under_a_private_one_are_not(store):
    pull(store, 0, 1, 2)
    pull(store, 1, n1="withheld", n2="private")
    with store.write() as connection:
        late = to_micros(DAY + timedelta(weeks=8))
        assert erase_gone_comments(connection, before=late, now=late) == 1
        kept = connection.execute(select(comments.c.post_id).where(comments.c.text != "")).scalars().all()
    assert kept == ["1"]


def test_another_accounts_post_of_the_same_id_is_left_alone(store):
    pull(store, 0, 1)
    with store.write() as connection:
        page = Page(unavailable=[Unavailable(post_id="1", state="private")], cursor={}, first=True, last=True)
        save_page(connection, PullMoment("x:ash", "x", DAY), page)
    assert states(store) == [("1", "public", None)]


def test_an_edit_while_it_was_withheld_is_an_edit_when_it_comes_back(store):
    pull(store, 0, 1)
    pull(store, 1, n1="withheld")
    pull(store, 2, 1, text="Hello all")
    with store.read() as connection:
        assert connection.execute(select(versions.c.text)).scalars().all() == ["Hello"]
