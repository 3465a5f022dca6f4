"""YouTube's JSON (Data API v3) into posts, media, comments and profiles; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from connectors._feed_entries import Entry
from connectors._feed_mapping import text_of, video_media, watch_url
from connectors._payload import address, identity, mapping, moment, objects, text
from connectors.base import Comment, Media, Post, Profile, SetAside

_SIZES: Final = ("maxres", "standard", "high", "medium", "default")


def to_profile(payload: Mapping[str, Any]) -> Profile:
    """Map a channel; one without a handle is known by its id."""
    snippet, counts = mapping(payload.get("snippet")), mapping(payload.get("statistics"))
    channel = identity(payload.get("id"))
    return Profile(
        platform_id=channel,
        handle=text(snippet.get("customUrl")).removeprefix("@") or channel,
        name=text(snippet.get("title")),
        about=text(snippet.get("description")),
        website=f"https://www.youtube.com/channel/{channel}" if channel else "",
        visibility="private" if mapping(payload.get("status")).get("privacyStatus") == "private" else "public",
        posts_total=number(counts.get("videoCount")),
    )


def uploads_of(payload: Mapping[str, Any]) -> str:
    """Return the playlist of all that a channel uploaded."""
    playlists = mapping(mapping(payload.get("contentDetails")).get("relatedPlaylists"))
    channel = identity(payload.get("id"))
    return text(playlists.get("uploads")) or (f"UU{channel[2:]}" if channel.startswith("UC") else "")


def number(value: Any) -> int | None:
    """Return a count, which YouTube writes as text."""
    said = str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)
    return int(said) if said.isdecimal() and said.isascii() and len(said) < 16 else None


def listed(item: Mapping[str, Any]) -> str:
    """Return the id of the video that an item of a playlist names."""
    snippet = mapping(item.get("snippet"))
    return identity(mapping(item.get("contentDetails")).get("videoId")) or identity(
        mapping(snippet.get("resourceId")).get("videoId")
    )


def is_private(item: Mapping[str, Any]) -> bool:
    """Say whether a playlist names a video that it shows to nobody."""
    said = text(mapping(item.get("status")).get("privacyStatus"))
    return said == "private" or text(mapping(item.get("snippet")).get("title")) == "Private video"


def is_public(item: Mapping[str, Any]) -> bool:
    """Say whether a playlist names a video that everybody may see; one that was deleted since is none."""
    is_there = text(mapping(item.get("snippet")).get("title")) != "Deleted video"
    return is_there and text(mapping(item.get("status")).get("privacyStatus")) == "public"


def author_of(video: Mapping[str, Any]) -> str:
    """Return the id of the channel that published a video."""
    return identity(mapping(video.get("snippet")).get("channelId"))


def to_post(video: Mapping[str, Any]) -> Post | SetAside:
    """Map one video; one without an id or a time is set aside."""
    video_id, snippet = identity(video.get("id")), mapping(video.get("snippet"))
    published = moment(snippet.get("publishedAt"))
    place = f"post {video_id}" if video_id else "a post of YouTube"
    if not video_id or published is None:
        rule = "no-time" if video_id else "no-id"
        return SetAside(place=place, rule=rule, reason="YouTube sent this video without an id or a time")
    said = Entry(entry_id=video_id, title=text(snippet.get("title")), body=text(snippet.get("description")))
    return Post(
        post_id=video_id,
        created_at=published,
        text=text_of(said),
        permalink=watch_url(video_id),
        comments_total=comments_total(video),
    )


def comments_total(video: Mapping[str, Any]) -> int | None:
    """Return how many comments and replies YouTube counts; None where comments are switched off."""
    return number(mapping(video.get("statistics")).get("commentCount"))


def to_media(video: Mapping[str, Any]) -> list[Media]:
    """Map a video and the picture that stands for it, in the largest size there is."""
    thumbnails = mapping(mapping(video.get("snippet")).get("thumbnails"))
    urls = (address(mapping(thumbnails.get(size)).get("url")) for size in _SIZES)
    return video_media(identity(video.get("id")), next(filter(None, urls), ""))


def comments_of(answer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the comments of an answer: of a thread its first, and its replies where all of them came with it."""
    for item in objects(answer.get("items")):
        top = mapping(mapping(item.get("snippet")).get("topLevelComment"))
        yield top or item
        if top and not has_more_replies(item):
            yield from _replies(item)


def has_more_replies(thread: Mapping[str, Any]) -> bool:
    """Say whether a thread has replies that did not come with it: all are then asked for by themselves."""
    total = number(mapping(thread.get("snippet")).get("totalReplyCount")) or 0
    return total > len(_replies(thread)) and bool(identity(thread.get("id")))


def _replies(thread: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return objects(mapping(thread.get("replies")).get("comments"))


def to_comment(payload: Mapping[str, Any], post_id: str) -> Comment | SetAside:
    """Map one comment or reply: the text as it was typed, where YouTube gives it."""
    comment_id, snippet = identity(payload.get("id")), mapping(payload.get("snippet"))
    published = moment(snippet.get("publishedAt"))
    if not comment_id or published is None:
        place = f"comment {comment_id}" if comment_id else f"a comment under post {post_id}"
        rule = "no-time" if comment_id else "no-id"
        return SetAside(place=place, rule=rule, reason="YouTube sent this comment without an id or a time")
    name = text(snippet.get("authorDisplayName"))
    return Comment(
        comment_id=comment_id,
        post_id=post_id,
        parent_id=identity(snippet.get("parentId")),
        created_at=published,
        author_handle=name.removeprefix("@") if name.startswith("@") else "",
        author_name=name,
        text=text(snippet.get("textOriginal")) or text(snippet.get("textDisplay")),
    )
