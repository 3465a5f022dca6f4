"""One account at Meta, as both platforms ask it: leniently where a field or a permission is wanting, its own alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar, Final, NamedTuple

from config.models import Account
from connectors._graph_answers import (
    GoneError,
    NotPermittedError,
    RefusedError,
    Speech,
    TooMuchError,
    next_token,
    page_args,
)
from connectors._graph_talk import Talk
from connectors._payload import count, identity, mapping
from connectors._progress import Progress, Task
from connectors._pull import Batch, StaleTokenError
from connectors.base import BadPayload, NeedsPerson, Read, SetAside
from connectors.graph import Graph

Payload = Mapping[str, Any]
_POSTS_A_PAGE: Final = 25
"""Larger pages of posts that bring their comments are refused ("reduce the amount of data")."""
ASSUMED: Final = "assumed"
"""Under this name a pull notes what it takes for granted, which keeps nothing from being judged."""
NO_BYTES: Final = "bytes"
"""Under this name it notes media without an address: their rows are there, and sure."""


class Asked(NamedTuple):
    """The fields that posts are asked with."""

    full: str
    plain: str
    """Without those that a version of the Graph API may not know."""
    bare: str
    """Without comments, for a token that may not read them."""


class GraphAccount:
    """One account on one platform of Meta's."""

    speech: ClassVar[Speech]
    asked: ClassVar[Asked]
    unsaid: ClassVar[Mapping[str, str]]
    """What is not known where the plain fields were asked for: what (posts, media, "assumed") -> a sentence."""

    def __init__(self, account: Account, graph: Graph) -> None:
        self.account, self.graph = account, graph
        self.platform = self.speech.platform
        self.who = f"@{account.handle} on {self.platform}"
        self.id = account.platform_id
        self.lacking: Mapping[str, str] = {}
        """What the fields that were asked for in the end leave out: what -> a sentence."""
        self.no_comments = f"the token may not read comments: {self.speech.grant}"
        self._fields = self.asked.full
        self._limit = _POSTS_A_PAGE

    def take_up(self, account_id: str) -> None:
        """Go on with an account that was looked up before."""
        self.id = account_id

    def edge(self, where: str, node: str, edge: str, args: Payload) -> Payload:
        """Return a page of an edge; BadPayload when it is none, else what Graph.get raises."""
        answer = self.graph.get(where, node, edge, **args)
        if not isinstance(answer.get("data"), list):
            raise BadPayload(where, f"the answer is not a page of {self.platform}'s format")
        return answer

    def posts_edge(self, where: str, edge: str, args: Payload) -> Payload:
        """Return a page of posts, asked with fewer fields where Meta does not give them all."""
        try:
            return self._page(where, edge, self._fields, args)
        except RefusedError as fault:
            return self._with_fewer(fault, self.asked.plain, self.unsaid, where, edge, args)
        except NotPermittedError as fault:
            return self._with_fewer(fault, self.asked.bare, {"comments": self.no_comments}, where, edge, args)

    def _with_fewer(
        self, fault: Exception, fields: str, lacking: Mapping[str, str], where: str, edge: str, args: Payload
    ) -> Payload:
        """Ask a page of posts with fewer fields, and go on so for the rest; where that helps nothing, raise `fault`."""
        if fields == self._fields:
            raise fault
        try:
            answer = self._page(where, edge, fields, args)
        except (RefusedError, NotPermittedError):
            raise fault from None
        self._fields, self.lacking = fields, lacking
        return answer

    def _page(self, where: str, edge: str, fields: str, args: Payload) -> Payload:
        """Ask a page of posts, for ever fewer of them while Meta says that it is too much at once."""
        while True:
            try:
                return self.edge(where, self.id, edge, {"fields": fields, "limit": self._limit, **args})
            except TooMuchError:
                if self._limit == 1:
                    raise
                self._limit = max(1, self._limit // 3)

    def comments_edge(
        self, task: Task, node: str, edge: str, args: Payload, to_talk: Callable[[Payload], Talk]
    ) -> Batch:
        """Return a page of comments or replies; what was deleted meanwhile has none, what is refused is said."""
        try:
            answer = self.edge(f"the comments of {self.who}", node, edge, {**args, **page_args(task.token)})
        except GoneError:
            return Batch()
        except NotPermittedError:
            return Batch(faults={"comments": {self.no_comments: 1}})
        except RefusedError:
            if task.token:
                raise StaleTokenError from None
            return Batch(faults={"comments": {f"{self.platform} did not give the comments of {{n:post|posts}}": 1}})
        talk, theirs = to_talk(answer), count(mapping(answer.get("summary")).get("total_count"))
        under = next(iter(task.under.values()))
        return Batch(
            comments=talk.comments,
            set_aside=talk.set_aside,
            unavailable=talk.hidden,
            tasks=talk.tasks,
            next=next_token(answer),
            counts=talk.counts(),
            totals={under: theirs} if theirs and not task.token else {},
        )

    def own(self, where: str, payloads: Sequence[Payload], author_of: Callable[[Payload], str]) -> Sequence[Payload]:
        """Return the posts that are the account's own, or name no author; NeedsPerson when all are somebody else's."""
        others = {author for one in payloads if (author := author_of(one)) not in {"", self.id}}
        kept = [one for one in payloads if author_of(one) in {"", self.id}]
        if others and not kept:
            raise NeedsPerson(
                f"{where} are of another account (id {min(others)}); none was kept: check the handle in trust.yaml"
            )
        return kept

    def foreign(self, payload: Payload) -> SetAside:
        """Return a post of somebody else as what was set aside."""
        return SetAside(
            place=f"post {identity(payload.get('id'))}",
            rule="unknown-account",
            reason=f"{self.platform} lists this post of another account under this one: it is none of its own",
        )

    def reads_since(self, began: datetime, progress: Progress, *, why: str, also: Sequence[str] = ()) -> Sequence[Read]:
        """Say what was read, from `began` on where the window has no begin.

        `why` the platform may not give all comments it counts; `also` names what else is taken for granted of posts.
        """
        self._note_shortfall(progress, why)
        begin, hidden = progress.since or began, progress.counts.get("hidden_comments", 0)
        told = f"{hidden:,} hidden comments are not public, so nothing of them is kept" if hidden else ""
        of_comments = (told, progress.looked_again, progress.reason(ASSUMED))
        reads = {
            progress.read("posts", begin=begin): progress.reason(*also, ASSUMED),
            progress.read("media", "posts", begin=begin, but=progress.reason(NO_BYTES)): progress.reason(ASSUMED),
            progress.read("comments", "posts", begin=begin): "; ".join(filter(None, of_comments)),
        }
        profile = Read(what="profile", complete=True, end=progress.until)
        return (*(replace(read, assumed=assumed) for read, assumed in reads.items()), profile)

    def _note_shortfall(self, progress: Progress, why: str) -> None:
        """Note that the platform counts more comments under some post than it gave; hidden ones were given too."""
        theirs = progress.counts.get("their_comments", 0)
        if (ours := progress.given_of(theirs)) < theirs:
            progress.note("comments", f"read {ours:,} of {theirs:,} comments: {why}")


def faults_of(counted: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """Return what and why -> how often, as Batch.faults holds it; what never happened is left out."""
    faults: dict[str, dict[str, int]] = {}
    for (what, why), times in counted.items():
        if times:
            faults.setdefault(what, {})[why] = times
    return faults
