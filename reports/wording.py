"""The words of every report: titles of codes, plurals, numbers and British dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from typing import Final

SEVERITY_TITLES: Final[Mapping[str, str]] = {
    "today": "Take down today",
    "this_week": "This week",
    "soon": "Soon",
    "note": "Worth knowing",
}
"""Worst first, in the order of checks.base.SEVERITIES."""
STATUS_TITLES: Final[Mapping[str, str]] = {
    "new": "New",
    "returned": "Came back",
    "open": "Still open",
    "fixed": "Fixed",
    "waived": "Waived",
    "past": "Past",
    "superseded": "Ended by a change of rules",
}
CONFIDENCE_TITLES: Final[Mapping[str, str]] = {"certain": "Certain", "likely": "Likely", "possible": "Possible"}
STATE_TITLES: Final[Mapping[str, str]] = {
    "broken": "Broken",
    "partly": "Kept where judged",
    "not_assessed": "Not assessed",
    "by_hand": "Read by hand",
    "unflagged": "Nothing flagged, read on",
    "kept": "Kept",
    "out_of_scope": "Out of scope",
}
"""States of a clause, those that ask for something first."""
NOUNS: Final[Mapping[str, tuple[str, str]]] = {
    "post": ("post", "posts"),
    "comment": ("comment", "comments"),
    "account": ("account", "accounts"),
    "event": ("event", "events"),
    "policy": ("policy", "policies"),
    "register": ("register", "registers"),
    "week": ("school week", "school weeks"),
}
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_ELLIPSIS: Final = " …"
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def number(value: float) -> str:
    """Write a number as a reader expects it: 1,234 or 2.5 (one decimal, none when it is whole)."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def plural(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun: "1 post", "2 posts"; `many` where an s is not enough."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def counted(count: int, subject: str) -> str:
    """Write a count of one of NOUNS: two of "comment" make "2 comments"."""
    return plural(count, *NOUNS.get(subject, ("thing", "things")))


def flagged_of(flagged: int, judged: int) -> str:
    """Say what stands behind a state: "3 of 1,200", or nothing where nothing was judged."""
    return f"{flagged:,} of {judged:,}" if judged else ""


def listed(parts: Iterable[str]) -> str:
    """Join as in a sentence: "a", "a and b", "a, b and c"."""
    *head, last = [part for part in parts if part] or [""]
    return f"{', '.join(head)} and {last}" if head else last


def day(moment: date, zone: tzinfo | None = None) -> str:
    """Write a day as "9 November 2026"; a moment is first taken to `zone` (default: the zone it carries)."""
    local = local_day(moment, zone)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def short_day(moment: date, zone: tzinfo | None = None) -> str:
    """Write a day without its year, for charts whose year is clear: "9 November"."""
    return day(moment, zone).rpartition(" ")[0]


def month(moment: date) -> str:
    """Name the month: "November"."""
    return _MONTHS[moment.month - 1]


def clock(moment: datetime) -> str:
    """Write the time of day as "17:30", in the zone the moment carries."""
    return f"{moment:%H:%M}"


def local_day(moment: date, zone: tzinfo | None = None) -> date:
    """Reduce a moment to its day in `zone`; a plain date stays as it is."""
    if isinstance(moment, datetime):
        return (moment.astimezone(zone) if zone and moment.tzinfo else moment).date()
    return moment


def days_between(earlier: date, later: date, zone: tzinfo | None) -> int:
    """Count the days from one day to another, in `zone` (None: the zone that each carries); never below 0."""
    return max(0, (local_day(later, zone) - local_day(earlier, zone)).days)


def shortened(text: str, limit: int = 300) -> str:
    """Cut a long text at a word, with an ellipsis, so that a card stays a card."""
    text = text.strip()
    if len(text) <= limit:
        return text
    head = text[:limit]
    at = head.rfind(" ", limit // 2)
    return head[: at if at > 0 else limit].rstrip() + _ELLIPSIS


def sentence(text: str) -> str:
    """Finish a clause as a sentence: a capital in front, a full stop behind; what has them stays as it is."""
    text = text.strip()
    if not text:
        return ""
    first = text.split(maxsplit=1)[0]
    # "created_at" and "posts.csv" are names: with a capital nobody would find them
    begin = text[0] if re.search(r"_|\.\w", first) else text[0].upper()
    return begin + text[1:] + ("" if text[-1] in ".!?…" else ".")


def printable(text: str) -> str:
    """Drop what no page or sheet can hold: control characters (not line ends and tabs) and halves of surrogates."""
    if text.isprintable():  # most texts are, and it is asked many times faster than they are cleaned
        return text
    return _UNPRINTABLE.sub("", text).encode("utf-8", "replace").decode("utf-8")
