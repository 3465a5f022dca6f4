"""X's API v2 as far as the project speaks it: user lookup, timelines and recent search."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from loopback.platform_server import Answer, Call

TOKEN = "AAAA-x-bearer-secret"


@dataclass(kw_only=True)
class XAccount:
    """One account: how X describes it, its posts newest first, and what X sends beside them."""

    user: Mapping[str, Any]
    posts: list[dict[str, Any]] = field(default_factory=list)
    includes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(kw_only=True)
class XSpeaker:
    """Answers as X: what its accounts posted, and replies to them by anybody."""

    accounts: list[XAccount]
    replies: list[dict[str, Any]] = field(default_factory=list)
    reply_users: list[dict[str, Any]] = field(default_factory=list)
    page_size: int = 100
    now: datetime | None = None
    """Where given, replies older than seven days are not found, as on X."""
    circle: bool = False
    """Every page names the same next page."""
    empty_pages: bool = False
    """Every page is empty and names a next one."""
    token: str = TOKEN

    def __call__(self, call: Call) -> Answer | None:
        """Answer a call of X's API; None for anything else."""
        if not call.path.startswith("/2/"):
            return None
        if call.headers.get("Authorization") != f"Bearer {self.token}":
            return Answer.json(
                {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}, 401
            )
        if found := re.fullmatch(r"/2/users/(?:by/username/)?(\w+)", call.path):
            return self._user(found[1])
        if found := re.fullmatch(r"/2/users/(\w+)/tweets", call.path):
            return self._timeline(found[1], call)
        return self._search(call) if call.path == "/2/tweets/search/recent" else None

    def _user(self, named: str) -> Answer:
        for one in self.accounts:
            if named.lower() in {one.user["id"], one.user["username"].lower()}:
                return Answer.json({"data": one.user})
        problem = {"title": "Not Found Error", "resource_type": "user", "value": named}
        return Answer.json({"errors": [{**problem, "type": "https://api.twitter.com/2/problems/resource-not-found"}]})

    def _timeline(self, account_id: str, call: Call) -> Answer:
        account = next(one for one in self.accounts if one.user["id"] == account_id)
        since = call.query.get("start_time", "")
        posts = [post for post in account.posts if post.get("created_at", "~") >= since]
        return self._page(posts, account.includes, call.query.get("pagination_token"))

    def _search(self, call: Call) -> Answer:
        asked = set(re.findall(r"conversation_id:(\d+)", call.query["query"]))
        unwanted = set(re.findall(r"-from:(\d+)", call.query["query"]))
        earliest = (self.now - timedelta(days=7)).isoformat() if self.now else ""
        found = [
            reply
            for reply in self.replies
            if reply["conversation_id"] in asked
            and reply["author_id"] not in unwanted
            and reply["created_at"] >= earliest
        ]
        return self._page(found, {"users": self.reply_users}, call.query.get("next_token"))

    def _page(self, rows: list[dict[str, Any]], includes: Mapping[str, Any], token: str | None) -> Answer:
        if token is not None and not re.fullmatch(r"page\d+", token):
            problem = {"errors": [{"message": "invalid token"}], "title": "Invalid Request", "type": "about:blank"}
            return Answer.json(problem, 400)
        begin = int((token or "page0").removeprefix("page"))
        shown = [] if self.empty_pages else rows[begin : begin + self.page_size]
        meta: dict[str, Any] = {"result_count": len(shown)}
        if self.empty_pages or begin + self.page_size < len(rows):
            meta["next_token"] = f"page{begin + self.page_size}"
        if self.circle:
            meta["next_token"] = f"page{self.page_size}"
        return Answer.json({"meta": meta, **({"data": shown, "includes": includes} if shown else {})})
