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
        ("is", "irish"), ("is", "welsh"), ("i", "said"), ("is", "no"), ("is", "the"),
    )
)  # fmt: skip
"""What is said of a name as of a word: "ellis is from elisedd"."""
_WORDS: Final = re.compile(
    r"(?i)\b(?:what they mean|names? and what|meanings?|meaning|in (?:old )?(?:irish|welsh|gaelic|polish|arabic|urdu)|"
    r"languages (?:day|tree|week)|how do you say|the (?:irish|welsh|polish) (?:for|word)|weather words|anglicised)\b"
)
"""Signs that a text, or the post above it, tells of names as words."""


def glossed(at: Whereabouts) -> bool:
    """Tell whether a name is a word that the text teaches: in lower case in a text with capitals, or "Vira means"."""
    if at.around.right[:1] in (["means"], ["meaning"]) and at.around.touches_right:
        return True
    if tuple(at.around.right[:2]) in _EXPLAINED and (_WORDS.search(at.source) or _WORDS.search(at.written_above)):
        return True
    if not at.around.word.islower() or at.source[1:].islower() or at.around.owned:
        return False
    return _TAUGHT.search(at.source) is not None
