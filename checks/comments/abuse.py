"""Abuse: insults, slurs, sexual remarks, threats and harassment, weighed by whom they are aimed at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from checks.comments.phrases import Phrase
from checks.comments.scan import COMMON, Match, Reading
from checks.comments.surroundings import Around, look_around
from checks.comments.weights import BEGINS, ENDS, GAP, PEOPLE, Heavy, Together

_KIND_WORDS: Final = {
    "threat": "a threat", "slur": "a slur, or contempt for a group of people", "sexual": "a sexual remark",
    "harassment": "harassment", "insult": "an insult", "swearing": "bad language",
}  # fmt: skip
KINDS: Final = tuple(_KIND_WORDS)
"""The worst first."""
SURE: Final = ((5.0, "certain"), (3.0, "likely"), (2.0, "possible"))
_LEVELS: Final = [word for _, word in SURE]
SCORN: Final = 0.6
"""What words come to from which a text is `possible` abuse without any line of the book."""
SURE_SCORN: Final = 0.7
"""What words and the book's word come to from which it is `likely`."""
_PLAIN: Final = frozenset({"threat", "slur"})
"""What words that are met elsewhere do not make less sure."""
OTHER_MANNER: Final = "insult"
"""The kind of what words together say, where they speak for no other."""
_BETWEEN: Final = "..."
_NAMED: Final = 3
"""Words that are named, at most."""
_OWN_AIM: Final = 3
"""From this strength on a phrase says itself whom it is aimed at, or needs no aim."""
_AIMED: Final = ("said to somebody", "said of somebody")
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


def abuse_in(readings: Iterable[Reading], scorn: Together | None = None) -> Iterator[Row]:
    """Yield the worst that each text holds by the book, at most one row a text.

    `scorn`: what the words of the texts come to; they make what the book finds more sure, or less.
    """
    for reading in readings:
        weighed = [(match, *_weigh(reading, match)) for match in reading.signs]
        made = [(match, level, why) for match, points, why in weighed if (level := confidence(points))]
        if made:
            match, level, why = min(
                made, key=lambda one: (_LEVELS.index(one[1]), KINDS.index(one[0].phrase.kind), one[0].start)
            )
            kind = match.phrase.kind
            if scorn:
                aimed = why in _AIMED or scorn.words(reading.at) >= 0
                level = _agreed(kind, level, aimed, scorn.total(reading.at, kind, level))
            yield Row(reading.at, *reading.span(match), kind, level, _because(reading, match, why))


def scornful(at: int, text: str, kind: str, level: str, heaviest: Iterable[Heavy]) -> Row:
    """Return the row of a text in which the book finds nothing, but whose words together are those of abuse."""
    start = len(text) - len(text.lstrip())
    return Row(at, start, len(text.rstrip()), kind, level, _reads_like(kind, heaviest))


def _reads_like(kind: str, heaviest: Iterable[Heavy]) -> str:
    """Name the words that weigh most, as they could be repeated to a parent."""
    spoken = [words for entry, weight in heaviest if weight > 0 and (words := _spoken(entry))]
    telling = _apart(words for words in spoken if not {*words} <= COMMON | {_BETWEEN})
    told = telling or _apart(words for words in spoken if len(words) > 1)
    named = ", ".join(repr(" ".join(words)) for words in told[:_NAMED])
    return f"reads like {_KIND_WORDS[kind]}" + (f": {named}" if named else "")


def _spoken(entry: str) -> list[str]:
    """Return the words of an entry as they can be said; nothing for the beginning of a word."""
    words = [one for one in entry.split() if one not in {BEGINS, ENDS}]
    return [] if entry.endswith("*") else [_BETWEEN if one in {GAP, PEOPLE} else one for one in words]


def _apart(found: Iterable[list[str]]) -> list[list[str]]:
    """Leave out what shares a word with what stands before it."""
    told: list[list[str]] = []
    for words in found:
        if not any(({*words} - {_BETWEEN}) & {*other} for other in told):
            told.append(words)
    return told


def _agreed(kind: str, level: str, aimed: bool, total: float) -> str:
    """Return how sure the book's word is beside the other words of the text; `aimed`: it seems to be at a person."""
    if total >= SURE_SCORN and (aimed or level != "possible"):
        return max(level, "likely", key=_LEVELS[::-1].index)
    return level if kind in _PLAIN else "possible"


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
        points, why = points + 1.5, _AIMED[0]
    elif around.spoken_of:
        points, why = points + 1.0, _AIMED[1]
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
