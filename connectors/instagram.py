"""Instagram's professional accounts, read through the Graph API: posts, reels, carousels, stories, comments, replies.

The token is that of the Facebook page the account is linked to, or of a person who manages the page, with
`instagram_basic`, `instagram_manage_comments` and `pages_read_engagement`; a token of a login with Instagram itself
(it begins with "IG") works as well. Personal accounts cannot be read by any app.

Every photo of a carousel is read with its own text alternative. Stories are read while they are shown, for 24 hours: a
pull a day misses none, save those that were taken down before it, live videos and re-shared stories. Instagram gives no
comments of people the account has restricted, nor those under age-restricted posts, and no address of a photo or video
with music or pictures it takes for another's: what is missing is said in coverage. A comment that the account has
hidden is not public: it is counted and not kept. Of a video or reel the cover is fetched, never the film.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Final

from config.models import Account, fold_handle
from connectors import _instagram_mapping as mapped
from connectors._graph_account import NO_BYTES, Asked, GraphAccount, Payload, faults_of
from connectors._graph_answers import (
    INSTAGRAM,
    GoneError,
    NotPermittedError,
    RefusedError,
    Speech,
    next_token,
    page_args,
)
from connectors._graph_connector import OPTIONS, GraphConnector
from connectors._graph_talk import Talk
from connectors._instagram_account import PERMISSIONS, look_up
from connectors._payload import identity, moment, objects
from connectors._progress import Progress, Task
from connectors._pull import Batch, StaleTokenError
from connectors.base import BadPayload, NeedsPerson, Post, Profile, Read, SetAside, TokenFacts
from connectors.graph import INSTAGRAM_HOST, Graph

BEGAN: Final = datetime(2010, 10, 6, tzinfo=UTC)
"""Instagram's first day: how far back a whole read of an account reaches."""
STORIES_SHOWN: Final = timedelta(hours=24)
_PINNED: Final = 3
"""How many old posts an account may pin above the others."""
REACHES: Final = 10_000
"""How many posts back Instagram gives an account's posts."""
PICTURE_HOSTS: Final = frozenset({"*.cdninstagram.com", "*.fbcdn.net"})
_ITEM: Final = "id,media_type,media_url,thumbnail_url"
_POST: Final = f"{_ITEM},media_product_type,caption,permalink,shortcode,timestamp,username,owner{{id}},comments_count,"
_COMMENT: Final = "id,text,timestamp,username,hidden"
_REPLY: Final = f"{_COMMENT},from{{id,username}}"
_TALK: Final[Mapping[bool, Mapping[str, str]]] = {
    False: {"comments": f"{_REPLY},replies.limit(50){{{_REPLY}}}", "replies": _REPLY},
    True: {"comments": f"{_COMMENT},replies.limit(50){{{_COMMENT}}}", "replies": _COMMENT},
}
"""Whether fewer fields must do -> edge -> what is asked of it."""
_STORY: Final = f"{_ITEM},media_product_type,caption,permalink,timestamp,username,owner{{id}}"
_STORIES, _MEDIA, _COUNTED = "stories", "media", "counted"
_NO_ALT: Final = "Instagram did not tell the alternative texts"
_NO_ADDRESS: Final = "media not returned: Instagram gave no address of {n:photo or video|photos or videos}"
_CUT: Final = "Instagram did not send all photos of {n:carousel|carousels}"
_UNUSABLE: Final = "Instagram sent {n:post|posts} without an id or a time"
_NO_STORIES: Final = "Instagram did not show the stories to this token, so none were read"
_BAD_STORIES: Final = "the answer to the call for stories was not in Instagram's format, so none were read"
_WITHHELD: Final = (
    "Instagram gives none of restricted people, nor those under age-restricted posts and past live videos"
)
_CORRECT: Final = "correct the handle in trust.yaml, or make the token for this account"


