"""YouTube as far as the project speaks it: channels, uploads, videos and comments of the Data API, and the feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any

from loopback.platform_server import Answer, Call

API_HOST = "www.googleapis.com"
FEED_HOST = "www.youtube.com"
KEY = "AIza-youtube-secret"
CHANNEL = "UCoakmereoakmereoakmereo"


def said(name: str, at: datetime) -> str:
    """Return a time as YouTube writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if name else ""


@dataclass(frozen=True, kw_only=True)
class Video:
    """One video, and the threads under it; each thread is a comment followed by its replies."""

    video_id: str
    at: datetime
    title: str = ""
    description: str = ""
    channel: str = CHANNEL
    privacy: str = "public"
    threads: Sequence[Sequence[str]] | None = ()
    """None = comments are switched off."""
    counted: int | None = None
    """How many comments YouTube says it has; None = as many as it has."""

    def thumbnail(self, size: str) -> str:
        """Return where its picture stands."""
        return f"https://i.ytimg.com/vi/{self.video_id}/{size}.jpg"


@dataclass(kw_only=True)
class YoutubeSpeaker:
    """Answers as YouTube: one channel, its videos newest first."""

    videos: list[Video] = field(default_factory=list)
    channel: str = CHANNEL
    handle: str = "oakmereprimary"
    page_size: int = 50
    comments_page: int = 100
    replies_shown: int = 5
    circle: bool = False

    def __call__(self, call: Call) -> Answer | None:
        """Answer a call of the Data API, or for the channel's feed."""
        if call.path == "/feeds/videos.xml":
            return self._feed() if call.query.get("channel_id") == self.channel else Answer.html(404)
        if not call.path.startswith("/youtube/v3/"):
            return None
        if call.headers.get("X-Goog-Api-Key") != KEY:
            return error(400, "badRequest", message="API key not valid. Please pass a valid API key.")
        answers = {
            "channels": self._channels,
            "playlistItems": self._uploads,
            "videos": self._videos,
            "commentThreads": self._threads,
            "comments": self._replies,
        }
        answer = answers.get(call.path.rpartition("/")[2])
        return answer(call.query) if answer else None

    def _channels(self, query: Mapping[str, str]) -> Answer:
        if query.get("forHandle", "").casefold() != f"@{self.handle}" and query.get("id") != self.channel:
            return Answer.json({"kind": "youtube#channelListResponse", "pageInfo": {"totalResults": 0}})
        snippet = {"title": "Oakmere Primary", "description": "Our school", "customUrl": f"@{self.handle}"}
        uploads = {"relatedPlaylists": {"likes": "", "uploads": "UU" + self.channel[2:]}}
        counts = {"videoCount": str(len(self.videos)), "hiddenSubscriberCount": False}
        item = {"id": self.channel, "snippet": snippet, "contentDetails": uploads, "statistics": counts}
        return Answer.json({"items": [item], "pageInfo": {"totalResults": 1}})

    def _uploads(self, query: Mapping[str, str]) -> Answer:
        if query.get("playlistId") != "UU" + self.channel[2:]:
            return error(404, "playlistNotFound")
        items = []
        for video in self.videos:
            hidden = video.privacy == "private"
            details = {"videoId": video.video_id} | ({} if hidden else {"videoPublishedAt": said("at", video.at)})
            snippet = {"title": "Private video" if hidden else video.title, "resourceId": {"videoId": video.video_id}}
            items.append({"snippet": snippet, "contentDetails": details, "status": {"privacyStatus": video.privacy}})
        return self._paged(items, query, self.page_size, circle=self.circle)

    def _videos(self, query: Mapping[str, str]) -> Answer:
        asked = query["id"].split(",")
        return Answer.json(
            {"items": [_video(one) for one in self.videos if one.video_id in asked and one.privacy == "public"]}
        )

    def _threads(self, query: Mapping[str, str]) -> Answer:
        video = next((one for one in self.videos if one.video_id == query.get("videoId")), None)
        if video is None:
            return error(404, "videoNotFound")
        if video.threads is None:
            return error(403, "commentsDisabled")
        return self._paged([self._thread(video, n) for n in range(len(video.threads))], query, self.comments_page)

    def _thread(self, video: Video, number: int) -> dict[str, Any]:
        made = _comments(video, number)
        top = {"id": made[0]["id"], "snippet": made[0]["snippet"]}
        snippet = {"videoId": video.video_id, "topLevelComment": top, "totalReplyCount": len(made) - 1}
        shown = made[1 : 1 + self.replies_shown]
        return {"id": made[0]["id"], "snippet": snippet, **({"replies": {"comments": shown}} if shown else {})}

    def _replies(self, query: Mapping[str, str]) -> Answer:
        for video in self.videos:
            for number in range(len(video.threads or ())):
                made = _comments(video, number)
                if made[0]["id"] == query.get("parentId"):
                    return self._paged(made[1:], query, self.comments_page)
        return error(404, "commentNotFound")

    def _paged(self, items: Sequence[Any], query: Mapping[str, str], size: int, *, circle: bool = False) -> Answer:
        at = int(query.get("pageToken", "P0").removeprefix("P"))
        more = {"nextPageToken": f"P{at + size}"} if at + size < len(items) else {}
        more = {"nextPageToken": f"P{size}"} if circle and at else more
        return Answer.json({"items": items[at : at + size], "pageInfo": {"totalResults": len(items)}, **more})

    def _feed(self) -> Answer:
        entries = "".join(_entry(one) for one in self.videos[:15] if one.privacy == "public")
        link = f"https://www.youtube.com/channel/{self.channel}"
        body = (
            '<?xml version="1.0" encoding="UTF-8"?><feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" '
            'xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">'
            f"<id>yt:channel:{self.channel[2:]}</id><yt:channelId>{self.channel[2:]}</yt:channelId>"
            f'<title>Oakmere Primary</title><link rel="alternate" href="{link}"/>'
            f"<published>2015-01-01T00:00:00+00:00</published>{entries}</feed>"
        )
        return Answer(body=body.encode(), content_type="text/xml; charset=UTF-8")


