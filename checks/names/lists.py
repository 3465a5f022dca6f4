"""Word lists: the frames of config/words/ turned into look-ups over folded words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from checks.names.fold import fold_name
from checks.names.once import once
from checks.names.scenes import COMMON, Scenes
from checks.names.tongues import Tongues
from checks.names.usage import Usage, read_usage

_PLAIN: Final = 2
_STORIES: Final = frozenset(("famous", "bible"))


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
        return frozenset(word for cue in cues for word in cue.split() if len(word) > 1) | _TAG_CUES

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


def _bearers(words: Mapping[str, pd.DataFrame]) -> tuple[list[tuple[str, str]], dict[str, frozenset[str]]]:
    """Return scenes in which a name has a bearer of its own (phrase, kind), and name -> kinds of such scenes."""
    scenes: list[tuple[str, str]] = []
    kinds: dict[str, set[str]] = {}
    for name, near in _rows(words, "associations", "name", "near"):
        scenes.append((fold_name(near), f"={name}"))
        kinds.setdefault(name, set()).add(f"={name}")
    for number, (names, told) in enumerate(_rows(words, "works", "names", "words")):
        scenes += [(fold_name(phrase), f"work {number}") for phrase in told.split(";")]
        for name in names.split():
            kinds.setdefault(name, set()).add(f"work {number}")
    return scenes, {name: frozenset(found) for name, found in kinds.items()}


def read_lists(words: Mapping[str, pd.DataFrame]) -> Lists:
    """Read the lists of config/words/ but the diminutives; a list that is absent is empty."""
    common = {w: (s, int(g)) for w, s, g in _rows(words, "common_words", "word", "sense", "weight")}
    cues = list(_rows(words, "cues", "cue", "side", "kind"))
    # a phrase may be a cue of two kinds: the first row wins, and the file puts the strong ones first
    before = {cue: kind for cue, side, kind in reversed(cues) if side == "before"}
    after = {cue: kind for cue, side, kind in reversed(cues) if side == "after"}
    figures = _rows(words, "figures", "phrase", "kind")
    famous: dict[str, set[str]] = {}
    for name, kind in figures:
        if kind in _STORIES:
            famous.setdefault(name, set()).add(kind)
    bearers, associations = _bearers(words)
    scenes = [(phrase, kind) for phrase, kind in _rows(words, "scenes", "phrase", "kind")]
    senses: dict[str, set[str]] = {}
    for word, (sense, _) in common.items():
        senses.setdefault(sense, set()).add(word)
    return Lists(
        common=common,
        titles=_cues(_with_plurals(_rows(words, "titles", "title", "kind")), at_end=True),
        before=_cues(before, at_end=True),
        after=_cues(after, at_end=False),
        little=frozenset(word for (word,) in _rows(words, "little_words", "word")),
        famous={name: frozenset(kinds) for name, kinds in famous.items()},
        figures=tuple(
            dict.fromkeys(form for phrase, kind in figures if kind not in _STORIES for form in _written(phrase, kind))
        ),
        place_names=frozenset(phrase for phrase, kind in figures if kind == "place"),
        known_last=frozenset(
            phrase.split()[-1] for phrase, kind in figures if kind in ("author", "history") and " " in phrase
        ),
        saints=frozenset(phrase.split()[1] for phrase, kind in figures if kind == "saint" and " " in phrase),
        senses={sense: frozenset(found) for sense, found in senses.items()},
        glued_cues=frozenset(cue.replace(" ", "") for cue, kind in before.items() if kind == "strong") | _TAG_CUES,
        scenes=Scenes.of(
            [
                *((cue, kind) for cue, side, kind in cues if side == "near"),
                *scenes,
                *((f"{phrase}s", kind) for phrase, kind in scenes if kind == "role" and phrase[-1:] not in ("s", "y")),
            ]
        ),
        bearers=Scenes.of(bearers),
        associations=associations,
        first_names=frozenset(
            form for row in _rows(words, "diminutives", "name", "short") for name in row for form in name.split("/")
        ),
        sport_verbs=frozenset(p for p, kind in _rows(words, "scenes", "phrase", "kind") if kind == "sport_verb"),
        vocabulary=frozenset(
            [
                *common,
                *(word for (word,) in _rows(words, "little_words", "word")),
                *(cue for cue, _, _ in cues if " " not in cue),
                *(phrase for phrase, _ in _rows(words, "scenes", "phrase", "kind") if " " not in phrase),
            ]
        ),
        surnames=frozenset(surname for (surname,) in _rows(words, "surnames", "surname")),
        usage=read_usage(words.get("usage"), "first"),
        usage_of_last=read_usage(words.get("usage"), "last"),
        tongues=_tongues(words),
    )


_COPULAS: Final = frozenset(
    (
        "is", "was", "has", "with", "on", "in", "and", "be", "it", "i", "the", "a", "as", "to", "for",
        "will", "bless", "your",
    )
)  # fmt: skip
_PERSONAL: Final = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "fr", "canon", "cllr", "rev", "revd", "sir")
)
_TAG_CUES: Final = frozenset(
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


def _rows(words: Mapping[str, pd.DataFrame], name: str, first: str, *others: str) -> list[tuple[str, ...]]:
    """Return the rows of one list, the first column folded, the others as they stand."""
    frame = words.get(name)
    if frame is None or frame.empty:
        return []
    columns = [frame[column].astype(str).tolist() for column in (first, *others)]
    return [(fold_name(row[0]), *(v.strip() for v in row[1:])) for row in zip(*columns, strict=True)]


def _tongues(words: Mapping[str, pd.DataFrame]) -> Tongues:
    """Read the words of other languages by what they tell."""
    found: dict[str, dict[str, set[str]]] = {"small": {}, "word": {}}
    for word, tongue, kind in _rows(words, "tongues", "word", "tongue", "kind"):
        found[kind].setdefault(word, set()).add(tongue)
    small, plain = ({word: frozenset(of) for word, of in found[kind].items()} for kind in ("small", "word"))
    return Tongues(small, plain)


def _written(phrase: str, kind: str) -> tuple[str, ...]:
    """Return how a phrase is written: "Romeo & Juliet", "four Amy Johnsons" at a dressing-up day."""
    several = kind in ("author", "character", "history") and " " in phrase and phrase[-1] != "s"
    return (phrase, phrase.replace(" and ", " "), *((f"{phrase}s",) if several else ()))


def _with_plurals(rows: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """Return title -> kind; a role has a plural: "our lunchtime supervisors Ella and Ryan"."""
    plurals = {f"{title}s": kind for title, kind in rows if kind == "role" and title[-1:] not in ("s", "y")}
    return {**plurals, **dict(rows)}  # type: ignore[arg-type]


def _cues(kinds: Mapping[str, str], *, at_end: bool) -> Cues:
    lengths: dict[str, set[int]] = {}
    for cue in kinds:
        words = cue.split()
        lengths.setdefault(words[-1 if at_end else 0], set()).add(len(words))
    return Cues(kinds, {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}, at_end)
