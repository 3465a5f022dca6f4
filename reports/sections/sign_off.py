"""What only a person can read: a list to tick, and a line to sign."""

from __future__ import annotations

from typing import Final

from reports.base import RunView, School
from reports.figures import share
from reports.wording import number, plural, shortened

MOST: Final = 20
"""Clauses to tick on the page; what is beyond stands in the appendix of the web page."""
_LONGEST: Final = 140


def section(_view: RunView, school: School) -> dict[str, object]:
    """List the clauses read by hand, and say what was signed before."""
    by_hand = [line for line in school.clauses if line.to_tick]
    return {
        "title": "To read by hand and sign off",
        "lines": tuple((line, shortened(line.to_tick, _LONGEST)) for line in by_hand[:MOST]),
        "count": len(by_hand),
        "alone": sum(line.state == "by_hand" for line in by_hand),
        "more": max(0, len(by_hand) - MOST),
        "signed": school.signed,
        "sample": _sample(school),
    }


def _sample(school: School) -> str:
    """Say how many of the posts that the checks passed a person read, and what came of it; blank where none is."""
    if school.sample is None:
        return ""
    drawn, read = school.sample.drawn, share(school.sample.missed, school.sample.read)
    now = sum(bool(post.verdict) for post in drawn)
    said = f"Sample of passed posts: {plural(len(drawn), 'post')} drawn, {number(now) if now else 'none'} read yet"
    if read is None:
        return f"{said}; nobody knows yet how much is missed."
    low, high = (f"{100 * end:.0f}" for end in read.interval)
    found = f"something missed in {number(read.part)} of {number(read.whole)} read so far"
    return f"{said}; {found} ({low} to {high} in 100, 95 per cent sure)."
