"""Entries of a feed into posts, media, comments and a profile; pure."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import quote, urlsplit

from config.models import Account, fold_handle
from connectors._feed_entries import Entry, Feed, made_id, picture_key, plain_link
from connectors._payload import address, text
from connectors.base import Comment, Media, Post, Profile, SetAside

_FLICKR_SAYS: Final = re.compile(r"^[^\n]{1,100} posted (a photo|a video|photos|videos):\s*")
_TUMBLR_SAYS: Final = frozenset({"photo", "photoset", "video", "audio"})
"""What Tumblr calls posts that have no title."""
_COMMENT_PAGE: Final = re.compile(r"/comment-page-\d+/?$")
_DID: Final = re.compile(r"at://(did:[a-z]+:[A-Za-z0-9._:%-]+)/")
_BY: Final = re.compile(r"^(?:By|Von|Par): (.{1,100})$|^(?:Comment on|Re:) .{1,500} by (.{1,100})$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedFeed:
    """What the entries of a document became."""

    posts: Sequence[Post] = ()
    media: Sequence[Media] = ()
    set_aside: Sequence[SetAside] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    """post_id -> entry, of those that became posts, in the order of the feed."""
    without_time: int = 0
    alike: int = 0
    """Entries set aside that say something else than the one whose id, date and title they share."""
    cut: int = 0


def to_posts(feed: Feed, platform: str) -> MappedFeed:
    """Map the entries of a feed, each id once; one without a usable date is set aside."""
    entries: dict[str, Entry] = {}
    aside: list[SetAside] = []
    alike = 0
    for number, entry in enumerate(_with_own_ids(feed.entries), start=1):
        place = f"entry {number} of the feed"
        if entry.published is None:
            aside.append(SetAside(place=place, rule="no-time", reason="the feed gives no date for this entry"))
        elif own_id(entry, platform) in entries:
            aside.append(SetAside(place=place, rule="duplicate-id", reason="the feed has this entry twice"))
            alike += entry.body != entries[own_id(entry, platform)].body
        else:
            entries[own_id(entry, platform)] = entry
    return MappedFeed(
        posts=[_post(post_id, entry, platform) for post_id, entry in entries.items()],
        media=[one for post_id, entry in entries.items() for one in _media(post_id, entry, platform)],
        set_aside=aside,
        entries=entries,
        without_time=sum(one.rule == "no-time" for one in aside),
        alike=alike,
        cut=sum(entry.is_cut for entry in entries.values()),
    )


def _with_own_ids(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries, each by an id of its own where a feed gives one id to several.

    They are known by their addresses; those that lead to one page, by their dates and titles as well.
    """
    by_link = _told_apart(entries, lambda one: one.link, lambda one: one.link)
    return _told_apart(by_link, lambda one: (one.published, one.title), _dated_id)


def _told_apart(
    entries: Iterable[Entry], mark: Callable[[Entry], object], id_of: Callable[[Entry], str]
) -> list[Entry]:
    """Return the entries, those of one id and different marks by the id that `id_of` gives; blank marks count not."""
    every = list(entries)
    marks = {(one.entry_id, mark(one)) for one in every if mark(one)}
    shared = {entry_id for entry_id, n in Counter(entry_id for entry_id, _ in marks).items() if n > 1}
    return [replace(one, entry_id=id_of(one)) if one.entry_id in shared and mark(one) else one for one in every]


def _dated_id(entry: Entry) -> str:
    return made_id("", entry.entry_id, entry.published.isoformat() if entry.published else "", entry.title)


def _post(post_id: str, entry: Entry, platform: str) -> Post:
    if entry.published is None:
        raise ValueError("an entry without a date is no post")
    return Post(
        post_id=text(post_id),
        created_at=entry.published,
        kind="repost" if entry.is_copy else "original",
        text=text(text_of(entry, platform)),
        permalink=address(entry.link),
        comments_total=entry.comments_total,
    )


def text_of(entry: Entry, platform: str = "") -> str:
    """Return what a reader sees: the title, then the text, unless the title is only the beginning of the text."""
    body = _FLICKR_SAYS.sub("", entry.body) if platform == "flickr" else entry.body
    start = _folded(entry.title).rstrip("….").strip()
    if platform == "tumblr" and start in _TUMBLR_SAYS:
        return body
    if not start or _folded(body).startswith(start):
        return body or entry.title
    return f"{entry.title}\n\n{body}".strip()


def _folded(said: str) -> str:
    return " ".join(said.split()).casefold()


def own_id(entry: Entry, platform: str) -> str:
    """Return the platform's own id of an entry: YouTube's stands in the entry's."""
    return entry.entry_id.removeprefix("yt:video:") if platform == "youtube" else entry.entry_id


def video_media(video_id: str, thumbnail: str) -> list[Media]:
    """Return a video of YouTube with the picture that stands for it, which has no text alternative there."""
    video = Media(
        post_id=video_id,
        media_id=video_id,
        type="video",
        url=address(watch_url(video_id)),
        alt_known=False,
        cover=address(thumbnail),
    )
    return [video]


