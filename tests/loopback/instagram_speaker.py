"""Instagram as the Graph API speaks it: posts, carousels, stories, comments with replies, and what a token may do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from loopback.graph_speaker import GraphPage, GraphSpeaker, error
from loopback.platform_server import Answer, Call

LINKED = "instagram_business_account"


@dataclass(kw_only=True)
class InstagramSpeaker(GraphSpeaker):
    """Answers for one professional account; posts newest first, each with the list of all its comments."""

    pages: list[GraphPage] = field(default_factory=list)
    account: Mapping[str, Any]
    media: list[dict[str, Any]] = field(default_factory=list)
    stories: list[dict[str, Any]] = field(default_factory=list)
    replies_with_comment: int = 1
    person: bool = False
    """The token is a person's, not a page's: it leads to the account through the person's pages."""
    debug: Mapping[str, Any] = field(default_factory=lambda: {"is_valid": True, "scopes": [], "expires_at": 0})
    knows_alt_text: bool = True
    """The version knows the field alt_text."""
    may_read_comments: bool = True
    heeds_since: bool = True

    def __call__(self, call: Call) -> Answer | None:
        """Answer a call of the Graph API; None for anything else."""
        found = re.fullmatch(r"/(v\d+\.\d)/([^/]+)(?:/(\w+))?", call.path)
        if not found:
            return None
        return self._refused(call) or self._lacking(call) or self._answer(*found.groups(), call)

    def _lacking(self, call: Call) -> Answer | None:
        fields = call.query.get("fields", "")
        if "alt_text" in fields and not self.knows_alt_text:
            return error(100, "Tried accessing nonexisting field (alt_text) on node type (Media)")
        wants_comments = "comments." in fields or call.path.endswith(("/comments", "/replies"))
        return (
            error(10, "Requires instagram_manage_comments") if wants_comments and not self.may_read_comments else None
        )

    def _answer(self, version: str, node: str, edge: str | None, call: Call) -> Answer:
        path = f"{version}/{node}/{edge}"
        if node == "debug_token":
            return Answer.json({"data": self.debug})
        if node == "me":
            return self._me(edge, call)
        if edge == "media":
            since = int(call.query.get("since", "0")) if self.heeds_since else 0
            shown = [one for one in self.media if datetime.fromisoformat(one["timestamp"]).timestamp() >= since]
            return self._paged(path, [self._post(one, call) for one in shown], self.page_size, call.query)
        if edge == "stories":
            return self._paged(path, [cut(one, call) for one in self.stories], self.page_size, call.query)
        if edge in {"comments", "replies"}:
            return self._talk(path, node, edge, call)
        return Answer.json(cut(self.account, call)) if node == self.account["id"] else error(100, "Unsupported", 33)

    def _me(self, edge: str | None, call: Call) -> Answer:
        if edge == "accounts":
            return self._paged("v0.0/me/accounts", [{"id": "4"}, {"id": "5005", LINKED: self.account}], 1, call.query)
        if self.person:
            return error(100, f"Tried accessing nonexisting field ({LINKED}) on node type (User)")
        if LINKED in call.query["fields"]:
            return Answer.json({"id": "5005", LINKED: self.account})
        return Answer.json({**cut(self.account, call), "id": "app-scoped", "user_id": self.account["id"]})

    def _post(self, post: dict[str, Any], call: Call) -> dict[str, Any]:
        rest = {name: value for name, value in post.items() if name != "comments"}
        comments = post.get("comments", [])
        total = sum(1 + len(one.get("replies", [])) for one in comments) + self.withheld
        shown = {"comments_count": total, **rest}
        if comments:  # Instagram leaves an empty edge out
            shown["comments"] = self._edge(f"v0.0/{post['id']}/comments", comments, self.comments_with_post)
        return cut(shown, call)

    def _edge(self, path: str, rows: list[dict[str, Any]], size: int) -> dict[str, Any]:
        edge: dict[str, Any] = {"data": [self._comment(one) for one in rows[:size]]}
        if len(rows) > size:
            edge["paging"] = self._paging(path, size, more=True)
        return edge

    def _comment(self, comment: dict[str, Any]) -> dict[str, Any]:
        replies = comment.get("replies", [])
        rest = {name: value for name, value in comment.items() if name != "replies"}
        if not replies:
            return rest
        return {**rest, "replies": self._edge(f"v0.0/{comment['id']}/replies", replies, self.replies_with_comment)}

    def _talk(self, path: str, node: str, edge: str, call: Call) -> Answer:
        holders = self.media if edge == "comments" else [one for post in self.media for one in post.get("comments", [])]
        rows = [row for one in holders if one["id"] == node for row in one.get(edge, [])]
        return self._paged(path, [self._comment(one) for one in rows], self.comments_page, call.query)


def cut(payload: Mapping[str, Any], call: Call) -> dict[str, Any]:
    """Return of a payload what was asked for, and its id."""
    outer, inner = "", call.query.get("fields", "")
    while outer != inner:
        outer, inner = inner, re.sub(r"\{[^{}]*\}|\.\w+\([^()]*\)", "", inner)
    asked = {"id", *inner.split(",")}
    return {name: value for name, value in payload.items() if name in asked}
