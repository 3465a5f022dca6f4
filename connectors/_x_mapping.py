"""X's JSON (API v2) into posts, media, comments and profiles; pure, and at home in both vocabularies X uses.

X renamed its fields in 2026 (tweet -> post) in its specification; which of the two a server speaks is unknown, so
every renamed field is read under either name.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from connectors._payload import address, count, identity, mapping, moment, objects, text
from connectors._x_film import film_of
from connectors._x_text import Link, as_shown, shown_for
from connectors.base import Comment, Media, Post, Profile, SetAside, Unavailable

_KINDS = {"retweeted": "repost", "replied_to": "reply", "quoted": "quote"}
"""Kinds of reference, the one that decides first."""
_HERE = frozenset({"GB", "XX", "XY"})
"""The United Kingdom, everywhere, and everywhere for a reason of copyright."""
_WITHHELD = re.compile(r"has been withheld in .+ in response to a legal demand")
_MOVING = ("7_", "13_", "16_")
"""How the keys of videos, of those for adverts too, and of GIFs begin; those of photos begin with 3_."""
MEDIA_MISSING = (
    "X did not return {n} of the photos and videos it says are there, so their address and alternative text are unknown"
)
WITHHELD = "X withholds {n} of the posts and shows a notice instead, so they are taken for not public"
UNUSABLE = "X sent {n:post|posts} without an id, a time or an author"


@dataclass(frozen=True, slots=True)
class Includes:
    """What X sends beside the posts that refer to it, by id."""

    posts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    users: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    media: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Includes:
        """Index the `includes` of an answer."""
        included = mapping(answer.get("includes"))
        return cls(
            posts={identity(one.get("id")): one for name in ("tweets", "posts") for one in objects(included.get(name))},
            users={identity(one.get("id")): one for one in objects(included.get("users"))},
            media={identity(one.get("media_key")): one for one in objects(included.get("media"))},
        )


@dataclass(slots=True)
class Mapped:
    """What one page of posts became."""

    posts: list[Post] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    unavailable: list[Unavailable] = field(default_factory=list)
    faults: dict[str, dict[str, int]] = field(default_factory=dict)

    def note(self, what: str, why: str) -> None:
        """Count one more reason why `what` is not complete."""
        reasons = self.faults.setdefault(what, {})
        reasons[why] = reasons.get(why, 0) + 1


def foreign_author(answer: Mapping[str, Any], account_id: str) -> str:
    """Return the id of an author in a page of posts who is not the account; blank when there is none."""
    authors = (identity(one.get("author_id")) for one in objects(answer.get("data")))
    return next((author for author in authors if author and author != account_id), "")


def to_posts(answer: Mapping[str, Any], handle: str) -> Mapped:
    """Map a page of an account's posts; what cannot be a row is set aside, older versions of an edit are left out."""
    page, includes = Mapped(), Includes.of(answer)
    payloads = objects(answer.get("data"))
    superseded = {old for one in payloads for old in edit_chain(one)[:-1]}
    for payload in payloads:
        if identity(payload.get("id")) in superseded:
            continue
        if refused := _refused(payload):
            page.set_aside.append(refused)
            if refused.rule == "withheld":
                page.unavailable.append(Unavailable(post_id=identity(payload.get("id")), state="withheld"))
            else:
                page.note("posts", UNUSABLE)
            continue
        page.posts.append(to_post(payload, includes, handle))
        page.set_aside.extend(_cut(payload, includes))
        _add_media(page, payload, includes)
    return page


def to_post(payload: Mapping[str, Any], includes: Includes, handle: str) -> Post:
    """Map one post of the account that has an id and a time."""
    post_id, created = identity(payload.get("id")), moment(payload.get("created_at"))
    if created is None:
        raise ValueError("a post without a time")
    original = _repeated(payload, includes)
    return Post(
        post_id=post_id,
        created_at=created,
        kind=kind_of(payload),
        text=text_of(original if original else payload),
        permalink=f"https://x.com/{handle}/status/{post_id}",
        chain_id=edit_chain(payload)[0],
        comments_total=count(mapping(payload.get("public_metrics")).get("reply_count")),
        reply_to=_references(payload).get("replied_to", ""),
    )


