"""Scenes of a professional account on Instagram."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from loopback.graph_speaker import TOKEN
from loopback.instagram_speaker import InstagramSpeaker
from scenes import NOW, Ground, Scene, account, secret

from connectors.instagram import InstagramConnector

APP_SECRET = "0123-app-secret"
ID = "17841400000000001"
PROFILE = {
    "id": ID,
    "username": "oakmere_primary",
    "name": "Oakmere Primary",
    "biography": "News of our school",
    "website": "https://oakmere.example",
    "media_count": 5,
}


def stamp(hours: int) -> str:
    """Return a time as Instagram writes it: no colon in the offset."""
    return (NOW - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S+0000")


def item(number: int, **more: Any) -> dict[str, Any]:
    """Return a photo."""
    url = f"https://scontent-lhr8-1.cdninstagram.com/{number}.jpg"
    return {"id": str(number), "media_type": "IMAGE", "media_url": url, "alt_text": f"Picture {number}", **more}


def post(number: int, hours: int, comments: int = 0, **more: Any) -> dict[str, Any]:
    """Return a post so many hours before now, with so many comments, the first of which has three replies."""
    talk = [comment(f"{number}0{one}") for one in range(comments)]
    if talk:
        talk[0]["replies"] = [comment(f"{number}9{one}", parent_id=talk[0]["id"]) for one in range(3)]
    return {
        **item(number),
        "media_product_type": "FEED",
        "caption": f"Post {number} of the week",
        "permalink": f"https://www.instagram.com/p/C{number}/",
        "timestamp": stamp(hours),
        "username": "oakmere_primary",
        "owner": {"id": ID},
        "comments": talk,
        **more,
    }


def comment(comment_id: str, **more: Any) -> dict[str, Any]:
    """Return a comment by somebody."""
    return {
        "id": comment_id,
        "timestamp": stamp(1),
        "text": "Well done",
        "username": "a.parent",
        "hidden": False,
        **more,
    }


def carousel(number: int, hours: int, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a post of several photos."""
    return post(number, hours, media_type="CAROUSEL_ALBUM", alt_text=None, children={"data": list(children)}, **more)


STORY = {**post(71, 3), "media_product_type": "STORY", "permalink": "https://www.instagram.com/stories/o/71"}
POSTS = [
    post(90, 1, 5),
    carousel(89, 30, item(891), item(892, media_type="VIDEO", thumbnail_url="https://scontent.cdninstagram.com/t.jpg")),
    post(88, 200, 1),
    post(87, 900, 3, media_type="VIDEO", media_product_type="REELS"),
    post(86, 2000),
]


def speaker(**more: Any) -> InstagramSpeaker:
    """Return Instagram with one account of five posts and a story, two posts a page, and two comments a page."""
    usual = {"account": PROFILE, "media": list(POSTS), "stories": [STORY], "app_secret": APP_SECRET}
    sizes = {"page_size": 2, "comments_with_post": 2, "comments_page": 2}
    return InstagramSpeaker(**usual | sizes | more)


def scene_with(instagram: InstagramSpeaker, ground: Ground, token: str = TOKEN, **more: Any) -> Scene:
    """Return the account as that Graph API shows it."""
    server = ground.platform(replace(instagram, token=token))
    keys = {"token": secret("INSTAGRAM_TOKEN"), "app_secret": secret("APP_SECRET")}
    http = server.http()
    hosts = ("graph.facebook.com", "graph.instagram.com", "*.cdninstagram.com")
    return Scene(
        connector=InstagramConnector,
        account=account("instagram", "Oakmere_Primary", "instagram", **keys),
        root=ground.root,
        http=replace(http, loopback=dict.fromkeys(hosts, server.url)),
        secrets={"INSTAGRAM_TOKEN": token, "APP_SECRET": APP_SECRET},
        server=server,
        posts=frozenset(one["id"] for one in (*instagram.media, *instagram.stories)),
        **more,
    )


def scene(case: str, ground: Ground) -> Scene:
    """Return the scene of a case of the contract."""
    if case == "an empty page":
        return scene_with(speaker(media=[], stories=[], empty_next=True), ground)
    if case == "a repeated cursor":
        return scene_with(speaker(circle=True, stories=[]), ground)
    if case == "a foreign author":
        other = {**post(85, 5), "username": "somebody", "owner": {"id": "666"}}
        mixed = speaker(media=[POSTS[0], other, *POSTS[1:]])
        return scene_with(mixed, ground, foreign=frozenset({"85"}))
    return scene_with(speaker(), ground)
