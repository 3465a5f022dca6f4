"""Listing: which names of a text stand in one list, and whether a name stands in any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from checks.names.candidate import FIRST, Candidate, between
from checks.names.find import Found
from checks.names.surroundings import Surroundings

_PAIRS: Final = re.compile(r"(?:^|[\n;,:.]|[^\x00-\u2fff])\s*[^\W\d_][^\n;,:.]{0,40}?\s[–—-]\s+[^\W\d_]")
"""What stands before a dash in each line is a part, a class or a prize: "Willow - Erin", "Narrator – Kai"."""
_LISTED: Final = re.compile(
    r"\s*(?:,?\s*(?:&|\band\b|\ban\b|\bn\b|\bplus\b|\bwith\b)|\bto\b|,|\+|/|\n|•|-|–|[^\w\s.!?:;()'’\"“”]+)\s*",
    re.IGNORECASE,
)
_FIGURES: Final = re.compile(r"^\s+\d{1,3}(?:\s?(?:pts|points|runs|goals|tries))?(?=[\s,;&])")
_OWNING: Final = re.compile(r"^['’]s?(?: (?!and |or )[^,;.!?\n]{1,30}?)?(?=,| and | & |;|/)")
"""What stands behind one owner in a list of them: "Theo's, Tara's", "Cheryl's dance, Ned's smoke machine"."""
_PLACE: Final = r"(?:GS|GA|WA|C|WD|GD|GK)"
_PLACES: Final = re.compile(
    rf"^(?: {_PLACE})?(?:\s*[,;]\s*\d{{1,2}}[.)]?|\s+\d{{1,2}}|\s*[,;]?\s+(?:{_PLACE}|bow|stroke|cox))\s+\Z"
    rf"|^ {_PLACE}(?:\s*[,;]\s*|\s+)\Z"
)
"""What stands between two places of a crew, a team or a ladder."""
_IN_PAIRS: Final = re.compile(r"[A-Z]\w+, [A-Z][^,;\n]*;")
"""A part, a comma and a name: semicolons part such pairs, and no list."""
_OWNED: Final = tuple("'’")
_THING: Final = re.compile(r"^, [a-z][^,;.\n]{1,30};")
_BRACKETS: Final = re.compile(r"\s*\([^()]{1,60}\)")
_CLASS_NAMED: Final = re.compile(r" (?:class|form) ")
_ROW: Final = 3
"""First names in a row that are a list though no sign parts them."""
_LINKS: Final = frozenset(",;&+/()")
_LINKING: Final = frozenset(("and", "or", "v", "vs", "ap", "ab", "van", "von", "de", "of", "the", "by", "vote"))


def groups_of(names: Sequence[Candidate], found: Found, source: str) -> list[int]:
    """Return for each name the number of the list it stands in."""
    group = [0] * len(names)
    paired = len(_PAIRS.findall(source)) > 1
    relay = source.count(" to ") > 1
    rows = _side_by_side(names, source, found) if len(names) >= _ROW else frozenset()
    for at in range(1, len(names)):
        left, right = names[at - 1], names[at]
        gap = between(found, source, left.end, right.start) if right.start > left.end else "."
        if gap.strip() == "to" and not relay:  # "from Charles to Wood"
            gap = "."
        if gap[:1] in _OWNED and source[int(found.origin[right.end - 1]) + 1 :][:1] in _OWNED:
            gap = _OWNING.sub("", gap)
        gap = _FIGURES.sub("", gap)  # "Osei 14, Kaur 9"
        gap = _PLACES.sub(",", gap)  # "2 esme, 3 amelia", "Hepple GS, Wake GA"
        if gap == "; " and not _IN_PAIRS.search(source):  # "Xander; Tom; Ali"
            gap = ","
        gap = _THING.sub(",", gap)  # "Xander, trombone; Justice, sousaphone"
        gap = _BRACKETS.sub("", gap)  # "Hania (kind words), Tariq (kind hands)"
        apart = (
            written_high(source, found, left) != written_high(source, found, right)
            or _CLASS_NAMED.match(found.folded, right.end) is not None  # "by Tenzing, Merlin class"
            or _LISTED.fullmatch(gap) is None
            or (paired and gap.strip() in ("-", "–", "—"))
        )
        group[at] = group[at - 1] + (apart and at not in rows)
    return group


def _side_by_side(names: Sequence[Candidate], source: str, found: Found) -> frozenset[int]:
    """Return which first names stand in a row with nothing but spaces between: "Ola Meg Tori"; two may be one child."""
    joined = [
        at > 0
        and names[at].kind in FIRST
        and names[at - 1].kind in FIRST
        and names[at].start == names[at - 1].end + 1
        and not between(found, source, names[at - 1].end, names[at].start).strip(" \t")
        and written_high(source, found, names[at]) == written_high(source, found, names[at - 1])
        for at in range(len(names))
    ]
    joined.append(False)
    return frozenset(at for at in range(1, len(names)) if joined[at] and (joined[at - 1] or joined[at + 1]))


def named_besides(names: Sequence[Candidate], groups: Sequence[int]) -> list[Candidate]:
    """Return the names of a pair that everybody knows where they stand in a longer list: "Jude, Tia, Ben & Holly"."""
    out = []
    for number in set(groups):
        group = [name for name, at in zip(names, groups, strict=True) if at == number and name.kind in FIRST]
        known = [name for name in group if name.figure]
        if len(known) > 1 and len(group) - len(known) >= len(known):
            out += known
    return out


def in_pairs(source: str) -> bool:
    """Tell whether a text pairs parts, classes or prizes with names, by dashes, more than once."""
    return len(_PAIRS.findall(source)) > 1


def written_high(source: str, found: Found, name: Candidate) -> bool:
    """Tell whether a name begins with a capital where capitals mean something."""
    return source[int(found.origin[name.start])].isupper() and not source.isupper()


def listed_beside(around: Surroundings) -> bool:
    """Rule out quickly that a name stands in a list."""
    if not _LINKS.isdisjoint(around.left_gap) or not _LINKS.isdisjoint(around.right_gap):
        return True
    before, after = around.left_raw, around.right_raw
    return before in _LINKING or after in _LINKING or not before[:1].islower() or not after[:1].islower()
