"""Ours: words that stand as nobody would write a noun: "our wren has", "and Star has"."""

from __future__ import annotations

from typing import Final

from checks.names.lists import Lists
from checks.names.scenes import COMMON
from checks.names.senses import COPULAS, COUNTED, DATED, PLAIN
from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances

DETERMINED: Final = frozenset(("the", "a", "an", "this", "next", "last", "we", "you", "they", "it", "i", "who"))
"""Words after which an ordinary word is one: "the rose", "we will"."""
_OWNED_BY: Final = DETERMINED | {
    "our",
    "my",
    "your",
    "his",
    "her",
    "their",
    "its",
    "every",
    "each",
    "no",
    "some",
    "any",
}
"""Words after which a noun is one, whatever its capital."""


def bare_inside(around: Surroundings, text: Circumstances, lists: Lists) -> bool:
    """A noun or verb with a capital inside a sentence, without an article and beside no other capital: a name."""
    if around.first or text.lower or text.shouting or text.headline or not around.word[0].isupper():
        return False
    alone = not (around.touches_right and around.right_raw[:1].isupper() and around.right[0] not in lists.little)
    beside = around.left_raw[:1].isupper() and around.left[-1:] != [] and around.left[-1] not in COMMON
    return (
        alone
        and not beside
        and around.left[-1:] != []
        and around.left[-1] not in _OWNED_BY
        and around.right[:1] != ["of"]
    )


def our_own(around: Surroundings, text: Circumstances, sense: str, ordinary: int) -> bool:
    """A comment says "not my sienna!!", "nice one our chelsea, ...": a word in lower case that no noun follows."""
    goes_on = around.touches_right and around.right[0] not in _GOES_ON
    goes_on = goes_on and not (ordinary <= PLAIN and around.right[0] in COPULAS | _AUXILIARY)
    goes_on = goes_on and not (sense in COUNTED and around.right[0] in _GOING)
    if not text.comment or not ordinary or goes_on or around.owned or not around.word.islower():
        return False
    own = around.touches_left and around.left[-1:] and around.left[-1] in ("our", "my")
    return bool(own) and (sense not in DATED or around.right_gap.strip()[:1] not in ("", ".", ","))


_GOES_ON: Final = frozenset(
    (
        "and", "n", "x", "xx", "xxx", "loves", "loved", "did", "won", "says", "said", "got", "hasnt", "saying",
        "having", "being", "doing", "getting", "trying", "smiling", "waving", "grinning",
    )
)  # fmt: skip
_GOING: Final = frozenset(
    ("is", "was", "has", "had", "did", "still", "never", "hasnt", "cant", "wont", "loves", "won", "got")
)
_AUXILIARY: Final = frozenset(
    (
        "can", "cant", "could", "would", "wouldnt", "wont", "didnt", "doesnt", "never", "wants", "got", "been", "being",
        "came", "still", "always", "just", "even", "wore", "made", "in", "on", "at",
    )
)  # fmt: skip
"""Words after "our wren", "my daisy" that go on of somebody."""


def goes_on_of(around: Surroundings) -> bool:
    """A verb follows: "our June is at the dentist"."""
    return around.touches_right and around.right[0] in (COPULAS - {"will"}) | _GOES_ON
