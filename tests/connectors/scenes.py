"""What the contract suite needs of a connector: scenes it can be put into, one for each case it says it has."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from loopback.platform_server import Answer, Fault, PlatformServer

from config.models import Account, Secret, Source
from connectors.base import Connector, HttpSettings, Page, Surroundings, Window

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
RESET = NOW.replace(hour=13)
PAGE_ROWS = 10
"""How many records of a file make a page while the suite runs: what must hold does not depend on their number."""
READS = ("two pages and a resume", "an empty page", "a repeated cursor", "a foreign author")
BREAKS: Mapping[str, Answer] = {
    "401": Answer.json({"title": "Unauthorized", "status": 401, "detail": "Unauthorized"}, 401),
    "429": Answer(status=429, body=b"Rate limit exceeded\n", content_type="text/plain;charset=utf-8"),
    "500": Answer.html(500),
    "HTML": Answer.html(200),
    "a cut body": Answer(body=json.dumps({"data": [{"id": "1", "text": "x" * 500}], "meta": {}}).encode(), cut=True),
    "a slow body": Answer(body=b'{"data": []}' * 200, drip=0.02),
}
CASES = (*READS, *BREAKS)


@dataclass(kw_only=True)
class Ground:
    """What a scene is built on: a workspace folder and servers that stop with the test."""

    root: Path
    platform: Callable[..., PlatformServer]


@dataclass(kw_only=True)
class Scene:
    """An account in a state of the world, and a way to read it with a connector made anew."""

    connector: type[Connector]
    account: Account
    root: Path
    http: HttpSettings = field(default_factory=HttpSettings)
    secrets: Mapping[str, str] = field(default_factory=dict)
    """Name of a secret -> its value, which must never be seen again."""
    server: PlatformServer | None = None
    posts: frozenset[str] = frozenset()
    """The ids that belong to the account."""
    foreign: frozenset[str] = frozenset()
    """Ids that belong to others, and must never be posts."""
    window: Window = field(default_factory=lambda: Window(since=None, until=NOW))

    def read(self, cursor: Mapping[str, Any] | None = None, window: Window | None = None) -> Sequence[Page]:
        """Return all pages of a pull."""
        return list(self.start(cursor, window))

    def start(self, cursor: Mapping[str, Any] | None = None, window: Window | None = None) -> Any:
        """Begin a pull with a connector of its own, as a later run would; the cursor goes through JSON first."""
        saved = json.loads(json.dumps(cursor)) if cursor is not None else None
        return iter(self.build().pages(self.account, saved, window or self.window))

    def build(self) -> Connector:
        """Return a connector made anew."""
        around = Surroundings(
            root=self.root, accounts=[self.account], secret=lambda one: self.secrets[one.name], now=NOW, http=self.http
        )
        return self.connector.build(around)


def account(platform: str, handle: str, connector: str, **options: Any) -> Account:
    """Return an account of an invented school."""
    return Account(
        school="oakmere", platform=platform, handle=handle, source=Source(connector=connector, options=options)
    )


def secret(name: str) -> Secret:
    """Return what "${NAME}" in trust.yaml becomes."""
    return Secret(name=name)


def from_call(number: int, answer: Answer) -> Fault:
    """Return a fault at every call from the given one on: what is retried fails again."""
    return Fault(path=".", answer=answer, calls=frozenset(range(number, number + 100)))


def posts_of(pages: Sequence[Page]) -> list[str]:
    """Return the ids of all posts, in the order in which they came."""
    return [post.post_id for page in pages for post in page.posts]
