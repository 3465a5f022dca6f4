"""Word lists: what the words of a text tell about a name beside them, as look-ups over folded words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checks.names.once import once
from checks.names.scenes import COMMON, Scenes
from checks.names.tongues import Tongues
from checks.names.usage import Usage

_PLAIN: Final = 2
_COPULAS: Final = frozenset(
    (
        "is", "was", "has", "with", "on", "in", "and", "be", "it", "i", "the", "a", "as", "to", "for",
        "will", "bless", "your",
    )
)  # fmt: skip
_PERSONAL: Final = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "fr", "canon", "cllr", "rev", "revd", "sir")
)
TAG_CUES: Final = frozenset(
    (
        "team",
        "our",
        "super",
        "superstar",
        "go",
        "thanks",
        "love",
        "for",
        "is",
        "star",
        "the",
        "a",
        "champion",
        "birthday",
        "rocks",
        "rules",
        "wins",
    )
)
"""Words that stand beside a child's name in a hashtag and are too weak in running text."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases looked for on one side of a name."""

    kinds: Mapping[str, str]
    """Phrase -> kind."""
    lengths: Mapping[str, tuple[int, ...]]
    """Word nearest to the name -> lengths in words of the cues with it, the longest first."""
    at_end: bool
    """The name follows: cues stand at the end of the words before it."""

    def longest(self, tokens: Sequence[str]) -> tuple[str, str]:
        """Return (phrase, kind) of the longest cue next to the name; ("", "") when none is there."""
        if not tokens:
            return "", ""
        for length in self.lengths.get(tokens[-1 if self.at_end else 0], ()):
            phrase = " ".join(tokens[-length:] if self.at_end else tokens[:length])
            if phrase in self.kinds:
                return phrase, self.kinds[phrase]
        return "", ""


@dataclass(frozen=True)
class Lists:
    """What the words of a text tell about a name beside them."""

    common: Mapping[str, tuple[str, int]]
    """Word that is also a name -> (sense, weight 1 to 3: how ordinary the word is)."""
    titles: Cues
    """Title -> adult, clergy, saint or royal."""
    before: Cues
    """Words before a name -> strong, weak, place or ordinary."""
    after: Cues
    """Words after a name -> strong, weak, work, class or not_person."""
    little: frozenset[str]
    """Words that, written with a capital beside a name, are no stranger's name."""
    famous: Mapping[str, frozenset[str]]
    """Name -> the kinds of story in which everybody knows it."""
    figures: tuple[str, ...]
    """Phrases in which a name is no child's."""
    known_last: frozenset[str]
    """Last names of authors and figures of history, by which they are called alone: Dahl, Darwin."""
    saints: frozenset[str]
    """First names of saints, after whom houses are called: chad, hilda."""
    senses: Mapping[str, frozenset[str]]
    """Sense -> its words."""
    glued_cues: frozenset[str]
    """Strong cues written as one word, as in #welldonezainab."""
    place_names: frozenset[str]
    """Phrases that are places: daisy hill."""
    scenes: Scenes
    """Words and phrases that tell what a text is about."""
    bearers: Scenes
    """Words and phrases of scenes in which a name has another bearer."""
    associations: Mapping[str, frozenset[str]]
    """Name -> the kinds of scene in which everybody thinks of another bearer, a place or a thing."""
    surnames: frozenset[str]
    """Usual surnames of modern Britain: behind a first name they make a stranger of it, in any case."""

    first_names: frozenset[str]
    """First names with their short forms, whether or not a pupil bears them."""
    sport_verbs: frozenset[str]
    """Words and phrases after a player's last name: "scored", "went over"."""
    vocabulary: frozenset[str]
    """Words of all lists that are no name with a typing error."""
    usage: Usage
    """What is usually said around pupils: of first names alone."""
    usage_of_last: Usage
    """Of last names alone."""
    tongues: Tongues
    """Words of other languages than English."""

    @once
    def plain_words(self) -> frozenset[str]:
        """Names that are no names in lower case unless something says so."""
        return frozenset(
            word
            for word, (sense, weight) in self.common.items()
            if weight >= _PLAIN and not (sense == "celtic" and weight == _PLAIN)
        )

    @once
    def words_spelled(self) -> frozenset[str]:
        """Words that letters written apart may spell, and first names that need not be a pupil's."""
        heard = (self.vocabulary, self.first_names, self.surnames, self.usage.words(), self.scenes.telling)
        cues = (word for side in (self.before, self.after, self.titles) for cue in side.kinds for word in cue.split())
        return frozenset(word for words in (*heard, cues) for word in words)

    @once
    def cheers(self) -> frozenset[str]:
        """Words of praise, and what stands between them: well, done, happy, birthday, to, my."""
        cues = [cue for side in (self.before, self.after) for cue, kind in side.kinds.items() if kind == "strong"]
        return frozenset(word for cue in cues for word in cue.split() if len(word) > 1) | TAG_CUES

    @once
    def dated_words(self) -> frozenset[str]:
        """Months, days and seasons."""
        return frozenset(word for word, (sense, _) in self.common.items() if sense in ("month", "day", "season"))

    @once
    def first_of_deeds(self) -> frozenset[str]:
        """First words of what people do: after a plain word in lower case that begins a text it may be a child."""
        return frozenset(cue.split()[0] for cue, kind in self.after.kinds.items() if kind == "strong") - _COPULAS

    @once
    def personal_titles(self) -> frozenset[str]:
        """Words that, right before a last name, are hardly ever anything but a title: mrs, dr, canon."""
        return _PERSONAL & self.titles.kinds.keys()

    @once
    def last_of_praise(self) -> frozenset[str]:
        """Last words of strong cues, after which even a plain word in lower case may be a child.

        Of a cue that ends with a word of nearly every text ("well done to") it is the last two.
        """
        praise = [cue.split() for cue, kind in self.before.kinds.items() if kind == "strong"]
        return frozenset(" ".join(words[-2:]) if words[-1] in COMMON else words[-1] for words in praise)

    @once
    def figures_with(self) -> Mapping[str, tuple[str, ...]]:
        """Word -> the figures that hold it."""
        found: dict[str, list[str]] = {}
        for phrase in self.figures:
            for word in dict.fromkeys(phrase.split()):
                found.setdefault(word, []).append(phrase)
        return {word: tuple(phrases) for word, phrases in found.items()}

    @once
    def glued_figures(self) -> frozenset[str]:
        """Figures written as one word, as in #harrypotter."""
        return frozenset(phrase.replace(" ", "") for phrase in self.figures)
