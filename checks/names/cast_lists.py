"""Cast lists: texts that pair parts, classes or prizes with names, time and again, whichever sign joins the two."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final, NamedTuple

from checks.names.fold import fold_name
from checks.names.nativity import nativity_cast

_JOINTS: Final = (
    (re.compile(r"\s*:\s+"), re.compile(r"[;,\n|•]|\.(?=\s|\Z)")),
    (re.compile(r"\s+[–—-]\s+|\s*=\s*|\s*→\s*"), re.compile(r"[;,\n|•]|\.(?=\s|\Z)")),
    (re.compile(r",\s+"), re.compile(r"[;\n|•]|\.(?=\s|\Z)")),
)
"""What joins a part and a name, and what parts such pairs: "Puck: Jack, Titania: Rose", "Jack, Finn; Giant, Jasper"."""
_HEADING: Final = re.compile(r"\s*[^:;,\n]{2,40}:\s+(?=[^:]*\Z)|\s*(?:[Tt]he )?[Cc]ast[^:;,\n]{0,30}:\s+")
_JOINED: Final = frozenset(":;=→–—-|•\n")
_FORM: Final = frozenset("0123456789")
"""What stands in the number of a year and in no part: "Y2 Guled, Esi; Y3 Ikram, Sunny" pairs nobody."""
_BRACKETED: Final = re.compile(r"(?<![^\s:;,|•])([^\W\d_][\w'’.-]*(?: [\w'’.-]+){0,2}?) \(([^()\n]{1,45})\)")
"""A name or a part, and the other of the two in brackets."""
_FEWEST: Final = 3
"""Pairs that make a list of them."""
_LONGEST: Final = 45


class Pairs(NamedTuple):
    """Where in the source parts and names stand, as [start, end)."""

    parts: Sequence[tuple[int, int]]
    players: Sequence[tuple[int, int]]
    observed: str = "plays_part"
    """What is observed of the players."""

    def plays(self, start: int) -> bool:
        """Tell whether what begins there plays a part."""
        return any(a <= start < b for a, b in self.players)

    def played(self, start: int) -> bool:
        """Tell whether what begins there is a part."""
        return any(a <= start < b for a, b in self.parts)


NONE: Final = Pairs((), ())


def pairs_in(source: str, names: Sequence[Container[str]]) -> Pairs:
    """Return the parts and the players of a text; none where it pairs nothing. `names`: first names, folded."""
    for joint, ends in _JOINTS:
        rows = list(_rows(source, joint, ends))
        if len(rows) < _FEWEST:
            continue
        parts, players = zip(*rows, strict=True)
        of_names = sum(_named(source[a:b], names) for a, b in players)
        no_parts = sum(not _FORM.isdisjoint(source[a:b]) or _named(source[a:b], names) for a, b in parts)
        if of_names >= _FEWEST and of_names > no_parts:
            return Pairs(parts, players)
    if cast := nativity_cast(source):
        parts, players = zip(*cast, strict=True)
        return Pairs(parts, players)
    return _bracketed(source, names) if "(" in source else NONE


def _bracketed(source: str, names: Sequence[Container[str]]) -> Pairs:
    """Read "Mirabela (Mary), Jack (donkey back)", "Mary (Mirabela), donkey (Jack)": who is named more often plays."""
    rows = [(found.span(1), found.span(2)) for found in _BRACKETED.finditer(source)]
    if len(rows) < _FEWEST:
        return NONE
    before, inside = zip(*rows, strict=True)
    named = [sum(_named(source[a:b], names) for a, b in side) for side in (before, inside)]
    if max(named) < _FEWEST or named[0] == named[1] or any(not _FORM.isdisjoint(source[a:b]) for a, b in inside):
        return NONE
    return Pairs(inside, before, "bracketed") if named[0] > named[1] else Pairs(before, inside, "bracketed")


def _rows(
    source: str, joint: re.Pattern[str], ends: re.Pattern[str]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the spans of what stands before and behind the only joint of each piece."""
    begin = 0
    for end in [*(m.span() for m in ends.finditer(source)), (len(source), len(source))]:
        piece = source[begin : end[0]]
        if heading := _HEADING.match(piece):
            begin, piece = begin + heading.end(), piece[heading.end() :]
        found = list(joint.finditer(piece))
        if len(found) == 1 and found[0].start() and len(piece) < 2 * _LONGEST and found[0].end() < len(piece):
            yield (begin, begin + found[0].start()), (begin + found[0].end(), end[0])
        begin = end[1]


def _named(written: str, names: Sequence[Container[str]]) -> bool:
    words = fold_name(written).split()
    return bool(words) and any(words[0] in some for some in names) and written.lstrip()[:1].isupper()