class InstagramConnector(GraphConnector):
    """Reads professional accounts on Instagram."""

    name: ClassVar[str] = "instagram"
    platforms: ClassVar[frozenset[str]] = frozenset({"instagram"})
    secrets: ClassVar[tuple[str, ...]] = ("token", "app_secret")
    options: ClassVar[Mapping[str, str]] = {
        "token": 'The token of the linked Facebook page or of a login with Instagram, as "${INSTAGRAM_TOKEN}".',
        **OPTIONS,
    }
    provides: ClassVar[frozenset[str]] = frozenset({"posts", "media", "comments", "profile"})
    keeps: ClassVar[Mapping[str, timedelta]] = {"stories": STORIES_SHOWN}
    speech: ClassVar[Speech] = INSTAGRAM
    variable: ClassVar[str] = "INSTAGRAM_TOKEN"
    picture_hosts: ClassVar[frozenset[str]] = PICTURE_HOSTS

    def token(self, account: Account) -> TokenFacts | None:
        """Return what Meta says of the token; None for one of a login with Instagram, of which it says nothing."""
        return super().token(account) if self._graph(account).host != INSTAGRAM_HOST else None

    def _meet(self, account: Account, graph: Graph) -> _InstagramAccount:
        return _InstagramAccount(account, graph)