def _refused(payload: Mapping[str, Any]) -> SetAside | None:
    post_id = identity(payload.get("id"))
    if not post_id:
        return SetAside(place="a post of X", rule="no-id", reason="X sent a post without an id")
    if is_withheld(payload):
        return SetAside(
            place=f"post {post_id}", rule="withheld", reason="X withholds this post and shows a notice in its place"
        )
    if moment(payload.get("created_at")) is None:
        return SetAside(place=f"post {post_id}", rule="no-time", reason="X sent this post without a time")
    if not identity(payload.get("author_id")):
        return SetAside(place=f"post {post_id}", rule="no-author", reason="X does not say who wrote this post")
    return None


def is_withheld(payload: Mapping[str, Any]) -> bool:
    """Say whether X shows a notice in place of the post: its text is never content.

    A post withheld in other countries alone is public here.
    """
    if _WITHHELD.search(text(payload.get("text"))):
        return True
    codes = mapping(payload.get("withheld")).get("country_codes")
    named = {text(code) for code in codes} if isinstance(codes, list) else set()
    return bool(payload.get("withheld")) and (not named or not named.isdisjoint(_HERE))


def edit_chain(payload: Mapping[str, Any]) -> Sequence[str]:
    """Return the ids of a post's versions, oldest first; the post's own id when it was never edited."""
    chain = payload.get("edit_history_tweet_ids") or payload.get("edit_history_post_ids")
    ids = [identity(one) for one in chain] if isinstance(chain, list) else []
    return [one for one in ids if one] or [identity(payload.get("id"))]


def _references(payload: Mapping[str, Any]) -> Mapping[str, str]:
    found = payload.get("referenced_tweets") or payload.get("referenced_posts")
    return {text(one.get("type")): identity(one.get("id")) for one in objects(found)}


def kind_of(payload: Mapping[str, Any]) -> str:
    """Return original, reply, repost or quote."""
    references = _references(payload)
    return next((kind for name, kind in _KINDS.items() if name in references), "original")


def _repeated(payload: Mapping[str, Any], includes: Includes) -> Mapping[str, Any]:
    """Return the post that a repost repeats; empty when it is no repost, or X did not return it."""
    original = includes.posts.get(_references(payload).get("retweeted", ""), {})
    return {} if is_withheld(original) else original


def _cut(payload: Mapping[str, Any], includes: Includes) -> Sequence[SetAside]:
    """Say so where a repost ends in an ellipsis because X did not return what it repeats: the post itself is kept."""
    if kind_of(payload) != "repost" or _repeated(payload, includes) or not text(payload.get("text")).endswith("…"):
        return ()
    return (
        SetAside(
            place=f"post {identity(payload.get('id'))}",
            rule="text-cut",
            reason="X cut the end of this repost, which is not judged",
        ),
    )


def text_of(payload: Mapping[str, Any]) -> str:
    """Return the whole text as a reader sees it: links as displayed, no link to the post's own media, unescaped.

    Offsets of entities count code points of the text as X sent it, so links are replaced before it is unescaped.
    """
    note = mapping(payload.get("note_tweet") or payload.get("note_post"))
    holder = note if text(note.get("text")) else payload
    written = holder["text"] if isinstance(holder.get("text"), str) else ""
    return as_shown(written, _links(holder, written))


def _links(holder: Mapping[str, Any], written: str) -> Collection[Link]:
    """Return the links of a text, each once, and only where they really stand."""
    links: dict[int, Link] = {}
    for entity in objects(mapping(holder.get("entities")).get("urls")):
        start, end, short = entity.get("start"), entity.get("end"), entity.get("url")
        if isinstance(start, int) and isinstance(end, int) and short and written[start:end] == short:
            shown = "" if entity.get("media_key") else shown_for(short, text(entity.get("display_url")))
            links[start] = Link(start, end, shown)
    return links.values()


