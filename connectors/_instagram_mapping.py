"""Instagram's JSON (Graph API) into posts, media, comments and profiles; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from config.models import fold_handle
from connectors._graph_answers import next_token
from connectors._graph_talk import Talk, hidden_comment
from connectors._payload import address, count, identity, mapping, moment, objects, text
from connectors._progress import Task
from connectors.base import Comment, Media, Post, Profile, SetAside, Unavailable

_AUTOMATIC: Final = re.compile(
    r"((Photo|Video) (shared )?by .*?)?(May be an?|Image may contain|No photo description)\b", re.DOTALL
)
"""How the descriptions begin that Instagram makes up itself: nobody wrote them, so they are no text alternative."""


_DEEP: Final = 3
"""How deep replies stand in one another, at most: Instagram shows them on one level."""


@dataclass(frozen=True, kw_only=True)
class Ours:
    """By what the account itself is known: its ids, and its handles (folded)."""

    handle: str
    """As configured."""
    ids: frozenset[str]
    handles: frozenset[str]

    def wrote(self, payload: Mapping[str, Any], who: str) -> bool:
        """Say whether a post (`who` is "owner") or a comment ("from") is by the account."""
        named = mapping(payload.get(who))
        handle = fold_handle(text(payload.get("username")) or text(named.get("username")))
        return identity(named.get("id")) in self.ids or handle in self.handles


def to_profile(payload: Mapping[str, Any]) -> Profile:
    """Map an account as Instagram describes it; professional accounts are public."""
    return Profile(
        platform_id=identity(payload.get("user_id")) or identity(payload.get("id")),
        handle=text(payload.get("username")),
        name=text(payload.get("name")),
        about=text(payload.get("biography")),
        website=address(payload.get("website")),
        visibility="private" if payload.get("is_published") is False else "public",
        posts_total=count(payload.get("media_count")),
    )


def author_of(payload: Mapping[str, Any]) -> str:
    """Return who posted, as Instagram names them: an id, else a handle; blank when it says neither."""
    return identity(mapping(payload.get("owner")).get("id")) or text(payload.get("username")).strip()


def to_post(payload: Mapping[str, Any], *, story: bool = False) -> Post | SetAside:
    """Map one post, reel or story; one without an id or a time is set aside."""
    post_id, created = identity(payload.get("id")), moment(payload.get("timestamp"))
    if not post_id or created is None:
        return SetAside(
            place=f"post {post_id}" if post_id else "a post of Instagram",
            rule="no-time" if post_id else "no-id",
            reason=f"Instagram sent {'this' if post_id else 'a'} post without {'a time' if post_id else 'an id'}",
        )
    is_story = story or text(payload.get("media_product_type")).upper() == "STORY"
    return Post(
        post_id=post_id,
        created_at=created,
        kind="story" if is_story else "original",
        text=text(payload.get("caption")),
        permalink=address(payload.get("permalink")) or _permalink(text(payload.get("shortcode"))),
        comments_total=comments_total(payload),
    )


def _permalink(shortcode: str) -> str:
    return f"https://www.instagram.com/p/{shortcode}/" if re.fullmatch(r"[\w-]+", shortcode, re.ASCII) else ""


def comments_total(payload: Mapping[str, Any]) -> int | None:
    """Return how many comments, replies included, Instagram counts under a post."""
    return count(payload.get("comments_count"))


def to_media(payload: Mapping[str, Any]) -> list[Media]:
    """Map what a post shows: itself, or each photo and video of a carousel. Without an address where none was given."""
    post_id = identity(payload.get("id"))
    rows: dict[str, Media] = {}
    for number, one in enumerate(_children(payload) or [payload], start=1):
        media_id = identity(one.get("id")) or f"m{number}"
        is_video = text(one.get("media_type")).upper() == "VIDEO"
        url, shown = address(one.get("media_url")), address(one.get("thumbnail_url"))
        row = Media(
            post_id=post_id,
            media_id=media_id,
            type="video" if is_video else "photo",
            url=url if is_video else url or shown,
            alt_text=_alt_text(one),
            cover=shown if is_video else "",
        )
        rows.setdefault(media_id, row)
    return list(rows.values())


def _children(payload: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    inside = payload.get("children")
    return objects(inside.get("data")) if isinstance(inside, dict) else objects(inside)


def _alt_text(payload: Mapping[str, Any]) -> str:
    written = text(payload.get("alt_text"))
    return "" if _AUTOMATIC.match(written) else written


def is_cut(payload: Mapping[str, Any]) -> bool:
    """Say whether a carousel came without its photos, or without the last of them."""
    is_carousel = text(payload.get("media_type")).upper() == "CAROUSEL_ALBUM"
    more = mapping(mapping(payload.get("children")).get("paging")).get("next")
    return is_carousel and (not _children(payload) or bool(more))


def to_talk(answer: Mapping[str, Any], post_id: str, ours: Ours, *, parent_id: str = "", deep: int = _DEEP) -> Talk:
    """Map a page of comments with the replies that came with them, or of replies to `parent_id`, `deep` into others."""
    talk = Talk()
    for payload in objects(answer.get("data")):
        talk.take(to_comment(payload, post_id, ours, parent_id))
        replies = mapping(payload.get("replies")) if deep else {}
        if _is_hidden(payload):
            talk.add(_under_hidden(replies, post_id))
        elif replies:
            talk.add(to_talk(replies, post_id, ours, parent_id=identity(payload.get("id")), deep=deep - 1))
        if (token := next_token(replies)) and identity(payload.get("id")):
            talk.tasks.append(Task(under={identity(payload.get("id")): post_id}, token=token))
    return talk


def _is_hidden(payload: Mapping[str, Any]) -> bool:
    return payload.get("hidden") is True


def _under_hidden(replies: Mapping[str, Any], post_id: str) -> Talk:
    ids = [identity(one.get("id")) for one in objects(replies.get("data"))]
    return Talk(hidden=[hidden_comment(one, post_id) for one in ids if one])


def to_comment(
    payload: Mapping[str, Any], post_id: str, ours: Ours, parent_id: str = ""
) -> Comment | Unavailable | SetAside:
    """Map one comment, or reply to the comment `parent_id`; one that the account has hidden is no public comment, and
    nothing of it is kept.
    """
    comment_id, created = identity(payload.get("id")), moment(payload.get("timestamp"))
    if not comment_id or created is None:
        return SetAside(
            place=f"comment {comment_id}" if comment_id else f"a comment under post {post_id}",
            rule="no-time" if comment_id else "no-id",
            reason="Instagram sent this comment without an id or a time",
        )
    if _is_hidden(payload):
        return hidden_comment(comment_id, post_id)
    username = text(payload.get("username")) or text(mapping(payload.get("from")).get("username"))
    return Comment(
        comment_id=comment_id,
        post_id=post_id,
        parent_id=parent_id,
        created_at=created,
        author_handle=ours.handle if ours.wrote(payload, "from") else username,
        text=text(payload.get("text")),
    )
