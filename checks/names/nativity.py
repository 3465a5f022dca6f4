"""Nativity: casts that tell part and player with no sign between them: "Mary Noor, Joseph Arthur, the star Hope"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_PARTS: Final = "|".join(
    (
        "(?:angel )?gabriel", "angels?", "mary", "joseph", "(?:grumpy |kind )?innkeepers?", "shepherds?", "kings?",
        "wise m[ae]n", "(?:bright |shining )?stars?", "donkeys?", "sheep", "lambs?", "camels?", "cows?", "ox(?:en)?",
        "mouse", "mice", "robins?", "snowflakes?", "narrators?", "herod", "caesar", "baby jesus",
    )
)  # fmt: skip
_CAST: Final = re.compile(
    rf"(?:the |a |an |our |very |small |little |tiny |grumpy )*\b({_PARTS}) (?=[^\W\d_])", re.IGNORECASE
)
"""A part, in front of who plays it."""
_PIECE: Final = re.compile(r"[^,;.\n:!?]+")
_FEWEST: Final = 3
"""Parts that make a cast."""

Span = tuple[int, int]


def nativity_cast(source: str) -> list[tuple[Span, Span]]:
    """Return where the parts and their players stand in the source; none where too few parts are cast."""
    cast = list(_cast(source))
    return cast if len(cast) >= _FEWEST else []


def _cast(source: str) -> Iterator[tuple[Span, Span]]:
    for piece in _PIECE.finditer(source):
        begin = piece.start() + len(piece[0]) - len(piece[0].lstrip())
        part = _CAST.match(source, begin, piece.end())
        if part and source[part.end()].isupper():
            yield part.span(1), (part.end(), piece.end())
