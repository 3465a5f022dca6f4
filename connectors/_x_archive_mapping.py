"""One row of an X archive into a post with its media; pure, and at home in every shape since 2010.

Numbers are written as text, texts are escaped, and a repost is cut at 140 characters: an archive holds no more of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

from config.models import fold_handle
from connectors._payload import address, identity, mapping, objects, text
from connectors._x_archive_manifest import Owner, to_time
from connectors._x_film import film_of
from connectors._x_text import Link, as_shown, shown_for
from connectors.base import Media, Post

BEGAN: Final = datetime(2006, 3, 21, tzinfo=UTC)
"""X's first day."""
_REPOST: Final = re.compile(r"RT @\w{1,50}:")
_SHORT: Final = re.compile(r"https?://t\.co/\w+")
_POST_LINK: Final = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/\w+/status(?:es)?/\d+/?(?:\?.*)?")
_LONG: Final = 240
"""Characters from which a text that ends in an ellipsis was cut by X, not by whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a post: X makes a post of its own of every edit."""

    post: Post
    media: Sequence[Media]
    chain: Sequence[str]
    """The ids of all versions X knew of, oldest first."""
    written: str
    """The text as X wrote it, by which a long text is found."""
    shown: Mapping[str, str]
    """Short link -> what a reader sees in its place."""
    cut: bool
    """True when X shows more of it than the row holds."""

    def with_text(self, written: str, shown: Mapping[str, str]) -> Version:
        """Return the version with the whole of its long text, in which more links may stand."""
        whole = as_shown(written, links_among(written, {**self.shown, **shown}))
        return replace(self, post=replace(self.post, text=whole), cut=False)


def tweet_of(row: Any) -> Mapping[str, Any]:
    """Return the post of a row: wrapped in "tweet", or until 2018 in nothing."""
    told = mapping(row)
    return mapping(told.get("tweet")) or mapping(told.get("post")) or told


def id_of(tweet: Mapping[str, Any]) -> str:
    """Return a post's id; blank when it has none."""
    return identity(tweet.get("id_str")) or identity(tweet.get("id")) or identity(tweet.get("tweet_id"))


def is_foreign(tweet: Mapping[str, Any], owner: Owner) -> bool:
    """Say whether a row names another author than the archive's owner; most rows name none."""
    if "user" not in tweet:
        return False
    user = mapping(tweet["user"])
    said, handle = identity(user.get("id_str")) or identity(user.get("id")), text(user.get("screen_name"))
    if said and owner.account_id:
        return said != owner.account_id
    return bool(handle and owner.handle) and fold_handle(handle) != fold_handle(owner.handle)


def to_version(tweet: Mapping[str, Any]) -> Version | str:
    """Map one post; where it cannot be one, return the rule that it breaks."""
    post_id, created = id_of(tweet), to_time(tweet.get("created_at"))
    if not post_id:
        return "no-id"
    if created is None:
        return "no-time"
    if created < BEGAN:
        return "impossible-time"
    original = mapping(tweet.get("retweeted_status"))
    told = original if _written(original) else tweet
    written, shown, chain = _written(told), shown_links(told), edit_chain(tweet)
    seen = as_shown(written, links_among(written, shown))
    post = Post(
        post_id=post_id,
        created_at=created,
        kind=kind_of(tweet),
        text=seen,
        permalink=f"https://x.com/i/status/{post_id}" if post_id.isdecimal() else "",
        chain_id=chain[0],
        reply_to=_answered(tweet),
    )
    media = media_of(post_id, tweet) or media_of(post_id, original)
    return Version(post, media, chain, written, shown, _is_cut(tweet, seen))


def _written(tweet: Mapping[str, Any]) -> str:
    found = tweet.get("full_text") or tweet.get("text")
    return found if isinstance(found, str) else ""


def _is_cut(tweet: Mapping[str, Any], shown: str) -> bool:
    """Say whether the row lacks the end of its text; X puts a link to the post itself behind the ellipsis."""
    ending = _SHORT.sub("", _POST_LINK.sub("", shown)).rstrip()
    if not ending.endswith("…"):
        return False
    return len(ending) >= _LONG or tweet.get("truncated") in {True, "true"} or bool(_REPOST.match(shown))


