"""Combining: neighbouring hits of one text become full names, names with an initial, and first names alone."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from checks.names.candidate import Candidate, between
from checks.names.find import Found, Hit
from checks.names.forms import Form, Register
from checks.names.mistyped import APART, mistyped
from checks.names.pupils import Pupil

_APART_TURNED: Final = re.compile(r"[.;:!?&+/|()\n\r…]")
"""The same, where the last name comes first: "Malik, Zainab"."""
_FURTHEST: Final = 30
_NAME_BEFORE: Final = re.compile(r"(?:^|[\s(])[A-Z][^\W\d_]+ $")
_NAME_AFTER: Final = re.compile(r" [A-Z][^\W\d_]+")
_CLASS_BEHIND: Final = re.compile(r" (?:in |from |of )?(?:y(?:ea)?r? ?\d{1,2}|\d{1,2}[a-z]{1,2}) ")
"""A class, by which even "robin wood" in lower case is somebody."""
_OTHERS: Final = 2
"""Last names beside one that make a team of them."""
_FUNCTION_WORDS: Final = frozenset(
    ("and", "or", "with", "for", "to", "of", "from", "the", "a", "an", "in", "on", "at", "by", "was", "is", "are")
)  # fmt: skip
"""Words that are nobody's middle name."""
_CLOSES: Final = re.compile(r"\s*(?:[.,;:!?)\]&\n\r…]|$|[^\w\s'’])|\s+\d[\d,.]*[,;\n]")
_NO_NOUN: Final = re.compile(
    r"\s+(?:and|is|was|has|had|with|from|who|won|did|got|are|were|made|said|says|read|reads|led|ran|came|went|"
    r"took|gave|wrote|told|"
    r"found|thought|brought|lost|left|beat|met|kept|held|sang|saw|sat|stood|swam|drew|built|chose|ate|threw|"
    r"caught|for|on|in|at|to|\w{3,}ed)\b"
)
"""Words before which "A" is no article: "Mariam A and Joel"."""
_INITIAL: Final = re.compile(r"[ \t\u00a0]+([\w\u24b6-\u24e9])(?![\w'’])(\.?)")
_INITIAL_TURNED: Final = re.compile(r"(?:,[ \t\u00a0]?|[ \t\u00a0]+)([\w\u24b6-\u24e9])(?![\w'’])(\.?)")
"""The same, where the last name comes first: "Malik Z", "Malik, Z."."""
_NETBALL: Final = re.compile(r"\b(?:GS|GA|WA|WD|GD|GK)\b")
"""Places of netball, beside which C is one too."""
_HIGH_WORD: Final = re.compile(r"[A-Z][a-z]")
_NO_WORDS: Final = frozenset("efghjlmtz")
"""Letters that stand for no word in a hurry, as u, r, n, k, b and c do."""
_ROW: Final = re.compile(r"(?:[A-Z][\w'’-]+ [A-Z]\.?|\b[A-Z](?:\.| ) ?[A-Z][\w'’-]+)(?:, | and | & |,? and )\Z")
_MISREAD: Final = frozenset("ai")
"""Letters that are words: "Isabella A group" is no initial unless something closes it."""


def candidates(
    found: Found, source: str, register: Register, words: Container[str], vocabulary: Container[str]
) -> list[Candidate]:
    """Return the names in one text, none inside another.

    `words` = names that are ordinary words too; `vocabulary` = words that are nobody's name with a typing error.
    """
    pupils = register.pupils
    longer = [*_with_initials(found, source, pupils, words), *_in_one_piece(found, source)]
    if len(found.hits) > 1:
        longer += _full_names(found, source, words)
    out = _longest(longer)
    taken = [(c.start, c.end) for c in out]
    left = [hit for hit in found.hits if not _overlaps(hit.start, hit.end, taken)] if taken else found.hits
    if left:
        near = mistyped(left, found, source, register, vocabulary)
        out = _longest([*out, *(c for c in near if not _overlaps(c.start, c.end, taken))])
        singles = _longest(_singles(found, source, pupils, [(c.start, c.end) for c in out], words))
        out += [_in_team(one, singles) for one in singles]
        out.sort(key=lambda c: c.start)
    if found.reworded:
        _tell_how(out, found, found.reworded.apart, "letters_apart")
        _tell_how(out, found, found.reworded.figured, "in_figures")
    for candidate in out if found.phrases else ():
        candidate.figure = any(s <= candidate.start and candidate.end <= e for s, e in found.phrases)
    return out


def _singles(
    found: Found, source: str, pupils: Sequence[Pupil], taken: Sequence[tuple[int, int]], plain: Container[str]
) -> list[Candidate]:
    """Return the first and last names that are part of no longer name."""
    return [
        Candidate(hit.start, hit.end, hit.form.people or hit.form.family, _single_kind(hit, pupils), hit)
        for hit in found.hits
        if (hit.form.people or hit.form.family)
        and not _overlaps(hit.start, hit.end, taken)
        and not (hit.key in plain and _low_in_mixed(found, source, hit))
    ]


