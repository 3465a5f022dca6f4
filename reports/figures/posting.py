"""How often a school posts: judged school weeks, those that kept the policy line, silences. A week nobody could judge
counts for nothing, neither good nor bad.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from reports.base import Account, School, Week
from reports.figures.shares import Share, share

QUIET_WEEKS: Final = 2
"""From so many silent school weeks in a row a school, or an account, counts as gone quiet."""
LEAST_WEEKS: Final = 6
"""With fewer judged weeks a school is not ranked among others."""


@dataclass(frozen=True, slots=True)
class Silence:
    """School weeks in a row without a post."""

    monday: date
    """Of the first of them."""
    weeks: int


def judged_weeks(school: School) -> tuple[Week, ...]:
    """The school weeks that could be judged."""
    return tuple(week for week in school.weeks if _judged(week))


def _judged(week: Week) -> bool:
    return week.school_week and week.outcome in {"pass", "fail"}


def unjudged_weeks(school: School) -> tuple[Week, ...]:
    """The school weeks that could not be judged: an account was not read in them."""
    return tuple(week for week in school.weeks if week.school_week and not _judged(week))


def short_weeks(school: School) -> tuple[Week, ...]:
    """The judged weeks with fewer posts than the policy asks for."""
    return tuple(week for week in judged_weeks(school) if week.outcome == "fail")


def zero_weeks(school: School) -> tuple[Week, ...]:
    """The judged weeks without any post."""
    return tuple(week for week in judged_weeks(school) if not week.posts)


def weeks_kept(school: School) -> Share | None:
    """The share of judged weeks with as many posts as the policy asks for; None when no week was judged."""
    judged = judged_weeks(school)
    return share(sum(week.outcome == "pass" for week in judged), len(judged))


def posts_a_school_week(school: School) -> float | None:
    """Mean posts in a judged school week; None when no week was judged."""
    weeks = judged_weeks(school)
    return sum(week.posts for week in weeks) / len(weeks) if weeks else None


def may_be_ranked(school: School) -> bool:
    """True when enough weeks were judged to set the school beside others."""
    return len(judged_weeks(school)) >= LEAST_WEEKS


def _silences(school: School) -> list[Silence]:
    """Every row of silent school weeks; a week that could not be judged ends it, holidays do not."""
    found: list[Silence] = []
    for silent, group in groupby((w for w in school.weeks if w.school_week), key=lambda w: _judged(w) and not w.posts):
        if silent:
            weeks = tuple(group)
            found.append(Silence(weeks[0].monday, len(weeks)))
    return found


def longest_silence(school: School) -> Silence | None:
    """The most school weeks in a row without a post, the latest of equals; None when every judged week had one."""
    return max(reversed(_silences(school)), key=lambda silence: silence.weeks, default=None)


def quiet_since(school: School) -> Silence | None:
    """The silence that lasts to this day; None when the school is not quiet.

    A week that could not be judged ends the silence: nobody knows what was posted in it.
    """
    last = next((week for week in reversed(school.weeks) if week.school_week), None)
    if last is None or not _judged(last) or last.posts:
        return None
    silence = _silences(school)[-1]
    return silence if silence.weeks >= QUIET_WEEKS else None


def accounts_gone_quiet(school: School) -> tuple[tuple[Account, int], ...]:
    """The accounts that were read in full and have posted nothing in the last school weeks, with their number."""
    found = ((account, _silent_weeks(account, school)) for account in school.accounts)
    return tuple((account, weeks) for account, weeks in found if weeks >= QUIET_WEEKS)


def _silent_weeks(account: Account, school: School) -> int:
    """Count the last school weeks in a row in which an account posted nothing; 0 for one that was not read in full."""
    posts = next((reading for reading in account.readings if reading.what == "posts"), None)
    if posts is None or not posts.complete or len(account.weekly) != len(school.weeks):
        return 0
    silent = 0
    for week, count in zip(reversed(school.weeks), reversed(account.weekly), strict=True):
        if week.school_week and count:
            break
        silent += week.school_week
    return silent
