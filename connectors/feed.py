"""Blogs, podcasts and photo streams by their public feeds: WordPress, Blogger, Tumblr, Flickr, Mastodon, Bluesky.

`url` is the feed's address (RSS, Atom or JSON Feed), for example https://school.example/feed/,
https://school.blogspot.com/feeds/posts/default, https://school.tumblr.com/rss, https://mastodon.example/@school.rss
or https://bsky.app/profile/school.example/rss. No key is needed, and no other host is asked.

A feed shows the latest entries only: coverage begins with the oldest of them, and an entry that fell off the end is not
taken for gone. Older pages are followed where the feed names them or WordPress made it. Comments are read from the
feeds that the entries name (WordPress, Blogger) or from the one of the whole site given as `comments`; where there is
none, they are not read. Texts are those that a reader sees, with the pictures in them and their text alternatives; of a
video the cover that the feed names (a poster, a thumbnail beside it) or that YouTube shows. Sound and films are not
read. Replies, and what an account shares of others, stand in no feed of Mastodon or Bluesky; Bluesky's feed holds no
pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final, Self

from config.models import Account
from connectors._feed_calls import FeedCalls, own_hosts
from connectors._feed_pull import feed_pages
from connectors._feed_source import FeedSource
from connectors._http import secure
from connectors._pictures import PictureHosts
from connectors.base import Connector, Media, NeedsPerson, Page, Profile, Surroundings, Window

PICTURE_HOSTS: Final = frozenset({
    "*.wp.com", "*.files.wordpress.com", "*.wordpress.com", "*.googleusercontent.com", "*.bp.blogspot.com",
    "live.staticflickr.com", "*.staticflickr.com", "*.media.tumblr.com", "cdn.bsky.app", "i.ytimg.com",
})  # fmt: skip
"""Where the pictures of blogs and photo streams usually stand, besides a site's own host and those below it."""


class FeedConnector(Connector):
    """Reads accounts by their public feeds."""

    name: ClassVar[str] = "feed"
    platforms: ClassVar[frozenset[str]] = frozenset({"blog", "podcast", "flickr", "tumblr", "mastodon", "bluesky"})
    secrets: ClassVar[tuple[str, ...]] = ()
    options: ClassVar[Mapping[str, str]] = {
        "url": "The address of the feed, for example https://school.example/feed/.",
        "comments": "The address of the feed of all comments, where the entries name none of their own.",
    }
    provides: ClassVar[frozenset[str]] = frozenset({"posts", "media", "comments", "profile"})
    live: ClassVar[bool] = True

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._met: dict[str, FeedSource] = {}
        self._pictures: dict[str, PictureHosts] = {}

    @classmethod
    def build(cls, surroundings: Surroundings) -> Self:
        """Return a connector; nothing is opened before the first call."""
        return cls(surroundings)

    def profile(self, account: Account) -> Profile:
        """Return how the feed shows itself; RetryLater, NeedsPerson or BadPayload when it cannot be read."""
        return self._source(account).profile()

    def pages(self, account: Account, cursor: Mapping[str, Any] | None, window: Window) -> Iterator[Page]:
        """Yield one unchanged page when the feed is what it was, else its entries, each page with its comments."""
        yield from feed_pages(self._source(account), cursor, window)

    def picture(self, account: Account, media: Media) -> bytes:
        """Return a photo or cover as the site or its usual picture host serves it; else BadPayload or RetryLater."""
        if account.key not in self._pictures:
            own = own_hosts(_address(account, "url"))
            hosts = PICTURE_HOSTS | own | {f"*.{host.removeprefix('www.')}" for host in own}
            self._pictures[account.key] = PictureHosts(hosts, self._surroundings)
        return self._pictures[account.key].fetch(media, f"@{account.handle}")

    def _source(self, account: Account) -> FeedSource:
        """Return the feed as it is met in this run: its newest page is asked for once."""
        if account.key not in self._met:
            url = _address(account, "url")
            if not url:
                raise NeedsPerson(
                    f"the feed of @{account.handle} has no address: "
                    "give its source url: https://school.example/feed/ in trust.yaml"
                )
            calls = FeedCalls(url, self._surroundings.http, self._surroundings.now)
            comments = _address(account, "comments")
            if comments and not calls.is_own(comments):
                raise NeedsPerson(
                    f"the comments of the feed of @{account.handle} stand on another host than the feed: "
                    "correct source.comments in trust.yaml, or leave it out"
                )
            self._met[account.key] = FeedSource(account, url, comments, calls)
        return self._met[account.key]


def _address(account: Account, key: str) -> str:
    """Return a configured address; NeedsPerson for one that is not http(s)."""
    given = account.source.options.get(key, "")
    url = secure(given) if isinstance(given, str) else ""
    if given and not url:
        raise NeedsPerson(
            f"source.{key} of @{account.handle} is not an address: write it whole in trust.yaml, "
            "as https://school.example/feed/"
        )
    return url
