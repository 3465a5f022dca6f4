"""Scenes: what a text is about (sport, scripture, pets, a war memorial), told by words anywhere in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final, TypeAlias

from checks.names.fold import fold_name

Places: TypeAlias = Mapping[str, Sequence[tuple[int, int]]]
"""Kind of scene -> where its words stand, [first, last) in tokens of the text."""
COMMON: Final = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "back", "by", "for", "from", "goes", "has", "he", "her", "his", "if",
        "in", "is", "my", "no", "not", "now", "of", "on", "one", "or", "our", "she", "the", "their", "to", "was",
        "when", "who", "whose", "with", "your", "been", "have", "all", "you", "it", "that", "this", "so", "up",
        "me", "us", "we",
    )
)  # fmt: skip
"""Words that stand in nearly every text: no phrase is looked up by one of them where it has another."""

CALLED: Final = frozenset(
    ("lad", "lass", "mate", "pal", "babe", "hun", "bab", "darling", "sweetheart", "sweetie", "poppet", "bro")
)
"""Words behind a name by which somebody is called: "what a throw mason lad"."""
_HOSTS: Final = frozenset(
    ("family", "host", "neighbour", "farmer", "nan", "nana", "gran", "friend", "grandma", "grandad")
)
_RARE: Final = 5
"""Letters from which a word that no list knows tells of something by itself."""
_FEW: Final = frozenset(("two", "three", "four", "five", "six", "2", "3", "4", "5", "6", "few", "couple", "of"))
"""Years ago in which a pupil was at school already."""


@dataclass(frozen=True, slots=True)
class Scenes:
    """The phrases of scenes.csv: single words, and longer ones by their first two words."""

    telling: Mapping[str, tuple[Sequence[str], Mapping[str, Sequence[tuple[tuple[str, ...], str]]]]]
    """Word -> (kinds it tells of by itself, phrases that begin with it by their second word: (all words, kind))."""

    @staticmethod
    def of(rows: Iterable[tuple[str, str]]) -> Scenes:
        """Build the look-up from (folded phrase, kind)."""
        telling: dict[str, tuple[list[str], dict[str, list[tuple[tuple[str, ...], str]]]]] = {}
        for phrase, kind in rows:
            tokens = tuple(phrase.split())
            if not tokens:
                continue
            kinds, phrases = telling.setdefault(tokens[0], ([], {}))
            if len(tokens) == 1:
                kinds.append(kind)
            else:
                phrases.setdefault(tokens[1], []).append((tokens, kind))
        return Scenes(telling)

    def places(self, tokens: Sequence[str]) -> Places:
        """Return where each kind of scene shows in the tokens of a folded text."""
        found: dict[str, list[tuple[int, int]]] = {}
        telling, last = self.telling, len(tokens) - 1
        for at, token in enumerate(tokens):
            if token not in telling:
                continue
            kinds, phrases = telling[token]
            for kind in kinds:
                found.setdefault(kind, []).append((at, at + 1))
            if phrases and at < last:
                for phrase, kind in phrases.get(tokens[at + 1], ()):
                    end = at + len(phrase)
                    if len(phrase) == 2 or tuple(tokens[at:end]) == phrase:
                        found.setdefault(kind, []).append((at, end))
        return found


_NO_BEAST: Final = frozenset(
    (
        "dance", "king", "race", "hunt", "costume", "costumes", "mask", "masks", "ears", "onesie", "drawing",
        "painting", "poem", "poems", "song", "topic", "nuggets", "curry", "burger", "soup", "pie", "sandwich",
        "box", "puppet", "outfit",
    )
)  # fmt: skip
"""Words behind an animal that make something else of it."""


_RIDES: Final = frozenset(("trip", "journey", "leaves", "left", "departs", "park", "travel", "home", "ride", "tickets"))
"""Words behind a coach that people ride in."""


def misread(kind: str, span: tuple[int, int], tokens: Sequence[str]) -> bool:
    """Tell whether a phrase means something else here: "three full houses", "started Welsh two years ago"."""
    before = tokens[span[0] - 1] if span[0] else ""
    if kind == "animal":  # "picked as a mascot at the match"
        if before == "s" and span[0] > 1 and tokens[span[0] - 2] in _HOSTS:  # "her host family's dog"
            return True
        if tokens[span[1] : span[1] + 1] != [] and tokens[span[1]] in _NO_BEAST:  # "lion dance", "duck race"
            return True
        return before == "a" and tokens[span[0] : span[1]] == ["mascot"]
    if kind == "role":  # "on coach 2"
        following = "".join(tokens[span[1] : span[1] + 1])
        ridden = len(following) == 1 or following.isdigit() or following in _RIDES
        return list(tokens[span[0] : span[1]]) == ["coach"] and ridden
    if kind == "house":
        return before in ("full", "open", "packed", "to", "greenhouse", "doll", "bird", "gingerbread")
    return before in _FEW and tokens[span[0] : span[1]] == ["years", "ago"]


def telling_word(word: str, written: str, vocabulary: Container[str]) -> bool:
    """Tell whether a single word names somebody or something: it has a capital, or is no word of daily use.

    `written`: the text it stands in; `vocabulary`: folded words of daily use.
    """
    if word.isdigit():
        return False
    if len(word) >= _RARE and word not in vocabulary:
        return True
    return re.search(rf"(?<![.!?:\n]\s)(?<!\A)\b{re.escape(word.capitalize())}\b", written) is not None


class Contexts:
    """What posts above comments say: each distinct one is folded and read once, and only when it is asked for."""

    def __init__(self, scenes: Scenes, bearers: Scenes, vocabulary: Container[str]) -> None:
        # of functions, not of methods: these would hold all that is known of a school in a circle
        self.folded = lru_cache(maxsize=4096)(_fold)
        self.kinds = lru_cache(maxsize=4096)(partial(_kinds, scenes, self.folded))
        self.bearers = lru_cache(maxsize=4096)(partial(_told_of, bearers, self.folded, vocabulary))


def _kinds(scenes: Scenes, folded: Callable[[str], str], written: str) -> frozenset[str]:
    return frozenset(scenes.places(folded(written).split())) if written else frozenset()


def _told_of(bearers: Scenes, folded: Callable[[str], str], vocabulary: Container[str], written: str) -> frozenset[str]:
    """Return the bearers' kinds of which a phrase, or a word that is none of daily use, stands in a context."""
    tokens = folded(written).split()
    return frozenset(
        kind
        for kind, spans in bearers.places(tokens).items()
        if any(b - a > 1 or telling_word(tokens[a], written, vocabulary) for a, b in spans)
    )


def _fold(written: str) -> str:
    """Fold a context, with a space at either end."""
    return f" {fold_name(written)} " if written else ""
