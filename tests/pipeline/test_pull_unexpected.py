"""What nobody thought of, met while one account is read, is a fault of that account alone."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from made_stores import new_store

from config.models import Account, Reading, Source
from connectors.base import Connector, Page, Post, Profile, Surroundings, Window
from pipeline.pull import pull_account
from pipeline.store.frames import load_posts, load_reads

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
ACCOUNT = Account(school="oak", platform="x", handle="@oak", source=Source(connector="odd"))


class _Odd(Connector):
    """A platform whose second page is of a kind that nobody has seen."""

    name: ClassVar[str] = "odd"
    platforms: ClassVar[frozenset[str]] = frozenset({"x"})
    provides: ClassVar[frozenset[str]] = frozenset({"posts"})

    @classmethod
    def build(cls, surroundings: Surroundings) -> _Odd:
        return cls()

    def profile(self, account: Account) -> Profile:
        raise NotImplementedError

    def pages(self, account: Account, cursor: Mapping[str, Any] | None, window: Window) -> Iterator[Page]:
        yield Page(posts=[Post(post_id="1", created_at=NOW, text="Hello")], cursor={"next": "2"}, first=True)
        raise ValueError("Zainab Malik")


def test_it_is_told_without_its_words_and_what_was_read_stays(tmp_path, caplog: pytest.LogCaptureFixture) -> None:
    store = new_store(tmp_path)
    with caplog.at_level(logging.ERROR):
        pulled = pull_account(store, _Odd(), ACCOUNT, NOW, Reading())
    assert pulled.reason == (
        "something unexpected was met while it was read (ValueError): tell whoever maintains this program"
    )
    assert "Zainab" not in caplog.text
    assert "ValueError in test_pull_unexpected.py" in caplog.text
    with store.read() as connection:
        assert list(load_posts(connection, [ACCOUNT.key])["post_id"]) == ["1"]
        assert not load_reads(connection, [ACCOUNT.key])["complete"].any()
    store.close()
