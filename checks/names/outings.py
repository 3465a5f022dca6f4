"""Outings: names that are towns as well, in a text about a journey: "Brooklyn or Berlin?", "Lincoln on 8 July"."""

from __future__ import annotations

import re
from typing import Final

from checks.names.whereabouts import Whereabouts

_JOURNEYS: Final = frozenset(
    (
        "trip", "trips", "coach", "coaches", "residential", "flight", "flights", "travel", "travelling", "holiday",
        "visit", "visits", "tour", "train", "trains", "airport", "destination", "destinations", "itinerary",
    )
)  # fmt: skip
_CHOOSING: Final = frozenset(("go", "not", "about", "or", "to", "prefer", "choose"))
"""Words before a town that somebody would like to see: "why not Paris"."""
_WHEN: Final = re.compile(
    r" (?:on|from|until) (?:the )?(?:\d{1,2}(?:st|nd|rd|th)?\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)| or [A-Z]"
)
_NAMED: Final = frozenset(("place", "namesake"))


def destination(at: Whereabouts) -> bool:
    """Tell whether a name that is a town's as well is where somebody goes."""
    if at.lists.common.get(at.key, ("", 0))[0] not in _NAMED or at.around.owned or at.does_as_people_do:
        return False
    if _JOURNEYS.isdisjoint(at.tokens) and _JOURNEYS.isdisjoint(at.context.split()):
        return False
    left = at.around.left
    chosen = left[-1:] != [] and left[-1] in _CHOOSING and at.around.touches_left
    return (chosen and left[-2:] != ["thanks", "to"] and left[-2:] != ["done", "to"]) or _WHEN.match(
        at.source, at.around.end
    ) is not None