def edit_chain(tweet: Mapping[str, Any]) -> Sequence[str]:
    """Return the ids of a post's versions, oldest first; its own id when it was never edited."""
    info = mapping(tweet.get("edit_info"))
    edit = mapping(info.get("edit"))
    control = mapping(edit.get("editControlInitial") or edit.get("edit_control_initial") or info.get("initial"))
    listed = control.get("editTweetIds") or control.get("edit_tweet_ids") or tweet.get("edit_history_tweet_ids")
    first = identity(edit.get("initialTweetId") or edit.get("initial_tweet_id"))
    ids = [first, *(identity(one) for one in listed)] if isinstance(listed, list) else [first]
    own = id_of(tweet)
    known = dict.fromkeys(one for one in ids if one)
    return list(known) if own in known else [*known, own]


def _answered(tweet: Mapping[str, Any]) -> str:
    return identity(tweet.get("in_reply_to_status_id_str")) or identity(tweet.get("in_reply_to_status_id"))


def kind_of(tweet: Mapping[str, Any]) -> str:
    """Return original, reply, repost or quote. A quote is told by the address of a post at the end of its text."""
    written = _written(tweet)
    if mapping(tweet.get("retweeted_status")) or _REPOST.match(written):
        return "repost"
    if _answered(tweet):
        return "reply"
    if identity(tweet.get("quoted_status_id_str")) or identity(tweet.get("quoted_status_id")):
        return "quote"
    for entity in objects(mapping(tweet.get("entities")).get("urls")):
        short = text(entity.get("url"))
        if short and _POST_LINK.fullmatch(text(entity.get("expanded_url"))) and written.rstrip().endswith(short):
            return "quote"
    return "original"


def shown_links(tweet: Mapping[str, Any]) -> Mapping[str, str]:
    """Return short link -> what a reader sees in its place; nothing where it leads to the post's own media."""
    entities, extended = mapping(tweet.get("entities")), mapping(tweet.get("extended_entities"))
    shown = {text(one.get("url")): _displayed(one) for one in objects(entities.get("urls"))}
    return shown | {text(one.get("url")): "" for many in (entities, extended) for one in objects(many.get("media"))}


def links_among(written: str, shown: Mapping[str, str]) -> Sequence[Link]:
    """Return where known short links stand in a text.

    They are found by their address: offsets are written as text, and at times are those of another text.
    """
    return [Link(*found.span(), shown[found[0]]) for found in _SHORT.finditer(written) if found[0] in shown]


def _displayed(entity: Mapping[str, Any]) -> str:
    return shown_for(text(entity.get("url")), text(entity.get("display_url")) or address(entity.get("expanded_url")))


def media_of(post_id: str, tweet: Mapping[str, Any]) -> Sequence[Media]:
    """Return the photos and videos of a post, each once; `entities` names the first alone, and a video as a photo."""
    found = objects(mapping(tweet.get("extended_entities")).get("media"))
    found = found or objects(mapping(tweet.get("entities")).get("media"))
    made: dict[str, Media] = {}
    for number, payload in enumerate(found, 1):
        one = to_media(post_id, number, payload)
        made.setdefault(one.media_id, one)
    return list(made.values())


def to_media(post_id: str, number: int, payload: Mapping[str, Any]) -> Media:
    """Map one photo, video or GIF under the key that X's API gives it, so that either source names it alike.

    An archive holds the film of a video and no cover of it.
    """
    shown = address(payload.get("media_url_https")) or address(payload.get("media_url"))
    own, family = identity(payload.get("id_str")) or identity(payload.get("id")), _family(payload.get("type"), shown)
    return Media(
        post_id=post_id,
        media_id=f"{family}_{own}" if own else PurePosixPath(urlsplit(shown).path).stem or f"m{number}",
        type="photo" if family == "3" else "video",
        url=shown if family == "3" else film_of(mapping(payload.get("video_info")).get("variants")),
        alt_text=text(payload.get("ext_alt_text")),
    )


def _family(kind: Any, url: str) -> str:
    """Return the number X's media keys begin with; what is no known type counts as a photo, unless its picture says."""
    if kind == "animated_gif" or "/tweet_video_thumb/" in url:
        return "16"
    if "/amplify_video_thumb/" in url:
        return "13"
    return "7" if kind == "video" or "_video_thumb/" in url else "3"
