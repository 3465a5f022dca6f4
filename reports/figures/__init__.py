"""Every number that any report shows: pure functions over a school or a run, so that all reports count alike.

`shares` holds a share with its interval, `posting` the school weeks, `wrongs` what was found and what became of it,
`reading` how far the accounts were read, `trust` all schools together. Reports import from here alone.
"""

from __future__ import annotations

from reports.figures.crossing import cross_posted
from reports.figures.groups import Group, by_phase, by_size
from reports.figures.posting import (
    LEAST_WEEKS,
    QUIET_WEEKS,
    Silence,
    accounts_gone_quiet,
    judged_weeks,
    longest_silence,
    may_be_ranked,
    posts_a_school_week,
    quiet_since,
    short_weeks,
    unjudged_weeks,
    weeks_kept,
    zero_weeks,
)
from reports.figures.ranks import ranks
from reports.figures.reading import (
    Counted,
    Gaps,
    Seen,
    clauses_by_state,
    clauses_to_tick,
    clean_checks,
    gaps,
    seen,
)
from reports.figures.shares import Share, share
from reports.figures.trust import median_of
from reports.figures.wrongs import (
    Kind,
    Movement,
    days_stood,
    days_to_fix,
    days_to_fix_since,
    days_up,
    findings_by,
    kinds,
    mended_within,
    movement,
    per_hundred_posts,
    time_up,
    times_to_fix,
)

__all__ = [
    "LEAST_WEEKS",
    "QUIET_WEEKS",
    "Counted",
    "Gaps",
    "Group",
    "Kind",
    "Movement",
    "Seen",
    "Share",
    "Silence",
    "accounts_gone_quiet",
    "by_phase",
    "by_size",
    "clauses_by_state",
    "clauses_to_tick",
    "clean_checks",
    "cross_posted",
    "days_stood",
    "days_to_fix",
    "days_to_fix_since",
    "days_up",
    "findings_by",
    "gaps",
    "judged_weeks",
    "kinds",
    "longest_silence",
    "may_be_ranked",
    "median_of",
    "mended_within",
    "movement",
    "per_hundred_posts",
    "posts_a_school_week",
    "quiet_since",
    "ranks",
    "seen",
    "share",
    "short_weeks",
    "time_up",
    "times_to_fix",
    "unjudged_weeks",
    "weeks_kept",
    "zero_weeks",
]
