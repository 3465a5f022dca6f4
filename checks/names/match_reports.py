"""Match reports: what is said of players called by their last name, in reports and in talk beside the pitch."""

from __future__ import annotations

import re
from typing import Final

from checks.names.lists import Lists
from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances

_WITH: Final = (["a"], ["an"], ["the"], ["his"], ["her"], ["two"], ["three"], ["both"], ["another"])
_STRIKES: Final = frozenset(
    (
        "goal", "goals", "try", "tries", "header", "strike", "winner", "equaliser", "rebound", "assist", "penalty",
        "volley",
        "save", "saves", "tackle", "finish", "opener", "screamer", "belter", "dummy", "hat", "brace", "conversion",
        "wicket",
        "wickets", "catch", "catches", "drive", "shot", "interception", "block", "pass", "cross", "flick", "drag",
    )
)  # fmt: skip
"""What players are told of with: "Winter with a late goal"."""
POSTS: Final = frozenset(
    ("reserve", "reserves", "sub", "subs", "captain", "skipper", "keeper", "cox", "striker", "winger", "prop", "hooker",
     "centre", "opener", "openers", "bowler", "batsman", "goalkeeper", "substitute", "substitutes", "scorer", "scorers",
     "newcomer", "debutant", "stroke", "bow", "anchor", "goals", "tries", "try", "goal", "twelfth", "cons", "pens")
)  # fmt: skip
"""Words that begin a sentence before a player's last name: "Reserve Bevan"."""
_LABELS: Final = frozenset(
    ("tries", "cons", "pens", "motm", "potm", "scorers", "scorer", "subs", "conversions", "penalties", "wickets",
     "assists", "backs", "forwards", "midfield", "defence", "openers", "stumpings", "goalscorers")
)  # fmt: skip
"""Labels behind which nothing but players' last names stands alone."""
_LABELS_OF_SPORT: Final = frozenset(
    (
        "try", "con", "pen", "goal", "goals", "sub", "captain", "reserve", "reserves", "skipper", "keeper", "gk",
        "gs", "ga", "wa", "wd", "gd", "c", "points", "catches", "bowling", "batting", "attack", "team", "squad",
        "side", "runs", "xi", "xv", "singles", "doubles", "relay", "winner", "winners", "hooker", "props", "wings",
        "centres", "conversion", "assist", "replacements", "bench", "scored", "bookings", "carded", "travelling",
    )
)  # fmt: skip
"""The same, in a text about sport."""
OWN_GOALS: Final = frozenset(
    ("goal", "own", "penalty", "header", "hat", "try", "free", "corner", "shot", "save", "saves", "conversion", "throw",
     "pass", "winner", "opener", "equaliser", "strike", "volley", "century", "fifty", "wicket", "wickets", "tackle",
     "brace", "run", "late", "last", "second", "third", "first", "early", "spell", "catch", "kick", "cross", "assist")
)  # fmt: skip
"""What a player is said to have made: "Field's own goal"."""
_HIGH: Final = re.compile(r"[A-Z][a-z]")
_GOES_ON: Final = frozenset(("and", "then", "to", "at", "in", "on", "for", "but", "again", "today", "too", "tho", "n"))
PLAYED_WITH: Final = frozenset(
    ("ball", "cross", "bat", "post", "pitch", "page", "park", "bell", "wood", "long", "best", "goal", "hill", "day",
     "rain", "snow", "home", "time", "school", "house", "hall", "shields", "rocks", "winter", "summer")
)  # fmt: skip
"""Words of a match that hit, run and go by themselves."""


def of_match(text: Circumstances) -> bool:
    """Talk beside the pitch, in which nothing but shouts has capitals: "bello should of squared it, santos MOTM"."""
    return text.comment and (text.lower or _HIGH.search(text.source, 1) is None)


def begins_clause(around: Surroundings) -> bool:
    """Tell whether a clause begins with the name, as talk runs on without a stop."""
    return around.first or "," in around.left_gap or around.left[-1:] in (["and"], ["then"], ["but"], ["n"])


def label(around: Surroundings, sport: bool) -> str:
    """Return the label of a match report right before the name: "Try: Best 2. Con: Hall", "MOTM: Long"."""
    if around.left_gap.strip() != ":" or not around.left or not around.word[:1].isupper():
        return ""
    label = around.left[-1]
    named = label in _LABELS or (sport and label in _LABELS_OF_SPORT)
    return label if named or (label == "match" and around.left[-3:-1] == ["of", "the"]) else ""


def struck_low(around: Surroundings, lists: Lists) -> bool:
    """Read "great run from young, ...": a deed, and a word on which the clause ends."""
    ends = around.last or around.right_gap.strip() != "" or around.right[0] in _GOES_ON
    return ends and around.left[-1:] in (["from"], ["by"]) and lists.before.longest(around.left)[1] == "strong"


def struck(around: Surroundings) -> bool:
    """Read "a screamer from Best", "two more by Young": whose the goal is, though the name is a word."""
    led = around.left[-1:] in (["from"], ["by"]) and around.touches_left and around.word[:1].isupper()
    return led and not (around.touches_right and around.right_raw[:1].isupper())


def sport_verb(around: Surroundings, lists: Lists, *, told: bool) -> str:
    """Return what a player does behind the name, "" for nothing: "scored", "made it two", "with a late goal"."""
    right = around.right
    for length in range(min(len(right), 4), 0, -1):
        if " ".join(right[:length]) in lists.sport_verbs:
            return right[0]
    if not told:
        return ""
    struck = (
        around.right_gap == " "
        and right[:1] == ["with"]
        and right[1:2] in _WITH
        and not _STRIKES.isdisjoint(right[2:5])
    )
    return right[0] if struck else ""
