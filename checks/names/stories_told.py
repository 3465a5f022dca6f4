"""Stories told: what books, plays and scripture in a text or its post say of a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.names.titles_of_works import titles_asked
from checks.names.whereabouts import Whereabouts

_SAINTLY: Final = frozenset(("st", "saint", "san", "santa", "saints"))
_SERVICES: Final = frozenset(
    (
        "read", "reads", "reading", "sang", "sings", "recited", "painted", "drew", "acted", "narrated", "dressed",
        "lit",
        "rang", "coloured", "decorated", "thought", "thinks", "says", "forgot", "loved", "asked", "wants", "retold",
    )
)  # fmt: skip


def of_scripture(at: Whereabouts) -> Iterator[str]:
    """A name of the Bible in the company of others."""
    here, above = at.places, at.context_kinds
    biblical = "bible" in at.lists.famous.get(at.key, ()) and not _serves(at)
    if biblical:
        if {"bible", "scripture"} & (here.keys() | above) and _company(at):
            yield "scripture_company"
        named = {token for token in at.tokens if token not in at.pupils and "bible" in at.lists.famous.get(token, ())}
        beside = at.tokens[max(0, at.first - 2) : at.first]
        paired = beside[1:] == ["and"] and beside[0] in named  # "Moses and Noah"
        if len(named) > 1 or paired:
            yield "saints_told"
    if "scripture" in here or "scripture" in above:
        yield "scripture_told"


def _serves(at: Whereabouts) -> bool:
    """What only a child of today does with a story follows: "Noah read the Canticle", "Francis drew the ark"."""
    return not at.around.owned and not _SERVICES.isdisjoint(at.tokens[at.last : at.last + 1])


def _reads_now(at: Whereabouts) -> bool:
    """Read "Charlotte is reading Charlotte's Web": whose book it is, is told by the one who reads."""
    return at.around.right[:1] in (["is"], ["has"]) and at.does_as_people_do


def of_stories(at: Whereabouts) -> Iterator[str]:
    """Books, plays and scripture with somebody of this name."""
    here, above = at.places, at.context_kinds
    if "reading" in here or "reading" in above:
        yield "reading_told"
    if "told_story" in here:
        yield "in_story"
    if titles_asked(at):
        yield "title_named"
    famous = at.lists.famous.get(at.key)
    if not famous or _serves(at) or _reads_now(at):
        return
    if ("famous" in famous and ({"famous", "reading"} & (here.keys() | above))) or (
        "bible" in famous and "bible" in (here.keys() | above)
    ):
        yield "story_told"
    elif "bible" in famous and "scripture" in (here.keys() | above):  # a school of faith speaks so of any day
        yield "story_told" if _company(at) else "story_hinted"


def _company(at: Whereabouts) -> bool:
    """Another name of the Bible stands in the text, which is neither a saint's title nor a list of children."""
    for step, token in enumerate(at.tokens):
        titled = step > 0 and at.tokens[step - 1] in _SAINTLY
        other = token != at.key and not at.first <= step < at.last
        if other and not titled and "bible" in at.lists.famous.get(token, ()):
            return True
    return False
