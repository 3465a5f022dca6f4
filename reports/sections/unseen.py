"""The coverage statement: what was asked for, how much of it was read, what was not seen and why."""

from __future__ import annotations

from reports.base import RunView, School
from reports.figures import Counted, Seen, seen
from reports.gaps import by_reason, unsaid
from reports.sight import sight
from reports.wording import day, number, plural


def section(view: RunView, school: School) -> dict[str, object]:
    """Count what was read, list what was not, which rules it leaves unjudged, and how far each account was read."""
    return {
        "title": "What was seen, what was not, and why",
        "health": sight(school),
        "statement": _statement(view, school),
        "unread": unsaid(school),
        "rules": by_reason(school),
        "accounts": school.accounts,
    }


def _statement(view: RunView, school: School) -> tuple[tuple[str, str], ...]:
    """Say each number of the coverage with its name."""
    found = seen(school.accounts)
    begin = f"{day(found.begin)} to {day(view.as_of)}" if found.begin else f"everything held, up to {day(view.as_of)}"
    return (
        ("Accounts asked", number(found.accounts)),
        ("Accounts read in full", f"{number(found.in_full)} of {number(found.accounts)}"),
        ("Posts read", _of(found.posts)),
        ("Comments read", _of(found.comments)),
        ("Photos examined", _of(found.photos) if found.photos.theirs else "none is public"),
        *([("Videos examined by their cover alone", _of(found.covers))] if found.covers.theirs else []),
        ("Profiles read", _profiles(found)),
        ("Read on every account", begin if found.accounts else "nothing"),
        ("Oldest reading", day(found.oldest_reading) if found.oldest_reading else "not known"),
    )


def _profiles(found: Seen) -> str:
    """Say how many accounts were seen to say what of themselves, and once for all why others can never be."""
    read = f"{number(found.profiles.ours)} of {number(found.accounts)}"
    if not found.without_profile:
        return read
    those = f"{plural(found.without_profile, 'account comes', 'accounts come')} from files, which hold no profile"
    return f"{read}; {those}: nobody has checked what {'it says' if found.without_profile == 1 else 'they say'} there"


def _of(count: Counted) -> str:
    """Say how many of how many, and where nobody knows."""
    if count.theirs is None:
        return f"{number(count.ours)}; the platforms do not say of how many"
    return f"{number(count.ours)} of {number(count.theirs)}"
