"""From a platform's answer to the picture in the workspace: of each video its cover is fetched, and never its film."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from drawn import drawn, encoded
from loopback.feed_speaker import HOST, SITE, BlogPost, FeedSpeaker
from loopback.graph_speaker import TOKEN, GraphPage, GraphSpeaker
from loopback.instagram_speaker import InstagramSpeaker
from loopback.platform_server import Answer
from loopback.x_speaker import TOKEN as X_TOKEN
from loopback.x_speaker import XAccount, XSpeaker
from loopback.youtube_speaker import CHANNEL, FEED_HOST, Video, YoutubeSpeaker
from made_stores import new_store
from sqlalchemy import select

import connectors
from config.models import Account, Pictures, Reading, Secret, Source
from connectors.base import Surroundings
from pipeline.capture import capture_account
from pipeline.pull import pull_account
from pipeline.store.pages import PullMoment
from pipeline.store.schema import copies, media

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
AT = NOW - timedelta(hours=2)
COVER = encoded(drawn(5))


def x() -> tuple[Any, dict[str, str], str]:
    user = {"id": "7001", "username": "oakmere", "name": "Oakmere", "protected": False, "public_metrics": {}}
    post = {
        "id": "900", "author_id": "7001", "conversation_id": "900", "created_at": "2026-11-21T10:00:00.000Z",
        "text": "Our play", "edit_history_tweet_ids": ["900"], "attachments": {"media_keys": ["7_1"]},
    }  # fmt: skip
    film = {"content_type": "video/mp4", "bit_rate": 1, "url": "https://video.twimg.com/1.mp4"}
    shown = {
        "media_key": "7_1",
        "type": "video",
        "preview_image_url": "https://pbs.twimg.com/1.jpg",
        "variants": [film],
    }
    account = XAccount(user=user, posts=[post], includes={"media": [shown]})
    return XSpeaker(accounts=[account], now=NOW), {"token": X_TOKEN}, "video.twimg.com/1.mp4"


def instagram() -> tuple[Any, dict[str, str], str]:
    profile = {"id": "178", "username": "oakmere", "name": "Oakmere", "media_count": 1}
    host = "https://scontent.cdninstagram.com"
    reel = {
        "id": "91", "media_type": "VIDEO", "media_product_type": "REELS", "media_url": f"{host}/1.mp4",
        "thumbnail_url": f"{host}/1.jpg", "timestamp": AT.strftime("%Y-%m-%dT%H:%M:%S+0000"), "caption": "Our play",
        "username": "oakmere", "owner": {"id": "178"}, "comments": [],
    }  # fmt: skip
    speaker = InstagramSpeaker(account=profile, media=[reel], stories=[], token=TOKEN)
    return speaker, {"token": TOKEN}, "scontent.cdninstagram.com/1.mp4"


def facebook() -> tuple[Any, dict[str, str], str]:
    host = "https://scontent.xx.fbcdn.net"
    shown = {"image": {"src": f"{host}/1.jpg"}, "source": f"{host}/1.mp4"}
    film = {"media_type": "video", "type": "video_inline", "target": {"id": "3"}, "media": shown}
    post = {
        "id": "5005_90", "from": {"id": "5005"}, "created_time": AT.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "message": "Our play", "attachments": {"data": [film]}, "comments": [],
    }  # fmt: skip
    page = GraphPage(
        profile={"id": "5005", "username": "oakmere", "name": "Oakmere", "is_published": True}, posts=[post]
    )
    return GraphSpeaker(pages=[page]), {"token": TOKEN}, "scontent.xx.fbcdn.net/1.mp4"


def youtube() -> tuple[Any, dict[str, str], str]:
    return YoutubeSpeaker(videos=[Video(video_id="v90", at=AT, title="Our play")]), {}, "www.youtube.com/watch?v=v90"


def blog() -> tuple[Any, dict[str, str], str]:
    body = '<p>Our play</p><video poster="/1.jpg"><source src="/1.mp4"></video>'
    speaker = FeedSpeaker(posts=[BlogPost(number=1, at=AT, body=body)])
    return speaker, {"url": f"{SITE}/feed/"}, f"{HOST}/1.mp4"


CONNECTORS = {x: "x", facebook: "facebook", instagram: "instagram", youtube: "youtube", blog: "feed"}


@pytest.mark.parametrize("made", CONNECTORS, ids=lambda made: made.__name__)
def test_the_cover_of_a_video_is_fetched_and_its_film_is_not(made: Any, tmp_path: Path, platform: Any) -> None:
    speaker, options, film = made()

    def answer(call: Any) -> Answer | None:
        assert not call.path.endswith(".mp4")
        is_cover = call.path.endswith(".jpg")
        return Answer(body=COVER, content_type="image/jpeg") if is_cover else speaker(call)

    server = platform(answer)
    hosts = (
        HOST,
        FEED_HOST,
        "pbs.twimg.com",
        "api.twitter.com",
        "graph.facebook.com",
        "*.cdninstagram.com",
        "*.fbcdn.net",
        "*.ytimg.com",
    )
    http = replace(server.http(), loopback=dict.fromkeys(hosts, server.url), retry_within=0.0)
    given = {name: Secret(name=name.upper()) if name == "token" else said for name, said in options.items()}
    account = Account(
        school="oakmere", platform=made.__name__, handle="oakmere", platform_id=CHANNEL if made is youtube else "",
        source=Source(connector=CONNECTORS[made], options=given),
    )  # fmt: skip
    around = Surroundings(
        root=tmp_path, accounts=[account], secret=lambda one: options[one.name.lower()], now=NOW, http=http
    )
    connector = connectors.find()[CONNECTORS[made]].build(around)
    store = new_store(tmp_path)
    assert pull_account(store, connector, account, NOW, Reading()).reason == ""
    capture_account(store, connector, PullMoment(account.key, connector.name, NOW), account, tmp_path, Pictures())
    with store.read() as connection:
        [(kind, url)] = connection.execute(select(media.c.type, media.c.url)).fetchall()
        [(file, reason)] = connection.execute(select(copies.c.file, copies.c.reason)).fetchall()
    store.close()
    assert (kind, url, reason) == ("video", f"https://{film}", "")
    assert (tmp_path / file).read_bytes() == COVER
