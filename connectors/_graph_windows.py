"""Which stretch of time a page of Facebook's posts is asked from: months where a window is long, and what lies beyond.

Facebook honours since and until within six months only, so a longer window is read month by month, the newest first.
A whole read follows the feed to its end and then asks for what is older than the last post there, because the feed of
a busy page ends before its posts do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Self
from urllib.parse import parse_qsl, urlencode

from connectors._graph_answers import page_args
from connectors._payload import moment

LONGEST: Final = timedelta(days=150)
"""The longest window that is asked for at once: safely within six months."""
_MONTH: Final = timedelta(days=30)
_BOUNDS: Final = ("begin", "end", "oldest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One list of posts: those from `begin` (None = the first) to before `end` (None = now), in Unix seconds."""

    begin: int | None = None
    end: int | None = None
    oldest: int | None = None
    """The earliest post met so far in a whole read."""
    page: str = ""
    """The place in the list, as a query of Facebook's own; blank = its first page."""

    @classmethod
    def at(cls, token: str | None, since: datetime | None, until: datetime) -> Self:
        """Return the stretch that a token names; without one, the newest of the window."""
        if token is None:
            return cls.newest(since, until)
        named = dict(parse_qsl(token))
        bounds = {name: int(named[name]) for name in _BOUNDS if named.get(name, "").isdecimal()}
        return cls(**bounds, page=urlencode(page_args(token)))

    @classmethod
    def newest(cls, since: datetime | None, until: datetime) -> Self:
        """Return where a window is begun."""
        if since is None:
            return cls()
        is_long = until - since > LONGEST
        return cls(begin=int((until - _MONTH if is_long else since).timestamp()))

    def args(self) -> Mapping[str, str]:
        """Return the arguments that ask for it."""
        bounds = {"since": self.begin, "until": self.end}
        return {**{name: str(at) for name, at in bounds.items() if at is not None}, **page_args(self.page)}

    def holds(self, payload: Mapping[str, Any]) -> bool:
        """Say whether a post is one of its own: one of a later stretch was read there."""
        created = moment(payload.get("created_time"))
        return self.end is None or created is None or created.timestamp() < self.end

    def following(self, page: str | None, payloads: Sequence[Mapping[str, Any]], since: datetime | None) -> Self | None:
        """Return what is asked next: the given page of the same list, else an earlier stretch; None at the end.

        `payloads` are the posts of its own that the last answer held.
        """
        met = [at.timestamp() for one in payloads if (at := moment(one.get("created_time")))]
        oldest = min([int(at) for at in met] + ([self.oldest] if self.oldest is not None else []), default=None)
        if page is not None:
            return replace(self, page=page, oldest=oldest if since is None else None)
        if since is None:
            return replace(self, end=oldest, oldest=None, page="") if oldest is not None else None
        first = int(since.timestamp())
        if self.begin is None or self.begin <= first:
            return None
        earlier = max(first, self.begin - int(_MONTH.total_seconds()))
        return replace(self, begin=earlier, end=self.begin, page="")

    def token(self) -> str:
        """Return it as text for the cursor of a pull."""
        bounds = {name: getattr(self, name) for name in _BOUNDS}
        return "&".join(filter(None, [self.page, urlencode({n: at for n, at in bounds.items() if at is not None})]))
