"""What of each account of a school was read and what was not: worked out once, and asked for every check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from checks._frames import day_of
from checks.base import Evidence

_ALWAYS: Final = -(2**63)
"""The moment of a post of which none is known: before every read."""
_FRAMES: Final = {"profile": "profiles", "pictures": "media"}
"""What is read -> the frame that holds it, where that is called otherwise."""


class _Read(NamedTuple):
    """One read of one kind of thing of one account."""

    begin: int | None
    """Microseconds since 1970 (UTC); None where nothing was covered."""
    complete: bool
    reason: str


class Shortfalls:
    """What the reads of a school's accounts lack."""

    def __init__(self, evidence: Evidence) -> None:
        """Sort the reads by account and kind."""
        self._evidence = evidence
        self.accounts: Final[list[str]] = [account for (account,) in evidence.rows("accounts", ["account"])]
        self.assumed: Final[list[tuple[str, str, str]]] = []
        """(account, what, what its read took for granted), where it did."""
        self._reads: dict[tuple[str, str], list[_Read]] = {}
        self._told: dict[tuple[str, str], str] = {}
        self._held: dict[str, set[str]] = {}
        columns = ["account", "what", "reason", "assumed"]
        for account, what, reason, assumed, begin, complete in evidence.rows("reads", columns, ["begin"], ["complete"]):
            self._reads.setdefault((account, what), []).append(_Read(begin, complete, reason))
            if assumed:
                self.assumed.append((account, what, assumed))
        self._first: dict[str, int] = {}
        for account, moment in evidence.rows("posts", ["account"], ["created_at"]):
            posted = _ALWAYS if moment is None else moment
            self._first[account] = min(posted, self._first.get(account, posted))

    def of(self, account: str, what: str) -> str:
        """Say what is missing of one kind of thing of one account; blank where nothing is."""
        key = account, what
        if key not in self._told:
            self._told[key] = self._shortfall(account, what)
        return self._told[key]

    def was_ever_read(self, account: str, what: str) -> bool:
        """Say whether one kind of thing of one account was read at any time, be it in part."""
        return any(one.complete for one in self._reads.get((account, what), ())) or account in self._holders(what)

    def _shortfall(self, account: str, what: str) -> str:
        mine = self._reads.get((account, what), [])
        told = [one.reason for one in mine if one.reason]
        if told:
            return told[-1] if what in told[-1] else f"{what}: {told[-1]}"
        if not mine:
            return f"{what}: not read yet"
        if what not in {"comments", "media"}:
            return ""
        # what stands under posts is covered only as far back as the reads of it reach
        begin = min((one.begin for one in mine if one.begin is not None), default=None)
        if begin is None or self._first.get(account, begin) >= begin:
            return ""
        return f"{what}: read only under posts since {day_of(begin, self._evidence.timezone)}"

    def _holders(self, what: str) -> set[str]:
        """Return the accounts of which anything of a kind is there; of pictures a copy."""
        if what not in self._held:
            self._held[what] = set(self._rows(what))
        return self._held[what]

    def _rows(self, what: str) -> Iterator[str]:
        frame = _FRAMES.get(what, what)
        for account, copy in self._evidence.rows(frame, ["account", "copy"]):
            if copy or what != "pictures":
                yield account


def shortfalls_of(evidence: Evidence) -> Shortfalls:
    """Return what the reads of a school lack, worked out once for all checks."""
    return evidence.once("shortfalls", lambda: Shortfalls(evidence))
