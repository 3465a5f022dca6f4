"""How a matter for the safeguarding lead stands: it waits until they close it, whatever becomes of the post. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pipeline.ledger import ENDED
from pipeline.store.dsl_rows import DslAction
from pipeline.store.ledger_rows import LedgerFinding

ENDS_BY_ITSELF: Final = frozenset({"never-publish-child"})
"""Checks whose finding is dealt with when it is gone. A child who wrote for help is not helped by the words going."""
TOLD, UNTOLD, RETURNED, ACKNOWLEDGED, REQUESTED, CLOSED, REOPENED = (
    "told", "untold", "returned", "acknowledged", "requested", "closed", "reopened",
)  # fmt: skip
WAITS: Final = frozenset({"new", "acknowledged"})
"""States in which somebody has to act."""
_ANEW: Final = frozenset({RETURNED, REOPENED})


@dataclass(frozen=True, slots=True)
class Matter:
    """One finding for the safeguarding lead with what was done about it."""

    finding: LedgerFinding
    actions: tuple[DslAction, ...]
    """Oldest first."""

    @property
    def lately(self) -> tuple[DslAction, ...]:
        """What was done since it came back, or was opened again."""
        began = max((at for at, one in enumerate(self.actions) if one.action in _ANEW), default=-1)
        return self.actions[began + 1 :]

    def did(self, action: str) -> DslAction | None:
        """Return the last time something was done since it came back, or None."""
        return next((one for one in reversed(self.lately) if one.action == action), None)

    @property
    def state(self) -> str:
        """new, acknowledged, closed, or over (it ended by itself)."""
        if self.did(CLOSED):
            return "closed"
        if self.finding.check in ENDS_BY_ITSELF and self.finding.status in ENDED:
            return "over"
        return "acknowledged" if self.did(ACKNOWLEDGED) or self.did(REQUESTED) else "new"

    @property
    def untold(self) -> bool:
        """Say whether a mail about it is still to go: it is new, and no mail has gone."""
        return self.state == "new" and not self.did(TOLD)


def matters(findings: Iterable[LedgerFinding], actions: Mapping[str, tuple[DslAction, ...]]) -> tuple[Matter, ...]:
    """Return the findings for the safeguarding lead: what waits first, what is surest, then the newest.

    One whose child is no longer marked, or whose check no clause asks for any more, is left out.
    """
    found = [Matter(one, actions.get(one.key, ())) for one in findings if one.route == "dsl"]
    shown = [m for m in found if not (m.finding.status == "superseded" and m.finding.check in ENDS_BY_ITSELF)]
    order = ("new", "acknowledged", "closed", "over")
    shown.sort(key=lambda m: (order.index(m.state), _unsure(m), -m.finding.first_seen.timestamp(), m.finding.key))
    return tuple(shown)


def _unsure(matter: Matter) -> bool:
    return matter.finding.confidence == "possible"


def came_back(
    findings: Iterable[LedgerFinding], actions: Mapping[str, tuple[DslAction, ...]], run: str, at: datetime
) -> list[DslAction]:
    """Return what to keep of matters that came back in a run: closed or not, they wait anew."""
    return [
        DslAction(key=one.key, at=after(actions.get(one.key, ()), at, RETURNED), action=RETURNED)
        for one in findings
        if one.route == "dsl" and one.status == "returned" and one.run == run
    ]


def after(actions: Iterable[DslAction], at: datetime, action: str) -> datetime:
    """Return when something was done that follows all that was done before; done twice at one moment it is one thing.

    The moment of an audit may be ahead of the clock (a day given alone means its end), or behind it.
    """
    actions = tuple(actions)
    if any((one.at, one.action) == (at, action) for one in actions):
        return at
    last = max((one.at for one in actions), default=None)
    return at if last is None or at > last else last + timedelta(microseconds=1)
