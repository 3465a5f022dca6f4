"""How far a school was seen: accounts asked and read, posts, comments and photos of all there are, and what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reports.base import Account, Reading, School


@dataclass(frozen=True, slots=True)
class Counted:
    """How many were read, and of how many where that is known."""

    ours: int
    theirs: int | None
    """As the platforms count; None when any of them does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was read of some accounts."""

    accounts: int
    in_full: int
    posts: Counted
    comments: Counted
    photos: Counted
    """Examined, of all that are public."""
    covers: Counted
    """Videos whose cover was examined, of all that are public; no film is watched."""
    profiles: Counted
    """Of all accounts."""
    without_profile: int
    """Accounts whose source holds no profile, so that none can ever be read."""
    begin: datetime | None
    """The latest day from which every account was read on; None = not known of each."""
    oldest_reading: datetime | None
    """When the account was last asked that was asked longest ago; None = none ever was, or not known."""


def seen(accounts: Iterable[Account]) -> Seen:
    """Add up what was read."""
    accounts = tuple(accounts)
    posts = [_reading(account, "posts") for account in accounts]
    begins = [reading.begin for reading in posts if reading and reading.begin]
    tried = [max(times) for account in accounts if (times := [r.at for r in account.readings if r.at])]
    return Seen(
        accounts=len(accounts),
        in_full=sum(account.complete for account in accounts),
        posts=_counted(accounts, "posts", [account.posts for account in accounts]),
        comments=_counted(accounts, "comments", [account.comments for account in accounts]),
        photos=Counted(sum(a.photos_examined for a in accounts), sum(a.photos for a in accounts)),
        covers=Counted(sum(a.covers_examined for a in accounts), sum(a.videos for a in accounts)),
        profiles=Counted(sum(map(_profile_read, accounts)), len(accounts)),
        without_profile=sum(not account.has_profile for account in accounts),
        begin=max(begins, default=None),
        oldest_reading=min(tried, default=None),
    )


def _reading(account: Account, what: str) -> Reading | None:
    return next((reading for reading in account.readings if reading.what == what), None)


def _profile_read(account: Account) -> bool:
    found = _reading(account, "profile")
    return found is not None and found.complete


def _counted(accounts: tuple[Account, ...], what: str, held: list[int]) -> Counted:
    """Add up what is held; the platforms' own count only where each account's says one, and none says fewer."""
    theirs = [reading.theirs if (reading := _reading(account, what)) else None for account in accounts]
    if not theirs or any(count is None for count in theirs):
        return Counted(sum(held), None)
    return Counted(sum(held), sum(max(ours, count or 0) for ours, count in zip(held, theirs, strict=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What was not seen."""

    accounts: tuple[Account, ...]
    """Accounts that were not read in full."""
    rules: int
    """How many rules could not be judged on something."""
    said: int
    """How many gaps the run names: accounts, registers, calendars, crashed checks."""


def gaps(school: School) -> Gaps:
    """Count what was not seen."""
    return Gaps(
        accounts=tuple(account for account in school.accounts if not account.complete),
        rules=len({line.check for line in school.coverage if line.outcome == "not_assessed"}),
        said=len(school.unread),
    )


def clean_checks(school: School) -> tuple[tuple[str, int], ...]:
    """Checks that judged something, found nothing wrong and left nothing open: title and how much was judged."""
    titles = dict.fromkeys(line.check_title for line in school.coverage)
    open_or_failed = {line.check_title for line in school.coverage if line.outcome != "pass" or line.flagged}
    judged = Counter[str]()
    for line in school.coverage:
        judged[line.check_title] += line.judged
    return tuple((title, judged[title]) for title in titles if title not in open_or_failed and judged[title])


def clauses_to_tick(school: School) -> int:
    """Count the clauses that leave something for a person to read, whatever the checks saw."""
    return sum(bool(line.to_tick) for line in school.clauses)


def clauses_by_state(school: School) -> Counter[str]:
    """Count the clauses of all policies by how the school stands with them."""
    return Counter(line.state for line in school.clauses)
