"""X (Twitter), read through tweepy: profile, posts with media, and the replies of the last seven days as comments.

Of a video the cover is fetched, never the film.

This is the only module that knows tweepy. X bills by what is read, so nothing is asked twice in a pull.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final, Self

from config.models import Account, Secret
from connectors import _x_mapping as mapped
from connectors._http import transport_faults, usable_token
from connectors._payload import identity, mapping, objects
from connectors._pictures import PictureHosts
from connectors._progress import Progress, Task
from connectors._pull import Batch, StaleTokenError, pages
from connectors._x_answers import next_token, posts_given, refusal_of
from connectors._x_vocabulary import USUAL, VOCABULARIES, XSession
from connectors.base import BadPayload, Connector, Media, NeedsPerson, Page, Profile, Read, Surroundings, Window

PICTURE_HOSTS: Final = frozenset({"pbs.twimg.com", "video.twimg.com"})
"""Where X serves photos and the covers of videos."""
HOST: Final = "api.twitter.com"
"""tweepy's own; it answers for api.x.com."""
BEGAN: Final = datetime(2006, 3, 21, tzinfo=UTC)
"""X's first day: how far back a whole read of an account reaches."""
REPLIES_KEPT: Final = timedelta(days=7)
"""How long X lets replies be searched for."""
TIMELINE_REACHES: Final = 3_200
"""How many posts back X gives an account's posts."""
_ABOUT_THERE: Final = 3_000
"""Posts from which on it is X's reach that ends them where X counts more: what was deleted since counts among them."""
_HANDLE: Final = re.compile(r"[A-Za-z0-9_]{1,50}")
_CONVERSATIONS_A_SEARCH: Final = 12
"""As many as fit a query of 512 characters."""

# What is asked for, in tweepy's words; _x_vocabulary.py says it in X's newer ones where a source wants them.
_POST: Final = [
    "attachments", "author_id", "conversation_id", "created_at", "edit_history_tweet_ids", "entities", "note_tweet",
    "public_metrics", "referenced_tweets", "withheld",
]  # fmt: skip
_MEDIA: Final = ["alt_text", "media_key", "preview_image_url", "type", "url", "variants"]
_USER: Final = ["created_at", "description", "entities", "name", "protected", "public_metrics", "url", "username"]
_ASK_POSTS: Final = {
    "max_results": 100,
    "tweet_fields": _POST,
    "media_fields": _MEDIA,
    "expansions": ["attachments.media_keys", "referenced_tweets.id", "referenced_tweets.id.attachments.media_keys"],
}
_ASK_REPLIES: Final = {
    "max_results": 100,
    "tweet_fields": _POST,
    "user_fields": ["name", "username"],
    "expansions": ["author_id"],
}

# tweepy writes every header, the token included, to its log when it is set to DEBUG
logging.getLogger("tweepy.client").setLevel(logging.INFO)


