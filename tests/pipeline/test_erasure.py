"""Erasing what is over takes as long as there is much of it, and no longer; what other accounts have is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from made_stores import new_store
from sqlalchemy import event, select

from connectors.base import Comment, Page, Post, Read
from pipeline.moments import to_micros
from pipeline.store.erasure import erase_gone_comments, forsaken_accounts
from pipeline.store.ledger_rows import LedgerFinding, load_findings, save_findings
from pipeline.store.opening import Store
from pipeline.store.pages import PullMoment, load_cursor, read_until, save_page
from pipeline.store.schema import comments

DAY = datetime(2026, 11, 2, 6, tzinfo=UTC)
LATE = DAY + timedelta(weeks=8)


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def flagged(account: str, comment: str) -> LedgerFinding:
    return LedgerFinding(
        key=f"{account}/{comment}", check="abuse-in-comment", clause="own:1", severity="soon", confidence="likely",
        status="fixed", school="oakhill", account=account, platform="x", subject_type="comment",
        subject_id=f"comment:{comment}", permalink="", posted_at=DAY, start=0, end=4, matched_text="Boo!",
        pupil_ids=(), detail="Rude", remedy="Hide it", route="comms", basis="b", subject_hash="h", first_seen=DAY,
        last_seen=DAY, ended_at=LATE, run="2026-11-02",
    )  # fmt: skip


def with_gone_comments(store: Store, number: int, *accounts: str) -> None:
    """Let accounts have so many flagged comments that a later pull does not show any more."""
    read_twice(store, number, *accounts)
    for account in accounts:
        with store.write() as connection:
            save_findings(connection, [flagged(account, f"c{n}") for n in range(number)], {})


def read_twice(store: Store, number: int, *accounts: str) -> None:
    """Pull accounts with so many comments, and a week later with another one alone."""
    for account in accounts:
        shown = [Comment(comment_id=f"c{n}", post_id="1", created_at=DAY, text="Boo!") for n in range(number)]
        for week, read in enumerate((shown, [Comment(comment_id="last", post_id="1", created_at=DAY, text="Ah")])):
            reads = [Read(what=what, complete=True, begin=DAY, proves_gone=True) for what in ("posts", "comments")]
            posts = [Post(post_id="1", created_at=DAY, text="Hello")]
            page = Page(posts=posts, comments=read, reads=reads, cursor={}, first=True, last=True)
            with store.write() as connection:
                save_page(connection, PullMoment(account, "x", DAY + timedelta(weeks=week)), page)


def erased(store: Store, held: frozenset[tuple[str, str]] = frozenset()) -> tuple[int, int]:
    """Erase every gone comment; returns how many, and with how many statements."""
    sent: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *said: sent.append(said[2]))
    with store.write() as connection:
        return erase_gone_comments(connection, to_micros(LATE), to_micros(LATE), held=held), len(sent)


def left(store: Store) -> tuple[set[tuple[str, str]], set[str]]:
    """The comments that still have their words, and the findings that still quote any."""
    with store.read() as connection:
        kept = connection.execute(select(comments.c.account, comments.c.comment_id).where(comments.c.text != ""))
        quoting = {key for key, one in load_findings(connection, "oakhill").items() if one.matched_text}
        return {(row.account, row.comment_id) for row in kept}, quoting


def test_ten_times_as_many_comments_take_no_more_statements(tmp_path):
    told = {}
    for number in (30, 300):
        (tmp_path / str(number)).mkdir()
        store = new_store(tmp_path / str(number))
        with_gone_comments(store, number, "x:oak")
        told[number] = erased(store)
        assert left(store) == ({("x:oak", "last")}, set())
        store.close()
    assert told[30][1] == told[300][1]
    assert [told[number][0] for number in told] == [30, 300]


def test_every_comment_of_every_account_is_erased_but_those_that_are_held(store):
    with_gone_comments(store, 1100, "x:oak", "x:ash")
    held = frozenset({("x:ash", "c0"), ("x:ash", "c1099")})
    assert erased(store, held)[0] == 2200
    assert left(store) == ({("x:oak", "last"), ("x:ash", "last"), *held}, set())
    assert erased(store)[0] == 0, "a held one was counted when its term passed"
    assert left(store)[0] == {("x:oak", "last"), ("x:ash", "last")}


def test_comments_of_an_account_that_is_nobodys_any_more_lose_their_words_and_are_read_again_when_it_comes_back(store):
    with_gone_comments(store, 3, "x:oak", "x:ash")
    last = DAY + timedelta(weeks=1)
    with store.write() as connection:
        for kept in (["x:oak", "x:ash"], ["x:oak"]):
            assert forsaken_accounts(connection, kept, to_micros(last)) == []
        assert forsaken_accounts(connection, ["x:oak"], to_micros(last) + 1) == ["x:ash"]
        assert erase_gone_comments(connection, to_micros(DAY), to_micros(LATE), forsaken=["x:ash"]) == 4
        assert [read_until(connection, account, "x") for account in ("x:oak", "x:ash")] == [last, None]
        assert [load_cursor(connection, account) for account in ("x:oak", "x:ash")] == [{}, None]
    assert left(store)[0] == {("x:oak", one) for one in ("c0", "c1", "c2", "last")}
    read_twice(store, 3, "x:ash")
    assert ("x:ash", "last") in left(store)[0]