def _in_team(one: Candidate, singles: Sequence[Candidate]) -> Candidate:
    """Take a last name that is another's first name as the last name, where two others stand with no first name."""
    if len(singles) <= _OTHERS or one.kind not in ("short_form", "first_name") or not one.hit.form.family:
        return one
    others = [other for other in singles if other is not one]
    last = sum(other.kind == "last_name" for other in others)
    unlike = one.kind != "short_form" and any(
        other.kind != "last_name" and not other.hit.form.family for other in others
    )
    if last < _OTHERS or unlike:
        return one
    return Candidate(one.start, one.end, one.hit.form.family, "last_name", one.hit, one.how)


def _low_in_mixed(found: Found, source: str, hit: Hit) -> bool:
    """Tell whether a word stands in lower case in a text that has capitals, and is no bearer's own name."""
    low = not hit.form.given and source[int(found.origin[hit.start])].islower() and source != source.lower()
    return low and _HIGH_WORD.search(source, 1) is not None  # "great run from young, santos MOTM" has none


def _tell_how(out: Sequence[Candidate], found: Found, spans: Sequence[tuple[int, int]], how: str) -> None:
    """Say of the names that were written with a space between their letters, or with figures, that they were."""
    for candidate in out if spans else ():
        start, end = int(found.origin[candidate.start]), int(found.origin[candidate.end - 1])
        if any(first <= end and start < last for first, last in spans):
            candidate.how = how


def _full_names(found: Found, source: str, ordinary: Container[str]) -> Iterator[Candidate]:
    hits = found.hits
    for i, left in enumerate(hits):
        for right in hits[i + 1 :]:
            if right.start - left.end > _FURTHEST:
                break
            if right.start <= left.end:
                continue
            if pupils := _of_both(left.form, right.form):
                if _joined(found, source, left, right, ordinary):
                    yield Candidate(left.start, right.end, pupils, "full_name", left)
            elif (pupils := _of_both(right.form, left.form)) and _turned(found, source, left, right):
                yield Candidate(left.start, right.end, pupils, "full_name", right)


def _in_one_piece(found: Found, source: str) -> Iterator[Candidate]:
    """Return the full names that were looked for as a whole; where the space is lost, it is a slip of the hand."""
    for hit in found.hits:
        if hit.form.whole and not APART.search(source, *_span(found, hit)):
            how = "" if " " in hit.key else "typing_error"
            yield Candidate(hit.start, hit.end, hit.form.whole, "full_name", hit, how)


def _span(found: Found, hit: Hit) -> tuple[int, int]:
    return int(found.origin[hit.start]), int(found.origin[hit.end - 1]) + 1


def _of_both(first: Form, last: Form) -> AbstractSet[int]:
    """Return who bears the last name and the first, or goes by it as a short form: "Gracie Hill" beside a Gracie."""
    return first.people & last.family or first.short & last.family


def _joined(found: Found, source: str, left: Hit, right: Hit, ordinary: Container[str]) -> bool:
    """Tell whether first and last name belong together: nothing parts them but middle names or initials."""
    gap = between(found, source, left.end, right.start)
    middle = found.folded[left.end : right.start].split()
    if not middle:
        # "Will young children sing?" is no Will Young, "will young" in a comment without capitals no better
        doubtful = right.key in ordinary and source[int(found.origin[right.start])].islower()
        doubtful = doubtful and _CLASS_BEHIND.match(found.folded, right.end) is None
        return (gap == " " or not APART.search(gap)) and not (
            doubtful and _starts_high_or_plain(source, found, left, ordinary)
        )
    if len(gap.split()) > 2 or not _FUNCTION_WORDS.isdisjoint(middle):
        return False
    words = gap.split()
    return (
        bool(words)
        and all(w[0].isupper() for w in words)
        and not APART.search(re.sub(r"\b\w\.", "", gap))
        and "#" not in gap
    )


def _turned(found: Found, source: str, left: Hit, right: Hit) -> bool:
    """Tell whether a last name stands right before a first name: "Malik Zainab", "MALIK, Zainab"."""
    if right.start != left.end + 1:
        return False
    gap = between(found, source, left.end, right.start)
    if "," in gap and _two_people(found, source, left, right):
        return False
    return not _APART_TURNED.search(gap)


def _two_people(found: Found, source: str, left: Hit, right: Hit) -> bool:
    """Read "Mary Denness, Lillian Bilocca": a comma between two full names, either half of them no pupil's."""
    before = _NAME_BEFORE.search(
        source[max(0, int(found.origin[left.start]) - _FURTHEST) : int(found.origin[left.start])]
    )
    after = _NAME_AFTER.match(source, int(found.origin[right.end - 1]) + 1)
    return before is not None and after is not None and not source.isupper()


