"""Fewer posts than the policy asks for in a school week.

## Why it matters
Families follow a school's accounts to know what their children do there. The policy asks for a number of posts in each
week of school (com01 4.3: at least three), so a week with fewer is a promise to families not kept.

## Flagged
- A school week with fewer than `minimum` posts; a silent week counts as none. With `per: school` the posts of all
  accounts of the school count together; with `per: account` each account answers for itself.
- The same item on several accounts within `cross_post_hours` is one post, of the week in which it first appeared. It is
  the same when the texts agree but for addresses, mentions, signs and case, or when one is the other cut short.

## Not flagged
- A week with fewer than `min_school_days` school days (holidays, half-term, closures), and the week under way.
- Posts are counted by `kinds`: originals and quotes, not reposts, replies or stories.
- A week with enough posts on the accounts that were read passes, whatever the others hold. With too few of them and an
  account that was not read for the whole week, the week is not assessed.
- Two posts without words, and two posts on one account, are never taken for the same item.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Final, NamedTuple

import pandas as pd

from checks._account_names import account_shown
from checks._cross_posts import number_items
from checks._frames import local, tuples
from checks._rows import Rows
from checks.base import FAIL, NOT_ASSESSED, PASS, UNIT_COLUMNS, Evidence, Judgement, check

_MOMENT: Final = 1
"""Microseconds: the end of a day, as a bare date gives it, is a moment short of the next one."""
PER: Final = ("school", "account")
COUNTED_KINDS: Final = ("original", "quote")
CROSS_POST_HOURS: Final = 48.0
NO_ACCOUNT: Final = "no account of the school is configured"
_LONGEST_CHAIN: Final = 7 * 86_400_000_000
"""Microseconds: how far before the first week an item of that week may have appeared first."""
_SCHOOL: Final = ""
"""The account of a unit that is the whole school's."""


class _Week(NamedTuple):
    """One week; begin and end (exclusive) in microseconds since 1970 (UTC)."""

    week: str
    begin: int
    end: int
    school_days: int


class _Row(NamedTuple):
    """One week of the school or of one account, and why its posts are not all known."""

    week: _Week
    account: str
    posts: int
    unread: str


@check(
    title="Fewer posts than the policy asks for in a school week",
    subject={"week"},
    severity="soon",
    needs={"posts", "weeks"},
    uses={"reads"},
    remedy="Plan the coming weeks so that each has the posts the policy asks for.",
    route="slt",
    choices={"per": PER, "kinds": ("original", "reply", "repost", "quote", "story")},
)
def too_few_posts(
    evidence: Evidence,
    *,
    minimum: int = 3,
    per: str = "school",
    min_school_days: int = 3,
    kinds: Sequence[str] = COUNTED_KINDS,
    cross_post_hours: float = CROSS_POST_HOURS,
) -> Judgement:
    """Judge every school week, once for the school or once for each account (com01 4.3)."""
    if per not in PER:
        raise ValueError(f"per should be one of {', '.join(PER)}, not {per!r}")
    weeks = _weeks(evidence.weeks)
    judged = [week for week in weeks if week.school_days >= min_school_days]
    counts = _counts(evidence.posts, weeks, kinds, None if per == "account" else cross_post_hours)
    accounts = _accounts(evidence.accounts)
    unread = dict(_unread(evidence.reads, accounts, judged))
    rows: list[_Row] = []
    for week in judged:
        gaps = {key: unread[week.week, key] for key in accounts if (week.week, key) in unread}
        if per == "account":
            rows += [_Row(week, key, counts.get((week.week, key), 0), gaps.get(key, "")) for key in accounts]
        else:
            reason = "; ".join(gaps.values()) if accounts else NO_ACCOUNT
            rows.append(_Row(week, _SCHOOL, counts.get((week.week, _SCHOOL), 0), reason))
    return _judgement(rows, accounts, minimum, evidence.timezone)


def count_by_week(
    evidence: Evidence,
    *,
    kinds: Sequence[str] = COUNTED_KINDS,
    cross_post_hours: float = CROSS_POST_HOURS,
    **_others: object,
) -> dict[str, int]:
    """Count a school's distinct posts by week ("2026-W46") by the options of the check; weeks without any are left out.

    Holidays count too, for reports draw them. Options of the check that do not count posts are ignored.
    """
    counts = _counts(evidence.posts, _weeks(evidence.weeks), kinds, cross_post_hours)
    return {week: posts for (week, _), posts in counts.items()}


