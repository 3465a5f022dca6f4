"""Cross-posting: how many of a school's posts are the same item on another of its accounts."""

from __future__ import annotations

from reports.base import School
from reports.figures.shares import Share, share


def cross_posted(school: School) -> Share | None:
    """The share of posts, over all accounts and weeks, that only repeat an item of another account; None of no post.

    A week counts an item once (posted again on another account within two days); its accounts count it each.
    """
    weekly = [account.weekly for account in school.accounts if len(account.weekly) == len(school.weeks)]
    published = [sum(counts) for counts in zip(*weekly, strict=True)]
    repeats = sum(max(0, all_ - week.posts) for all_, week in zip(published, school.weeks, strict=False))
    return share(min(repeats, sum(published)), sum(published))
