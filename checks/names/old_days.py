"""Old days: signs that a text, the post above it or its writer tells of people who left school long ago."""

from __future__ import annotations

import re
from typing import Final

from checks.names.whereabouts import KIN, Whereabouts

_YEARS_AGO: Final = re.compile(r" (?:19[4-9]\d|200\d|201\d)s? ")
"""A year in the post above a comment, of which nobody at school can be."""
_CENTURY: Final = re.compile(r"19|20")
_PICTURE: Final = re.compile(
    r"\b(?:19[5-9]\d|200\d|201[0-5])s? (?:[a-z]+ )?"
    r"(?:team|class|photo|picture|panto|production|leavers|cast|prom|squad|choir|nativity|"
    r"intake|cohort|band|xi|xv|XI|XV|side|line-up|first team|eleven|tour)\b"
)
"""What an old picture shows: "the 1997 football team"."""
_COHORT: Final = re.compile(
    r"class of (?:[4-9]\d|0\d|1\d|19\d\d|20[01]\d)\b|\b(?:19\d\d|20[01]\d) (?:leaver|intake)|"
    r"\bold (?:boy|girl)\b|\bretired\b|\b(?:ex|former) (?:pupil|student|head|teacher)\b"
)
"""How those sign who left long ago."""


_LONG_AGO: Final = re.compile(r"\b19[3-9]\d\b")
"""A year in a comment that no child has seen."""
_THEN: Final = re.compile(r"\b(?:in|of|since) ['’]?[3-9]\d\b(?! ?(?:min|sec|goal|point|page|step|day|lap|m\b|k\b|%))")
"""The same in two figures: "walking up the dock in 68"."""


def remembered(at: Whereabouts) -> bool:
    """Read "Me, Tariq and little Danny, 1981", "I remember Lillian in 68": a comment tells of its writer's youth."""
    if not at.comment or at.kin_leads or at.around.left[-1:] in (["our"], ["my"]):
        return False
    begins, ends = at.sentence()
    if at.tokens[at.first - 1 : at.first] == ["now"] or not KIN.isdisjoint(at.tokens[at.last : ends]):
        return False  # "and now Ava is there", "looks just like his dad did in 1995"
    told = " ".join(at.tokens[max(0, begins) : ends])
    if _LONG_AGO.search(told) and "born" not in at.tokens:
        return True
    return "remember" in at.tokens and _THEN.search(told) is not None


def with_writer(at: Whereabouts) -> bool:
    """Read "sophie and gail and me at the back!" under an old picture."""
    left, right = at.around.left, at.around.right
    if (at.comment and left[-2:] in (["is", "that"], ["that", "s"], ["thats"])) or left[-1:] == ["thats"]:
        return asked_of_old_days(at)
    if left[-2:-1] == ["my"] and left[-1] in KIN | {"mate", "friend", "bestie", "wife", "husband"}:
        return at.comment and asked_of_old_days(at)
    beside = right[:2] in (["and", "me"], ["and", "i"]) or left[-1:] == ["me"] or left[-2:] == ["me", "and"]
    return beside and at.comment and asked_of_old_days(at)


def pictured_long_ago(written: str) -> bool:
    """Tell whether a text shows an old picture: "the 1962 hockey XI"."""
    return bool(_CENTURY.search(written) and _PICTURE.search(written))


def asked_of_old_days(at: Whereabouts) -> bool:
    """Tell whether the post above a comment is of long ago."""
    if at.tokens[max(0, at.first - 1) : at.first] == ["now"]:
        return False
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
