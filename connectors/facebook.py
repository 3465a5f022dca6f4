"""Facebook pages, read through the Graph API: profile, published posts with every photo, comments and replies.

The token is the page's own, of an app with `pages_read_engagement` and `pages_read_user_content`. Albums are read to
their last photo. A comment that the page has hidden is not public: it is counted and not kept. A post that is
unpublished, hidden or for friends only is `private`: what was read of it before stays, dated. Facebook withholds most
commenters' names from any app, and counts comments that it does not give: the report then says "read 317 of 1,876
comments". Of a video the cover is fetched, never the film. Stories of pages are not read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar, Final

from config.models import Account
from connectors import _facebook_mapping as mapped
from connectors._facebook_photos import ATTACHED, Photos
from connectors._graph_account import ASSUMED, NO_BYTES, Asked, GraphAccount, Payload, faults_of
from connectors._graph_answers import (
    FACEBOOK,
    GoneError,
    RefusedError,
    Speech,
    next_token,
)
from connectors._graph_connector import OPTIONS, GraphConnector
from connectors._graph_talk import Talk
from connectors._graph_windows import Stretch
from connectors._payload import identity, objects
from connectors._progress import Progress, Task
from connectors._pull import Batch, StaleTokenError
from connectors.base import BadPayload, Media, NeedsPerson, Post, Profile, Read, SetAside, Unavailable
from connectors.graph import Graph

BEGAN: Final = datetime(2004, 2, 4, tzinfo=UTC)
"""Facebook's first day: how far back a whole read of a page reaches."""
PICTURE_HOSTS: Final = frozenset({"*.fbcdn.net", "*.fbsbx.com"})
"""Where Facebook serves photos; the names before that change from answer to answer."""
PERMISSIONS: Final = frozenset({"pages_read_engagement", "pages_read_user_content"})
_COMMENT: Final = "id,created_time,message,from{id,name},parent{id}"
_COMMENT_FULL: Final = f"{_COMMENT},is_hidden,is_private"
_POST: Final = f"id,created_time,message,story,from{{id}},parent_id,permalink_url,attachments{{{ATTACHED}}}"
_FLAGS: Final = "is_published,is_hidden,is_expired,privacy"
_COMMENTS: Final = "comments.filter(stream).summary(true).limit(50)"
_PROFILE: Final = "id,name,username,about,description,website,is_published"
_NO_ALT: Final = "Facebook did not tell the alternative text of {n:photo|photos}"
_MORE_PHOTOS: Final = "Facebook did not send all photos of {n:album|albums}"
_NO_ADDRESS: Final = "media not returned: Facebook gave no address of {n:photo or video|photos or videos}"
_NO_OLDER: Final = "Facebook did not give the posts before those of its feed"
_NO_MONTH: Final = "Facebook did not give the posts of {n:month|months}"
_UNUSABLE: Final = "Facebook sent {n:post|posts} without an id, a time or an author"
_UNSAID: Final = "Facebook did not say which posts and comments are hidden, so all were taken for public"
_CORRECT: Final = "correct the handle in trust.yaml, or make the token for this page"


class FacebookConnector(GraphConnector):
    """Reads Facebook pages with a page's access token."""

    name: ClassVar[str] = "facebook"
    platforms: ClassVar[frozenset[str]] = frozenset({"facebook"})
    secrets: ClassVar[tuple[str, ...]] = ("token", "app_secret")
    options: ClassVar[Mapping[str, str]] = {
        "token": 'The page\'s access token, as "${FACEBOOK_PAGE_TOKEN}".',
        **OPTIONS,
    }
    provides: ClassVar[frozenset[str]] = frozenset({"posts", "media", "comments", "profile"})
    speech: ClassVar[Speech] = FACEBOOK
    variable: ClassVar[str] = "FACEBOOK_PAGE_TOKEN"
    picture_hosts: ClassVar[frozenset[str]] = PICTURE_HOSTS

    def _meet(self, account: Account, graph: Graph) -> _FacebookPage:
        return _FacebookPage(account, graph)


