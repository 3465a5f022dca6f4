"""YouTube channels: the channel's feed without a key, or the Data API v3 with one.

Without a key the 15 latest videos are read from the channel's public feed, with title, description and thumbnail; a
feed is found by the channel's id only, so give `platform_id: UC...` (in YouTube Studio under Settings, Channel,
Advanced settings). Comments and older videos are not read then.

With `key: "${YOUTUBE_API_KEY}"` (from a project in Google's developer console with the YouTube Data API v3 switched on)
channels are found by handle, and all public videos are read with their comments and replies. Google lets a key ask ten
thousand times a day: a pull asks twice for each 50 videos and once for each 100 comments under a video. What is used up
is told, and the pull goes on when Google's next day begins. Unlisted videos are seen in neither way; what is said in a
video is not read, nor is the film watched: its thumbnail is looked at, and YouTube has no text alternatives for these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final, Self

from config.models import Account, Secret
from connectors._feed_calls import FeedCalls
from connectors._feed_pull import feed_pages
from connectors._feed_source import FeedSource
from connectors._http import usable_token
from connectors._pictures import PictureHosts
from connectors._pull import pages
from connectors._youtube_channel import CHANNEL_ID, YoutubeCalls, YoutubeChannel
from connectors.base import Connector, Media, NeedsPerson, Page, Profile, Surroundings, Window

PICTURE_HOSTS: Final = frozenset({"*.ytimg.com"})
"""Where YouTube serves thumbnails."""
FEED: Final = "https://www.youtube.com/feeds/videos.xml?channel_id="


class YoutubeConnector(Connector):
    """Reads channels on YouTube."""

    name: ClassVar[str] = "youtube"
    platforms: ClassVar[frozenset[str]] = frozenset({"youtube"})
    secrets: ClassVar[tuple[str, ...]] = ("key",)
    options: ClassVar[Mapping[str, str]] = {
        "key": 'An API key for the YouTube Data API v3, as "${YOUTUBE_API_KEY}"; may be left out.'
    }
    provides: ClassVar[frozenset[str]] = frozenset({"posts", "media", "comments", "profile"})
    live: ClassVar[bool] = True

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._met: dict[str, FeedSource | YoutubeChannel] = {}
        self._pictures = PictureHosts(PICTURE_HOSTS, surroundings)

    @classmethod
    def build(cls, surroundings: Surroundings) -> Self:
        """Return a connector; nothing is opened before the first call."""
        return cls(surroundings)

    def profile(self, account: Account) -> Profile:
        """Return how the channel shows itself; RetryLater, NeedsPerson or BadPayload when it cannot be read."""
        return self._source(account).profile()

    def pages(self, account: Account, cursor: Mapping[str, Any] | None, window: Window) -> Iterator[Page]:
        """Yield the channel's videos, newest first; with a key each page is followed by its comments."""
        source = self._source(account)
        if isinstance(source, FeedSource):
            yield from feed_pages(source, cursor, window)
        else:
            yield from pages(source, cursor, window)

    def picture(self, account: Account, media: Media) -> bytes:
        """Return the thumbnail of a video as YouTube serves it; BadPayload or RetryLater says why not."""
        return self._pictures.fetch(media, f"@{account.handle} on YouTube")

    def notes(self, account: Account) -> Sequence[str]:
        """Say what is not read without a key."""
        if "key" in account.source.options:
            return ()
        return ("without a key YouTube gives the 15 latest videos and no comments: give its source a key to read all",)

    def _source(self, account: Account) -> FeedSource | YoutubeChannel:
        """Return the channel as it is met in this run: it is looked up once, however often it is asked for."""
        if account.key not in self._met:
            self._met[account.key] = self._channel(account) if "key" in account.source.options else self._feed(account)
        return self._met[account.key]

    def _channel(self, account: Account) -> YoutubeChannel:
        secret = account.source.options["key"]
        if not isinstance(secret, Secret):
            raise NeedsPerson(
                f'the key of @{account.handle} on YouTube is not written as key: "${{YOUTUBE_API_KEY}}" in trust.yaml'
            )
        key = usable_token(self._surroundings.secret(secret), "key")
        return YoutubeChannel(account, YoutubeCalls(key, self._surroundings.http, self._surroundings.now))

    def _feed(self, account: Account) -> FeedSource:
        channel = account.platform_id.strip() or account.handle.strip()
        if not CHANNEL_ID.fullmatch(channel):
            raise NeedsPerson(
                f"YouTube finds the channel of @{account.handle} without a key only by its id: give the account "
                "platform_id: UC... (YouTube Studio, Settings, Channel, Advanced settings) in trust.yaml, "
                "or its source a key"
            )
        calls = FeedCalls(FEED + channel, self._surroundings.http, self._surroundings.now)
        known = account.model_copy(update={"platform_id": channel})
        return FeedSource(known, FEED + channel, "", calls)
