"""Facebook pages, read through the Graph API: profile, published posts with their photos, comments and replies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Final, Self

from config.models import Account, Secret
from connectors import _facebook_mapping as mapped
from connectors._graph_answers import GoneError, RefusedError, next_token, page_args
from connectors._http import usable_token
from connectors._payload import identity, objects
from connectors._progress import Progress, Task
from connectors._pull import Batch, StaleTokenError, pages
from connectors.base import BadPayload, Media, NeedsPerson, Page, Post, Profile, Read, SetAside, Surroundings, Window
from connectors.graph import DEFAULT_VERSION, Graph

BEGAN: Final = datetime(2004, 2, 4, tzinfo=UTC)
"""Facebook's first day: how far back a whole read of a page reaches."""
_COMMENT: Final = "id,created_time,message,from{id,name},parent{id}"
_SHOWN: Final = "media_type,type,description,target{id},media{image{src},source}"
_POST: Final = (
    "id,created_time,message,from{id},parent_id,permalink_url,"
    f"attachments{{{_SHOWN},subattachments.limit(100){{{_SHOWN}}}}},"
    f"comments.filter(stream).summary(true).limit(50){{{_COMMENT}}}"
)
_PROFILE: Final = "id,name,username,about,description,website,is_published"
_POSTS_A_PAGE: Final = 25
"""Facebook refuses larger pages of posts that bring their comments ("reduce the amount of data")."""
_PHOTOS_A_CALL: Final = 50
_NO_ALT: Final = "Facebook did not tell the alternative text of {n} photos"
_MORE_PHOTOS: Final = "Facebook did not send all photos of {n} albums"
_REFUSED: Final = "Facebook did not give the comments of {n} posts"
_CORRECT: Final = "correct the handle in trust.yaml, or make the token for this page"
_UNUSABLE: Final = "Facebook sent {n} posts without an id, a time or an author"


class FacebookConnector:
    """Reads Facebook pages with a page's access token."""

    name: ClassVar[str] = "facebook"
    platforms: ClassVar[frozenset[str]] = frozenset({"facebook"})
    secrets: ClassVar[tuple[str, ...]] = ("token", "app_secret")
    options: ClassVar[Mapping[str, str]] = {
        "token": 'The page\'s access token, as "${FACEBOOK_PAGE_TOKEN}".',
        "app_secret": 'The app\'s secret, as "${FACEBOOK_APP_SECRET}", where calls need a proof; may be left out.',
        "version": f'The version of the Graph API; "{DEFAULT_VERSION}" when it is left out.',
    }
    provides: ClassVar[frozenset[str]] = frozenset({"posts", "media", "comments", "profile"})
    no_case: ClassVar[Mapping[str, str]] = {}

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._met: dict[str, _FacebookPage] = {}

    @classmethod
    def build(cls, surroundings: Surroundings) -> Self:
        """Return a connector; nothing is opened before the first call."""
        return cls(surroundings)

    def profile(self, account: Account) -> Profile:
        """Return how the page shows itself; RetryLater, NeedsPerson or BadPayload when it cannot be read."""
        return self._source(account).profile()

    def pages(self, account: Account, cursor: Mapping[str, Any] | None, window: Window) -> Iterator[Page]:
        """Yield the page's posts, newest first, each page followed by the comments that did not come with it."""
        yield from pages(self._source(account), cursor, window)

    def _source(self, account: Account) -> _FacebookPage:
        """Return the account as it is met in this run: it is looked up once, however often it is asked for."""
        if account.key not in self._met:
            self._met[account.key] = _FacebookPage(account, self._graph(account))
        return self._met[account.key]

    def _graph(self, account: Account) -> Graph:
        options = account.source.options
        token = self._secret(account, "token")
        if not token:
            raise NeedsPerson(
                f"@{account.handle} on Facebook has no token: "
                'give its source token: "${FACEBOOK_PAGE_TOKEN}" in trust.yaml'
            )
        version = str(options.get("version", DEFAULT_VERSION))
        around = self._surroundings
        return Graph(
            token=token,
            app_secret=self._secret(account, "app_secret"),
            version=version,
            http=around.http,
            now=around.now,
        )

    def _secret(self, account: Account, key: str) -> str:
        secret = account.source.options.get(key)
        return usable_token(self._surroundings.secret(secret), key) if isinstance(secret, Secret) else ""


