"""Glosses: words of a language that is being learned, which are names too: "eira (snow), ffion (foxgloves)"."""

from __future__ import annotations

import re
from typing import Final

from checks.names.whereabouts import Whereabouts

_TAUGHT: Final = re.compile(
    r"\b(?:word wall|(?:word|phrase)s? of the (?:day|week|month)|vocabulary|vocab|new words|key words|"
    r"(?:welsh|irish|gaelic|polish|urdu|arabic|kurdish|turkish|romanian|spanish|french|german|hindi|punjabi) "
    r"(?:words?|for)|in (?:welsh|irish|gaelic|polish|urdu|arabic|kurdish|turkish|romanian|hindi|punjabi)|"
    r"(?:it|that|which) means)\b",
    re.IGNORECASE,
)

_EXPLAINED: Final = frozenset(
    (
        ("is", "from"), ("comes", "from"), ("is", "how"), ("is", "only"), ("the", "word"), ("is", "snow"),
        ("is", "sea"),
        ("is", "irish"), ("is", "welsh"), ("i", "said"), ("is", "no"), ("is", "the"), ("is", "my"), ("is", "a"),
        ("is", "an"),
    )
)  # fmt: skip
"""What is said of a name as of a word: "ellis is from elisedd"."""
_WORDS: Final = re.compile(
    r"(?i)\b(?:what they mean|names? and what|meanings?|meaning|in (?:old )?(?:irish|welsh|gaelic|polish|arabic|urdu)|"
    r"languages (?:day|tree|week)|how do you say|the (?:irish|welsh|polish) (?:for|word)|(?:irish|welsh|"
    r"polish|kurdish|arabic|urdu) words?|weather words|anglicised)\b"
)
"""Signs that a text, or the post above it, tells of names as words."""


_FOR: Final = re.compile(
    r"(?: \w+)? (?:is|means|=|was|s) (?:the |just |also )*(?:old )?(?:welsh|irish|gaelic|polish|urdu|arabic|"
    r"kurdish|turkish|romanian|"
    r"spanish|french|german|hindi|punjabi|bengali|somali|yoruba|latin|greek|cornish|scots|cymraeg) (?:for|word)\b"
)
"""What stands behind a word that is translated: "bryn is the Welsh for hill", "seren fôr is welsh for it"."""


def _translated(at: Whereabouts) -> bool:
    """The text says what the word means in its language, here or elsewhere."""
    if not at.around.word.islower() and at.around.right[:1] not in (["bach"], ["fach"], ["mawr"], ["fawr"]):
        return False
    return re.search(rf"\b{re.escape(at.key)}{_FOR.pattern}", " ".join(at.tokens)) is not None


def glossed(at: Whereabouts) -> bool:
    """Tell whether a name is a word that the text teaches: in lower case in a text with capitals, or "Vira means"."""
    if at.around.right[:1] in (["means"], ["meaning"]) and at.around.touches_right:
        return True
    if _translated(at):
        return True
    if tuple(at.around.right[:2]) in _EXPLAINED and (_WORDS.search(at.source) or _WORDS.search(at.written_above)):
        return True
    if not at.around.word.islower() or at.source[1:].islower() or at.around.owned:
        return False
    return _TAUGHT.search(at.source) is not None
