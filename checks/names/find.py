"""Finding: one pass over many texts at once for every form of every name; only what is hit is looked at again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

import ahocorasick_rs
import numpy as np

from checks.names.fold import EDGE, GAP, Array, Folded, fold
from checks.names.forms import Form, Register
from checks.names.joined import (
    FEWEST_SPACED,
    Tag,
    by_text,
    inside_tags,
    owners_of,
    places_of,
    spaced_runs,
    tags_in,
)
from checks.names.neighbours import numbers_after, numbers_before, words_after, words_before
from checks.names.scenes import CALLED

_BATCH: Final = 1_000_000
"""Characters folded in one go: enough to be fast, few enough to keep memory flat."""
_GIVEN, _FAMILY, _PHRASE = 1, 2, 4
_WHEN: Final = frozenset(
    ("in", "until", "till", "since", "during", "early", "late", "mid", "last", "next", "this", "every")
)
"""Words after which a month, a day or a season is one, whatever its capital."""
_TELLING: Final = 5
"""Letters written apart that spell a word nobody would, were it not a name: B L E S S I N G."""
_IS: Final = frozenset(("is", "was", "has"))
_OWN: Final = frozenset(("our", "my"))
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
    origin: Array
    """Code point of the source for each folded character; its edges may lie outside the source."""
    hits: tuple[Hit, ...]
    """By start, the longest first."""
    phrases: tuple[tuple[int, int], ...]
    """Folded spans of phrases in which a name is no child's."""
    tags: tuple[Tag, ...]
    spaced: tuple[tuple[int, int], ...] = ()
    """Folded spans of single letters in a row that spell a name: Z A I N A B."""


