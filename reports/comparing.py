"""The figures by which schools are set side by side: name, meaning, and how each is taken from a school."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from reports import figures
from reports.base import RunView, School
from reports.choose import take_down, to_do
from reports.shown import things
from reports.wording import number

Value = float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a school that others have too."""

    name: str
    """As machines call it, and as links to its meaning do."""
    title: str
    meaning: str
    """How it is counted, in a sentence or two."""
    of: Callable[[School], Value]
    """None where nothing was there to count."""
    percent: bool = False
    """It is a share, from 0 to 1."""
    rate: bool = False
    """It is so many to one of something else: it has one decimal, also where that is 0, as in the cells around it."""

    def words(self, value: Value) -> str:
        """Write a value of it: "2.5", "84 %", or a dash."""
        if value is None:
            return "–"
        if self.percent:
            return f"{100 * value:.0f} %"
        return f"{value:,.1f}" if self.rate else number(round(value, 1))


def _rate(share: figures.Share | None) -> Value:
    return share.rate if share else None


def _silence(school: School) -> Value:
    silence = figures.longest_silence(school)
    return None if not figures.judged_weeks(school) else silence.weeks if silence else 0


def _of_weeks(count: Callable[[School], Sequence[object]]) -> Callable[[School], Value]:
    return lambda school: len(count(school)) if figures.judged_weeks(school) else None


def was_read(school: School) -> bool:
    """True when anything of the school was read and judged: else nothing about it is known, good or bad."""
    read = any(r.what == "posts" and r.complete for account in school.accounts for r in account.readings)
    return bool(school.coverage) and (school.posts_judged > 0 or read)


FIGURES: Final = (
    Figure(
        name="posts_a_week",
        title="Posts a school week",
        meaning="Mean number of posts in the school weeks that were judged. An item on two accounts within two days "
        "counts once; holidays, and weeks in which an account was not read, do not count.",
        of=figures.posts_a_school_week,
        rate=True,
    ),
    Figure(
        name="weeks_kept",
        title="Weeks kept",
        meaning="Share of judged school weeks with as many posts as the policy asks for.",
        of=lambda school: _rate(figures.weeks_kept(school)),
        percent=True,
    ),
    Figure(
        name="weeks_judged",
        title="Weeks judged",
        meaning="School weeks since 1 September in which every account was read, or enough posts were seen on those "
        "that were.",
        of=lambda school: len(figures.judged_weeks(school)),
    ),
    Figure(
        name="zero_weeks",
        title="Weeks without a post",
        meaning="Judged school weeks in which nothing was posted on any account.",
        of=_of_weeks(figures.zero_weeks),
    ),
    Figure(
        name="longest_silence",
        title="Longest silence",
        meaning="The most judged school weeks in a row without a post.",
        of=_silence,
    ),
    Figure(
        name="findings_per_100_posts",
        title="Findings per 100 posts",
        meaning="What stands and can be mended, at likely or certain, for every 100 public posts that were judged, of "
        "any age. What is only possible, and facts of past weeks, are left out.",
        of=figures.per_hundred_posts,
        rate=True,
    ),
    Figure(
        name="findings",
        title="Findings that stand",
        meaning="The number behind the figure before: new, still open, or returned.",
        of=lambda school: len(to_do(school)) if school.posts_judged else None,
    ),
    Figure(
        name="take_down_today",
        title="Take down today",
        meaning="Posts, comments and accounts with something that must come down, or be put right, at once.",
        of=lambda school: things(take_down(school)).total() if school.posts_judged else None,
    ),
    Figure(
        name="days_to_fix",
        title="Days to fix",
        meaning="Median days from the audit that first saw a finding to the one that saw it mended, over what was "
        "mended; what still stands is not in it. What ended because a rule or a register changed does not count.",
        of=figures.days_to_fix,
    ),
    Figure(
        name="cross_posted",
        title="Cross-posted",
        meaning="Share of posts that repeat an item of another account of the school within two days.",
        of=lambda school: _rate(figures.cross_posted(school)),
        percent=True,
    ),
    Figure(
        name="posts_judged",
        title="Posts judged",
        meaning="Public posts of all the school's accounts, of any age, that were held against the policy.",
        of=lambda school: school.posts_judged,
    ),
    Figure(
        name="accounts_read",
        title="Accounts read in full",
        meaning="Share of the school's registered accounts that could be read in full at the last attempt.",
        of=lambda school: _read(school),
        percent=True,
    ),
    Figure(
        name="rules_open",
        title="Rules not judged on everything",
        meaning="Rules of the policies that could not be judged on all they should be, for want of a reading or a "
        "register.",
        of=lambda school: figures.gaps(school).rules,
    ),
)
"""In the order of the tables."""


def _read(school: School) -> Value:
    seen = figures.seen(school.accounts)
    return seen.in_full / seen.accounts if seen.accounts else None


def values(school: School) -> dict[str, Value]:
    """Return name -> value of every figure of a school; all are None where nothing of it was read."""
    if not was_read(school):
        return {figure.name: None for figure in FIGURES}
    return {figure.name: figure.of(school) for figure in FIGURES}


def ranked(view: RunView) -> dict[str, int]:
    """Return school id -> rank by the share of weeks kept; schools with too few judged weeks have none."""
    shares = {
        school.id: share
        for school in view.schools
        if was_read(school) and figures.may_be_ranked(school) and (share := figures.weeks_kept(school))
    }
    return figures.ranks(shares)


def medians(view: RunView) -> dict[str, Value]:
    """Return name -> median over the schools that were read and have the figure."""
    read = [school for school in view.schools if was_read(school)]
    return {figure.name: figures.median_of(read, figure.of) for figure in FIGURES}
