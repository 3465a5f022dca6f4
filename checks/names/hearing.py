"""Hearing: what is said around a name alone, and elsewhere in its text, as entries of usage.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from checks.names.candidate import Candidate
from checks.names.find import Found
from checks.names.fold import fold_name
from checks.names.judged import Judged
from checks.names.known import Known, Text
from checks.names.once import once
from checks.names.surroundings import Surroundings
from checks.names.usage import ANYWHERE
from checks.names.whereabouts import KIN

Entry: TypeAlias = tuple[str, ...]
"""One thing that is said; its words and signs stand beside each other in usage.csv, parted by spaces."""
OBSERVED: Final = "observed"
"""Before what the rules observed: it corrects what they make of it."""
_NONE: Final = "|"
"""Stands for a word where the text begins or ends."""
_NEAR: Final = 4
"""Letters by which words are taken together."""
_OFFICE: Final = frozenset(
    ("mr", "mrs", "miss", "ms", "head", "pta", "staff", "teacher", "coach", "fr", "governor", "office", "club", "pe")
)
"""Words of who writes."""
_SENSES: Final = frozenset(
    ("name", "mild_word", "plain_word", "strong_word", "tiny_given", "tiny", "short_form", "clipped")
)
"""Observations of what else a name is."""


class Hearing:
    """One text, listened to."""

    def __init__(self, found: Found, text: Text, names: Sequence[Candidate], known: Known) -> None:
        self._text, self._names, self._known = text, names, known
        self._tokens = found.folded.split()
        self._where = "alt" if text.alt else "comment" if text.author else "post"

    def said(self, one: Judged, observed: Sequence[str]) -> set[Entry]:
        """Return what is said around a name and elsewhere in its text, and what the rules `observed`."""
        around, shared = one.around, one.shared
        case = _case(around.word)
        sides = self._shape(around, left=True), self._shape(around, left=False)
        key = one.candidate.hit.key
        daily = "d" if key in self._known.lists.vocabulary else "u"
        said = {*self._anywhere, *_words_around(shared, one.candidate.kind, len(one.mates), case)}
        said.update(self._shapes(around, sides, case))
        said.update(self._name(one, key, sides, case, daily))
        said.update(self._near(around, sides, case + daily))
        said.update((OBSERVED, observation) for observation in observed)
        for sense in _SENSES.intersection(observed):
            said.update(((sense, "L", sides[0]), (sense, "R", sides[1]), (sense, self._where, case)))
        return said

    @once
    def strange(self) -> int:
        """Return how many fifths of the words are no daily ones; the names of the register are left out."""
        kinds = [self._kind(word) for word in self._tokens]
        words = len(kinds) - kinds.count("f") - kinds.count("s")
        return kinds.count("o") * 5 // max(1, words)

    @once
    def _anywhere(self) -> frozenset[Entry]:
        """What the text says wherever the name stands; who is meant proves nothing."""
        keys = {word for name in self._names for word in name.hit.key.split()}
        told = {(ANYWHERE, word) for word in self._tokens if word not in keys}
        above = self._context
        forms = self._known.register.forms
        told |= {("post", word) for word in above if word not in keys and word not in forms}
        told.add(("strange", str(self.strange)))
        told.add(("long", str(min(6, len(self._tokens) // 5))))
        told.add(("names", str(min(5, len(self._names)))))
        told.add(("post", "given") if self._text.context else ("post", "none"))
        told.add(("by", self._who))
        return frozenset(told)

    @once
    def _context(self) -> list[str]:
        return self._known.contexts.folded(self._text.context).split()

    @once
    def _author(self) -> frozenset[str]:
        return frozenset(fold_name(self._text.author).split())

    @once
    def _who(self) -> str:
        who = self._author
        if not who:
            return "none"
        return "kin" if not KIN.isdisjoint(who) else "office" if not _OFFICE.isdisjoint(who) else "plain"

    def _shapes(self, around: Surroundings, sides: tuple[str, str], case: str) -> Iterator[Entry]:
        left, right = sides
        where = self._where
        yield from (("L", left), ("R", right), ("L", left, "R", right), ("L", left, case), ("R", right, case))
        yield from ((where,), (where, case), (where, case, "L", left), (where, case, "R", right))
        yield ("first" if around.first else "inside", case)
        yield ("last" if around.last else "further", case)

    def _name(self, one: Judged, key: str, sides: tuple[str, str], case: str, daily: str) -> Iterator[Entry]:
        """Yield what the name itself is."""
        first = "first" if one.around.first else "inside"
        yield ("name", daily, case)
        if key in self._known.lists.common:  # of a word it tells something, of a name it would be a prejudice
            yield from (("name", key), ("name", key, case, first), ("name", key, self._where))
            yield from (("name", key, "L", sides[0]), ("name", key, "R", sides[1]))
        yield from (("letters", str(min(8, len(key)))), ("bearers", str(min(4, len(one.candidate.pupils)))))
        yield ("times", str(min(3, self._tokens.count(key))))
        yield from self._above(key)
        yield ("by", "name", "y" if key in self._author else "n")

    def _above(self, key: str) -> Iterator[Entry]:
        """Yield what the post above makes of the name."""
        if key not in self._context:
            yield ("above", "n")
            return
        meant = self._known.above(self._text.context, self._text.account).get(key)
        sure = meant.confidence if meant else ""
        yield from (("above", "y"), ("above", sure or "none"))
        if key in self._known.lists.common:
            yield ("above", sure or "none", "word")
        if meant and not sure:
            yield from (("above", doubt) for doubt in meant.against)

    def _near(self, around: Surroundings, sides: tuple[str, str], case: str) -> Iterator[Entry]:
        """Yield what the next words are like."""
        for sign, words, other in (("<", around.left[::-1], sides[1]), (">", around.right, sides[0])):
            if not words:
                yield (sign, _NONE, self._where, case)
                continue
            yield from ((sign, words[0], self._where), (sign, words[0], "other", other), (sign, words[0], case))
            for at, word in zip((f"{sign}1", f"{sign}2"), words, strict=False):
                yield from ((at, "-" + word[-2:]), (at, "-" + word[-3:]), (at, word[:_NEAR] + "-"))
                yield (at, self._kind(word))

    def _shape(self, around: Surroundings, *, left: bool) -> str:
        """Say how the word beside a name is written and what it is: "Cs" for Khan, "lv" for went, "no" for none."""
        raw = around.left_raw if left else around.right_raw
        if not raw:
            return "no"
        if not (around.touches_left if left else around.touches_right):
            return "own" if around.owned and not left else "sign"
        words = around.left[-1:] if left else around.right[:1]
        return _case(raw) + self._kind(words[0] if words else "")

    def _kind(self, word: str) -> str:
        """Say what a word is: daily, daily and a name, first name or last name of the register, or none of them."""
        form = self._known.register.forms.get(word)
        if word in self._known.lists.vocabulary:
            return "v" if form is None else "vr"
        if form is None:
            return "o"
        return "f" if form.given else "s" if form.family else "o"


def _case(word: str) -> str:
    """Say how a word is written: 0 for figures, U for capitals, C for a capital, l for none."""
    if word[:1].isdigit():
        return "0"
    return "U" if len(word) > 1 and word.isupper() else "C" if word[:1].isupper() else "l"


def _words_around(around: Surroundings, kind: str, company: int, case: str) -> Iterator[Entry]:
    """Yield the words beside a name, near it and at its list; `company`: the other names in its list."""
    yield from (("kind", kind), ("list", str(min(company, 3))))
    left = _with_sign(around.left[::-1], around.left_gap[::-1])
    right = _with_sign(around.right, around.right_gap)
    one, two = left[0], right[0]
    yield from ((one, left[1], "<"), (">", two, right[1]), (one, "<>", two))
    yield from ((one, "<"), (">", two), (left[1], "_", "<"), (">", "_", right[1]))
    yield from ((one, "<", case), (">", two, case))
    yield from ((word, "..", "<") for word in around.left)
    yield from ((">", "..", word) for word in around.right)


def _with_sign(words: Sequence[str], gap: str) -> list[str]:
    """Return the nearest words, the sign that parts the name from the first of them before it; filled up."""
    sign = gap.strip()[:1]
    return [*([sign] if sign else []), *words[:_NEAR], _NONE, _NONE]