class _InstagramAccount(GraphAccount):
    """One account on Instagram, asked page by page: its stories first, for they are the first to go."""

    speech: ClassVar[Speech] = INSTAGRAM
    asked: ClassVar[Asked] = Asked(
        full=f"{_POST}alt_text,children{{{_ITEM},alt_text}},comments.limit(50){{{_TALK[False]['comments']}}}",
        plain=f"{_POST}children{{{_ITEM}}},comments.limit(50){{{_TALK[True]['comments']}}}",
        bare=f"{_POST}alt_text,children{{{_ITEM},alt_text}}",
    )
    unsaid: ClassVar[Mapping[str, str]] = {"media": _NO_ALT}

    def __init__(self, account: Account, graph: Graph) -> None:
        super().__init__(account, graph)
        self._shown: Profile | None = None

    def permissions(self) -> frozenset[str]:
        """Return what the token must be allowed to."""
        return PERMISSIONS

    def profile(self) -> Profile:
        """Return how the account shows itself; asked once."""
        if self._shown is None:
            self._shown = mapped.to_profile(look_up(self))
            self.id = self._shown.platform_id
        return self._shown

    def posts(self, progress: Progress) -> Batch:
        """Return a page of stories, or of posts with their first comments."""
        part, _, page = (progress.token or _STORIES).partition("&")
        if part not in {_STORIES, _MEDIA}:
            raise StaleTokenError
        return self._stories(page) if part == _STORIES else self._posts(page, progress)

    def _stories(self, page: str) -> Batch:
        where = f"the stories of {self.who}"
        try:
            answer = self.edge(where, self.id, _STORIES, {"fields": _STORY, "limit": 50, **page_args(page)})
        except (GoneError, RefusedError, NotPermittedError):
            if page:
                raise StaleTokenError from None
            return Batch(next=_MEDIA, anew=True, faults={_STORIES: {_NO_STORIES: 1}})
        except BadPayload:  # what was shown before may be shown still, so nothing counts as gone
            return Batch(next=_MEDIA, anew=True, faults={"posts": {_BAD_STORIES: 1}})
        following = next_token(answer)
        batch = self._batch(where, objects(answer["data"]), story=True)
        return replace(batch, next=f"{_STORIES}&{following}" if following else _MEDIA, anew=not following)

    def _posts(self, page: str, progress: Progress) -> Batch:
        where = f"the posts of {self.who}"
        since = {"since": str(int(progress.since.timestamp()))} if progress.since else {}
        try:
            answer = self.posts_edge(where, _MEDIA, {**since, **page_args(page)})
        except (GoneError, RefusedError):
            if page:
                raise StaleTokenError from None
            raise NeedsPerson(f"Instagram does not show {where} to this token: {_CORRECT}") from None
        payloads = objects(answer["data"])
        following = None if _is_past(payloads, progress.since) else next_token(answer)
        batch = self._batch(where, payloads)
        total = self.profile().posts_total if not page and progress.since is None else None
        counts = {**batch.counts, "fed": len(payloads), **({} if total is None else {"their_posts": total})}
        return replace(batch, next=f"{_MEDIA}&{following}" if following else None, counts=counts)

    def _batch(self, where: str, payloads: Sequence[Payload], *, story: bool = False) -> Batch:
        own = self.own(where, payloads, self._author_of)
        rows = [mapped.to_post(one, story=story) for one in own]
        kept = [payload for payload, row in zip(own, rows, strict=True) if isinstance(row, Post)]
        set_aside = [row for row in rows if isinstance(row, SetAside)]
        media = [one for payload in kept for one in mapped.to_media(payload)]
        talk = Talk() if story else self._first_comments(kept)
        counted = {
            ("media", _CUT): sum(map(mapped.is_cut, kept)),
            (NO_BYTES, _NO_ADDRESS): sum(not (one.url or one.cover) for one in media),
            ("posts", _UNUSABLE): len(set_aside),
            **dict.fromkeys(() if story else self.lacking.items(), 1),
        }
        return Batch(
            posts=[row for row in rows if isinstance(row, Post)],
            media=media,
            comments=talk.comments,
            set_aside=[*set_aside, *talk.set_aside, *(self.foreign(one) for one in payloads if one not in own)],
            unavailable=talk.hidden,
            tasks=talk.tasks,
            counts=talk.counts(),
            totals={identity(one.get("id")): mapped.comments_total(one) or 0 for one in kept},
            faults=faults_of(counted),
        )

    def _author_of(self, payload: Payload) -> str:
        """Return who posted: this account's id for its own, whichever way Instagram names it."""
        named = mapped.author_of(payload)
        if not named or self._ours().wrote(payload, "owner"):
            return self.id if named else ""
        return named

    def _ours(self) -> mapped.Ours:
        handles = {self.account.handle, *([self._shown.handle] if self._shown else [])}
        folded = frozenset(fold_handle(one) for one in handles) - {""}
        return mapped.Ours(handle=self.account.handle, ids=frozenset({self.id}), handles=folded)

    def _first_comments(self, payloads: Sequence[Payload]) -> Talk:
        """Return the comments that came with posts, and what is still to be asked for."""
        talk = Talk()
        for payload in payloads:
            post_id, edge = identity(payload.get("id")), payload.get("comments")
            if isinstance(edge, dict):
                talk.add(mapped.to_talk(edge, post_id, self._ours()))
            token = next_token(edge) if isinstance(edge, dict) else None
            is_left_out = not isinstance(edge, dict) and mapped.comments_total(payload) != 0
            if token or (is_left_out and "comments" not in self.lacking):
                talk.tasks.append(Task(under={post_id: post_id}, token=token))
        return talk

    def comments(self, task: Task) -> Batch:
        """Return a further page of the comments of a post, or of the replies to one of them."""
        node, post_id = next(iter(task.under.items()))
        edge = "comments" if node == post_id else "replies"
        args = {"fields": _TALK[bool(self.lacking)][edge], "limit": 50}
        parent = "" if node == post_id else node
        return self.comments_edge(
            task, node, edge, args, lambda one: mapped.to_talk(one, post_id, self._ours(), parent_id=parent)
        )

    def reads(self, progress: Progress) -> Sequence[Read]:
        """Say what was read; comments are complete when Instagram counts no more than it gave."""
        fed, theirs = progress.counts.get("fed", 0), progress.counts.get("their_posts", 0)
        if progress.since is None and fed >= REACHES:
            progress.note("posts", f"Instagram gives the last {REACHES:,} posts only, so earlier ones were not read")
        elif fed < theirs:
            progress.note(_COUNTED, f"Instagram counts {theirs:,} posts and gave {fed:,} of them")
        return self.reads_since(BEGAN, progress, why=_WITHHELD, also=(_STORIES, _COUNTED))


def _is_past(payloads: Sequence[Payload], since: datetime | None) -> bool:
    """Say whether all posts of a page are older than what is read, and not merely pinned: `since` was not heeded."""
    times = [moment(one.get("timestamp")) for one in payloads]
    return since is not None and len(times) > _PINNED and all(at is not None and at < since for at in times)
