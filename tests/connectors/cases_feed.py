"""Scenes of a school's blog."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from loopback.feed_speaker import HOST, SITE, BlogPost, FeedSpeaker
from scenes import NOW, Ground, Scene, account

from connectors.feed import FeedConnector


def post(number: int, hours: int, comments: int = 0, **more: Any) -> BlogPost:
    """Return a post so many hours before now, with a picture and so many comments."""
    at = NOW - timedelta(hours=hours)
    said = [
        {
            "id": f"{number}0{one}",
            "at": at + timedelta(minutes=one + 1),
            "author": "A parent",
            "text": f"Well done {one}",
        }
        for one in range(comments)
    ]
    body = f'<p>Post {number} of the week</p><img src="/files/{number}.jpg" alt="Picture {number}">'
    return BlogPost(**{"number": number, "at": at, "body": body, "title": f"News {number}", "comments": said, **more})


POSTS = [post(90, 1, 2), post(89, 30), post(88, 200, 1), post(87, 900), post(86, 2000)]


def speaker(**more: Any) -> FeedSpeaker:
    """Return a WordPress site with five posts, two a page."""
    return FeedSpeaker(**{"posts": list(POSTS), "page_size": 2, **more})


def scene_with(site: FeedSpeaker, ground: Ground, platform: str = "blog", **more: Any) -> Scene:
    """Return the blog as that site shows it; `more` are keys of its source, or of the scene."""
    server = ground.platform(site)
    options = {"url": f"{SITE}/feed/", **{key: more.pop(key) for key in ("url", "comments") if key in more}}
    return Scene(
        connector=FeedConnector,
        account=account(platform, "oakmere", "feed", **options),
        root=ground.root,
        http=replace(server.http(), loopback=dict.fromkeys((HOST, f"www.{HOST}"), server.url)),
        server=server,
        posts=frozenset(one.guid for one in site.posts),
        **more,
    )


def scene(case: str, ground: Ground) -> Scene:
    """Return the scene of a case of the contract."""
    if case == "an empty page":
        return scene_with(speaker(posts=[]), ground)
    if case == "a repeated cursor":
        return scene_with(speaker(circle=True), ground)
    if case == "a foreign author":
        other = speaker(link="https://mastodon.example/@somebody_else")
        return scene_with(other, ground, "mastodon", foreign=frozenset(one.guid for one in POSTS))
    return scene_with(speaker(), ground)
