"""How far a run saw a school, in one sentence: the line that stands beside the verdict."""

from __future__ import annotations

from dataclasses import dataclass

from reports.base import Account, School
from reports.figures import gaps, unjudged_weeks
from reports.wording import listed, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What was read and what was not."""

    accounts: int
    unread: tuple[Account, ...]
    """Accounts that were not read in full."""
    unjudged: int
    """How many rules could not be judged on something."""
    gaps: int
    """How many gaps the run names: accounts, registers, calendars, crashed checks."""

    @property
    def whole(self) -> bool:
        """True when everything was seen; only then may a page call anything clear."""
        return self.accounts > 0 and not self.unread and not self.unjudged and not self.gaps

    @property
    def sentence(self) -> str:
        """Say it as a colleague would: "2 of 9 accounts could not be read in full: X @oakfield and Facebook @oak."."""
        if not self.accounts:
            return "No account is set up for this school, so nothing could be read."
        rules = f"{plural(self.unjudged, 'rule')} could not be judged on everything." if self.unjudged else ""
        return f"{self._read()} {rules}".strip()

    def _read(self) -> str:
        if self.unread and self.accounts == 1:
            account = self.unread[0]
            return f"The one account could not be read in full: {account.platform_title} {account.handle}."
        if self.unread:
            names = listed(f"{account.platform_title} {account.handle}" for account in self.unread)
            return f"{len(self.unread)} of {plural(self.accounts, 'account')} could not be read in full: {names}."
        return (
            "The one account was read in full."
            if self.accounts == 1
            else f"All {self.accounts} accounts were read in full."
        )


def weeks_called(school: School) -> str:
    """Name the weeks that are counted: only those judged, where others were not."""
    return "judged school week" if unjudged_weeks(school) else "school week"


def sight(school: School) -> Sight:
    """Say what was not seen."""
    found = gaps(school)
    return Sight(accounts=len(school.accounts), unread=found.accounts, unjudged=found.rules, gaps=found.said)
