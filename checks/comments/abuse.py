"""Abuse: insults, slurs, sexual remarks, threats and harassment, weighed by whom they are aimed at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from checks.comments.phrases import Phrase
from checks.comments.scan import COMMON, Match, Reading
from checks.comments.surroundings import Around, look_around
from checks.comments.weights import Heavy

_KIND_WORDS: Final = {
    "threat": "a threat", "slur": "a slur, or contempt for a group of people", "sexual": "a sexual remark",
    "harassment": "harassment", "insult": "an insult", "swearing": "bad language",
}  # fmt: skip
KINDS: Final = tuple(_KIND_WORDS)
"""The worst first."""
SURE: Final = ((5.0, "certain"), (3.0, "likely"), (2.0, "possible"))
_LEVELS: Final = [word for _, word in SURE]
SCORN: Final = 0.8
"""The sum of its words' weights from which a text is `possible` abuse without any line of the book."""
_AGREED: Final = 0.0
"""Above this sum words make `likely` what a line finds only `possible`."""
_SHARE: Final = 1.5
"""What a point of the book counts beside the words."""
_DOUBTED: Final = 3.0
"""Under this sum of both a line is no more than `possible`."""
_PLAIN: Final = frozenset({"threat", "slur"})
"""What words that are met elsewhere do not make less sure."""
_SAID_TOGETHER: Final = "insult"
_TOGETHER: Final = "reads like abuse of a person"
_NAMED: Final = 3
"""Words that are named, at most."""
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


def abuse_in(readings: Iterable[Reading], first: int = 0, scorn: Sequence[float] = ()) -> Iterator[Row]:
    """Yield the worst that each text holds by the book, at most one row a text.

    `scorn`: what the words of the texts from the `first`th on come to; it makes a sign more sure, or less.
    """
    for reading in readings:
        words = scorn[reading.at - first] if len(scorn) else 0.0
        made = [(match, *found) for match in reading.signs if (found := _level(reading, match, words))]
        if made:
            match, level, why = min(
                made, key=lambda one: (_LEVELS.index(one[1]), KINDS.index(one[0].phrase.kind), one[0].start)
            )
            because = _because(reading, match, why)
            yield Row(reading.at, *reading.span(match), match.phrase.kind, level, because)


def scornful(at: int, text: str, heaviest: Iterable[Heavy]) -> Row:
    """Return the row of a text of which no line is sure, but whose words together are those of abuse."""
    start = len(text) - len(text.lstrip())
    return Row(at, start, len(text.rstrip()), _SAID_TOGETHER, "possible", _reads_like(heaviest))


def _reads_like(heaviest: Iterable[Heavy]) -> str:
    """Name the words that weigh most, as they could be repeated to a parent."""
    told: list[str] = []
    for words, weight in heaviest:
        said = set(words.split())
        if weight > 0 and not said <= COMMON and not any(said & set(other.split()) for other in told):
            told.append(words)
    return f"{_TOGETHER}: {', '.join(repr(words) for words in told[:_NAMED])}" if told else _TOGETHER


def _level(reading: Reading, match: Match, scorn: float) -> tuple[str, str] | None:
    """Return how sure a sign is and what was seen around it, or nothing."""
    points, why = _weigh(reading, match)
    level = confidence(points)
    if level == "possible" and why and scorn > _AGREED:
        level = "likely"
    elif level != "possible" and match.phrase.kind not in _PLAIN and points * _SHARE + scorn < _DOUBTED:
        level = "possible" if level else ""
    return (level, why) if level else None


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
