"""The page loop that live connectors share: what comes next, where it may be resumed, and when to stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from connectors._progress import Progress, Task
from connectors.base import (
    BadPayload,
    Comment,
    Media,
    NeedsPerson,
    Page,
    Post,
    Profile,
    Read,
    SetAside,
    Unavailable,
    Window,
)

_EMPTY_PAGES = 3
"""Pages with nothing on them that are followed in a row, before the platform is taken to be going in circles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One answer of the platform, mapped."""

    posts: Sequence[Post] = ()
    media: Sequence[Media] = ()
    comments: Sequence[Comment] = ()
    set_aside: Sequence[SetAside] = ()
    unavailable: Sequence[Unavailable] = ()
    next: str | None = None
    """The token of the next page of the same kind; None = this was the last."""
    anew: bool = False
    """True when `next` begins another list (a month, the posts after the stories): this one was read to its end."""
    tasks: Sequence[Task] = ()
    """What is still to be asked for under the records of this page."""
    billed: int = 0
    """How many posts the platform bills for this answer."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Added to Progress.counts."""
    totals: Mapping[str, int] = field(default_factory=dict)
    """Post -> how many comments the platform counts under it; awaited from then on. With posts those of posts not met
    before count, with comments those of posts whose number did not come with them."""
    faults: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Added to Progress.faults."""


class Source(Protocol):
    """One account on one platform, asked page by page."""

    platform: str
    """As a sentence names it: "X", "Facebook"."""
    who: str
    """The account, as a sentence names it."""

    def take_up(self, account_id: str) -> None:
        """Go on with an account that was looked up in an earlier part of the pull."""
        ...

    def profile(self) -> Profile:
        """Return how the account shows itself."""
        ...

    def posts(self, progress: Progress) -> Batch:
        """Return the page of posts that `progress` is at; StaleTokenError when the platform forgot its token."""
        ...

    def comments(self, task: Task) -> Batch:
        """Return a page of comments; raises StaleTokenError as `posts` does."""
        ...

    def reads(self, progress: Progress) -> Sequence[Read]:
        """Say at the end what was read."""
        ...


class StaleTokenError(Exception):
    """The platform no longer knows the token of a page."""


def pages(source: Source, cursor: Mapping[str, Any] | None, window: Window) -> Iterator[Page]:
    """Yield a pull of `window`: the rest of the one that `cursor` cut short, or a new one from its first page.

    A pull whose saved token the platform no longer knows is begun again. NeedsPerson when the handle has passed to
    another account since the last pull.
    """
    resumed = Progress.resume(cursor)
    if resumed is not None:
        source.take_up(resumed.account_id)
        try:
            yield from _rest(source, resumed)
            return
        except StaleTokenError:
            pass
    profile = source.profile()
    before = str((cursor or {}).get("account_id", ""))
    if before and profile.platform_id != before:
        raise NeedsPerson(
            f"{source.who} is now another account (id {profile.platform_id}, before {before}): "
            "correct the handle in trust.yaml, or give the new account an entry of its own"
        )
    begun = Progress.begin(profile.platform_id, window)
    yield Page(profile=profile, cursor=begun.cursor(), first=True)
    try:
        yield from _rest(source, begun)
    except StaleTokenError:
        raise BadPayload(
            source.who, f"{source.platform} does not know the token of a page that it gave itself"
        ) from None


def _rest(source: Source, progress: Progress) -> Iterator[Page]:
    circle = _Circle(source.platform, progress)
    while progress.tasks or progress.more:
        batch = source.comments(progress.tasks[0]) if progress.tasks else source.posts(progress)
        yield _comments_page(batch, circle) if progress.tasks else _posts_page(batch, circle)
    last = {"account_id": progress.account_id}
    yield Page(reads=source.reads(progress), platform_counts=_theirs(progress), cursor=last, last=True)


def _posts_page(batch: Batch, circle: _Circle) -> Page:
    progress = circle.progress
    fresh = {post.post_id for post in batch.posts} - circle.seen
    _add(progress, batch)
    _await(progress, {post: total for post, total in batch.totals.items() if post in fresh})
    progress.token = circle.follow("posts", batch.next, given=len(batch.posts), fresh=fresh, anew=batch.anew)
    progress.more = progress.token is not None
    progress.tasks = [task for task in batch.tasks if not fresh.isdisjoint(task.under.values())]
    return Page(
        posts=list({post.post_id: post for post in batch.posts if post.post_id in fresh}.values()),
        media=list({(one.post_id, one.media_id): one for one in batch.media if one.post_id in fresh}.values()),
        comments=_new_comments(batch, circle),
        set_aside=batch.set_aside,
        billed=batch.billed,
        unavailable=batch.unavailable,
        cursor=progress.cursor(),
    )


def _comments_page(batch: Batch, circle: _Circle) -> Page:
    progress = circle.progress
    task = progress.tasks[0]
    _await(progress, batch.totals)
    fresh = _new_comments(batch, circle)
    _add(progress, batch)
    ids = {comment.comment_id for comment in fresh}
    token = circle.follow("comments", batch.next, given=len(batch.comments), fresh=ids, of=min(task.under))
    more = [Task(under=task.under, token=token)] if token else []
    progress.tasks = [*more, *batch.tasks, *progress.tasks[1:]]
    return Page(
        comments=fresh,
        set_aside=batch.set_aside,
        unavailable=batch.unavailable,
        billed=batch.billed,
        cursor=progress.cursor(),
    )


def _new_comments(batch: Batch, circle: _Circle) -> list[Comment]:
    """Return the comments not met before; counts them, so that the platform's own totals can be held against ours.

    Hidden ones are given too: nothing of them is kept, and they are awaited no more.
    """
    new = {one.comment_id: one for one in batch.comments if one.comment_id not in circle.seen_comments}
    circle.seen_comments.update(new)
    progress = circle.progress
    progress.counts["comments"] = progress.counts.get("comments", 0) + len(new)
    named = {one.comment_id: one.post_id for one in batch.unavailable if one.comment_id}
    hidden = {comment_id: post for comment_id, post in named.items() if comment_id not in circle.seen_comments}
    circle.seen_comments.update(hidden)
    for post_id, given in Counter([*(one.post_id for one in new.values()), *hidden.values()]).items():
        left = progress.awaited.pop(post_id, 0) - given
        progress.awaited |= {post_id: left} if left > 0 else {}
    return list(new.values())


def _add(progress: Progress, batch: Batch) -> None:
    progress.counts["posts"] = progress.counts.get("posts", 0) + len(batch.posts)
    for name, number in batch.counts.items():
        progress.counts[name] = progress.counts.get(name, 0) + number
    for what, reasons in batch.faults.items():
        for why, times in reasons.items():
            progress.note(what, why, times)


def _await(progress: Progress, totals: Mapping[str, int]) -> None:
    """Remember how many comments the platform counts under each of some posts."""
    if totals:
        progress.counts["their_comments"] = progress.counts.get("their_comments", 0) + sum(totals.values())
        progress.awaited |= {post: total for post, total in totals.items() if total}


def _theirs(progress: Progress) -> Mapping[str, int]:
    return {name.removeprefix("their_"): n for name, n in progress.counts.items() if name.startswith("their_")}


class _Circle:
    """Notices that a platform goes in circles: a token given twice, a page of known ids, page after page of nothing."""

    def __init__(self, platform: str, progress: Progress) -> None:
        self.progress = progress
        self.seen: set[str] = set()
        self.seen_comments: set[str] = set()
        self._platform = platform
        self._tokens = {("posts", "", progress.token), *(("comments", min(t.under), t.token) for t in progress.tasks)}
        self._empty = 0

    def follow(
        self, what: str, token: str | None, *, given: int, fresh: set[str], of: str = "", anew: bool = False
    ) -> str | None:
        """Return the token to go on with; None at the end, and where going on would never end (which is noted)."""
        self.seen |= fresh if what == "posts" else set()
        self._empty = 0 if given or anew else self._empty + 1
        if token is None:
            return None
        if (what, of, token) in self._tokens or (given and not fresh and not anew):
            self.progress.note(what, f"{self._platform} gave the same page of {what} twice, so reading stopped there")
            return None
        if self._empty > _EMPTY_PAGES:
            self.progress.note(
                what, f"{self._platform} gave one empty page of {what} after another, so reading stopped there"
            )
            return None
        self._tokens.add((what, of, token))
        return token