def _add_media(page: Mapped, payload: Mapping[str, Any], includes: Includes) -> None:
    """Add a row for each medium of a post, also for those that X names but does not return."""
    for key in media_keys(payload) or media_keys(_repeated(payload, includes)):
        if key not in includes.media:
            page.note("media", MEDIA_MISSING)
        page.media.append(to_media(identity(payload.get("id")), key, includes.media.get(key, {})))


def media_keys(payload: Mapping[str, Any]) -> Sequence[str]:
    """Return the keys of the media of a post, each once, in order."""
    keys = mapping(payload.get("attachments")).get("media_keys")
    return list(dict.fromkeys(identity(key) for key in keys if identity(key))) if isinstance(keys, list) else []


def to_media(post_id: str, key: str, payload: Mapping[str, Any]) -> Media:
    """Map one photo, video or GIF; an empty payload is a medium that X did not return, known by its key alone."""
    is_photo = payload.get("type", "video" if key.startswith(_MOVING) else "photo") == "photo"
    shown = address(payload.get("preview_image_url"))
    return Media(
        post_id=post_id,
        media_id=key,
        type="photo" if is_photo else "video",
        url=address(payload.get("url")) or (shown if is_photo else film_of(payload.get("variants"))),
        alt_text=text(payload.get("alt_text")),
        alt_known=bool(payload),
        cover="" if is_photo else shown,
    )


def to_comments(
    answer: Mapping[str, Any], under: Mapping[str, str], account_id: str
) -> tuple[list[Comment], list[SetAside]]:
    """Map a page of replies: those of other people, in the conversations `under` (conversation id -> post id)."""
    includes = Includes.of(answer)
    comments: list[Comment] = []
    set_aside: list[SetAside] = []
    for payload in objects(answer.get("data")):
        post_id = under.get(identity(payload.get("conversation_id")))
        if post_id is None or identity(payload.get("author_id")) == account_id or identity(payload.get("id")) in under:
            continue
        comment = to_comment(payload, includes, post_id)
        if isinstance(comment, Comment):
            comments.append(comment)
        else:
            set_aside.append(comment)
    return comments, set_aside


def to_comment(payload: Mapping[str, Any], includes: Includes, post_id: str) -> Comment | SetAside:
    """Map one reply; one without id or time, or withheld, is set aside."""
    comment_id, created = identity(payload.get("id")), moment(payload.get("created_at"))
    place = f"reply {comment_id}" if comment_id else f"a reply under post {post_id}"
    if not comment_id or created is None:
        return SetAside(
            place=place, rule="no-time" if comment_id else "no-id", reason="X sent this reply without an id or a time"
        )
    if is_withheld(payload):
        return SetAside(place=place, rule="withheld", reason="X withholds this reply and shows a notice in its place")
    author = includes.users.get(identity(payload.get("author_id")), {})
    answered = _references(payload).get("replied_to", "")
    return Comment(
        comment_id=comment_id,
        post_id=post_id,
        parent_id="" if answered in {post_id, identity(payload.get("conversation_id"))} else answered,
        created_at=created,
        author_handle=text(author.get("username")),
        author_name=html.unescape(text(author.get("name"))),
        text=text_of(payload),
    )


def to_profile(payload: Mapping[str, Any]) -> Profile:
    """Map the account as X describes it."""
    links = mapping(mapping(payload.get("entities")).get("url")).get("urls")
    metrics = mapping(payload.get("public_metrics"))
    website = next((address(link.get("expanded_url")) for link in objects(links)), "")
    return Profile(
        platform_id=identity(payload.get("id")),
        handle=text(payload.get("username")),
        name=html.unescape(text(payload.get("name"))),
        about=html.unescape(text(payload.get("description"))),
        website=website or address(payload.get("url")),
        visibility="private" if payload.get("protected") is True else "public",
        posts_total=count(metrics.get("tweet_count", metrics.get("post_count"))),
    )
