"""Disclosures: signs that a child is or may be at risk, in the words children and parents use; to miss one is worse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from checks.comments.abuse import Row
from checks.comments.scan import Match, Reading
from checks.comments.weights import Together

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
WORRIED: Final = -1.5
"""What words, and the book's word, come to from which a text is passed on."""
_SURE: Final = 0.2
"""From this sum on it is `likely`."""
_TOGETHER: Final = "its words together are those of children or parents who tell of a worry"


def disclosures_in(readings: Iterable[Reading], worry: Together | None = None) -> Iterator[Row]:
    """Yield the strongest sign of each text that holds one, at most one row a text.

    `worry`: what the words of the texts come to: they bear out a weak sign, and make the book's word more sure.
    """
    for reading in readings:
        if not reading.signs:
            continue
        best = max(reading.signs, key=lambda m: (_points(reading, m), m.end - m.start, -m.start))
        points, kind = _points(reading, best), best.phrase.kind
        level = "likely" if points >= _LIKELY else "possible" if points >= _ENOUGH else ""
        total = worry.total(reading.at, kind, level) if worry else WORRIED
        if level or (worry and total >= WORRIED):
            sure = ("likely" if total >= _SURE else "possible") if worry else level
            yield Row(reading.at, *reading.span(best), kind, sure, _because(reading, kind))


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