class Finder:
    """Holds the automaton over the forms of one register. Not picklable: build one per process (about 10 ms)."""

    def __init__(
        self,
        register: Register,
        phrases: Sequence[str],
        ordinary: Container[str],
        dated: Container[str],
        eager: Collection[str],
        lively: Collection[str],
        titled: Container[str],
        spells: Spells,
    ) -> None:
        """Build the automaton. `phrases` are those in which a name is no child's.

        `ordinary`: forms that are plain words; `dated`: months, days and seasons; `eager`: words after which even
        plain words are read in lower case; `lively`: words that, after one at the beginning of a text, make it
        somebody; `titled`: words after which a last name alone is an adult's.
        """
        keys = list(register.forms)
        words = {word for key in keys for word in key.split()}
        phrases = [p for p in dict.fromkeys(phrases) if p not in register.forms and not words.isdisjoint(p.split())]
        self._keys, self._forms = keys, list(register.forms.values())
        self._roles = np.array([*(_roles(form) for form in self._forms), *(_PHRASE for _ in phrases)], dtype=np.int8)
        plain = [key in ordinary or (form.plural and key[:-1] in ordinary) for key, form in register.forms.items()]
        self._ordinary = np.array([*plain, *(False for _ in phrases)], dtype=bool)
        self._dated = np.array([*(key in dated for key in keys), *(False for _ in phrases)], dtype=bool)
        self._plain, self._lively = ordinary, lively
        self._eager, self._titled, self._spells = eager, titled, spells
        praise = (phrase.split()[-1] for phrase in eager)
        self._worth_before = numbers_before({*praise, *_OWN, "and", EDGE, ""})
        self._worth_after = numbers_after({*CALLED, "as", "and"})
        self._spellings = frozenset(register.full) | {key for key in keys if len(key) >= FEWEST_SPACED}
        patterns = [f" {key} " for key in [*keys, *phrases]]
        self._automaton = ahocorasick_rs.AhoCorasick(patterns, store_patterns=False) if patterns else None

    def scan(self, texts: Sequence[str]) -> Iterator[Found]:
        """Yield the texts that hold a name worth reading or a tag that spells one, in order."""
        for first, last in _batches(texts):
            yield from self._scan_batch(texts, first, last)

    def _scan_batch(self, texts: Sequence[str], first: int, last: int) -> Iterator[Found]:
        batch = texts[first:last]
        source = f" {f' {EDGE} '.join(batch)} "
        begins, lengths = places_of(batch)
        folded = fold(source)
        tags = tags_in(source)
        found = self._hits(folded.text)
        found = found[~inside_tags(folded.origin[found[:, 1] + 1], tags)]
        found = found[~self._idle(found, folded, source)]
        owners = owners_of(begins, folded.origin[found[:, 1] + 1])
        told = ~_told_alone(self._roles[found[:, 0]], owners, found)
        found, owners = found[told], owners[told]
        keep = self._worth_it(self._roles[found[:, 0]], owners, folded.text, found)
        spaced = [span for run in spaced_runs(folded.codes) if (span := self._spelled(folded.text, *run))]
        tags = [tag for tag in tags if self._spells(tag.sign, tag.body)]
        hits = by_text(found[keep].tolist(), owners[keep].tolist())
        tagged = by_text(tags, owners_of(begins, np.array([tag.start for tag in tags], dtype=np.int64)).tolist())
        apart = by_text(spaced, owners_of(begins, folded.origin[[start for start, _ in spaced]]).tolist())
        chosen = sorted({*hits, *tagged, *apart})
        lefts = np.searchsorted(folded.origin, begins[chosen]) - 1
        rights = np.searchsorted(folded.origin, begins[chosen] + lengths[chosen])
        for at, left, right, begin in zip(
            chosen, lefts.tolist(), rights.tolist(), begins[chosen].tolist(), strict=True
        ):
            names, phrases = self._split(hits.get(at, ()), left)
            text = folded.text[left:right]
            moved = tuple(tag._replace(start=tag.start - begin, end=tag.end - begin) for tag in tagged.get(at, ()))
            letters = tuple((start - left, end - left) for start, end in apart.get(at, ()))
            yield Found(first + at, f"{text} ", folded.origin[left:right] - begin, names, phrases, moved, letters)

    def _spelled(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Return the longest part of a run of single letters that spells a name."""
        letters = text[start:end].replace(" ", "")
        for length in range(len(letters), FEWEST_SPACED - 1, -1):
            for at in range(len(letters) - length + 1):
                spelled = letters[at : at + length]
                plain = spelled in self._plain and length < min(len(letters), _TELLING)
                if spelled in self._spellings and not plain:
                    return start + 2 * at, start + 2 * (at + length) - 1
        return None

    def _worth_it(self, roles: Array, text_of: Array, text: str, found: Array) -> Array:
        """Mark hits worth a look: a last name after a title counts only in a text with a first name."""
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
        return np.array(matches, dtype=np.int64).reshape(-1, 3)

    def _idle(self, found: Array, folded: Folded, source: str) -> Array:
        """Mark plain words in lower case with no praise before and no name beside them: most hits are this."""
        idle = np.zeros(len(found), dtype=bool)
        plain = np.flatnonzero(self._ordinary[found[:, 0]])
        if not plain.size:
            return idle
        low = np.fromiter((source[at].islower() for at in folded.origin[found[plain, 1] + 1].tolist()), dtype=bool)
        names = self._roles[found[:, 0]] != _PHRASE
        asked = self._asked(found[plain], found[names], folded) | self._dated[found[plain, 0]]
        idle[plain[low & ~asked]] = True
        plain = plain[asked]
        starts, ends = set(found[names, 1].tolist()), set(found[names, 2].tolist())
        text, firsts = folded.text, folded.origin[found[plain, 1] + 1].tolist()
        dated = self._dated[found[plain, 0]].tolist()
        for at, first, (_, start, end), date in zip(plain.tolist(), firsts, found[plain].tolist(), dated, strict=True):
            if end - 1 in starts or start + 1 in ends:
                continue
            if date and text[text.rfind(" ", 0, start) + 1 : start] in _WHEN:
                idle[at] = not _initial_beside(text, start, end)
            elif source[first].islower():
                begin = text.rfind(" ", 0, start) + 1
                before, two = text[begin:start], text[text.rfind(" ", 0, max(begin - 1, 0)) + 1 : start]
                after = text[end : text.find(" ", end)]
                opens = before == EDGE or not before or before in _OWN
                idle[at] = not (
                    before in self._eager
                    or (before == "and" and begin in ends)
                    or two in self._eager
                    or (opens and after in self._lively)
                    or before in _OWN
                    or after in CALLED
                    or after == "as"
                    or ((before == EDGE or not before) and after in _IS)
                    or (after == "and" and end + 3 in starts)
                    or _initial_beside(text, start, end)
                )
        return idle

    def _asked(self, hits: Array, names: Array, folded: Folded) -> Array:
        """Mark hits beside which any word or name stands that could make a plain word in lower case worth reading."""
        codes, starts, ends = folded.codes, hits[:, 1], hits[:, 2]
        beside = np.isin(ends - 1, names[:, 1]) | np.isin(starts + 1, names[:, 2])
        beside |= np.isin(words_before(codes, starts), self._worth_before)
        beside |= np.isin(words_after(codes, ends), self._worth_after)
        last = codes.size - 1
        beside |= (codes[np.maximum(starts - 2, 0)] == GAP) | (codes[np.minimum(ends + 1, last)] == GAP)
        return beside

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
    return (_GIVEN if form.people else 0) | (_FAMILY if form.family else 0)


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield [first, last) of as many texts as come to a batch; one text at least."""
    ends = np.cumsum(np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)))
    first = 0
    while first < len(texts):
        before = int(ends[first - 1]) if first else 0
        last = min(int(np.searchsorted(ends, before + _BATCH)) + 1, len(texts))
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


def _initial_beside(text: str, start: int, end: int) -> bool:
    """A single letter stands before or after: "J. King", "Will T"."""
    return text[start - 2 : start - 1] == " " or text[end + 1 : end + 2] == " "
