"""Abuse: insults, slurs, sexual remarks, threats and harassment, weighed by whom they are aimed at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from checks.comments.phrases import Phrase
from checks.comments.scan import Match, Reading
from checks.comments.surroundings import Around, look_around

_KIND_WORDS: Final = {
    "threat": "a threat", "slur": "a slur, or contempt for a group of people", "sexual": "a sexual remark",
    "harassment": "harassment", "insult": "an insult", "swearing": "bad language",
}  # fmt: skip
KINDS: Final = tuple(_KIND_WORDS)
"""The worst first."""
SURE: Final = ((5.0, "certain"), (3.0, "likely"), (2.0, "possible"))
_LEVELS: Final = [word for _, word in SURE]
_OWN_AIM: Final = 3
"""From this strength on a phrase says itself whom it is aimed at, or needs no aim."""
_PEACE: Final = frozenset({"sport", "story"})
"""What a text may be about in which strong words are no abuse."""


class Row(NamedTuple):
    """What was found in one text."""

    at: int
    start: int
    end: int
    kind: str
    confidence: str
    because: str


def abuse_in(readings: Iterable[Reading]) -> Iterator[Row]:
    """Yield the worst that each text holds, at most one row a text."""
    for reading in readings:
        made = [row for match in reading.signs if (row := _row(reading, match)) is not None]
        if made:
            yield min(made, key=lambda row: (_LEVELS.index(row.confidence), KINDS.index(row.kind), row.start))


def _row(reading: Reading, match: Match) -> Row | None:
    """Return what a sign comes to, or nothing."""
    points, why = _weigh(reading, match)
    level, kind = confidence(points), match.phrase.kind
    if not level:
        return None
    return Row(reading.at, *reading.span(match), kind, level, _because(reading, match, why))


def confidence(points: float) -> str:
    """Return certain, likely, possible or nothing."""
    return next((word for least, word in SURE if points >= least), "")


def _weigh(reading: Reading, match: Match) -> tuple[float, str]:
    """Return points and what was seen around a sign."""
    around, phrase = look_around(reading, match), match.phrase
    if phrase.target == "name" and around.named:
        return 0.0, ""
    if phrase.target == "pronoun" and "group" not in reading.cues:
        return 0.0, ""  # "them" may be anybody, unless the text has named a group of people
    points, why = float(phrase.strength), ""
    if phrase.kind == "swearing":
        why = "aimed at nobody"
    elif around.direct:
        points, why = points + 1.5, "said to somebody"
    elif around.spoken_of:
        points, why = points + 1.0, "said of somebody"
    elif around.alone:
        points, why = points + 1.0, "with nothing else beside it"
    return points - _doubt(around, phrase, reading.cues), why


def _doubt(around: Around, phrase: Phrase, cues: frozenset[str]) -> float:
    """Return the points that what stands around a sign takes away."""
    kind, strength = phrase.kind, phrase.strength
    doubt = 0.0
    if around.reported:
        doubt += 3.5
    elif around.objected:
        doubt += 2.0
    if around.denied and not (kind == "slur" and strength >= 4):
        doubt += 2.5
    if around.myself and phrase.target != "group":
        doubt += 3.0
    if around.thing and not around.direct and kind in {"insult", "swearing"}:
        doubt += 1.5
    if cues & _PEACE and kind in {"threat", "insult"}:
        doubt += 2.0
    if "warm" in cues and kind == "insult" and strength < _OWN_AIM:
        doubt += 1.5
    return doubt


def _because(reading: Reading, match: Match, why: str) -> str:
    """Say in words for a parent why it was flagged."""
    start, end = reading.span(match)
    written, plain = reading.source[start:end], reading.text[match.start : match.end].strip()
    worn = (
        "" if plain.replace(" ", "") == "".join(c for c in written.casefold() if c.isalnum()) else f" (for '{plain}')"
    )
    aimed = f", {why}" if why else ""
    return f"{_KIND_WORDS[match.phrase.kind]}: '{written}'{worn}{aimed}"
