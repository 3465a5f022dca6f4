"""Finding: one pass over many texts at once for every form of every name; only what is hit is looked at again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

import ahocorasick_rs
import numpy as np

from checks.names.apart import Closer
from checks.names.batch import Batch
from checks.names.fold import Array, fold_name
from checks.names.forms import Form, Register
from checks.names.idle import idle_among
from checks.names.joined import Tag, by_text, inside_tags, tags_in
from checks.names.lists import Lists
from checks.names.rewording import Reworded, Rewording
from checks.names.scripts import Scripts

_BATCH: Final = 1_000_000
"""Characters folded in one go: enough to be fast, few enough to keep memory flat."""
_GIVEN, _FAMILY, _PHRASE = 1, 2, 4
_NEXT_WORD: Final = re.compile(r"[\w'’-]+")
Spells: TypeAlias = Callable[[str, str], object]
"""Given the sign and body of a tag, something true when it spells a name."""


class Hit(NamedTuple):
    """A form of a name standing as a whole word: [start, end) in the folded text."""

    start: int
    end: int
    key: str
    form: Form


class Found(NamedTuple):
    """What the pass found in one text."""

    at: int
    """Which of the texts."""
    folded: str
    """The folded text with a space at either end."""
    origin: Sequence[int]
    """Code point of the source for each folded character; its edges may lie outside the source."""
    hits: tuple[Hit, ...]
    """By start, the longest first."""
    phrases: tuple[tuple[int, int], ...]
    """Folded spans of phrases in which a name is no child's."""
    tags: tuple[Tag, ...]
    reworded: Reworded | None = None
    """The text that was read in its place, because a name in it stands letter by letter or in another script."""


