"""The fair numbers of the comparison: rates over what was read, never raw counts alone."""

from __future__ import annotations

from datetime import date
from statistics import median

from reports.base import School, Week
from reports.choose import firm, to_do
from reports.wording import days_between

QUIET_WEEKS = 2
"""From so many silent school weeks in a row a school counts as gone quiet."""


def judged_weeks(school: School) -> tuple[Week, ...]:
    """The school weeks that could be judged."""
    return tuple(week for week in school.weeks if week.school_week and week.outcome in {"pass", "fail"})


def posts_a_school_week(school: School) -> float | None:
    """Mean posts in a judged school week; None when no week was judged."""
    weeks = judged_weeks(school)
    return sum(week.posts for week in weeks) / len(weeks) if weeks else None


def per_hundred_posts(school: School) -> float | None:
    """Findings that stand, likely or certain, per 100 posts judged; None when no post was judged."""
    return 100 * len(to_do(school)) / school.posts_judged if school.posts_judged else None


def days_to_fix(school: School) -> float | None:
    """Median days from first seen to seen fixed; None when nothing was fixed yet."""
    fixed = (f for f in school.findings if f.status == "fixed" and firm(f))
    spans = [days_between(f.first_seen, f.ended_at) for f in fixed if f.ended_at]
    return median(spans) if spans else None


def quiet_since(school: School) -> tuple[date, int] | None:
    """The Monday a silence began and its length in judged school weeks; None when the school is not quiet.

    A week that could not be judged ends the silence: nobody knows what was posted in it.
    """
    silent: list[Week] = []
    for week in reversed([week for week in school.weeks if week.school_week]):
        if week.posts or week.outcome not in {"pass", "fail"}:
            break
        silent.append(week)
    return (silent[-1].monday, len(silent)) if len(silent) >= QUIET_WEEKS else None