def error(status: int, reason: str, message: str = "Not now.") -> Answer:
    """Answer as the Data API refuses."""
    named = {"domain": "youtube", "reason": reason, "message": message}
    return Answer.json({"error": {"code": status, "message": message, "errors": [named]}}, status)


def _video(video: Video) -> dict[str, Any]:
    sizes = {"default": "default", "high": "hqdefault"}
    thumbnails = {size: {"url": video.thumbnail(name)} for size, name in sizes.items()}
    given = sum(map(len, video.threads or ()))
    total = {} if video.threads is None else {"commentCount": str(given if video.counted is None else video.counted)}
    snippet = {
        "publishedAt": said("at", video.at), "channelId": video.channel, "title": video.title,
        "description": video.description, "thumbnails": thumbnails,
    }  # fmt: skip
    return {"id": video.video_id, "snippet": snippet, "statistics": total, "status": {"privacyStatus": video.privacy}}


def _comments(video: Video, number: int) -> list[dict[str, Any]]:
    parent = f"Ug{video.video_id}{number}"
    made = []
    for at, words in enumerate((video.threads or ())[number]):
        snippet = {
            "textOriginal": words, "textDisplay": escape(words), "authorDisplayName": "@a_parent",
            "publishedAt": said("at", video.at), "authorChannelId": {"value": "UCsomebody"},
        }  # fmt: skip
        made.append({"id": parent if at == 0 else f"{parent}.{at}", "snippet": snippet})
    return made


def _entry(video: Video) -> str:
    link = f"https://www.youtube.com/watch?v={video.video_id}"
    return (
        f"<entry><id>yt:video:{video.video_id}</id><yt:videoId>{video.video_id}</yt:videoId>"
        f"<yt:channelId>{video.channel}</yt:channelId><title>{escape(video.title)}</title>"
        f'<link rel="alternate" href="{link}"/><author><name>Oakmere Primary</name></author>'
        f"<published>{video.at.isoformat()}</published><updated>2026-11-21T11:00:00+00:00</updated>"
        f"<media:group><media:title>{escape(video.title)}</media:title>"
        f'<media:content url="https://www.youtube.com/v/{video.video_id}" type="application/x-shockwave-flash"/>'
        f'<media:thumbnail url="{video.thumbnail("hqdefault")}" width="480" height="360"/>'
        f"<media:description>{escape(video.description)}</media:description></media:group></entry>"
    )
