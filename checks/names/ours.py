"""Ours: words that stand as nobody would write a noun: "our wren has", "and Star has"."""

from __future__ import annotations

from typing import Final

from checks.names.occurrence import Occurrence
from checks.names.scenes import COMMON
from checks.names.senses import COPULAS, COUNTED, DATED, PLAIN
from checks.names.surroundings import Surroundings

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


def bare_inside(name: Occurrence) -> bool:
    """A noun or verb with a capital inside a sentence, without an article and beside no other capital: a name."""
    around, text = name.around, name.text
    if around.first or text.lower or text.shouting or text.headline or not around.word[0].isupper():
        return False
    if not around.left or around.left[-1] in _OWNED_BY or around.right[:1] == ["of"]:
        return False
    led = around.left_raw[:1].isupper() and around.left[-1] not in COMMON
    followed = around.touches_right and around.right_raw[:1].isupper() and around.right[0] not in name.lists.little
    return not (led or followed)


def our_own(name: Occurrence) -> bool:
    """A comment says "not my sienna!!", "nice one our chelsea, ...": a word in lower case that no noun follows."""
    around = name.around
    if not name.text.comment or not name.ordinary or around.owned or not around.word.islower():
        return False
    if not around.touches_left or not around.left or around.left[-1] not in ("our", "my") or _noun_follows(name):
        return False
    return name.sense not in DATED or around.right_gap.strip()[:1] not in ("", ".", ",")


def _noun_follows(name: Occurrence) -> bool:
    """A word follows that does not go on of somebody."""
    around = name.around
    if not around.touches_right or around.right[0] in _GOES_ON:
        return False
    if name.ordinary <= PLAIN and (around.right[0] in COPULAS or around.right[0] in _AUXILIARY):
        return False
    return not (name.sense in COUNTED and around.right[0] in _GOING)


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
