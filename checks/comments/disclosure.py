"""Disclosures: signs that a child is or may be at risk, in the words children and parents use; to miss one is worse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from checks.comments.abuse import Row
from checks.comments.scan import Match, Reading

WORRY: Final = "worry"
_KIND_WORDS: Final = {
    "self_harm": "may speak of self-harm or of not wanting to live",
    "abuse": "may speak of a child being hurt or abused",
    "neglect": "may speak of a child who is not looked after",
    "threat": "may speak of a threat to a child or the school",
    "contact": "may be an adult, or somebody unknown, seeking contact with a child",
}
KINDS: Final = (*_KIND_WORDS, WORRY)
_ELSEWHERE: Final = {
    "story": "a story or a song", "sport": "sport", "past": "history", "teaching": "teaching or fund-raising",
    "exam": "exams", "joke": "a joke",
}  # fmt: skip
_ENOUGH: Final = 2
"""Points from which a text is passed on."""
_LIKELY: Final = 3
_SHARE: Final = 0.5
"""What a point of the book counts beside the words."""
WORRIED: Final = 0.55
"""The sum of its words' weights from which a text is passed on, as `possible`."""
_TOGETHER: Final = "its words together are those of children or parents who tell of a worry"


def disclosures_in(readings: Iterable[Reading], first: int = 0, worry: Sequence[float] = ()) -> Iterator[Row]:
    """Yield the strongest sign of each text that holds one, at most one row a text.

    `worry`: what the words of the texts from the `first`th on come to: they add to a weak sign.
    """
    for reading in readings:
        words = worry[reading.at - first] if len(worry) else 0.0
        points = max(_points(reading, match) for match in reading.signs)
        if points >= _ENOUGH or words + points * _SHARE >= WORRIED:
            best = max(reading.signs, key=lambda m: (_points(reading, m), m.end - m.start, -m.start))
            kind = best.phrase.kind
            likely = points >= _LIKELY or (points >= _ENOUGH and words >= WORRIED)
            level = "likely" if likely else "possible"
            yield Row(reading.at, *reading.span(best), kind, level, _because(reading, kind))


def worried(at: int, text: str) -> Row:
    """Return the row of a text that no line finds, but whose words together are those of a worry."""
    start = len(text) - len(text.lstrip())
    return Row(at, start, len(text.rstrip()), WORRY, "possible", _TOGETHER)


def _points(reading: Reading, match: Match) -> float:
    """Weigh a sign: what the text seems to be about makes it less sure, and several signs make up for it."""
    company = len({other.phrase.kind for other in reading.signs}) - 1
    doubt = 1.0 * len(reading.cues & _ELSEWHERE.keys())
    return match.phrase.strength + min(company, 2) * 0.5 - min(doubt, 2.5)


def _because(reading: Reading, kind: str) -> str:
    doubts = [words for cue, words in _ELSEWHERE.items() if cue in reading.cues]
    return _KIND_WORDS[kind] + (f", though it may be about {' or '.join(doubts)}" if doubts else "")
