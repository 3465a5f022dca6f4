"""A Facebook page with its awkward sides: windows of six months, a feed that ends early, long albums, few rights."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from loopback.graph_speaker import GraphSpeaker, error
from loopback.platform_server import Answer, Call

SIX_MONTHS = timedelta(days=183)


@dataclass(kw_only=True)
class FacebookSpeaker(GraphSpeaker):
    """Answers as the Graph API does for busy pages."""

    now: datetime
    feed_ends_after: int = 10_000
    """How many posts the feed gives where no time is asked for."""
    heeds_until: bool = True
    album_page: int = 2
    album_circles: bool = False
    """The next page of an album is the same one again."""
    knows_flags: bool = True
    """The version knows the fields that say what is hidden."""
    may_read_comments: bool = True
    debug: Mapping[str, Any] = field(default_factory=lambda: {"is_valid": True, "scopes": [], "expires_at": 0})

    def __call__(self, call: Call) -> Answer | None:
        """Answer a call of the Graph API; None for anything else."""
        if refusal := self._refused(call):
            return refusal
        if call.path.endswith("/debug_token"):
            return Answer.json({"data": self.debug})
        if found := re.fullmatch(r"/v\d+\.\d/([^/]+)/(sub)?attachments", call.path):
            return self._album(found[1], call)
        return self._lacking(call) or super().__call__(call)

    def _lacking(self, call: Call) -> Answer | None:
        fields = call.query.get("fields", "")
        if "is_hidden" in fields and not self.knows_flags:
            return error(100, "Tried accessing nonexisting field (is_hidden) on node type (PagePost)")
        wants_comments = "comments." in fields or call.path.endswith("/comments")
        return error(10, "Requires pages_read_user_content") if wants_comments and not self.may_read_comments else None

    def _posts(self, path: str, page_id: str, call: Call) -> Answer:
        page = next(one for one in self.pages if one.profile["id"] == page_id)
        since, until = (int(call.query[name]) if name in call.query else None for name in ("since", "until"))
        if not self.heeds_until:
            until = None
        first = until if until is not None else self.now.timestamp()
        is_too_long = since is not None and first - since > SIX_MONTHS.total_seconds()
        shown = [] if is_too_long else [one for one in page.posts if _within(one, since, until)]
        if since is None and until is None:
            shown = shown[: self.feed_ends_after]
        return self._paged(
            path, [self._shortened(self._with_comments(one)) for one in shown], self.page_size, call.query
        )

    def _shortened(self, post: dict[str, Any]) -> dict[str, Any]:
        """Return a post with the first photos of its albums."""
        rows = []
        for one in post.get("attachments", {}).get("data", []):
            inner = one.get("subattachments", {}).get("data", [])
            if len(inner) > self.album_page:
                paging = self._paging(f"v0.0/{post['id']}/subattachments", self.album_page, more=True)
                one = {**one, "subattachments": {"data": inner[: self.album_page], "paging": paging}}
            rows.append(one)
        return {**post, "attachments": {"data": rows}} if rows else post

    def _album(self, post_id: str, call: Call) -> Answer:
        post = next(post for page in self.pages for post in page.posts if post["id"] == post_id)
        photos = [row for one in post["attachments"]["data"] for row in one["subattachments"]["data"]]
        if self.album_circles:
            paging = self._paging(f"v0.0/{post_id}/subattachments", self.album_page, more=True)
            return Answer.json({"data": photos[: self.album_page], "paging": paging})
        return self._paged(f"v0.0/{post_id}/subattachments", photos, self.album_page, call.query)

    def _photos(self, ids: list[str]) -> Answer:
        known = set(ids) <= set(self.alt_texts)
        return super()._photos(ids) if known else error(100, "(#803) Some of the aliases you requested do not exist")


def _within(post: dict[str, Any], since: int | None, until: int | None) -> bool:
    at = datetime.fromisoformat(post["created_time"]).timestamp()
    return (since is None or at >= since) and (until is None or at <= until)
