"""Remarks: invitations to private messages, one person's affairs, spam, and what a school itself should not publish."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from checks.comments.abuse import Row
from checks.comments.scan import Match, Reading
from checks.comments.surroundings import look_around

_KIND_WORDS: Final = {
    "invitation": "asks somebody to write in private",
    "personal": "deals with one person's affairs",
    "scam": "looks like a scam",
    "spam": "looks like spam, selling or adult content",
    "profanity": "bad language",
    "politics": "takes a side in party politics",
    "advertising": "advertises a business",
}
EXCUSES: Final[Mapping[str, frozenset[str]]] = {
    "politics": frozenset({"teaching"}), "advertising": frozenset({"sponsor"}), "personal": frozenset({"channel"}),
}  # fmt: skip
"""Kind -> the cues with which it is none."""


def remarks_in(readings: Iterable[Reading], kinds: Collection[str]) -> Iterator[Row]:
    """Yield one row for each text and kind, of the kinds asked for: the first, or else the longest, that says so."""
    for reading in readings:
        for kind in kinds:
            signs = [m for m in reading.signs if m.phrase.kind == kind and not _excused(reading, m)]
            if signs and not reading.cues & EXCUSES.get(kind, frozenset()):
                best = min(signs, key=lambda m: (-m.phrase.strength, m.start, -m.end))
                start, end = reading.span(best)
                because = f"{_KIND_WORDS[kind]}: '{reading.source[start:end]}'"
                level = "likely" if best.phrase.strength > 2 else "possible"
                yield Row(reading.at, start, end, kind, level, because)


def _excused(reading: Reading, match: Match) -> bool:
    """Tell whether a word that may be bad language is a name, or somebody else's word that is spoken against."""
    if match.phrase.kind != "profanity":
        return False
    around = look_around(reading, match)
    return around.reported and around.objected
