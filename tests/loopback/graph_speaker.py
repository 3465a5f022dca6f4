"""Meta's Graph API as far as the project speaks it: pages, published posts, comments and photos, paged as Meta does."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from loopback.platform_server import Answer, Call

TOKEN = "EAAB-facebook-page-secret"


@dataclass(kw_only=True)
class GraphPage:
    """One Facebook page: how it describes itself, and its posts newest first.

    A post's `comments` are a list of all of them, or an edge as it was recorded.
    """

    profile: Mapping[str, Any]
    posts: list[dict[str, Any]] = field(default_factory=list)


@dataclass(kw_only=True)
class GraphSpeaker:
    """Answers as the Graph API."""

    pages: list[GraphPage]
    alt_texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Photo id -> its alt_text fields."""
    page_size: int = 25
    comments_with_post: int = 50
    comments_page: int = 100
    withheld: int = 0
    """How many more comments than it gives the platform counts under every post."""
    circle: bool = False
    """Every page of posts names the same next page."""
    empty_next: bool = False
    """Pages after the last are named, and empty."""
    by_time: bool = False
    """Pages are named by time, as those of people are, not by cursor."""
    app_secret: str = ""
    token: str = TOKEN

    def __call__(self, call: Call) -> Answer | None:
        """Answer a call of the Graph API; None for anything else."""
        found = re.fullmatch(r"/(v\d+\.\d)/([^/]*)(?:/(\w+))?", call.path)
        if not found:
            return None
        if refusal := self._refused(call):
            return refusal
        version, node, edge = found.groups()
        if not node:
            return self._photos(call.query["ids"].split(","))
        if edge == "published_posts":
            return self._posts(f"{version}/{node}/{edge}", node, call)
        if edge == "comments":
            return self._comments(f"{version}/{node}/{edge}", node, call)
        return self._profile(node)

    def _refused(self, call: Call) -> Answer | None:
        sent = call.headers.get("Authorization", "").removeprefix("Bearer ") or call.query.get("access_token")
        if sent != self.token:
            return error(190, "Invalid OAuth access token")
        proof = hmac.new(self.app_secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()
        if self.app_secret and call.query.get("appsecret_proof") != proof:
            return error(104, "API calls from the server require an appsecret_proof argument")
        return None

    def _profile(self, named: str) -> Answer:
        for page in self.pages:
            if named.lower() in {page.profile["id"], page.profile.get("username", "").lower()}:
                return Answer.json(page.profile)
        return error(100, "Unsupported get request", 33)

    def _photos(self, ids: list[str]) -> Answer:
        if not set(ids) <= set(self.alt_texts):
            return error(100, "Unsupported get request", 33)
        return Answer.json({one: {"id": one, **self.alt_texts[one]} for one in ids})

    def _posts(self, path: str, page_id: str, call: Call) -> Answer:
        page = next(one for one in self.pages if one.profile["id"] == page_id)
        since = int(call.query.get("since", "0"))
        posts = [post for post in page.posts if datetime.fromisoformat(post["created_time"]).timestamp() >= since]
        return self._paged(path, [self._with_comments(post) for post in posts], self.page_size, call.query)

    def _with_comments(self, post: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(post.get("comments"), list):  # left out, or an answer as it was recorded
            return post
        shown = post["comments"][: self.comments_with_post]
        edge: dict[str, Any] = {"data": shown, "summary": self._summary(post)}
        if len(shown) < len(post["comments"]):
            edge["paging"] = self._paging(f"v0.0/{post['id']}/comments", len(shown), more=True)
        return {**post, "comments": edge}

    def _summary(self, post: dict[str, Any]) -> dict[str, Any]:
        return {"order": "chronological", "total_count": len(post["comments"]) + self.withheld}

    def _comments(self, path: str, post_id: str, call: Call) -> Answer:
        for post in (one for page in self.pages for one in page.posts if one["id"] == post_id):
            return self._paged(
                path, post.get("comments", []), self.comments_page, call.query, self._summary({"comments": [], **post})
            )
        return error(100, "Object does not exist", 33)

    def _paged(self, path: str, rows: list[Any], size: int, query: Mapping[str, str], summary: Any = None) -> Answer:
        token = query.get("after") or query.get("__paging_token") or "at0"
        if not re.fullmatch(r"at\d+", token):
            return error(100, "Invalid cursors values")
        begin = int(token.removeprefix("at"))
        shown = rows[begin : begin + size]
        more = begin + size < len(rows) or self.circle or self.empty_next
        body = {"data": shown, "paging": self._paging(path, size if self.circle else begin + size, more=more)}
        return Answer.json(body | ({"summary": summary} if summary else {}))

    def _paging(self, path: str, begin: int, *, more: bool) -> dict[str, Any]:
        """Return paging as Meta sends it: the next address carries the access token."""
        at = {"until": "1624385168", "__paging_token": f"at{begin}"} if self.by_time else {"after": f"at{begin}"}
        address = f"https://graph.facebook.com/{path}?" + urlencode(
            {"access_token": self.token, "pretty": "0", "limit": "25", **at}
        )
        cursors = {} if self.by_time else {"cursors": {"before": "before", "after": f"at{begin}"}}
        return {**cursors, **({"next": address} if more else {})}


def error(code: int, message: str, subcode: int | None = None, status: int = 400, **headers: str) -> Answer:
    """Answer with an error of the Graph API: they all share one type."""
    body: dict[str, Any] = {
        "message": f"(#{code}) {message}",
        "type": "OAuthException",
        "code": code,
        "fbtrace_id": "AbCd",
    }
    return Answer.json({"error": body | ({"error_subcode": subcode} if subcode else {})}, status, **headers)
