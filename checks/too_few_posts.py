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

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from checks._cross_posts import number_items
from checks._frames import with_columns
from checks.base import FAIL, NOT_ASSESSED, PASS, UNIT_COLUMNS, Evidence, Judgement, check

PER: Final = ("school", "account")
NO_ACCOUNT: Final = "no account of the school is configured"
_UNIT: Final = ["subject_type", "subject_id", "account"]


COUNTED_KINDS = ("original", "quote")
CROSS_POST_HOURS = 48.0


COUNTED_KINDS = ("original", "quote")
CROSS_POST_HOURS = 48.0


@check(
    title="Fewer posts than the policy asks for in a school week",
    subject={"week"},
    severity="soon",
    needs={"posts", "weeks"},
    uses={"reads"},
    remedy="Plan the coming weeks so that each has the posts the policy asks for.",
    route="slt",
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
    weeks = with_columns(evidence.weeks, ["week"], ["begin", "end"]).assign(
        school_days=evidence.weeks.get("school_days")
    )
    judged = weeks[weeks["school_days"] >= min_school_days].drop(columns="school_days")
    accounts = with_columns(evidence.accounts, ["account", "platform", "handle"])
    counts = _counts(evidence.posts, weeks, kinds, None if per == "account" else cross_post_hours)
    unread = _unread(evidence.reads, accounts, judged)
    if per == "school":
        unread = _of_school(unread) if len(accounts) else judged[["week"]].assign(account="", reason=NO_ACCOUNT)
        accounts = pd.DataFrame({"account": [""], "platform": [""], "handle": [""]})
    grid = judged.merge(accounts, how="cross").merge(counts, how="left", on=["week", "account"])
    grid = (
        grid.merge(unread, how="left", on=["week", "account"]).fillna({"posts": 0, "reason": ""}).astype({"posts": int})
    )
    return _judgement(grid, minimum, evidence.timezone)


def count_by_week(
    evidence: Evidence, *, kinds: Sequence[str] = COUNTED_KINDS, cross_post_hours: float = CROSS_POST_HOURS, **_others: object
) -> dict[str, int]:
    """Count the distinct posts of a school by week ("2026-W46"), by the options of the check; weeks without any are left out."""
    weeks = with_columns(evidence.weeks, ["week"], ["begin", "end"])
    counts = _counts(evidence.posts, weeks, kinds, cross_post_hours)
    return dict(zip(counts["week"], counts["posts"].astype(int), strict=True))


def _counts(
    posts: pd.DataFrame, weeks: pd.DataFrame, kinds: Sequence[str], cross_post_hours: float | None
) -> pd.DataFrame:
    """Count posts by week and account, or with `cross_post_hours` items by week: columns week, account, posts."""
    kept = with_columns(posts, ["account", "kind", "text"], ["created_at"])
    kept = kept[kept["kind"].isin(list(kinds)) & kept["created_at"].notna()]
    if cross_post_hours is not None:
        items = number_items(kept, hours=cross_post_hours)
        kept = kept.groupby(items, as_index=False)["created_at"].min().assign(account="")
    dated = pd.merge_asof(
        kept.sort_values("created_at"), weeks.sort_values("begin"), left_on="created_at", right_on="begin"
    )
    inside = dated[dated["created_at"] < dated["end"]]
    return inside.groupby(["week", "account"], as_index=False).size().rename(columns={"size": "posts"})


def _unread(reads: pd.DataFrame, accounts: pd.DataFrame, weeks: pd.DataFrame) -> pd.DataFrame:
    """Say which accounts were not read for which weeks: columns week, account, reason.

    A week is covered by a complete read that begins before the week ends (the week in which a source starts counts)
    and does not end before the week does; an end that is not known is the moment of the read, after the week.
    """
    rows = with_columns(reads, ["account", "what", "reason"], ["begin", "end"])
    rows["complete"] = reads["complete"].eq(True).to_numpy() if "complete" in reads else False
    rows = rows[rows["what"] == "posts"].rename(columns={"begin": "read_begin", "end": "read_end"})
    pairs = weeks.merge(accounts, how="cross").merge(rows, how="left", on="account")
    ends_late = pairs["read_end"].isna() | (pairs["read_end"] >= pairs["end"])
    pairs["covered"] = pairs["complete"].eq(True) & (pairs["read_begin"] < pairs["end"]) & ends_late
    by_week = pairs.groupby(["week", "account", "platform", "handle"], as_index=False, sort=False)
    gaps = by_week.agg(covered=("covered", "any"), reason=("reason", "first"))
    gaps = gaps[~gaps["covered"]].fillna({"reason": ""})
    why = gaps["reason"].str.rstrip(".").radd(": ").where(gaps["reason"] != "", "")
    said = "the posts of @" + gaps["handle"] + " on " + gaps["platform"] + " were not read for this week" + why
    return gaps.assign(reason=said)[["week", "account", "reason"]]


def _of_school(unread: pd.DataFrame) -> pd.DataFrame:
    """Join the reasons of a school's accounts, week by week; account blank."""
    reasons = unread.groupby("week", sort=False)["reason"].agg("; ".join)
    return reasons.reset_index().assign(account="").astype({"week": "str", "reason": "str"})


def _judgement(grid: pd.DataFrame, minimum: int, timezone: str) -> Judgement:
    """Turn weeks (week, begin, account, platform, handle, posts, reason) into units, and findings where broken."""
    outcome = (
        pd.Series(FAIL, index=grid.index).mask(grid["reason"] != "", NOT_ASSESSED).mask(grid["posts"] >= minimum, PASS)
    )
    reason = grid["reason"].where(outcome == NOT_ASSESSED, "")
    units = grid.assign(subject_type="week", subject_id="week:" + grid["week"], outcome=outcome, reason=reason)
    short = units[outcome == FAIL]
    detail = pd.Series(
        [_detail(week, minimum, timezone) for week in short.itertuples()], index=short.index, dtype="str"
    )
    return Judgement(units=units[list(UNIT_COLUMNS)], findings=short.assign(detail=detail)[[*_UNIT, "detail"]])


def _detail(week: Any, minimum: int, timezone: str) -> str:
    monday = week.begin.tz_convert(timezone)
    account = f"@{week.handle} on {week.platform}: " if week.account else ""
    posts = {0: "no post", 1: "1 post"}.get(week.posts, f"{week.posts} posts")
    said = f"{account}{posts} in the week of {monday.day} {monday:%B}; the policy asks for {minimum}"
    return said if account else said[0].upper() + said[1:]
