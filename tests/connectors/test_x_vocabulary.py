"""X asked in either of its vocabularies: the same posts come out, and no old word is sent where new ones are."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import cases_x
import pytest
from scenes import Ground, account, posts_of, secret

from connectors.base import NeedsPerson

FIELDS = {"note_post", "edit_history_post_ids", "referenced_posts"}


def scene(tmp_path: Path, platform: Any, **options: Any) -> Any:
    made = cases_x.scene_with(cases_x.speaker(), Ground(root=tmp_path, platform=platform))
    return dataclasses.replace(made, account=account("x", "oakmereprimary", "x", token=secret("X_TOKEN"), **options))


def test_the_newer_words_are_sent_where_the_source_wants_them(tmp_path: Path, platform: Any) -> None:
    made = scene(tmp_path, platform, vocabulary="post")
    posts = posts_of(made.read())
    assert len(posts) == 5
    for call in made.server.asked("/tweets"):
        assert not any("tweet" in key or "tweet" in value for key, value in call.query.items() if key != "query")
        assert set(call.query["post.fields"].split(",")) >= FIELDS
    assert "referenced_posts.id.attachments.media_keys" in made.server.asked("/7001/tweets")[0].query["expansions"]
    assert "user.fields" in made.server.asked("/by/username/")[0].query


def test_a_search_for_replies_keeps_its_own_words(tmp_path: Path, platform: Any) -> None:
    said = [
        {call.query["query"] for call in made.server.asked("/search/recent")}
        for made in (scene(tmp_path, platform), scene(tmp_path, platform, vocabulary="post"))
        if made.read()
    ]
    assert said[0] == said[1] != set()


def test_a_vocabulary_that_x_has_not_is_named(tmp_path: Path, platform: Any) -> None:
    with pytest.raises(NeedsPerson, match=r"source\.vocabulary of @oakmereprimary on X should be tweet or post"):
        scene(tmp_path, platform, vocabulary="toot").read()
