"""One feed, asked page by page: its documents, the comments under its entries, and how far they reach."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from config.models import Account
from connectors import _feed_mapping as mapped
from connectors._feed_calls import Document, FeedCalls, GoneError, no_feed_there
from connectors._feed_entries import Feed
from connectors._feed_mapping import MappedFeed
from connectors._feed_reads import reach, reads_of
from connectors._progress import Progress, Task
from connectors._pull import Batch
from connectors.base import BadPayload, Comment, NeedsPerson, Profile, Read, SetAside

_MOST_PAGES: Final = 200
"""Older pages of one feed that a pull follows."""
_MOST_ASKED: Final = 300
"""Entries whose comments are asked for in one pull."""
_BROKEN_OFF: Final = "the feed breaks off before its end"
_CUT: Final = "the feed gives the beginning of {n:entry|entries} only"
_NO_TIME: Final = "{n:entry of the feed has|entries of the feed have} no date that can be read"
_ALIKE: Final = "{n:entry|entries} of the feed cannot be told from others of the same address, date and title"
_ELSEWHERE: Final = "the comments of {n:entry|entries} stand on another host"
_TOO_MANY: Final = "the comments of {n:entry|entries} were not asked for, more than a pull asks for"
_NOT_THERE: Final = "the feed of comments of {n:entry|entries} is not there"
_REFUSED: Final = "the feed of comments of {n:entry|entries} is refused to this program, or is no feed"
_OLDER_REFUSED: Final = "an older page of the feed is refused to this program, or is no feed, so reading stopped there"


class FeedSource:
    """One account's feed."""

    platform = "the feed"

    def __init__(self, account: Account, url: str, comments_url: str, calls: FeedCalls) -> None:
        self._account, self.url, self._comments_url, self._calls = account, url, comments_url, calls
        self.who = f"the feed of @{account.handle}"
        self._is_plain = account.platform in {"bluesky", "youtube"}
        self._document: Document | None = None
        self._feed: Feed | None = None
        self._site: Feed | None = None
        self._site_digest = ""
        self.known_posts: dict[str, str] = {}
        """Address of a post -> post_id, of this pull and those before."""

    def take_up(self, account_id: str) -> None:
        """Go on with a feed that was looked at before: nothing is to be asked."""

    def profile(self) -> Profile:
        """Return how the feed shows itself; NeedsPerson when it is another account's."""
        feed = self.first()
        profile = mapped.to_profile(feed, self._account)
        expected = self._account.platform_id
        if expected and profile.platform_id and profile.platform_id != expected:
            raise NeedsPerson(
                f"{self.who} is that of another account (id {profile.platform_id}, not {expected}); "
                "none of it was kept: correct its address in trust.yaml"
            )
        if not expected and not mapped.is_of(feed, self._account):
            raise NeedsPerson(
                f"{self.who} is that of @{profile.handle}; none of it was kept: "
                "correct its address or the handle in trust.yaml"
            )
        return profile

    def first(self) -> Feed:
        """Return the newest page, read once."""
        if self._feed is None:
            self._feed = self.document().feed(self.who, is_plain=self._is_plain)
        return self._feed

    def document(self, known: Mapping[str, str] | None = None) -> Document:
        """Return the newest page as it came, asked once; `unchanged` where the host says so of what is `known`."""
        if self._document is None:
            try:
                found = self._calls.get(self.who, self.url, known)
            except GoneError:
                raise no_feed_there(self.who) from None
            if found.unchanged:
                return found
            self._document = found
        return self._document

    def posts(self, progress: Progress) -> Batch:
        """Return a page of entries, and the comments or the feeds of comments under them."""
        first = progress.token is None
        try:
            feed = self.first() if first else self._asked(progress.token or "")
        except GoneError:  # WordPress's way of saying that there are no older ones
            return Batch()
        except (NeedsPerson, BadPayload):
            if first:
                raise
            self._ask_newest_again()
            return Batch(faults={"posts": {_OLDER_REFUSED: 1}}, counts={"refused": 1})
        page = mapped.to_posts(feed, self._account.platform)
        if not first and self._is_first_again(progress, page):
            return Batch()
        if first:
            progress.counts["first_page"] = _fingerprint(page)
        self.known_posts |= {mapped.known_by(post.permalink): post.post_id for post in page.posts if post.permalink}
        reach(progress, page.posts)
        comments, aside = self._site_comments(progress, first=first)
        tasks, faults = self._tasks(progress, page)
        faults |= {_NO_TIME: page.without_time, _ALIKE: page.alike, _CUT: page.cut, _BROKEN_OFF: int(feed.breaks_off)}
        for why, times in faults.items():
            if times:
                progress.note("comments" if why in {_ELSEWHERE, _TOO_MANY} else "posts", why, times)
        counted = page.entries.items() if self._counts(page) else ()
        totals = {post_id: entry.comments_total or 0 for post_id, entry in counted}
        return Batch(
            posts=page.posts,
            media=page.media,
            comments=comments,
            set_aside=[*page.set_aside, *aside],
            next=self._next(progress, feed),
            tasks=tasks,
            totals=totals,
        )

    def _asked(self, url: str) -> Feed:
        return self._calls.get(self.who, url).feed(self.who, is_plain=self._is_plain)

    def _is_first_again(self, progress: Progress, page: MappedFeed) -> bool:
        """Say whether a site that does not page answers with its newest entries again: then there is no older page."""
        return progress.counts.get("first_page") == _fingerprint(page)

    def _next(self, progress: Progress, feed: Feed) -> str | None:
        """Return where older entries stand, as far back as the pull is to go."""
        pages = progress.counts["pages"] = progress.counts.get("pages", 0) + 1
        last = progress.counts.get("last", 0)  # not the oldest: that may be one that is pinned
        reached = progress.since is not None and last and last < progress.since.timestamp() * 1_000_000
        if not feed.entries or reached or pages >= _MOST_PAGES:
            return None
        if feed.next_url:
            following = feed.next_url if self._calls.is_own(feed.next_url) else _on_own_host(self.url, feed.next_url)
            return following or None
        return _with(self.url, {"paged": str(pages + 1)}) if "wordpress" in feed.generator.casefold() else None

    def _counts(self, page: MappedFeed) -> bool:
        """Say whether the feed's totals of comments can be held against what is read of them."""
        return not self._comments_url and any(entry.comments_url for entry in page.entries.values())

    def _tasks(self, progress: Progress, page: MappedFeed) -> tuple[list[Task], dict[str, int]]:
        """Return the feeds of comments to ask for, and why others are not."""
        named = {post_id: one.comments_url for post_id, one in page.entries.items() if one.comments_url}
        progress.counts["named"] = progress.counts.get("named", 0) + len(named)
        unsure = sum(one.comments_total is None for one in page.entries.values() if one.comments_url)
        progress.counts["unsure"] = progress.counts.get("unsure", 0) + unsure
        if self._comments_url:
            return [], {}
        wanted = {post_id: url for post_id, url in named.items() if page.entries[post_id].comments_total != 0}
        own = {post_id: url for post_id, url in wanted.items() if self._calls.is_own(url)}
        left = max(0, _MOST_ASKED - progress.counts.get("asked", 0))
        asked = dict(list(own.items())[:left])
        progress.counts["asked"] = progress.counts.get("asked", 0) + len(asked)
        tasks = [Task(under={url: post_id}) for post_id, url in asked.items()]
        return tasks, {_ELSEWHERE: len(wanted) - len(own), _TOO_MANY: len(own) - len(asked)}

    def comments(self, task: Task) -> Batch:
        """Return the comments of one entry; where they are refused this is said, and the other entries are read."""
        url, post_id = next(iter(task.under.items()))
        where = f"the comments of {self.who}"
        try:
            feed = self._calls.get(where, url).feed(where)
        except GoneError:
            return Batch(faults={"comments": {_NOT_THERE: 1}})
        except (NeedsPerson, BadPayload):
            self._ask_newest_again()
            return Batch(faults={"comments": {_REFUSED: 1}}, counts={"refused": 1})
        comments, aside = mapped.to_comments(feed, post_id)
        return Batch(comments=comments, set_aside=aside)

    def _ask_newest_again(self) -> None:
        """Raise the error of the newest page, where the host refuses that by now too and not one document alone."""
        try:
            self._asked(self.url)
        except GoneError:
            raise no_feed_there(self.who) from None

    def site(self) -> Feed | None:
        """Return the comments feed of the whole site, where one is configured; read once."""
        if self._comments_url and self._site is None:
            where = f"the comments of {self.who}"
            try:
                document = self._calls.get(where, self._comments_url)
            except GoneError:
                raise NeedsPerson(f"{where}: there is no feed at source.comments; correct it in trust.yaml") from None
            self._site, self._site_digest = document.feed(where), _digest(document)
        return self._site

    def _site_comments(self, progress: Progress, *, first: bool) -> tuple[list[Comment], list[SetAside]]:
        """Return the comments of the whole site that stand under posts known by now."""
        feed = self.site()
        if feed is None:
            return [], []
        comments, aside, others = mapped.under(feed, self.known_posts)
        progress.counts["other_posts"] = len(others)
        return comments, aside if first else []

    def reads(self, progress: Progress) -> Sequence[Read]:
        """Say what was read: back to the oldest entry that the feed shows, and never the whole of an account."""
        return reads_of(progress, self._account.platform, has_site_comments=bool(self._comments_url))

    def validators(self, progress_counts: Mapping[str, int]) -> dict[str, Any]:
        """Return by what a later pull knows that nothing changed; empty where that cannot be known.

        The newest page tells nothing of older ones, which may be edited, or commented on, without it.
        """
        unsure = progress_counts.get("unsure") and not self._comments_url
        several = progress_counts.get("pages", 0) > 1
        if self._document is None or unsure or several or progress_counts.get("refused"):
            return {}
        self.site()
        return {
            "etag": self._document.etag,
            "modified": self._document.modified,
            "digest": _digest(self._document),
            "comments": self._site_digest,
        }

    def is_unchanged(self, known: Mapping[str, str]) -> bool:
        """Say whether feed and comments are what they were when `known` was written down."""
        document = self.document(known)
        if not document.unchanged and _digest(document) != known.get("digest"):
            return False
        self.site()
        return self._site_digest == known.get("comments", "")


def _digest(document: Document) -> str:
    return hashlib.sha256(document.body).hexdigest()


def _fingerprint(page: MappedFeed) -> int:
    ids = "\x00".join(post.post_id for post in page.posts)
    return int.from_bytes(hashlib.sha256(ids.encode("utf-8", "replace")).digest()[:6], "big")


def _with(url: str, query: Mapping[str, str]) -> str:
    """Return an address with values in its query, in place of those that it has."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if name not in query]
    return parts._replace(query=urlencode([*kept, *query.items()])).geturl()


def _on_own_host(url: str, following: str) -> str:
    """Return where the configured host serves an older page that Blogger names on its own; blank for others."""
    named = dict(parse_qsl(urlsplit(following).query))
    page = {name: named[name] for name in ("start-index", "max-results") if named.get(name, "").isdecimal()}
    return _with(url, page) if "start-index" in page else ""
