"""Scenes of a channel on YouTube, read with a key."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from loopback.youtube_speaker import API_HOST, FEED_HOST, KEY, Video, YoutubeSpeaker
from scenes import NOW, Ground, Scene, account, secret

from connectors.youtube import YoutubeConnector


def video(name: str, hours: int, threads: Any = (), **more: Any) -> Video:
    """Return a video so many hours before now."""
    return Video(
        **{
            "video_id": name, "at": NOW - timedelta(hours=hours), "title": f"Assembly {name}",
            "description": "Well done & thank you <3\nSee you on Monday", "threads": threads, **more,
        }
    )  # fmt: skip


LONG = [f"Reply {one}" for one in range(7)]
VIDEOS = [
    video("v90", 1, [["Lovely", "So it was"], LONG, ["Who is that?"]]),
    video("v89", 30),
    video("v88", 200, [["Great"]]),
    video("v87", 900, None),
    video("v86", 2000),
]


def speaker(**more: Any) -> YoutubeSpeaker:
    """Return YouTube with five videos on pages of two, two comments a page and two replies beside a thread."""
    return YoutubeSpeaker(**{"videos": list(VIDEOS), "page_size": 2, "comments_page": 2, "replies_shown": 2, **more})


def scene_with(youtube: YoutubeSpeaker, ground: Ground, *, key: bool = True, **more: Any) -> Scene:
    """Return the channel as that YouTube shows it."""
    server = ground.platform(youtube)
    options = {"key": secret("YOUTUBE_API_KEY")} if key else {}
    platform_id = more.pop("platform_id", "")
    own = account("youtube", more.pop("handle", "OakmerePrimary"), "youtube", **options)
    return Scene(
        connector=YoutubeConnector,
        account=own.model_copy(update={"platform_id": platform_id}),
        root=ground.root,
        http=replace(server.http(), loopback=dict.fromkeys((API_HOST, FEED_HOST), server.url)),
        secrets={"YOUTUBE_API_KEY": KEY},
        server=server,
        posts=frozenset(one.video_id for one in youtube.videos if one.privacy == "public"),
        **more,
    )


def scene(case: str, ground: Ground) -> Scene:
    """Return the scene of a case of the contract."""
    if case == "an empty page":
        return scene_with(speaker(videos=[]), ground)
    if case == "a repeated cursor":
        return scene_with(speaker(circle=True), ground)
    if case == "a foreign author":
        mixed = [VIDEOS[0], video("v666", 5, channel="UCsomebodyelse"), *VIDEOS[1:]]
        return scene_with(speaker(videos=mixed), ground, foreign=frozenset({"v666"}))
    return scene_with(speaker(), ground)
