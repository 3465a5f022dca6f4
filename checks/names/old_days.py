"""Old days: signs that a text, the post above it or its writer tells of people who left school long ago."""

from __future__ import annotations

import re
from typing import Final

from checks.names.whereabouts import Whereabouts

_YEARS_AGO: Final = re.compile(r" (?:19[4-9]\d|200\d|201\d) ")
"""A year in the post above a comment, of which nobody at school can be."""
_CENTURY: Final = re.compile(r"19|20")
_PICTURE: Final = re.compile(
    r"\b(?:19[5-9]\d|200\d|201[0-5])s? (?:[a-z]+ )?"
    r"(?:team|class|photo|picture|panto|production|leavers|cast|prom|squad|choir|nativity|"
    r"intake|cohort|band|xi|xv|XI|XV|side|line-up|first team|eleven|tour)\b"
)
"""What an old picture shows: "the 1997 football team"."""
_COHORT: Final = re.compile(r"class of (?:[4-9]\d|0\d|1\d|19\d\d|20[01]\d)\b|\b(?:19\d\d|20[01]\d) leaver")
"""How those sign who left long ago."""


def pictured_long_ago(written: str) -> bool:
    """Tell whether a text shows an old picture: "the 1962 hockey XI"."""
    return bool(_CENTURY.search(written) and _PICTURE.search(written))


def asked_of_old_days(at: Whereabouts) -> bool:
    """Tell whether the post above a comment is of long ago."""
    return "long_ago" in at.context_kinds or _YEARS_AGO.search(at.context) is not None


def cohort_writes(author: str) -> bool:
    """Tell whether somebody writes who left long ago: "Aaron S, class of 2012"; `author` is folded."""
    return _COHORT.search(author) is not None


def of_old_days(at: Whereabouts) -> bool:
    """Tell whether anything at all says so."""
    return (
        asked_of_old_days(at)
        or pictured_long_ago(at.written_above)
        or pictured_long_ago(at.source)
        or cohort_writes(at.author)
    )
