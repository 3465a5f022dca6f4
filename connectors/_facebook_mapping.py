"""Facebook's JSON (Graph API) into posts, media, comments and profiles; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from connectors._graph_talk import Talk, hidden_comment
from connectors._payload import address, count, identity, mapping, moment, objects, text
from connectors.base import Comment, Media, Post, Profile, SetAside, Unavailable

_NOT_PUBLIC: Final = frozenset({"SELF", "ALL_FRIENDS", "FRIENDS_OF_FRIENDS", "NETWORKS_FRIENDS", "SOME_FRIENDS"})
"""Audiences of a post that anybody is left out of; those of a country or an age are public still."""
_OWN_MEDIA: Final = (
    "photo", "video", "album", "cover_photo", "profile_media", "new_album", "animated_image", "live_video",
)  # fmt: skip
_OWN_WORDS: Final = ("new_album", "event", "note", "offer", "visual_poll", "life_event", "file_upload", "question")
"""Attachments whose title and description are the page's own, not those of a site that it links to."""
_DEEP: Final = 4
"""How many attachments stand inside one another, at most."""
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


def is_public(payload: Mapping[str, Any]) -> bool:
    """Say whether everybody may see a post: not one that is unpublished, hidden, expired or shown to friends only."""
    privacy = text(mapping(payload.get("privacy")).get("value")).upper()
    is_out = payload.get("is_published") is False or any(
        payload.get(flag) is True for flag in ("is_hidden", "is_expired")
    )
    return not is_out and privacy not in _NOT_PUBLIC


def text_of(payload: Mapping[str, Any]) -> str:
    """Return what a reader sees: the message, then what titles, captions and descriptions of its own attachments add.

    A post of which nothing else is said has the line that Facebook writes itself ("Oakmere changed its cover photo").
    """
    said = [text(payload.get("message")).strip()]
    for attachment in objects(mapping(payload.get("attachments")).get("data")):
        if text(attachment.get("type")).startswith(_OWN_WORDS):
            added = [text(attachment.get(key)).strip() for key in ("title", "description")]
            said += [one for one in added if one and not any(one in before for before in said)]
    for attachment in _attachments(payload):
        is_ours = _is_media(attachment)
        title = text(attachment.get("title")).strip() if is_ours and _is_video(attachment) else ""
        caption = text(attachment.get("description")).strip() if is_ours or not said[0] else ""
        said += [one for one in (title, caption) if one and not any(one in before for before in said)]
    return "\n\n".join(one for one in said if one) or text(payload.get("story")).strip()


def comments_total(payload: Mapping[str, Any]) -> int | None:
    """Return how many comments, replies included, Facebook counts under a post or in an answer of its comments."""
    holder = payload.get("comments") if "comments" in payload else payload
    return count(mapping(mapping(holder).get("summary")).get("total_count"))


def _attachments(payload: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the attachments of a post, an album's own photos in place of the album."""
    for attachment in objects(mapping(payload.get("attachments")).get("data")):
        yield from _inside(attachment, _DEEP)


def _inside(attachment: Mapping[str, Any], deep: int) -> Iterator[Mapping[str, Any]]:
    inner = objects(mapping(attachment.get("subattachments")).get("data")) if deep else []
    for one in inner:
        yield from _inside(one, deep - 1)
    if not inner:
        yield attachment


def _is_media(attachment: Mapping[str, Any]) -> bool:
    """Say whether an attachment is the page's own photo or video: the picture of a linked site is not."""
    named = text(attachment.get("media_type")) or text(attachment.get("type"))
    return named.startswith(_OWN_MEDIA)


def _is_video(attachment: Mapping[str, Any]) -> bool:
    return "video" in text(attachment.get("media_type")) + text(attachment.get("type"))


def to_media(payload: Mapping[str, Any], alt_texts: Mapping[str, str]) -> list[Media]:
    """Map the photos and videos of a post, those of an album one by one; `alt_texts` is by photo id."""
    post_id = identity(payload.get("id"))
    rows: dict[str, Media] = {}
    for number, attachment in enumerate(filter(_is_media, _attachments(payload)), start=1):
        media_id = identity(mapping(attachment.get("target")).get("id")) or f"m{number}"
        shown, is_video = mapping(attachment.get("media")), _is_video(attachment)
        film, still = address(shown.get("source")), address(mapping(shown.get("image")).get("src"))
        rows.setdefault(
            media_id,
            Media(
                post_id=post_id,
                media_id=media_id,
                type="video" if is_video else "photo",
                url=film if is_video else still or film,
                alt_text=alt_texts.get(media_id, ""),
                alt_known=media_id in alt_texts,
                cover=still if is_video else "",
            ),
        )
    return list(rows.values())


def photo_ids(payloads: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the ids of the photos in a page of posts, whose text alternatives are to be asked for."""
    rows = [one for payload in payloads for one in to_media(payload, {})]
    return list(dict.fromkeys(one.media_id for one in rows if one.type == "photo" and one.media_id.isdecimal()))


def further(payload: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the lists in a post that hold more attachments than were sent with it: they name a next page."""
    top = mapping(payload.get("attachments"))
    lists = [top, *(mapping(one.get("subattachments")) for one in objects(top.get("data")))]
    return [one for one in lists if mapping(one.get("paging")).get("next")]


def unseen_albums(payload: Mapping[str, Any]) -> int:
    """Return how many albums came without any of their photos, with a cover alone."""
    return sum("album" in text(one.get("media_type")) + text(one.get("type")) for one in _attachments(payload))


def with_attachments(payload: Mapping[str, Any], more: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return a post with further attachments beside its own."""
    own = objects(mapping(payload.get("attachments")).get("data"))
    return {**payload, "attachments": {"data": [*own, *more]}} if more else payload


def to_alt_text(photo: Mapping[str, Any]) -> str:
    """Return the text alternative somebody wrote for a photo; blank for one that Facebook made up."""
    written = text(photo.get("alt_text_custom"))
    described = text(photo.get("alt_text"))
    return written or ("" if _AUTOMATIC.match(described) else described)


def to_comment(payload: Mapping[str, Any], post_id: str, page_id: str, handle: str) -> Comment | Unavailable | SetAside:
    """Map one comment or reply; Facebook withholds names from most, which leaves the author blank.

    One that the page has hidden, or that is for the page alone, is no public comment: nothing of it is kept.
    """
    comment_id, created = identity(payload.get("id")), moment(payload.get("created_time"))
    place = f"comment {comment_id}" if comment_id else f"a comment under post {post_id}"
    if not comment_id or created is None:
        return SetAside(
            place=place,
            rule="no-time" if comment_id else "no-id",
            reason="Facebook sent this comment without an id or a time",
        )
    if payload.get("is_hidden") is True or payload.get("is_private") is True:
        return hidden_comment(comment_id, post_id)
    author, parent = mapping(payload.get("from")), identity(mapping(payload.get("parent")).get("id"))
    is_ours = identity(author.get("id")) == page_id
    return Comment(
        comment_id=comment_id,
        post_id=post_id,
        parent_id="" if parent == post_id else parent,
        created_at=created,
        author_handle=handle if is_ours else "",
        author_name=text(author.get("name")),
        text=text(payload.get("message")),
    )


def to_talk(answer: Mapping[str, Any], post_id: str, page_id: str, handle: str) -> Talk:
    """Map a page of comments, replies among them."""
    talk = Talk()
    for payload in objects(answer.get("data")):
        talk.take(to_comment(payload, post_id, page_id, handle))
    return talk