class _FacebookPage(GraphAccount):
    """One page on Facebook, asked page by page."""

    speech: ClassVar[Speech] = FACEBOOK
    asked: ClassVar[Asked] = Asked(
        full=f"{_POST},{_FLAGS},{_COMMENTS}{{{_COMMENT_FULL}}}",
        plain=f"{_POST},{_COMMENTS}{{{_COMMENT}}}",
        bare=f"{_POST},{_FLAGS}",
    )
    unsaid: ClassVar[Mapping[str, str]] = {ASSUMED: _UNSAID}

    def __init__(self, account: Account, graph: Graph) -> None:
        super().__init__(account, graph)
        self._shown: Profile | None = None
        self._photos = Photos(self)

    def permissions(self) -> frozenset[str]:
        """Return what the token must be allowed to."""
        return PERMISSIONS

    def profile(self) -> Profile:
        """Return how the page shows itself; asked once."""
        if self._shown is None:
            node = self.id or self.account.handle.strip().removeprefix("@")
            try:
                payload = self.graph.get(self.who, node, fields=_PROFILE)
            except (GoneError, RefusedError):
                raise NeedsPerson(f"Facebook shows no page {self.who} to this token: {_CORRECT}") from None
            if not identity(payload.get("id")):
                raise BadPayload(self.who, "the answer names no page")
            self._shown = mapped.to_profile(payload)
            self.id = self._shown.platform_id
        return self._shown

    def posts(self, progress: Progress) -> Batch:
        """Return a page of posts with their first comments; NeedsPerson when it holds posts of somebody else alone."""
        stretch = Stretch.at(progress.token, progress.since, progress.until)
        where = f"the posts of {self.who}"
        try:
            answer = self.posts_edge(where, "published_posts", stretch.args())
        except (GoneError, RefusedError):
            return self._without(where, stretch, progress)
        payloads = [one for one in objects(answer["data"]) if stretch.holds(one)]
        following = stretch.following(next_token(answer), payloads, progress.since)
        own = self.own(where, payloads, mapped.author_of)
        batch = self._batch([one for one in own if mapped.is_public(one)])
        away = [
            Unavailable(post_id=identity(one.get("id")), state="private") for one in own if not mapped.is_public(one)
        ]
        return replace(
            batch,
            set_aside=[*batch.set_aside, *(self.foreign(one) for one in payloads if one not in own)],
            unavailable=[*batch.unavailable, *(one for one in away if one.post_id)],
            next=following.token() if following else None,
            anew=following is not None and not following.page,
        )

    def _without(self, where: str, stretch: Stretch, progress: Progress) -> Batch:
        """Return what is left to do when a page of posts is refused."""
        if stretch.page:
            raise StaleTokenError
        if stretch.end is None:
            raise NeedsPerson(f"Facebook does not show {where} to this token: {_CORRECT}")
        if stretch.begin is None:  # where nothing is older than the feed's end, the answer is an empty page
            return Batch(faults=faults_of({("posts", _NO_OLDER): 1}))
        earlier = stretch.following(None, [], progress.since)
        faults = faults_of({("posts", _NO_MONTH): 1})
        return Batch(next=earlier.token() if earlier else None, anew=True, faults=faults)

    def _batch(self, payloads: Sequence[Payload]) -> Batch:
        rows = [mapped.to_post(one) for one in payloads]
        given = [payload for payload, row in zip(payloads, rows, strict=True) if isinstance(row, Post)]
        kept, cut = self._photos.with_albums(given)
        alt_texts, unknown = self._photos.alt_texts(mapped.photo_ids(kept))
        media: list[Media] = [one for payload in kept for one in mapped.to_media(payload, alt_texts)]
        set_aside = [row for row in rows if isinstance(row, SetAside)]
        counted = {
            ("media", _NO_ALT): unknown,
            ("media", _MORE_PHOTOS): cut,
            (NO_BYTES, _NO_ADDRESS): sum(not (one.url or one.cover) for one in media),
            ("posts", _UNUSABLE): len(set_aside),
            **dict.fromkeys(self.lacking.items(), 1),
        }
        talk = self._first_comments(kept)
        return Batch(
            posts=[row for row in rows if isinstance(row, Post)],
            media=media,
            comments=talk.comments,
            set_aside=[*set_aside, *talk.set_aside],
            unavailable=talk.hidden,
            tasks=talk.tasks,
            counts=talk.counts(),
            totals={identity(one.get("id")): mapped.comments_total(one) or 0 for one in kept},
            faults=faults_of(counted),
        )

    def _first_comments(self, payloads: Sequence[Payload]) -> Talk:
        """Return the comments that came with posts, and what is still to be asked for."""
        talk = Talk()
        for payload in payloads:
            post_id, edge = identity(payload.get("id")), payload.get("comments")
            if isinstance(edge, dict):
                talk.add(mapped.to_talk(edge, post_id, self.id, self.account.handle))
                talk.tasks += [Task(under={post_id: post_id}, token=token)] if (token := next_token(edge)) else []
            elif "comments" not in self.lacking:  # nothing came with the post: ask its comments by themselves
                talk.tasks.append(Task(under={post_id: post_id}))
        return talk

    def comments(self, task: Task) -> Batch:
        """Return a further page of the comments of one post; a post deleted meanwhile has none."""
        post_id = next(iter(task.under))
        fields = _COMMENT if self.lacking else _COMMENT_FULL
        args = {"fields": fields, "filter": "stream", "summary": "true", "limit": 100}
        return self.comments_edge(
            task, post_id, "comments", args, lambda one: mapped.to_talk(one, post_id, self.id, self.account.handle)
        )

    def reads(self, progress: Progress) -> Sequence[Read]:
        """Say what was read; comments are complete when Facebook counts no more than it gave."""
        return self.reads_since(BEGAN, progress, why="Facebook did not give the others")
