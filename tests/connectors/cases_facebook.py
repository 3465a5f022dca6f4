"""Scenes of a Facebook page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from loopback.graph_speaker import TOKEN, GraphPage, GraphSpeaker
from scenes import NOW, Ground, Scene, account, secret

from connectors.facebook import FacebookConnector

APP_SECRET = "0123-app-secret"
PROFILE = {
    "id": "5005",
    "username": "oakmereprimary",
    "name": "Oakmere Primary",
    "about": "News of our school",
    "website": "https://oakmere.example",
    "is_published": True,
}


def stamp(hours: int) -> str:
    """Return a time as Facebook writes it: no colon in the offset."""
    return (NOW - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S+0000")


def photo(number: int, **more: Any) -> dict[str, Any]:
    """Return an attached photo."""
    shown = {"image": {"src": f"https://scontent.example/{number}.jpg"}}
    return {"media_type": "photo", "type": "photo", "target": {"id": str(number)}, "media": shown, **more}


def post(number: int, hours: int, comments: int = 0, **more: Any) -> dict[str, Any]:
    """Return a post of the page, so many hours before now, with so many comments."""
    post_id = f"5005_{number}"
    return {
        "id": post_id,
        "from": {"id": "5005", "name": "Oakmere Primary"},
        "created_time": stamp(hours),
        "message": f"Post {number} of the week",
        "permalink_url": f"https://www.facebook.com/5005/posts/{number}",
        "attachments": {"data": [photo(number * 10)]},
        "comments": [comment(post_id, one) for one in range(comments)],
        **more,
    }


def comment(post_id: str, number: int, **more: Any) -> dict[str, Any]:
    """Return a comment by somebody whose name Facebook withholds."""
    return {"id": f"{post_id}_{number}", "created_time": stamp(1), "message": f"Well done {number}", **more}


POSTS = [post(90, 1, 5), post(89, 30), post(88, 200, 1), post(87, 900, 3), post(86, 2000)]
ALT_TEXTS = {str(number * 10): {"alt_text_custom": f"Picture {number}"} for number in range(86, 91)}


def speaker(**more: Any) -> GraphSpeaker:
    """Return the Graph API with one page of five posts, two a page, and two comments a page."""
    pages = [GraphPage(profile=PROFILE, posts=list(POSTS))]
    usual = {"pages": pages, "alt_texts": ALT_TEXTS, "app_secret": APP_SECRET}
    sizes = {"page_size": 2, "comments_with_post": 2, "comments_page": 2}
    return GraphSpeaker(**usual | sizes | more)


def scene_with(graph: GraphSpeaker, ground: Ground, **more: Any) -> Scene:
    """Return the page as that Graph API shows it."""
    server = ground.platform(graph)
    keys = {"token": secret("PAGE_TOKEN"), "app_secret": secret("APP_SECRET")}
    return Scene(
        connector=FacebookConnector,
        account=account("facebook", "OakmerePrimary", "facebook", **keys),
        root=ground.root,
        http=server.http(),
        secrets={"PAGE_TOKEN": TOKEN, "APP_SECRET": APP_SECRET},
        server=server,
        posts=frozenset(one["id"] for one in POSTS),
        **more,
    )


def scene(case: str, ground: Ground) -> Scene:
    """Return the scene of a case of the contract."""
    if case == "an empty page":
        return scene_with(speaker(pages=[GraphPage(profile=PROFILE)], empty_next=True), ground)
    if case == "a repeated cursor":
        return scene_with(speaker(circle=True), ground)
    if case == "a foreign author":
        other = {**post(85, 5), "id": "666_85", "from": {"id": "666", "name": "Somebody"}}
        mixed = GraphPage(profile=PROFILE, posts=[POSTS[0], other, *POSTS[1:]])
        return scene_with(speaker(pages=[mixed]), ground, foreign=frozenset({"666_85"}))
    return scene_with(speaker(), ground)
