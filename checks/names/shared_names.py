"""Shared names: seasons in a row, shops of two partners, and what family call themselves."""

from __future__ import annotations

import re
from typing import Final

from checks.names.whereabouts import KIN, Whereabouts

_SEASONS: Final = frozenset(("spring", "summer", "autumn", "winter"))
_MONTHS: Final = frozenset(
    (
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    )
)  # fmt: skip
_SAYS_OF_SELF: Final = frozenset(
    ("is", "was", "loves", "loved", "cant", "sends", "and", "so", "says", "cried", "x", "xx")
)
"""Words behind the word by which family call themselves: "nana is bursting"."""
_OF_OURS: Final = frozenset(("our", "my", "son", "daughter", "grandson", "granddaughter", "niece", "nephew"))
_FIRM: Final = re.compile(
    r"\b[A-Z][\w'’]+ (?:&|and|\+) [A-Z][\w'’]+(?:,? (?:on|in|of|at) (?:the )?(?:[A-Z]\w+ ){0,2}"
    r"(?:Street|Road|Lane|Row|Square|Parade|Market|Arcade|Precinct)\b|,? (?:[Ss]olicitors|Estate Agents|Ltd|"
    r"[Bb]utchers|[Bb]uilders|[Oo]utfitters|[Ss]choolwear|[Oo]pticians|[Ff]unerals))"
)
"""A shop of two partners: "Banks & Lees on Market Street"."""
_BUNCH: Final = 4
"""Words between two flowers of a bunch."""
_MORE: Final = 2
"""Seasons beside one that make a row of them."""


def in_seasons(at: Whereabouts) -> bool:
    """Read "Spring, Summer, Autumn and Winter": two more stand close, one of which is no pupil's name."""
    if at.lists.common.get(at.key, ("", 0))[0] != "season":
        return False
    near = {token for token in at.tokens[max(0, at.first - 4) : at.last + 4] if token in _SEASONS and token != at.key}
    return len(near) >= _MORE and any(token not in at.pupils for token in near)


def among_months(at: Whereabouts) -> bool:
    """Read "from January to March; April shows lambs": two other months stand in the text, one of them no pupil's."""
    if at.lists.common.get(at.key, ("", 0))[0] != "month":
        return False
    others = {token for token in at.tokens if token in _MONTHS and token != at.key}
    return len(others) >= _MORE and any(token not in at.pupils for token in others)


def in_bunch(at: Whereabouts) -> bool:
    """Read "white rose, daisy spray or lily": another flower, in lower case like it, stands close."""
    flower = at.lists.common.get(at.key, ("", 0))[0] == "flower" and not at.around.owned
    near = (*at.tokens[max(0, at.first - _BUNCH) : at.first], *at.tokens[at.last : at.last + _BUNCH])
    if not at.around.word.islower():  # "We planted Rose and lavender"
        near = tuple(token for token in near if token not in at.pupils and f" {token}" in at.source)
    return flower and any(at.lists.common.get(token, ("", 0))[0] == "flower" for token in near)


def speaks_of_self(at: Whereabouts) -> bool:
    """Read "nana is bursting" in a comment, where a pupil is called Nana."""
    ours = at.around.left[-1:] != [] and at.around.left[-1] in _OF_OURS
    return at.comment and at.key in KIN and not ours and not _SAYS_OF_SELF.isdisjoint(at.around.right[:1])


def of_firm(at: Whereabouts) -> bool:
    """Tell whether a last name is half of a shop's: "Banks & Lees on Market Street"."""
    return any(firm.start() <= at.around.start < firm.end() for firm in _FIRM.finditer(at.source))
