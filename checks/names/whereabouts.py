"""Whereabouts: one name, or one list of names, in its text, with what the text is about."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Final

from checks.names.lists import Lists
from checks.names.scenes import Contexts, Places
from checks.names.surroundings import Surroundings

SENTENCE_ENDS: Final = re.compile(r"[.!?](?=\s)|\n")
"""Where a sentence or a line ends."""
_MAY_END: Final = frozenset(".!?\n")
_WORDS: Final = re.compile(r"[^\W_]+")
KIN: Final = frozenset(
    (
        "mum", "mam", "mummy", "dad", "daddy", "nan", "nana", "nanny", "gran", "granny", "grandma", "grandad",
        "grandpa",
        "auntie", "aunty", "aunt", "uncle", "parent", "parents", "family", "mother", "father", "mama", "mom", "nain",
        "taid",
        "sister", "brother", "sis", "cousin", "umm", "um", "abu", "mama", "papa", "ammi", "abbu", "baba",
        "teta", "jiddo",
        "tata", "babcia", "dziadek", "ciocia", "wujek", "nonna", "nonno", "abuela", "mamgu", "tadcu", "mamma", "yiayia",
        "nani", "nanu", "dadi", "dada", "masi", "chacha", "khala", "stepmum", "stepdad", "mums", "dads",
    )
)  # fmt: skip

_AUXILIARIES: Final = (["has"], ["had"], ["then"], ["is"], ["was"])
"""Words that may stand before a deed: "has painted"."""
_FAMILY: Final = KIN | {"mother", "father", "ma", "pa", "wife", "husband", "godmother", "godfather", "friend"}


@dataclass(slots=True)
class Whereabouts:
    """One candidate in its text: what strangers are told by."""

    key: str
    plural: bool
    """Written with an s that may be no possessive."""
    around: Surroundings
    source: str
    account: str
    """The account of the school, in which its own name may be spelled."""
    tokens: Sequence[str]
    """The folded words of the text."""
    first: int
    """Which of them the name begins with."""
    last: int
    """The one after its end."""
    places: Places
    """Scenes of the text."""
    written_above: str
    """The context as written."""
    contexts: Contexts
    classes: frozenset[str]
    """Words that are names of classes of the school."""
    lists: Lists
    pupils: Container[str]
    """Every form of every name of the register."""
    author: str
    """Who wrote a comment; blank for what the school wrote."""
    alt: bool
    """The text describes a picture."""
    youngest: int
    """Years of age of the youngest class of the school."""
    _sentence: tuple[int, int] | None = field(default=None, init=False)

    @property
    def comment(self) -> bool:
        """Somebody signed it: it is no post of the school."""
        return bool(self.author)

    @property
    def does_as_people_do(self) -> bool:
        """A deed of no animal and no house follows: "read", "asked", "has painted"."""
        first = self.last + (self.tokens[self.last : self.last + 1] == ["who"])
        steps = [first, first + 1] if self.tokens[first : first + 1] in _AUXILIARIES else [first]
        return not self.around.owned and any(self.begins("human_deed", step) for step in steps)

    @property
    def kin_leads(self) -> bool:
        """Family of another stands before it: "great-grandmother of Alice", "mum to Leo"."""
        left = self.around.left
        return left[-1:] in (["of"], ["to"]) and left[-2:-1] != [] and left[-2].removeprefix("grand") in _FAMILY

    @property
    def context(self) -> str:
        """The folded context."""
        return self.contexts.folded(self.written_above)

    @property
    def context_kinds(self) -> frozenset[str]:
        """Scenes of the context."""
        return self.contexts.kinds(self.written_above)

    def sentence(self) -> tuple[int, int]:
        """Return the first and the last token of the sentence, or the line, that the name stands in (end exclusive)."""
        if self._sentence is None:
            before, after = self.source[: self.around.start], self.source[self.around.end :]
            if not _MAY_END.isdisjoint(before):
                before = SENTENCE_ENDS.split(before)[-1]
            if not _MAY_END.isdisjoint(after):
                after = SENTENCE_ENDS.split(after)[0]
            self._sentence = self.first - len(_WORDS.findall(before)), self.last + len(_WORDS.findall(after))
        return self._sentence

    def holds(self, kind: str, first: int, last: int) -> bool:
        """Tell whether a word of some kind stands in the tokens [first, last)."""
        places = self.places.get(kind)
        return places is not None and any(first <= a and b <= last for a, b in places)

    def holds_word(self, word: str, first: int, last: int) -> bool:
        """Tell whether a word stands in the tokens [first, last)."""
        return word in self.tokens[first:last]

    def begins(self, kind: str, first: int) -> bool:
        """Tell whether a word of some kind begins with the token `first`."""
        places = self.places.get(kind)
        return places is not None and any(a == first for a, _ in places)