def _weeks(weeks: pd.DataFrame) -> list[_Week]:
    return [_Week(*row) for row in tuples(weeks, ["week"], ["begin", "end"], ["school_days"])]


def _counts(
    posts: pd.DataFrame, weeks: Sequence[_Week], kinds: Sequence[str], cross_post_hours: float | None
) -> Mapping[tuple[str, str], int]:
    """Count posts by (week, account); with `cross_post_hours` items by (week, the school)."""
    if not weeks:
        return {}
    since, counted = weeks[0].begin - _LONGEST_CHAIN, frozenset(kinds)
    rows = tuples(posts, ["account", "kind", "text"], ["created_at"])
    kept = [
        (posted, account, text)
        for account, kind, text, posted in rows
        if kind in counted and posted is not None and posted >= since
    ]
    if cross_post_hours is not None:
        kept.sort(key=itemgetter(0))
        numbers = number_items(kept, hours=cross_post_hours)
        # the first of each item, because what is put into a dict last stays
        firsts = dict(zip(reversed(numbers), reversed(kept), strict=True))
        kept = [(posted, _SCHOOL, text) for posted, _, text in firsts.values()]
    begins = [week.begin for week in weeks]
    # a post before the first week meets the last one, and does not lie in it
    placed = ((weeks[bisect_right(begins, posted) - 1], posted, account) for posted, account, _ in kept)
    return Counter((week.week, account) for week, posted, account in placed if week.begin <= posted < week.end)


def _accounts(accounts: pd.DataFrame) -> dict[str, str]:
    """Name each account for a person: key -> "@oakhill on X"."""
    rows = tuples(accounts, ["account", "platform", "handle"])
    return {account: account_shown(platform, handle) for account, platform, handle in rows}


def _unread(
    reads: pd.DataFrame, accounts: Mapping[str, str], weeks: Sequence[_Week]
) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield ((week, account), why) for each account that was not read for a whole week.

    A week is covered by a complete read that begins before the week ends (the week in which a source starts counts)
    and does not end before the week does; an end that is not known is the moment of the read, after the week.
    """
    rows = tuples(reads, ["what", "account", "reason"], ["begin", "end"], ["complete"])
    told = [row for what, *row in rows if what == "posts"]
    reasons = {account: reason for account, reason, *_ in told}
    spans = [(key, begin, end) for key, _, begin, end, complete in told if complete is True and begin is not None]
    for week in weeks:
        covered = {key for key, begin, end in spans if begin < week.end and (end is None or end + _MOMENT >= week.end)}
        for key in accounts.keys() - covered:
            why = reasons.get(key, "").rstrip(".")
            said = f"the posts of {accounts[key]} were not read for this week" + (f": {why}" if why else "")
            yield (week.week, key), said


def _judgement(rows: Sequence[_Row], accounts: Mapping[str, str], minimum: int, timezone: str) -> Judgement:
    """Turn rows into units, and into findings where the policy is broken."""
    units: list[tuple[str, ...]] = []
    findings: list[dict[str, str]] = []
    for week, account, posts, unread in rows:
        outcome = PASS if posts >= minimum else NOT_ASSESSED if unread else FAIL
        unit = ("week", f"week:{week.week}", account)
        units.append((*unit, outcome, unread if outcome == NOT_ASSESSED else ""))
        if outcome == FAIL:
            said = _said(local(week.begin, timezone), accounts.get(account, ""), posts, minimum)
            findings.append({**dict(zip(UNIT_COLUMNS, unit, strict=False)), "detail": said})
    return Judgement(units=Rows.of(UNIT_COLUMNS, units), findings=Rows.named(findings))


def _said(monday: datetime, account: str, posts: int, minimum: int) -> str:
    number = {0: "no post", 1: "1 post"}.get(posts, f"{posts} posts")
    said = f"{number} in the week of {monday.day} {monday:%B}; the policy asks for {minimum}"
    return f"{account}: {said}" if account else said[0].upper() + said[1:]