class Finder:
    """Holds the automaton over the forms of one register. Not picklable: build one per process (about 10 ms)."""

    def __init__(
        self,
        register: Register,
        phrases: Iterable[str],
        lists: Lists,
        spells: Spells,
    ) -> None:
        """Build the automaton. `phrases` are those that hold a name and in which it is no child's."""
        ordinary, dated = lists.plain_words, lists.dated_words
        self._full = register.full.keys() | {name.replace(" ", "") for name in register.whole}
        self._firsts = {key for key, form in register.forms.items() if form.people}
        phrases = [phrase for phrase in dict.fromkeys(phrases) if phrase not in register.forms]
        figures = set(phrases)  # nobody goes by the name of one unless the register says so
        whole = {key: Form(whole=pupils) for key, pupils in register.whole.items() if key not in figures}
        keys = [*register.forms, *whole]
        self._keys, self._forms = keys, [*register.forms.values(), *whole.values()]
        self._roles = np.array([*map(_roles, self._forms), *(_PHRASE for _ in phrases)], dtype=np.int8)
        plain = [
            key in ordinary or (form.plural and key[:-1] in ordinary)
            for key, form in zip(keys, self._forms, strict=True)
        ]
        self._ordinary = np.array([*plain, *(False for _ in phrases)], dtype=bool)
        self._dated = np.array([*(key in dated for key in keys), *(False for _ in phrases)], dtype=bool)
        self._titled, self._spells = lists.personal_titles, spells
        closer = Closer(register, lists.common, lists.words_spelled, lists.cheers)
        self._rewording = Rewording(closer, Scripts(register.forms), register.forms)
        self._idle = idle_among(lists.last_of_praise, lists.first_of_deeds)
        patterns = [f" {key} " for key in [*keys, *phrases]]
        self._automaton = ahocorasick_rs.AhoCorasick(patterns, store_patterns=False) if patterns else None

    def scan(self, texts: Sequence[str]) -> Iterator[Found]:
        """Yield the texts that hold a name worth reading or a tag that spells one, in order."""
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        for first, last in _batches(lengths):
            some = texts[first:last]
            batch = Batch(some, lengths[first:last])
            again = self._rewording.of(batch, some)
            found = self._scan_batch(batch, first)
            yield from self._with_reworded(found, again, first) if again else found

    def _with_reworded(self, found: Iterator[Found], again: Mapping[int, Reworded], first: int) -> Iterator[Found]:
        """Yield what was found, and in the place of texts that are read otherwise what is found in those."""
        numbers, sources = list(again), [reworded.source for reworded in again.values()]
        batch = Batch(sources, np.fromiter(map(len, sources), dtype=np.int64, count=len(sources)))
        redone = [
            one._replace(at=first + numbers[one.at], reworded=again[numbers[one.at]])
            for one in self._scan_batch(batch, 0)
        ]
        kept = (one for one in found if one.at - first not in again)
        yield from merge(kept, redone, key=lambda one: one.at)

    def _scan_batch(self, batch: Batch, first: int) -> Iterator[Found]:
        tags = [tag for tag in tags_in(batch.source, batch.written, batch.high) if not self._goes_on(tag, batch.source)]
        found, owners = self._worth_reading(batch, tags)
        spelled = [tag for tag in tags if self._spells(tag[0], tag[1])]
        hits = by_text(found.tolist(), owners.tolist())
        tagged = by_text(spelled, batch.texts_at(_column([tag[2] for tag in spelled])).tolist())
        chosen = sorted({*hits, *tagged})
        for at, cut in zip(chosen, batch.cut(chosen), strict=True):
            names, phrases = self._split(hits.get(at, ()), cut.first)
            moved = [Tag(sign, body, a - cut.begin, b - cut.begin) for sign, body, a, b in tagged.get(at, ())]
            yield Found(first + at, f"{cut.text} ", cut.origin, names, phrases, tuple(moved))

    def _goes_on(self, tag: tuple[str, str, int, int], source: str) -> bool:
        """Tell whether a tag is a first name whose last name stands behind it: "@Zainab Malik" is read as two words."""
        _, body, _, end = tag
        if source[end] != " " or not source[end + 1].isalpha():
            return False
        first = fold_name(body)
        last = _NEXT_WORD.match(source, end + 1)
        return (
            first in self._firsts and last is not None and f"{first}{fold_name(last[0])}".replace(" ", "") in self._full
        )

    def _worth_reading(self, batch: Batch, tags: Sequence[tuple[str, str, int, int]]) -> tuple[Array, Array]:
        """Return the hits worth reading as rows (pattern, start, end), and which text each of them lies in."""
        found = self._hits(batch.text)
        sources = batch.sources_of(found[:, 1] + 1)
        free = ~inside_tags(sources, tags)
        found, sources = found[free], sources[free]
        busy = ~self._idle_among(found, batch)
        found, owners = found[busy], batch.texts_at(sources[busy])
        told = ~_told_alone(self._roles[found[:, 0]], owners, found)
        found, owners = found[told], owners[told]
        keep = self._first_names(self._roles[found[:, 0]], owners, batch.text, found)
        return found[keep], owners[keep]

    def _idle_among(self, found: Array, batch: Batch) -> Array:
        """Mark the hits of plain words and months that name nobody."""
        idle = np.zeros(len(found), dtype=bool)
        plain = np.flatnonzero(self._ordinary[found[:, 0]])
        if plain.size:
            hits, names = found[plain], found[self._roles[found[:, 0]] != _PHRASE]
            idle[plain] = self._idle.among(hits, self._dated[hits[:, 0]], names, batch)
        return idle

    def _first_names(self, roles: Array, text_of: Array, text: str, found: Array) -> Array:
        """Mark the hits in texts with a first name, and of other texts the last names that follow no title."""
        if not roles.size:
            return np.zeros(0, dtype=bool)
        given = (roles & _GIVEN) > 0
        with_given = np.zeros(int(text_of.max()) + 1, dtype=bool)
        with_given[text_of[given]] = True
        keep = given | with_given[text_of]
        for at in np.flatnonzero(~keep & ((roles & _FAMILY) > 0)):
            start = int(found[at, 1])
            keep[at] = text[text.rfind(" ", 0, start) + 1 : start] not in self._titled
        return keep

    def _hits(self, text: str) -> Array:
        """Return rows (pattern, start, end) of the folded text, the spaces around a form included."""
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True) if self._automaton is not None else []
        numbers = np.fromiter(chain.from_iterable(matches), dtype=np.int64, count=3 * len(matches))
        return numbers.reshape(-1, 3)

    def _split(self, hits: Sequence[Sequence[int]], left: int) -> tuple[tuple[Hit, ...], tuple[tuple[int, int], ...]]:
        """Part names from phrases, in positions of their own text; names by start, the longest first."""
        names, phrases = [], []
        for pattern, start, end in hits:
            if pattern < len(self._keys):
                names.append(Hit(start + 1 - left, end - 1 - left, self._keys[pattern], self._forms[pattern]))
            else:
                phrases.append((start + 1 - left, end - 1 - left))
        if len(names) > 1:
            names.sort(key=lambda hit: (hit.start, -hit.end))
        return tuple(names), tuple(phrases)


def _roles(form: Form) -> int:
    return (_GIVEN if form.people or form.whole else 0) | (_FAMILY if form.family else 0)


def _batches(lengths: Array) -> Iterator[tuple[int, int]]:
    """Yield [first, last) of as many texts of some lengths as come to a batch; one text at least."""
    ends = np.cumsum(lengths)
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        last = min(int(np.searchsorted(ends, before + _BATCH)) + 1, len(ends))
        yield first, last
        first = last


def _told_alone(roles: Array, owners: Array, found: Array) -> Array:
    """Mark the only name of a text where it lies in a phrase in which it is no child's: "our Summer fair"."""
    names = roles != _PHRASE
    if names.all():
        return ~names
    phrases = found[~names]
    phrases = phrases[np.argsort(phrases[:, 1], kind="stable")]
    furthest = np.maximum.accumulate(phrases[:, 2])
    before = np.searchsorted(phrases[:, 1], found[:, 1], side="right") - 1
    covered = (before >= 0) & (furthest[before] >= found[:, 2])
    alone = np.bincount(owners[names], minlength=int(owners.max()) + 1)[owners] == 1
    return names & covered & alone


def _column(numbers: Sequence[int]) -> Array:
    return np.array(numbers, dtype=np.int64)
