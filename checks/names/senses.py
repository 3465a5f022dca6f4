"""Senses: which ordinary words are names only where a sentence leaves them no other meaning."""

from __future__ import annotations

from typing import Final

PLAIN: Final = 2
"""From this weight on a word is a word first and a name second."""
COPULAS: Final = frozenset(
    ("is", "was", "has", "had", "will", "looks", "looked", "won", "beat", "plays", "comes", "came", "starts")
)
"""Verbs that cities and months take as well: "Paris was wonderful", "May starts with a bank holiday"."""
SMALL: Final = frozenset(
    (
        "on",
        "in",
        "at",
        "for",
        "is",
        "was",
        "are",
        "were",
        "has",
        "have",
        "and",
        "who",
        "with",
        "of",
        "to",
        "from",
        "by",
        "we",
        "or",
        "will",
        "can",
        "had",
        "but",
        "as",
        "that",
        "which",
        "did",
        "do",
        "all",
        "get",
        "got",
    )
)
DATED: Final = frozenset(("month", "day", "season"))
COUNTED: Final = frozenset(("word", "verb", "gem"))
"""Senses of words that stand without an article only as names: "Star is", "Mark was"; "Ivy is" may be a plant."""
