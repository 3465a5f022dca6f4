"""Apart: letters written apart are closed up before a text is read: "S T A R S: S e t h, G u s", "K U N L E  A D E"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from checks.names.fold import fold_name
from checks.names.forms import Register

_MARKS: Final = r"[\u0300-\u036f\u200b-\u200d\u00ad\u2060\ufeff]*"
_LETTER: Final = rf"[^\W\d_]{_MARKS}(?![^\W_])"
_RUN: Final = re.compile(rf"(?<![^\W_])(?<![^\W_]['’])(?:{_LETTER})(?:[\W_]{{1,6}}?{_LETTER}){{2,}}")
_ONE: Final = re.compile(_LETTER)
_HIDDEN: Final = re.compile(r"[\u0300-\u036f\u200b-\u200d\u00ad\u2060\ufe0f\ufeff]")
_PARTING: Final = frozenset(",;:&+=?!\n\r\"'’()[]")
"""Signs that stand between words and not between the letters of one."""
_FEWEST: Final = 3
"""Letters of the shortest name found among others: K A I."""
_TELLING: Final = 4
"""Letters written apart that spell a word nobody would, were it not a name: B L E S S I N G."""
_AT_AN_END: Final = 6
"""Letters of a name that is found at an end of letters that are no words."""
_LONE: Final = frozenset("aixnvu")
"""Words of one letter, also as people type in a hurry, and kisses."""


class Closed(NamedTuple):
    """A text with its letters closed up."""

    source: str
    places: list[int]
    """Where each of its characters stands in the text as written."""
    names: list[tuple[int, int]]
    """[start, end) of the names that were written apart and are told as such."""


class Part(NamedTuple):
    """Letters that belong together: [first, last) among those of their run."""

    first: int
    last: int
    name: str
    """The form they spell, "" where they spell none."""
    spelled: str = ""
    goes_on: bool = False
    """The next letters belong to the same name: "I s l a - M a e"."""


class Closer:
    """Closes up the letters that spell names of one register."""

    def __init__(
        self, register: Register, common: Container[str], words: Container[str], cheers: Container[str]
    ) -> None:
        """Take a register and what else may be spelled: `common`: names that are words too; `words`: what is a word or
        a stranger's name; `cheers`: words that are written with no gap before or behind a name.
        """
        self._forms, self._full = register.forms, register.full
        self._common, self._words, self._cheers = common, words, cheers

    def close(self, source: str) -> Closed | None:
        """Return the text with the letters of words closed up, or None where none of them is a name."""
        runs = [(run.start(), run.end(), *self._read(run[0])) for run in _RUN.finditer(source)]
        if not any(part.name for _, _, _, parts in runs for part in parts):
            return None
        only = sum(len(parts) for _, _, _, parts in runs) == 1
        out, places, names, done = list[str](), list[int](), list[tuple[int, int]](), 0
        for begin, _, letters, parts in runs:
            if not parts:
                continue
            out.append(source[done:begin])
            places += range(done, begin)
            for number, part in enumerate(parts):
                first, last = letters[part.first], letters[part.last - 1]
                if number:
                    gap_begins, gap_ends = letters[parts[number - 1].last - 1].end, first.start
                    gap = source[begin + gap_begins : begin + gap_ends]
                    kept = " " if gap.isspace() and "\n" not in gap else gap
                    if parts[number - 1].goes_on:
                        kept = gap.strip()[:1] or " "
                    out.append(kept)
                    places += range(begin + gap_begins, begin + gap_begins + len(kept))
                at = len(places)
                for letter in letters[part.first : part.last]:
                    out.append(source[begin + letter.start])
                    places.append(begin + letter.start)
                places[-1] = begin + last.start
                plain = part.name in self._common and not (only and len(part.name) >= _TELLING)
                if part.name and not plain:
                    names.append((at, len(places)))
            done = begin + letters[-1].end
        out.append(source[done:])
        places += range(done, len(source))
        return Closed("".join(out), places, names)

    def _read(self, run: str) -> tuple[list[_Letter], list[Part]]:
        """Return the letters of a run and the words they make; no words where it is to be left as it is."""
        letters = [_Letter(one.start(), one.end(), fold_name(one[0]), one[0].isupper()) for one in _ONE.finditer(run)]
        gaps = [_HIDDEN.sub("", run[a.end : b.start]).replace("\u00a0", " ") for a, b in pairwise(letters)]
        apart = Counter(gaps).most_common(1)[0][0]
        if not _PARTING.isdisjoint(apart) or any(len(letter.folded) != 1 for letter in letters):
            return letters, []
        cuts = [0, *(at + 1 for at, gap in enumerate(gaps) if gap != apart), len(letters)]
        parts = self._together([part for a, b in pairwise(cuts) for part in self._split(letters, a, b)])
        spelled = "".join(letter.folded for letter in letters)
        shortest = _FEWEST + 1 if "." in apart else _FEWEST  # "R.A.F." is short for something
        if len(set(spelled)) < 2 or all(len(part.name) < shortest for part in parts if part.name):
            return letters, [] if len(set(spelled)) < 2 else [part._replace(name="") for part in parts]
        return letters, parts

    def _split(self, letters: Sequence[_Letter], first: int, last: int) -> Iterator[Part]:
        """Yield the words that letters with the same gap between them make."""
        high = [letter.high for letter in letters[first:last]]
        cuts = [0, len(high)]
        whole = "".join(letter.folded for letter in letters[first:last])
        mixed = any(high) and high.count(False) > 1  # a small letter alone stands between names: "S E U N v I M R A N"
        if mixed and whole not in self._forms:  # "C K e r r": a capital begins a word
            cuts[1:1] = [
                at for at in range(1, len(high)) if high[at] and (not high[at - 1] or not all(high[at : at + 2]))
            ]
        for a, b in pairwise(cuts):
            spelled = "".join(letter.folded for letter in letters[first + a : first + b])
            for begin, end, name in self._words_of(spelled):
                yield Part(first + a + begin, first + a + end, name, spelled[begin:end])

    def _together(self, parts: list[Part]) -> list[Part]:
        """Put names of two parts together: "I s l a - M a e", "H e i  Y i n"."""
        for at, (one, other) in enumerate(pairwise(parts)):
            both = f"{one.spelled} {other.spelled}"
            if both in self._forms and not self._forms[both].plural:
                parts[at : at + 2] = [one._replace(name=both, goes_on=True), other._replace(name=both)]
        return parts

    def _words_of(self, spelled: str) -> list[tuple[int, int, str]]:
        """Cut "jaijaijai", "happybirthdayjaya" and "keiran" into names and words; what cannot be cut stays whole."""
        whole = [(0, len(spelled), spelled if self._names(spelled, whole=True) else "")]
        if len(spelled) <= _FEWEST or whole[0][2] or spelled in self._words:
            return whole
        for name, rest in ((spelled[:-1], spelled[-1]), (spelled[1:], spelled[0])):
            if rest in _LONE and self._names(name, whole=True):
                first = 0 if name == spelled[:-1] else 1
                own = (first, first + len(name), name)
                return [own, (len(name), len(spelled), "")] if not first else [(0, 1, ""), own]
        return self._cut(spelled) or self._at_an_end(spelled) or whole

    def _cut(self, spelled: str) -> list[tuple[int, int, str]]:
        """Cut letters into names and words of praise, as few as can be; nothing where they do not come out even."""
        best: list[tuple[int, list[tuple[int, int, str]]] | None] = [(0, [])]
        for end in range(1, len(spelled) + 1):
            found = None
            for begin in range(end):
                before, piece = best[begin], spelled[begin:end]
                named = self._names(piece) and piece not in self._common
                if before is None or not (named or piece in self._cheers or piece in _LONE):
                    continue
                cost = before[0] + (2 if named else 3 if len(piece) > 1 else 6)
                if found is None or cost < found[0]:
                    found = (cost, [*before[1], (begin, end, piece if named else "")])
            best.append(found)
        pieces = best[-1][1] if best[-1] else []
        names = [name for _, _, name in pieces if name]
        cheered = sum(end - begin for begin, end, name in pieces if not name)
        again = len(names) > 1 and len(set(names)) == 1
        full = len(names) == 2 and "".join(names) in self._full
        parted = all(bool(name) != bool(number % 2) for number, (_, _, name) in enumerate(pieces))  # "seun v imran"
        return (
            pieces
            if again or full or (len(names) > 1 and parted) or (len(names) == 1 and cheered > len(names[0]) // 2 > 0)
            else []
        )

    def _at_an_end(self, spelled: str) -> list[tuple[int, int, str]]:
        """Find a long name before or behind letters that are no words: "A U N T Y Z A I N A B"."""
        for length in range(len(spelled) - 2, _AT_AN_END - 1, -1):
            rest = len(spelled) - length
            if self._names(spelled[rest:]) and spelled[rest:] not in self._common:
                return [(0, rest, ""), (rest, len(spelled), spelled[rest:])]
            if self._names(spelled[:length]) and spelled[:length] not in self._common:
                return [(0, length, spelled[:length]), (length, len(spelled), "")]
        return []

    def _names(self, spelled: str, *, whole: bool = False) -> bool:
        form = self._forms.get(spelled)
        if form is None or len(spelled) < _FEWEST:
            return False
        return not (form.plural or form.clipped) or (whole and not (form.plural and spelled[:-1] in self._common))


class _Letter(NamedTuple):
    """One letter of a run: [start, end) in it, its marks included."""

    start: int
    end: int
    folded: str
    high: bool
