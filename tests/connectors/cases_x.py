"""Scenes of an account on X."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from loopback.x_speaker import TOKEN, XAccount, XSpeaker
from scenes import NOW, Ground, Scene, account, secret

from connectors.x import XConnector

USER = {
    "id": "7001",
    "username": "OakmerePrimary",
    "name": "Oakmere Primary &amp; Nursery",
    "description": "News of our school &amp; friends",
    "created_at": "2014-09-01T08:00:00.000Z",
    "protected": False,
    "url": "https://t.co/abc",
    "entities": {
        "url": {"urls": [{"start": 0, "end": 16, "url": "https://t.co/abc", "expanded_url": "https://oakmere.example"}]}
    },
    "public_metrics": {"followers_count": 90, "following_count": 3, "tweet_count": 5, "listed_count": 1},
}


def post(number: int, hours: int, **more: Any) -> dict[str, Any]:
    """Return a post of the account, so many hours before now."""
    stamp = (NOW - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    plain = {"id": str(number), "author_id": "7001", "conversation_id": str(number), "created_at": stamp}
    return {**plain, "text": f"Post {number} of the week", "edit_history_tweet_ids": [str(number)], **more}


def reply(number: int, under: int, **more: Any) -> dict[str, Any]:
    """Return a reply of a parent under a post."""
    plain = {"author_id": "8001", "conversation_id": str(under), "text": f"@OakmerePrimary well done {number}"}
    return post(number, 3, **plain | more)


POSTS = [post(900 - step, step * 30, public_metrics={"reply_count": 2}) for step in range(5)]
PARENT = {"id": "8001", "username": "a_parent", "name": "A parent"}


def speaker(**more: Any) -> XSpeaker:
    """Return X with one account of five posts on pages of two, and replies under the first and the third."""
    accounts = [XAccount(user=USER, posts=list(POSTS))]
    replies = [reply(950, 900), reply(951, 900), reply(952, 900), reply(953, 898)]
    return XSpeaker(
        **{"accounts": accounts, "replies": replies, "reply_users": [PARENT], "page_size": 2, "now": NOW, **more}
    )


def scene_with(x: XSpeaker, ground: Ground, **more: Any) -> Scene:
    """Return the account as that X shows it."""
    server = ground.platform(x)
    return Scene(
        connector=XConnector,
        account=account("x", "oakmereprimary", "x", token=secret("X_TOKEN")),
        root=ground.root,
        http=server.http(),
        secrets={"X_TOKEN": TOKEN},
        server=server,
        posts=frozenset(one["id"] for one in POSTS),
        **more,
    )


def scene(case: str, ground: Ground) -> Scene:
    """Return the scene of a case of the contract."""
    if case == "an empty page":
        return scene_with(speaker(accounts=[XAccount(user=USER)]), ground)
    if case == "a repeated cursor":
        return scene_with(speaker(circle=True), ground)
    if case == "a foreign author":
        other = post(899, 5, author_id="666", text="Somebody else's words")
        mixed = XAccount(user=USER, posts=[POSTS[0], other, *POSTS[2:]])
        return scene_with(speaker(accounts=[mixed]), ground, foreign=frozenset({"899"}))
    return scene_with(speaker(), ground)