class _FacebookPage:
    """One page on Facebook, asked page by page."""

    platform = "Facebook"

    def __init__(self, account: Account, graph: Graph) -> None:
        self._account, self._graph = account, graph
        self.who = f"@{account.handle} on Facebook"
        self._id = account.platform_id
        self._shown: Profile | None = None

    def take_up(self, account_id: str) -> None:
        """Go on with a page that was looked up before."""
        self._id = account_id

    def profile(self) -> Profile:
        """Return how the page shows itself; asked once."""
        if self._shown is None:
            node = self._id or self._account.handle.strip().removeprefix("@")
            try:
                payload = self._graph.get(self.who, node, fields=_PROFILE)
            except (GoneError, RefusedError):
                raise NeedsPerson(f"Facebook shows no page {self.who} to this token: {_CORRECT}") from None
            if not identity(payload.get("id")):
                raise BadPayload(self.who, "the answer names no page")
            self._shown = mapped.to_profile(payload)
            self._id = self._shown.platform_id
        return self._shown

    def posts(self, progress: Progress) -> Batch:
        """Return a page of posts with their first comments; NeedsPerson when it holds posts of anybody else."""
        since = {"since": str(int(progress.since.timestamp()))} if progress.since else {}
        where = f"the posts of {self.who}"
        args = {"fields": _POST, "limit": _POSTS_A_PAGE, **since, **page_args(progress.token)}
        try:
            answer = self._edge(where, self._id, "published_posts", args)
        except (GoneError, RefusedError):
            if progress.token:
                raise StaleTokenError from None
            raise NeedsPerson(f"Facebook does not show {where} to this token: {_CORRECT}") from None
        payloads = objects(answer["data"])
        if other := next((one for one in map(mapped.author_of, payloads) if one and one != self._id), ""):
            raise NeedsPerson(
                f"{where} hold posts of another page (id {other}); none was kept: check the handle in trust.yaml"
            )
        return self._batch(payloads, next_token(answer))

    def _edge(self, where: str, node: str, edge: str, args: Mapping[str, Any]) -> Mapping[str, Any]:
        answer = self._graph.get(where, node, edge, **args)
        if not isinstance(answer.get("data"), list):
            raise BadPayload(where, "the answer is not a page of Facebook's format")
        return answer

    def _batch(self, payloads: Sequence[Mapping[str, Any]], following: str | None) -> Batch:
        rows = [mapped.to_post(one) for one in payloads]
        kept = [payload for payload, row in zip(payloads, rows, strict=True) if isinstance(row, Post)]
        set_aside = [row for row in rows if isinstance(row, SetAside)]
        alt_texts, unknown = self._alt_texts(mapped.photo_ids(kept))
        media: list[Media] = [one for payload in kept for one in mapped.to_media(payload, alt_texts)]
        counted = {
            ("media", _NO_ALT): unknown,
            ("media", _MORE_PHOTOS): sum(map(mapped.has_more_photos, kept)),
            ("posts", _UNUSABLE): len(set_aside),
        }
        faults: dict[str, dict[str, int]] = {}
        for (what, why), times in counted.items():
            if times:
                faults.setdefault(what, {})[why] = times
        comments, aside, tasks, theirs = self._first_comments(kept)
        return Batch(
            posts=[row for row in rows if isinstance(row, Post)],
            media=media,
            comments=comments,
            set_aside=[*set_aside, *aside],
            next=following,
            tasks=tasks,
            counts={"their_comments": theirs},
            faults=faults,
        )

    def _alt_texts(self, photos: Sequence[str]) -> tuple[Mapping[str, str], int]:
        """Ask for what was written about photos: photo id -> text, and how many could not be asked for."""
        found: dict[str, str] = {}
        unknown = 0
        for at in range(0, len(photos), _PHOTOS_A_CALL):
            asked = photos[at : at + _PHOTOS_A_CALL]
            where = f"the photos of {self.who}"
            try:
                answer = self._graph.get_many(where, asked, fields="alt_text,alt_text_custom")
            except (GoneError, RefusedError):
                answer = {}
            found |= {one: mapped.to_alt_text(answer[one]) for one in asked if isinstance(answer.get(one), dict)}
            unknown += sum(one not in found for one in asked)
        return found, unknown

    def _first_comments(
        self, payloads: Sequence[Mapping[str, Any]]
    ) -> tuple[list[Any], list[SetAside], list[Task], int]:
        """Return the comments that came with posts, and what is still to be asked for."""
        comments: list[Any] = []
        aside: list[SetAside] = []
        tasks: list[Task] = []
        theirs = 0
        for payload in payloads:
            post_id, edge = identity(payload.get("id")), payload.get("comments")
            if not isinstance(edge, dict):  # nothing came with the post: ask its comments by themselves
                tasks.append(Task(under={post_id: post_id}))
                continue
            rows, without = mapped.to_comments(edge, post_id, self._id, self._account.handle)
            comments += rows
            aside += without
            theirs += mapped.comments_total(payload) or 0
            if token := next_token(edge):
                tasks.append(Task(under={post_id: post_id}, token=token))
        return comments, aside, tasks, theirs

    def comments(self, task: Task) -> Batch:
        """Return a further page of the comments of one post; a post deleted meanwhile has none."""
        post_id = next(iter(task.under))
        args = {"fields": _COMMENT, "filter": "stream", "summary": "true", "limit": 100, **page_args(task.token)}
        try:
            answer = self._edge(f"the comments of {self.who}", post_id, "comments", args)
        except GoneError:
            return Batch()
        except RefusedError:
            if task.token:
                raise StaleTokenError from None
            return Batch(faults={"comments": {_REFUSED: 1}})
        rows, aside = mapped.to_comments(answer, post_id, self._id, self._account.handle)
        theirs = mapped.comments_total(answer) if task.token is None else None
        return Batch(comments=rows, set_aside=aside, next=next_token(answer), counts={"their_comments": theirs or 0})

    def reads(self, progress: Progress) -> Sequence[Read]:
        """Say what was read; comments are complete when Facebook counts no more than it gave."""
        ours, theirs = progress.counts.get("comments", 0), progress.counts.get("their_comments", 0)
        if ours < theirs:
            progress.note("comments", f"Facebook counts {theirs} comments and gave {ours} of them")
        begin = progress.since or BEGAN
        return (
            progress.read("posts", begin=begin),
            progress.read("media", "posts", begin=begin),
            progress.read("comments", "posts", begin=begin),
            Read(what="profile", complete=True, end=progress.until),
        )
