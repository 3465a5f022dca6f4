"""Verdict: the sum for one name, and what is known of its text as a whole."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Final

from checks.names.fold import fold_name
from checks.names.once import once
from checks.names.score import WEIGHTS

_HIGH: Final = re.compile(r"[A-Z](?<!\w[A-Z])")
"""A capital that begins a word."""
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_FEWEST: Final = 3
"""Words from which a text without an English one is of another language."""
_LONE_I: Final = re.compile(r"\bI\b")
_ENGLISH: Final = frozenset(
    (
        "the",
        "and",
        "to",
        "of",
        "is",
        "for",
        "has",
        "was",
        "with",
        "our",
        "we",
        "on",
        "her",
        "his",
        "who",
        "all",
        "at",
        "from",
    )
)


@dataclass(slots=True)
class Verdict:
    """The sum for one candidate and what a reader is told."""

    points: float = 0.0
    reasons: list[str] = field(default_factory=list)
    observed: list[str] = field(default_factory=list)

    def note(self, observation: str, said: str = "") -> None:
        """Add the weight of one observation; `said` fills its sentence."""
        weight = WEIGHTS[observation]
        self.observed.append(observation)
        self.points += weight.points
        if weight.says:
            self.reasons.append(weight.says.format(said))


@dataclass
class Circumstances:
    """What is known of the text as a whole."""

    source: str
    photo: bool
    staff_first_names: frozenset[str]
    lower: bool
    """No capital anywhere."""
    casual: bool
    """No capital but the first letter's, as people write in a hurry."""
    comment: bool
    """Somebody signed it: it is no post of the school."""
    shouting: bool
    """Nothing but capitals."""

    @once
    def english(self) -> bool:
        """It reads like an English sentence."""
        return len(_ENGLISH & set(self.source.casefold().split())) > 1

    def foreign(self, vocabulary: Container[str], but: str) -> bool:
        """It holds words, but none that daily English has; `but` is the name asked about."""
        words = [word for word in _WORD.findall(self.source.casefold()) if word != but]
        if len(words) < _FEWEST or any(word in vocabulary for word in words):
            return False
        return not any(fold_name(word) in vocabulary for word in words if not word.isascii())

    @once
    def headline(self) -> bool:
        """Nearly every word begins with a capital."""
        words = self.source.count(" ") + 1
        return words > 3 and len(_HIGH.findall(self.source)) > 0.8 * words


def circumstances(source: str, *, photo: bool, staff_first_names: frozenset[str], comment: bool) -> Circumstances:
    """Look at a whole text once."""
    lower = source == source.lower()
    casual = lower or (_LONE_I.sub("", source[1:]) if "I" in source else source[1:]).islower()
    return Circumstances(source, photo, staff_first_names, lower, casual, comment, source.isupper())


def stranger(raw: str, touches: bool, text: Circumstances) -> bool:
    """Tell whether the neighbour is written like a name: a capital where capitals mean something."""
    high = touches and raw[:1].isupper() and raw[1:2].islower()
    return high and not (text.lower or text.shouting or text.headline)


def is_styled(word: str) -> bool:
    """Bold, script, circled or full-width letters, as no keyboard writes them."""
    return any(c > "\U0001d3ff" or "\u2460" <= c <= "\u24ff" or "\uff21" <= c <= "\uff5a" for c in word)


def others(companions: int) -> str:
    """Say "1 other pupil", "3 other pupils"."""
    return f"{companions} other pupil{'s' if companions > 1 else ''}"
