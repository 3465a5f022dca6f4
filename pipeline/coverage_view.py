"""Coverage as the reports tell it: one reason reads the same whichever check gives it, and in people's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Final

import connectors
from checks.base import NOT_ASSESSED
from config.models import Account, School
from pipeline.store.ledger_rows import CoverageRow
from reports.gaps import NO_PROFILE

_NOT_YET: Final = "profile: not read yet"
"""What the audit says of a profile for which there was no reading, be it that none can ever be."""
_ITSELF: Final = "1 account: "
"""Before a reason that concerns the account beside which it stands."""


def gives_profile(account: Account) -> bool:
    """Say whether the source of an account can ever give its profile."""
    return "profile" in _provided(account.source.connector)


@cache
def _provided(connector: str) -> frozenset[str]:
    """Look a connector up once: to find them all is to walk their folder."""
    return connectors.find()[connector].provides


def told(rows: Iterable[CoverageRow], school: School) -> list[CoverageRow]:
    """Return coverage with its reasons as reports say them; what was judged and what was not stays as it is."""
    without = {account.key for account in school.accounts if not gives_profile(account)}
    return [_told(row, row.account in without) if row.outcome == NOT_ASSESSED else row for row in rows]


def _told(row: CoverageRow, without: bool) -> CoverageRow:
    reason = row.reason.removeprefix(_ITSELF) if row.account else row.reason
    return replace(row, reason=reason.replace(_NOT_YET, NO_PROFILE) if without else reason)
