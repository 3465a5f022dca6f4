"""Facebook's JSON (Graph API) into posts, media, comments and profiles; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from connectors._payload import address, count, identity, mapping, moment, objects, text
from connectors.base import Comment, Media, Post, Profile, SetAside

_AUTOMATIC = re.compile(r"(May be an?|Image may contain|No photo description)\b")
"""How the descriptions begin that Facebook makes up itself: nobody wrote them, so they are no text alternative."""


def to_profile(payload: Mapping[str, Any]) -> Profile:
    """Map a page as Facebook describes it; a page without a username is known by its id."""
    return Profile(
        platform_id=identity(payload.get("id")),
        handle=text(payload.get("username")) or identity(payload.get("id")),
        name=text(payload.get("name")),
        about=text(payload.get("about")) or text(payload.get("description")),
        website=address(payload.get("website")),
        visibility="private" if payload.get("is_published") is False else "public",
    )


def author_of(payload: Mapping[str, Any]) -> str:
    """Return the id of a post's author: `from`, else the page in the post's id (PAGE_POST); blank when neither says."""
    author = identity(mapping(payload.get("from")).get("id"))
    page, underscore, _ = identity(payload.get("id")).partition("_")
    return author or (page if underscore else "")


def to_post(payload: Mapping[str, Any]) -> Post | SetAside:
    """Map one post; one without an id, a time or an author is set aside."""
    post_id, created = identity(payload.get("id")), moment(payload.get("created_time"))
    place = f"post {post_id}" if post_id else "a post of Facebook"
    if not post_id:
        return SetAside(place=place, rule="no-id", reason="Facebook sent a post without an id")
    if created is None:
        return SetAside(place=place, rule="no-time", reason="Facebook sent this post without a time")
    if not author_of(payload):
        return SetAside(place=place, rule="no-author", reason="Facebook does not say who wrote this post")
    return Post(
        post_id=post_id,
        created_at=created,
        kind=kind_of(payload),
        text=text_of(payload),
        permalink=address(payload.get("permalink_url")) or f"https://www.facebook.com/{post_id}",
        comments_total=comments_total(payload),
    )


def kind_of(payload: Mapping[str, Any]) -> str:
    """Return original; repost for another post shared without a word; quote for one shared with words."""
    if not payload.get("parent_id"):
        return "original"
    return "quote" if text(payload.get("message")).strip() else "repost"


def text_of(payload: Mapping[str, Any]) -> str:
    """Return what a reader sees: the message, then what the captions of single photos and videos add to it."""
    said = [text(payload.get("message")).strip()]
    for attachment in _attachments(payload):
        caption = text(attachment.get("description")).strip()
        is_ours = _is_media(attachment) or not said[0]
        if caption and is_ours and not any(caption in one for one in said):
            said.append(caption)
    return "\n\n".join(one for one in said if one)


def comments_total(payload: Mapping[str, Any]) -> int | None:
    """Return how many comments, replies included, Facebook counts under a post or in an answer of its comments."""
    holder = payload.get("comments") if "comments" in payload else payload
    return count(mapping(mapping(holder).get("summary")).get("total_count"))


def _attachments(payload: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the attachments of a post, an album's own photos in place of the album."""
    for attachment in objects(mapping(payload.get("attachments")).get("data")):
        inner = objects(mapping(attachment.get("subattachments")).get("data"))
        yield from inner or [attachment]


def _is_media(attachment: Mapping[str, Any]) -> bool:
    """Say whether an attachment is the page's own photo or video: the picture of a linked site is not."""
    named = text(attachment.get("media_type")) or text(attachment.get("type"))
    return named.startswith(("photo", "video", "album", "cover_photo", "profile_media", "new_album", "animated_image"))


def to_media(payload: Mapping[str, Any], alt_texts: Mapping[str, str]) -> list[Media]:
    """Map the photos and videos of a post, those of an album one by one; `alt_texts` is by photo id."""
    post_id = identity(payload.get("id"))
    rows: dict[str, Media] = {}
    for number, attachment in enumerate(filter(_is_media, _attachments(payload)), start=1):
        media_id = identity(mapping(attachment.get("target")).get("id")) or f"m{number}"
        shown = mapping(attachment.get("media"))
        is_video = "video" in text(attachment.get("media_type")) + text(attachment.get("type"))
        rows.setdefault(
            media_id,
            Media(
                post_id=post_id,
                media_id=media_id,
                type="video" if is_video else "photo",
                url=address(shown.get("source")) or address(mapping(shown.get("image")).get("src")),
                alt_text=alt_texts.get(media_id, ""),
            ),
        )
    return list(rows.values())


def photo_ids(payloads: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the ids of the photos in a page of posts, whose text alternatives are to be asked for."""
    rows = [one for payload in payloads for one in to_media(payload, {})]
    return list(dict.fromkeys(one.media_id for one in rows if one.type == "photo" and one.media_id.isdecimal()))


def has_more_photos(payload: Mapping[str, Any]) -> bool:
    """Say whether an album holds more photos than were sent with the post."""
    albums = [mapping(one.get("subattachments")) for one in objects(mapping(payload.get("attachments")).get("data"))]
    return any(mapping(album.get("paging")).get("next") for album in albums)


def to_alt_text(photo: Mapping[str, Any]) -> str:
    """Return the text alternative somebody wrote for a photo; blank for one that Facebook made up."""
    written = text(photo.get("alt_text_custom"))
    described = text(photo.get("alt_text"))
    return written or ("" if _AUTOMATIC.match(described) else described)


def to_comment(payload: Mapping[str, Any], post_id: str, page_id: str, handle: str) -> Comment | SetAside:
    """Map one comment or reply; Facebook withholds names from most, which leaves the author blank."""
    comment_id, created = identity(payload.get("id")), moment(payload.get("created_time"))
    place = f"comment {comment_id}" if comment_id else f"a comment under post {post_id}"
    if not comment_id or created is None:
        return SetAside(
            place=place,
            rule="no-time" if comment_id else "no-id",
            reason="Facebook sent this comment without an id or a time",
        )
    author = mapping(payload.get("from"))
    is_ours = identity(author.get("id")) == page_id
    return Comment(
        comment_id=comment_id,
        post_id=post_id,
        created_at=created,
        author_handle=handle if is_ours else "",
        author_name=text(author.get("name")),
        text=text(payload.get("message")),
    )


def to_comments(
    answer: Mapping[str, Any], post_id: str, page_id: str, handle: str
) -> tuple[list[Comment], list[SetAside]]:
    """Map a page of comments."""
    rows = [to_comment(one, post_id, page_id, handle) for one in objects(answer.get("data"))]
    return [one for one in rows if isinstance(one, Comment)], [one for one in rows if isinstance(one, SetAside)]