class XConnector(Connector):
    """Reads accounts on X with an app's bearer token."""

    name: ClassVar[str] = "x"
    platforms: ClassVar[frozenset[str]] = frozenset({"x"})
    secrets: ClassVar[tuple[str, ...]] = ("token",)
    options: ClassVar[Mapping[str, str]] = {
        "token": 'The bearer token of your app on X, as "${X_BEARER_TOKEN}".',
        "vocabulary": 'In whose words X is asked: "tweet" (when it is left out), or "post" should X insist on them.',
    }
    provides: ClassVar[frozenset[str]] = frozenset({"posts", "media", "comments", "profile"})
    live: ClassVar[bool] = True
    keeps: ClassVar[Mapping[str, timedelta]] = {"replies": REPLIES_KEPT}

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._met: dict[str, _XAccount] = {}
        self._pictures = PictureHosts(PICTURE_HOSTS, surroundings)

    @classmethod
    def build(cls, surroundings: Surroundings) -> Self:
        """Return a connector; nothing is opened before the first call."""
        return cls(surroundings)

    def profile(self, account: Account) -> Profile:
        """Return how the account shows itself; RetryLater, NeedsPerson or BadPayload when it cannot be read."""
        return self._source(account).profile()

    def pages(self, account: Account, cursor: Mapping[str, Any] | None, window: Window) -> Iterator[Page]:
        """Yield the account's posts, newest first, each page followed by the replies under it of the last week."""
        yield from pages(self._source(account), cursor, window)

    def picture(self, account: Account, media: Media) -> bytes:
        """Return a photo, or the cover of a video, as X serves it; BadPayload or RetryLater says why not."""
        return self._pictures.fetch(media, f"@{account.handle} on X")

    def _source(self, account: Account) -> _XAccount:
        """Return the account as it is met in this run: it is looked up once, however often it is asked for."""
        if account.key not in self._met:
            self._met[account.key] = _XAccount(account, self._calls(account), self._surroundings.now)
        return self._met[account.key]

    def _calls(self, account: Account) -> _Calls:
        secret = account.source.options.get("token")
        if not isinstance(secret, Secret):
            raise NeedsPerson(
                f'@{account.handle} on X has no token: give its source token: "${{X_BEARER_TOKEN}}" in trust.yaml'
            )
        vocabulary = str(account.source.options.get("vocabulary", USUAL))
        if vocabulary not in VOCABULARIES:
            named = " or ".join(VOCABULARIES)
            raise NeedsPerson(f"source.vocabulary of @{account.handle} on X should be {named}: correct trust.yaml")
        return _Calls(usable_token(self._surroundings.secret(secret), "token"), self._surroundings, vocabulary)


class _Calls:
    """Calls to X through tweepy, every failure turned into one of the three errors."""

    def __init__(self, token: str, surroundings: Surroundings, vocabulary: str) -> None:
        import tweepy

        self.now = surroundings.now
        self._client: Any = tweepy.Client(token, return_type=dict, wait_on_rate_limit=False)
        self._client.session = XSession(surroundings.http, frozenset({HOST}), vocabulary)

    def __call__(self, where: str, ask: Callable[[Any], Any], token: str | None = None) -> Mapping[str, Any]:
        """Ask once and return a JSON object; StaleTokenError when X takes a call with `token` for a bad one."""
        import tweepy

        try:
            with transport_faults(where, self.now):
                answer = ask(self._client)
        except tweepy.BadRequest:
            raise StaleTokenError if token else BadPayload(where, "X takes the call for a bad one") from None
        except tweepy.HTTPException as fault:
            raise refusal_of(fault.response, where, self.now) from None
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
            raise BadPayload(where, "the answer is not in X's format") from None
        if not isinstance(answer, dict):
            raise BadPayload(where, "the answer is not in X's format")
        return answer