def watch_url(video_id: str) -> str:
    """Return where a video of YouTube is watched."""
    return f"https://www.youtube.com/watch?v={quote(video_id, safe='')}"


def _media(post_id: str, entry: Entry, platform: str) -> list[Media]:
    if platform == "youtube":
        return video_media(text(post_id), next((one.url for one in entry.pictures if one.type == "photo"), ""))
    return [
        Media(
            post_id=text(post_id),
            media_id=hashlib.sha256(picture_key(one.url).encode("utf-8", "replace")).hexdigest()[:12],
            type=one.type,
            url=address(one.url),
            alt_text=text(one.alt),
            cover=address(one.cover),
        )
        for one in entry.pictures
    ]


def to_comments(feed: Feed, post_id: str) -> tuple[list[Comment], list[SetAside]]:
    """Map the comments feed of one post."""
    known = {entry.entry_id for entry in feed.entries}
    rows = [_comment(entry, post_id, known) for entry in feed.entries]
    return [one for one in rows if isinstance(one, Comment)], [one for one in rows if isinstance(one, SetAside)]


def under(feed: Feed, posts: Mapping[str, str]) -> tuple[list[Comment], list[SetAside], list[Entry]]:
    """Map the comments feed of a whole site: comments, what was set aside, and the entries under other posts.

    `posts` is plain address of a post -> post_id.
    """
    placed = [(entry, posts.get(commented_on(entry.link), "")) for entry in feed.entries]
    known = {entry.entry_id for entry in feed.entries}
    rows = [_comment(entry, post_id, known) for entry, post_id in placed if post_id]
    comments = [one for one in rows if isinstance(one, Comment)]
    return comments, [one for one in rows if isinstance(one, SetAside)], [one for one, at in placed if not at]


def commented_on(link: str) -> str:
    """Return the address of the post that a comment stands under, as `known_by` writes it."""
    return known_by(link)


def known_by(link: str) -> str:
    """Return an address without its scheme, "www.", fragment, page of comments and last slash."""
    try:
        parts = urlsplit(plain_link(link)) if link else urlsplit("")
    except ValueError:  # an id that only looks like an address
        return link
    path = _COMMENT_PAGE.sub("", parts.path).rstrip("/")
    return f"{(parts.hostname or '').removeprefix('www.')}{path}" + (f"?{parts.query}" if parts.query else "")


def _comment(entry: Entry, post_id: str, known: Collection[str]) -> Comment | SetAside:
    """Map one entry; what it answers is a comment where it is one of the `known`, or its id says so (WordPress)."""
    if entry.published is None:
        place = f"a comment under post {post_id}"
        return SetAside(place=place, rule="no-time", reason="the feed gives no date for this comment")
    named = _BY.match(entry.title)
    author = entry.author or next(filter(None, named.groups()), "") if named else entry.author
    return Comment(
        comment_id=text(entry.entry_id),
        post_id=post_id,
        parent_id=entry.answers if entry.answers in known or "#comment-" in entry.answers else "",
        created_at=entry.published,
        author_name=text(author),
        text=text(entry.body),
    )


def to_profile(feed: Feed, account: Account) -> Profile:
    """Map what a feed says of itself; its handle where its address holds one, else the configured one."""
    return Profile(
        platform_id=identity_of(feed, account.platform),
        handle=handle_of(feed, account.platform) or account.handle.strip().removeprefix("@"),
        name=text(feed.title),
        about=text(feed.about),
        website=address(feed.link),
    )


def identity_of(feed: Feed, platform: str) -> str:
    """Return the id that stays with an account whatever it is called; blank where the feed has none."""
    if platform == "bluesky":
        found = next((one for entry in feed.entries if (one := _DID.match(entry.entry_id))), None)
        return found.group(1) if found else ""
    if platform == "youtube":
        return urlsplit(feed.link).path.partition("/channel/")[2].strip("/")
    if platform in {"mastodon", "tumblr"}:
        return known_by(feed.link)
    return known_by(feed.feed_id) if feed.feed_id.startswith("http") else feed.feed_id


def handle_of(feed: Feed, platform: str) -> str:
    """Return the handle that the feed's own address bears; blank on platforms whose addresses bear none."""
    parts = urlsplit(feed.link)
    last = parts.path.rstrip("/").rpartition("/")[2]
    if platform == "mastodon":
        return last.removeprefix("@") if last.startswith("@") else ""
    if platform == "bluesky":
        return "" if last.startswith("did:") else last
    is_tumblr = platform == "tumblr" and (parts.hostname or "").endswith(".tumblr.com")
    return (parts.hostname or "").removesuffix(".tumblr.com") if is_tumblr else ""


def is_of(feed: Feed, account: Account) -> bool:
    """Say whether a feed bears the configured handle, where it bears any ("@school@server" is "school")."""
    shown = fold_handle(handle_of(feed, account.platform))
    configured = fold_handle(account.handle)
    if account.platform == "mastodon":
        configured = configured.partition("@")[0]
    return not shown or shown in {configured, configured.removesuffix(".tumblr.com")}
