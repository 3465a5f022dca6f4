"""Houses: signs that a name is a house's or a class's: how they are dressed, counted and cheered, who is in them."""

from __future__ import annotations

import re
from typing import Final

from checks.names.fold import fold_name
from checks.names.whereabouts import Whereabouts

_DRESS: Final = frozenset(
    ("house", "tutor", "tie", "ties", "bib", "bibs", "flag", "flags", "banner", "banners", "netballers", "relay")
)
"""What a house has in its colours: "two runners in Viola bibs"."""
_MEMBERS: Final = ("children", "pupils", "parents", "families", "kids", "class")
"""Whom a class has: "please drop Hazel children at the blue door"."""
_STAYS: Final = frozenset(
    (
        "is", "are", "was", "were", "being", "s", "re", "m", "im", "hes", "shes", "week", "day", "morning", "afternoon",
        "meanwhile", "over", "term", "maths", "english", "science", "phonics", "children", "pupils", "everyone",
        "learning", "fun",
    )
)  # fmt: skip
"""Words before "in" and the house or the class that something happens in: "busy week in Nightingale"."""
_LOW_STAYS: Final = frozenset(("s", "is", "hes", "shes", "mines", "was", "were", "being"))
_GOES_ON: Final = frozenset(("this", "today", "too", "now", "have", "are", "we", "yesterday", "as", "last", "and"))
_CHANTED: Final = 3
"""Times that a house is called out: "HILDA HILDA HILDA"."""
_CHAMPIONS: Final = re.compile(r"(?i)\b(?:champions?|champion house|winning house|winners|house cup|shield)\b")


def in_house_colours(at: Whereabouts) -> bool:
    """Read "Viola and Pearl ties can be collected", "holding a Pearl flag"."""
    return not at.around.owned and at.around.touches_right and at.around.right[0] in _DRESS


def stays_in(at: Whereabouts) -> bool:
    """Read "she is in Hilda too", "a busy week in Nightingale": nobody is in a child."""
    around = at.around
    if around.left == ["in"] and around.right[:1] in (["this"], ["today"]) and around.word[0].isupper():
        return not around.owned
    if around.owned or around.left[-1:] != ["in"] or len(around.left) < 2 or not around.touches_left:
        return False
    if around.word[0].islower() and not (
        at.comment and around.left[-2] in _LOW_STAYS and around.left[-3:-2] != ["what"]
    ):
        return False
    ends = around.last or around.right_gap[:1] in (".", "!", ",", "?") or around.right[0] in _GOES_ON
    return ends and around.left[-2] in _STAYS and not at.source.isupper()


_COLOUR: Final = r"(?:red|blue|green|yellow|purple|orange|gold|white|black|maroon|navy|silver|pink)"
_COLOUR_FOR: Final = re.compile(rf"(?i)\b{_COLOUR} (?:is |= ?|means )?(?:for )?[A-Z]\w+")
_IN_COLOUR: Final = re.compile(rf"(?:^|[ :,])[A-Z]\w+ (?:in|is|are|=|wear|wears) {_COLOUR}\b")
_HUNG: Final = frozenset(("banners", "flags", "houses", "house", "ties", "forms", "tutor", "bibs", "teams"))
_AWARDED: Final = re.compile(r"([A-Z][^\W\d_]+)(?: [A-Z][^\W\d_]+)+ \(([A-Z][^\W\d_]+)\)")
"""Somebody with their house in brackets: "Elin Môn Jones (Morgan)"."""
_RIVALRY: Final = re.compile(
    r"(?i)\W{0,3}(?:for the (?:cup|win|shield|trophy|title)|all the way|(?:to|gonna|will|going to) (?:win|"
    r"take) (?:it|this|the)|"
    r"are (?:going|gonna|on|up|winning|losing|so|the)|for life|til+ i die|forever|top of the|"
    r"is the best house|best house)\b"
)
"""How a house is cheered for under a post about houses."""


def coloured(at: Whereabouts) -> bool:
    """Read "red for Dewi, blue for Owain", "Three banners: Aidan in yellow, Bede in red"."""
    around = at.around
    if around.left[-1:] == ["for"] and len(_COLOUR_FOR.findall(at.source)) > 1:
        return re.fullmatch(_COLOUR, "".join(around.left[-2:-1])) is not None
    return (
        around.right[:1] == ["in"]
        and re.fullmatch(_COLOUR, "".join(around.right[1:2])) is not None
        and not _HUNG.isdisjoint(at.tokens)
        and len(_IN_COLOUR.findall(at.source)) > 1
    )


