"""The order in which findings stand in every report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Protocol, TypeVar

from reports.wording import CONFIDENCE_TITLES, SEVERITY_TITLES

_WORST: Final = {name: place for place, name in enumerate(SEVERITY_TITLES)}
_SUREST: Final = {name: place for place, name in enumerate(CONFIDENCE_TITLES)}
_UNKNOWN: Final = 9


class Urgent(Protocol):
    """What decides where a finding stands."""

    @property
    def severity(self) -> str: ...  # noqa: D102
    @property
    def confidence(self) -> str: ...  # noqa: D102
    @property
    def status(self) -> str: ...  # noqa: D102
    @property
    def first_seen(self) -> datetime: ...  # noqa: D102
    @property
    def key(self) -> str: ...  # noqa: D102


U = TypeVar("U", bound=Urgent)


def worst_first(findings: Iterable[U]) -> tuple[U, ...]:
    """Sort by severity, what is surest, what came back, then the oldest; the key settles ties so that runs compare."""
    return tuple(sorted(findings, key=_urgency))


def _urgency(finding: Urgent) -> tuple[int, int, bool, datetime, str]:
    severity, surety = _WORST.get(finding.severity, _UNKNOWN), _SUREST.get(finding.confidence, _UNKNOWN)
    return severity, surety, finding.status != "returned", finding.first_seen, finding.key