class _XAccount:
    """One account on X, asked page by page."""

    platform = "X"

    def __init__(self, account: Account, calls: _Calls, now: datetime) -> None:
        self._account, self._calls, self._now = account, calls, now
        self.who = f"@{account.handle} on X"
        self._id = account.platform_id
        self._shown: Profile | None = None

    def take_up(self, account_id: str) -> None:
        """Go on with an account that was looked up before."""
        self._id = account_id

    def profile(self) -> Profile:
        """Return how the account shows itself; asked once."""
        if self._shown is None:
            self._shown = mapped.to_profile(self._look_up())
            self._id = self._shown.platform_id
        return self._shown

    def _look_up(self) -> Mapping[str, Any]:
        handle = self._account.handle.strip().removeprefix("@")
        by = {"id": self._id} if self._id else {"username": handle}
        if not _HANDLE.fullmatch(self._id or handle):
            raise NeedsPerson(f"{self.who} is not a handle that X can have: correct it in trust.yaml")
        answer = self._calls(self.who, lambda client: client.get_user(**by, user_fields=_USER))
        payload = mapping(answer.get("data"))
        if not payload and objects(answer.get("errors")):
            raise NeedsPerson(
                f"X shows no account {self.who}: it is renamed, suspended or misspelt; correct the handle in trust.yaml"
            )
        if not identity(payload.get("id")) or not payload.get("username"):
            raise BadPayload(self.who, "the answer names no account")
        return payload

    def posts(self, progress: Progress) -> Batch:
        """Return a page of the account's own posts; NeedsPerson when it holds anybody else's."""
        ask = {**_ASK_POSTS, "start_time": progress.since, "pagination_token": progress.token}
        where = f"the posts of {self.who}"
        answer = self._calls(where, lambda client: client.get_users_tweets(self._id, **ask), progress.token)
        following = next_token(answer, where, may_be_hidden=self.who)
        if other := mapped.foreign_author(answer, self._id):
            raise NeedsPerson(
                f"{where} hold posts of another account (id {other}); none was kept: check the handle in trust.yaml"
            )
        page = mapped.to_posts(answer, self._account.handle)
        return Batch(
            posts=page.posts,
            media=page.media,
            set_aside=page.set_aside,
            unavailable=page.unavailable,
            counts={"withheld": len(page.unavailable), **self._counted(progress, answer)},
            faults=page.faults,
            next=following,
            tasks=self._searches(page),
            billed=posts_given(answer),
        )

    def _counted(self, progress: Progress, answer: Mapping[str, Any]) -> Mapping[str, int]:
        """Return how many posts a page holds, and with the first of a whole read how many X counts."""
        is_first = progress.token is None and progress.since is None
        total = self.profile().posts_total if is_first else None
        return {"fed": len(objects(answer.get("data"))), **({} if total is None else {"their_posts": total})}

    def _searches(self, page: mapped.Mapped) -> Sequence[Task]:
        """Return the searches for the replies under a page's posts of the last seven days."""
        recent = [
            post
            for post in page.posts
            if post.created_at >= self._now - REPLIES_KEPT and post.kind in {"original", "quote"}
        ]
        heads = [(post.chain_id or post.post_id, post.post_id) for post in recent]
        steps = range(0, len(heads), _CONVERSATIONS_A_SEARCH)
        return [Task(under=dict(heads[at : at + _CONVERSATIONS_A_SEARCH])) for at in steps]

    def comments(self, task: Task) -> Batch:
        """Return a page of replies by other people."""
        among = " OR ".join(f"conversation_id:{one}" for one in task.under)
        query = f"({among}) -from:{self._id}"
        ask = {**_ASK_REPLIES, "next_token": task.token}
        where = f"the replies to {self.who}"
        answer = self._calls(where, lambda client: client.search_recent_tweets(query, **ask), task.token)
        comments, set_aside = mapped.to_comments(answer, task.under, self._id)
        following = next_token(answer, where)
        return Batch(comments=comments, set_aside=set_aside, next=following, billed=posts_given(answer))

    def reads(self, progress: Progress) -> Sequence[Read]:
        """Say what was read, and that replies older than a week cannot be."""
        fed, theirs = progress.counts.get("fed", 0), progress.counts.get("their_posts", 0)
        fewer = f"X counts {theirs:,} posts and gave {fed:,} of them" if fed < theirs else ""
        if progress.since is None and (fed >= TIMELINE_REACHES or (fewer and fed >= _ABOUT_THERE)):
            progress.note("posts", f"X gives the last {TIMELINE_REACHES} posts only, so earlier ones were not read")
        begin = progress.since or BEGAN
        kept = self._now - REPLIES_KEPT
        since = f"{kept.day} {kept:%B %Y}"
        lost = f"X lets replies be searched for seven days, so those under posts before {since} were not read"
        withheld = progress.counts.get("withheld", 0)
        told = "; ".join(filter(None, [mapped.WITHHELD.format(n=withheld) if withheld else "", fewer]))
        return (
            replace(progress.read("posts", begin=begin), assumed=told),
            replace(progress.read("media", "posts", begin=begin), assumed=told),
            progress.read("comments", "posts", begin=max(kept, begin), but=lost if begin < kept else ""),
            Read(what="profile", complete=True, end=progress.until),
        )
