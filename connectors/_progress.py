"""How far a pull of a live platform has come: saved as the cursor with every page, and picked up after a break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from connectors.base import Read, Window


class Times(int):
    """A count that is written with its noun: "{n:entry|entries}" is "1 entry" or "2 entries"; "{n}" is the number."""

    def __format__(self, spec: str) -> str:
        """Write the number, and the noun that `spec` has for it."""
        one, _, many = spec.partition("|")
        return f"{int(self):,} {one if self == 1 else many}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Comments still to be read: of which posts, and from which page on."""

    under: Mapping[str, str]
    """The platform's name of a conversation -> the post_id it stands under."""
    token: str | None = None


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far a pull has come; its `cursor` is saved with every page and begins the rest of it after a break."""

    account_id: str
    """The platform's id of the account, against which every author is held."""
    since: datetime | None
    until: datetime
    more: bool = True
    """Whether a page of posts is still to be read."""
    token: str | None = None
    """The token of that page; None = the first."""
    tasks: list[Task] = field(default_factory=list)
    """Comments to be read before that page."""
    counts: dict[str, int] = field(default_factory=dict)
    awaited: dict[str, int] = field(default_factory=dict)
    """Post -> how many of the comments that the platform counts under it were not given yet; a post that gave all, or
    more than were counted, is left out: it makes up for no other."""
    faults: dict[str, dict[str, int]] = field(default_factory=dict)
    """what (posts, media, comments) -> why it is not complete, a sentence with "{n:post|posts}" -> how often."""

    @classmethod
    def begin(cls, account_id: str, window: Window) -> Self:
        """Begin a pull of a window."""
        return cls(account_id=account_id, since=window.since, until=window.until)

    @classmethod
    def resume(cls, cursor: Mapping[str, Any] | None) -> Self | None:
        """Return where a pull was cut short; None when the last one was finished or the cursor is not one of ours."""
        try:
            state = (cursor or {})["pull"]
            return cls(
                account_id=str((cursor or {})["account_id"]),
                since=datetime.fromisoformat(state["since"]).astimezone(UTC) if state["since"] else None,
                until=datetime.fromisoformat(state["until"]).astimezone(UTC),
                more=bool(state["more"]),
                token=state["token"],
                tasks=[Task(under=dict(task["under"]), token=task["token"]) for task in state["tasks"]],
                counts=dict(state["counts"]),
                awaited=dict(state["awaited"]),
                faults={what: dict(why) for what, why in state["faults"].items()},
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def cursor(self) -> dict[str, Any]:
        """Return the state as JSON."""
        return {
            "account_id": self.account_id,
            "pull": {
                "since": self.since.isoformat() if self.since else None,
                "until": self.until.isoformat(),
                "more": self.more,
                "token": self.token,
                "tasks": [{"under": dict(task.under), "token": task.token} for task in self.tasks],
                "counts": dict(self.counts),
                "awaited": dict(self.awaited),
                "faults": {what: dict(why) for what, why in self.faults.items()},
            },
        }

    def given_of(self, theirs: int) -> int:
        """Return how many of the comments that the platform counts were given."""
        return theirs - sum(self.awaited.values())

    def note(self, what: str, why: str, times: int = 1) -> None:
        """Remember why something is not complete; `why` may hold "{n:post|posts}", or "{n}"."""
        self.faults.setdefault(what, {})
        self.faults[what][why] = self.faults[what].get(why, 0) + times

    def reason(self, *whats: str) -> str:
        """Return why these are not complete, in one line; blank when they are."""
        said = [why.format(n=Times(times)) for what in whats for why, times in self.faults.get(what, {}).items()]
        return "; ".join(dict.fromkeys(said))

    @property
    def looked_again(self) -> str:
        """Say under which posts new comments were looked for, where not under all; blank where under all."""
        if self.since is None:
            return ""
        return f"new comments were looked for under posts since {self.since.day} {self.since:%B %Y} alone"

    def read(self, what: str, *also: str, begin: datetime | None, but: str = "") -> Read:
        """Say how far `what` was read, which is no further than the kinds in `also` it hangs on.

        `but` says what the platform never gives: the read is not complete then, yet sure of what it covers.
        """
        fault = self.reason(what, *also)
        reason = "; ".join(one for one in (fault, but) if one)
        whole = self.since is None and not reason
        return Read(
            what=what,
            complete=not reason,
            begin=begin,
            end=self.until,
            reason=reason,
            proves_gone=not fault,
            whole=whole,
        )