def awarded_for(at: Whereabouts) -> bool:
    """Read "Owain Glyn Roberts (Dewi), Elin Môn Jones (Morgan)": houses of pupils, one of them no pupil's name."""
    if "(" not in at.around.left_gap or at.around.right_gap[:1] != ")":
        return False
    rows = [(fold_name(first), fold_name(house)) for first, house in _AWARDED.findall(at.source)]
    ours = [house for first, house in rows if first in at.pupils]
    return len(ours) > 1 and at.key in ours and any(house not in at.pupils for house in ours)


def as_group(at: Whereabouts) -> bool:
    """Read "Hugh, who win the House Cup", "Owain 3 is now in the studio", "owain for the cup" under houses."""
    right = at.around.right
    if right[:1] == ["who"] and right[1:2] in (["win"], ["are"], ["have"], ["were"], ["take"], ["hold"], ["lead"]):
        return True
    if at.comment:
        return "house" in at.context_kinds and not at.around.owned and bool(_RIVALRY.match(at.source, at.around.end))
    form = at.around.touches_right and len(right[0]) == 1 and right[0].isdigit()
    return form and right[1:2] in (["is"], ["are"], ["in"], ["have"], ["will"], ["go"], ["and"])


def of_house(at: Whereabouts) -> bool:
    """Read "collected the House Cup on behalf of Chad"."""
    return "house" in at.places and at.around.left[-3:] == ["on", "behalf", "of"]


def class_parents_told(at: Whereabouts) -> bool:
    """Tell whether the text speaks of some class by the name alone: "Hazel children"."""
    text = f" {' '.join(at.tokens)} "
    return any(f" {token} {word} " in text for token in at.classes.intersection(at.tokens) for word in _MEMBERS[:-1])


def counted_above(at: Whereabouts) -> bool:
    """The post above a comment counts the name up, or calls it a house: "Aidan 412, Chad 398", "2. Pearl"."""
    if f" {at.key} " not in at.context or "house" not in at.context_kinds:
        return False
    key = re.escape(at.key)
    if f" {at.key} house " in f" {' '.join(at.tokens)} ":  # "austin pulling for austin house"
        return False
    return re.search(rf" {key} (?:\d|house )| \d {key} ", at.context) is not None


def chanted(at: Whereabouts) -> bool:
    """Read "HILDA HILDA HILDA" under a post about houses."""
    return at.tokens.count(at.key) >= _CHANTED and "house" in at.context_kinds


def house_like(at: Whereabouts) -> bool:
    """Tell whether a house may be called so: a word, a place, a saint, somebody of the Bible or of history."""
    lists = at.lists
    return (
        at.key in lists.common
        or at.key in lists.saints
        or at.key in lists.famous
        or at.key in lists.known_last
        or f" {at.key} " in at.context
    )


def house_shouted(at: Whereabouts) -> bool:
    """Read "Sports day champions 2025: LISTER!": what is in capitals behind a colon is a house."""
    if not at.around.word.isupper() or not set(":–—-") & set(at.around.left_gap) or at.around.touches_right:
        return False
    return _CHAMPIONS.search(at.source[: at.around.start]) is not None


_AS_MANY: Final = frozenset(
    (
        "win", "top", "lead", "take", "retain", "remain", "stay", "climb", "triumph", "edge", "storm", "go", "sit",
        "need", "celebrate",
    )
)  # fmt: skip
"""What a house or a team does, and not one child: "Owain win the cup"."""
_LETS: Final = frozenset(
    (
        "and", "or", "to", "can", "could", "will", "would", "let", "help", "helped", "watch", "watched", "see",
        "saw", "made", "make", "does", "did", "may", "should", "must", "hear", "heard", "had", "have", "seeing",
        "watching", "n", "s", "might", "if", "that",
    )
)  # fmt: skip
"""Words before a name behind which a verb stands bare: "watched Ava win"."""


def acts_as_group(at: Whereabouts, *, listed: bool) -> bool:
    """Read "Robin have been to the farm"; "can Bailey have one", "Jonah's were not" is said of a child."""
    left, right = at.around.left, at.around.right
    if listed or at.around.owned or right[:1] == []:
        return False
    if right[0] in _AS_MANY and at.around.touches_right and not at.comment:
        return left[-1:] == [] or (left[-1] not in _LETS and "," not in at.around.left_gap)
    if right[0] not in ("have", "are", "were"):
        return False
    return left[-1:] == [] or left[-1] not in ("and", "can", "could", "will", "would", "does", "did", "should", "may")