def _starts_high_or_plain(source: str, found: Found, left: Hit, ordinary: Container[str]) -> bool:
    return source[int(found.origin[left.start])].isupper() or left.key in ordinary


def _with_initials(found: Found, source: str, pupils: Sequence[Pupil], words: Container[str]) -> Iterator[Candidate]:
    """Return the names with an initial; "row A" is a row, for Rowan A writes himself with a capital."""
    for hit in found.hits:
        if (
            hit.form.people
            and found.folded[hit.end + 2 : hit.end + 3] == " "
            and not (source[int(found.origin[hit.start])].islower() and (not hit.form.given or hit.key in words))
            and (named := _initial_after(found, source, hit, pupils))
        ):
            yield Candidate(hit.start, hit.end + 2, named, "first_and_initial", hit)
        if not hit.form.family:
            continue
        if named := _initial_before(found, source, hit, pupils):
            yield Candidate(hit.start - 2, hit.end, named, "initial_and_surname", hit)
        if not hit.form.people and (named := _initial_after(found, source, hit, pupils, turned=True)):
            yield Candidate(hit.start, hit.end + 2, named, "initial_and_surname", hit)


def _initial_after(found: Found, source: str, hit: Hit, pupils: Sequence[Pupil], *, turned: bool = False) -> set[int]:
    """Read "Zainab M", "Zainab M.": a capital alone, no apostrophe's s, and A or I only where something closes it.

    `turned`: the last name comes first, "Malik Z".
    """
    if found.folded[hit.end + 2 : hit.end + 3] != " ":  # no single letter follows
        return set()
    match = (_INITIAL_TURNED if turned else _INITIAL).match(source, int(found.origin[hit.end - 1]) + 1)
    if not match or not (match[1].isupper() or _low_initial(source, match[1], match[2])):
        return set()
    letter = found.folded[hit.end + 1]
    closes = _CLOSES.match(source, match.end()) or (letter == "a" and _NO_NOUN.match(source, match.end()))
    if letter in _MISREAD and not match[2] and not closes and not (not turned and _in_row(found, source, hit.start)):
        return set()
    if letter == "x" and not match[2]:  # kisses
        return set()
    if letter == "c" and turned and _NETBALL.search(source):  # "Kelly C, Cairns WD"
        return set()
    if turned:
        return {p for p in hit.form.family if any(given[0] == letter for given in pupils[p].given)}
    return {p for p in hit.form.people if any(family[0] == letter for family in pupils[p].family)}


def _initial_before(found: Found, source: str, hit: Hit, pupils: Sequence[Pupil]) -> set[int]:
    """Read "Z Malik", "Z. Malik"."""
    if hit.start < 3 or found.folded[hit.start - 3] != " ":
        return set()
    written = source[int(found.origin[hit.start - 2])]
    gap = between(found, source, hit.start - 1, hit.start)
    low = _low_initial(source, written, gap.strip())
    if not (written.isupper() or low) or gap.strip(" .\u00a0\t") or not gap:
        return set()
    before = int(found.origin[hit.start - 2]) - 1
    if found.folded[hit.start - 2] == "c" and not gap.strip() and _NETBALL.search(source):
        return set()
    if (before >= 0 and source[before] in "'’") or (
        found.folded[hit.start - 2] in _MISREAD and "." not in gap and not _in_row(found, source, hit.start - 2)
    ):
        return set()
    return {p for p in hit.form.family if any(given[0] == found.folded[hit.start - 2] for given in pupils[p].given)}


def _low_initial(source: str, letter: str, stop: str) -> bool:
    """Read "k. mori", "harry t" where nothing has capitals; letters that people write for words need a stop."""
    return letter.islower() and source.islower() and (stop[:1] == "." or letter in _NO_WORDS)


def _in_row(found: Found, source: str, start: int) -> bool:
    """Read "Kajus G, Tess C and Basil A": a name with an initial stands right before "and", or before a comma."""
    return _ROW.search(source, 0, int(found.origin[start])) is not None


def _single_kind(hit: Hit, pupils: Sequence[Pupil]) -> str:
    if not hit.form.people:
        return "last_name"
    if not hit.form.given:
        return "short_form"
    return "only_name" if all(not pupils[p].family for p in hit.form.people) else "first_name"


def _longest(found: list[Candidate]) -> list[Candidate]:
    """Keep the longest of overlapping candidates; of equal spans the first, with the pupils of all."""
    if len(found) < 2:
        return found
    out: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (c.start - c.end, c.start)):
        same = next((c for c in out if (c.start, c.end) == (candidate.start, candidate.end)), None)
        if same:
            same.pupils = same.pupils | candidate.pupils
        elif not _overlaps(candidate.start, candidate.end, [(c.start, c.end) for c in out]):
            out.append(candidate)
    return out


def _overlaps(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    for first, last in taken:  # noqa: SIM110 - any() would cost more than all that it asks
        if start < last and first < end:
            return True
    return False
