"""Standing: where a first name stands in its text: in a list, in brackets, hailed, beside a number or a price."""

from __future__ import annotations

import re
from typing import Final

from checks.names.fold import fold_name
from checks.names.following import DATED
from checks.names.lists import Lists
from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances, Verdict, is_styled, others

_OPENING: Final = tuple("\"“‘'«*_")
_CLOSING: Final = tuple("\"”’'»*_")
_PRICED: Final = re.compile(
    r"\s*[:–—-]?\s*(?:£\s?\d|\d[\d.,]*\s?(?:%|per cent|points\b|pts\b|house points|merits|dojos))"
)
"""Houses and classes are counted up: "Ruby £210", "Pearl 97.5%"."""
_YOU: Final = frozenset(
    ("you", "u", "ti", "chi", "ty", "jestes", "tu", "voce", "sei", "eres", "esti", "sen", "tum", "ur")
)
"""You, in the languages of comments."""
_SCORE: Final = re.compile(r"\s+\d{1,2}\s*(?:[-–,]\s*)?(?:\d{1,2}\b|[A-Z][a-z]+ \d)")
"""A score between teams: "Chelsea 2 Everton 0"."""
_VALUES: Final = frozenset(("value", "values", "virtue", "virtues", "theme", "fruits", "gifts", "message", "word"))
"""Words beside a virtue that is no child: "our value this half term is Hope"."""


_CRIES: Final = frozenset(
    (
        "wow",
        "oh",
        "ooh",
        "aw",
        "aww",
        "awww",
        "omg",
        "yay",
        "haha",
        "hey",
        "hi",
        "well",
        "yes",
        "yesss",
        "ah",
        "go",
        "wooo",
    )
)
"""What may stand before a name that begins a comment: "Wow Blessing, ..."."""


def weigh_place(
    verdict: Verdict,
    around: Surroundings,
    text: Circumstances,
    lists: Lists,
    sense: str,
    ordinary: int,
    companions: int,
) -> None:
    """Note what the place of a first name in its text says for a pupil or against one."""
    if companions:
        verdict.note("in_list", others(companions))
    if around.last:
        verdict.note("ends_text")
    if "," in around.left_gap and around.right_gap[:1] in ("!", "?") and not companions:
        verdict.note("vocative")
    if is_styled(around.word) and not (is_styled(around.left_raw) or is_styled(around.right_raw)):
        verdict.note("styled")
    if text.comment and not companions and sense not in (*DATED, "place", "day") and _called_out(around, text):
        verdict.note("called_out")
    if around.left_gap[-1:] in _OPENING and around.right_gap.lstrip("!?.,")[:1] in _CLOSING and around.right_gap:
        verdict.note("quoted")
    if not around.owned and _PRICED.match(text.source, around.end):
        verdict.note("counted_up")
    if ordinary and around.right_gap == ", " and around.right[0] == "who":
        verdict.note("who_clause")
    if "(" in around.left_gap and ")" in around.right_gap:
        verdict.note("in_brackets")
    hailed = around.first and around.touches_right and around.right[0] in _YOU
    if "hailed" not in verdict.observed and (hailed or (around.last and around.left[-1:] == ["you"])):
        verdict.note("hailed")
    if sense in ("month", "season") and _number_beside(around):
        verdict.note("number_beside")
    if sense and not companions and _SCORE.match(text.source, around.end):
        verdict.note("scoreline")
    key = around.word.casefold()
    beside = [*around.left[-5:], *around.right[:4]]
    if sense == "virtue" and not ((lists.senses["virtue"] - {key}) | _VALUES).isdisjoint(beside):
        verdict.note("among_values")
    if _in_address(around):
        verdict.note("in_address")


def _called_out(around: Surroundings, text: Circumstances) -> bool:
    """A comment begins with the name, and stops there: "Patience!! ...", "Elijah, the chimney ..."."""
    begins = _CRIES.issuperset(fold_name(text.source[: around.start]).split())
    sign = around.right_gap.strip()[:1]
    return begins and not around.owned and bool(sign) and (sign in "!,?…" or sign > "\u2100")


def _in_address(around: Surroundings) -> bool:
    """Read "example.org/zainab", "zainab@example.org": nothing but a sign between, and no new sentence."""
    before = bool(around.left_raw) and around.left_gap in ("/", "://", "@", ".", "=")
    return before or (
        bool(around.right_raw) and (around.right_gap == "@" or (around.right_gap == "." and around.right_raw.islower()))
    )


def _number_beside(around: Surroundings) -> bool:
    near = [*around.left[-1:], *around.right[:1]]
    return any(word.isdigit() or word[:-2].isdigit() for word in near)
