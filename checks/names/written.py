"""Written: a text as it is read, and the way back from it to the text as it is stored."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from functools import cache
from typing import Final

import numpy as np

from checks.names.find import Found, Hit
from checks.names.fold import DROPPED, folding_table
from checks.names.known import Text, Written

_OTHER_SCRIPTS: Final = ((0x370, 0x590), (0x13A0, 0x1400), (0xA4D0, 0xA500))
"""Greek, Cyrillic and Armenian, Cherokee, Lisu: where letters are drawn like Latin ones."""
_ASCII_END: Final = 0x80
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST_STRESSED: Final = 3
"""A word of two capitals is an abbreviation."""
_MOST_STRESSED: Final = 2
"""More words in capitals than this are a heading, and no stress."""


def as_read(found: Found, text: Text, plain: Container[str]) -> tuple[Found, Text]:
    """Return a text with its hits as a reader sees it: no hidden characters, no look-alikes, no name in capitals alone.

    What folds to one form is then weighed alike too: rules look at the source. Hashtags stay as they are, and so do
    `plain` words in capitals: "it WILL rain".
    """
    if found.reworded:
        written = Written(text.source, found.reworded.places)
        text = text._replace(source=found.reworded.source, written=written)
    source = text.source
    if not source.isascii() and (odd := _odd().search(source)):
        found, text = _cleaned(found, text, odd.start())
    if found.hits and not (source.islower() or source.isupper()):
        text = _calmed(found, text, plain)
    return found, text


def _calmed(found: Found, text: Text, plain: Container[str]) -> Text:
    """Write names in capitals as the words beside them are written: "dev won. DEV.", "our ZAINAB MALIK"."""
    source = text.source
    high = [hit for hit in found.hits if _high(source, found, hit)]
    stressed = [hit for hit in high if _stressed(hit, high, plain)]
    if not stressed or not _plain_beside(source):
        return text
    letters = list(source)
    for hit in stressed:
        first, last = int(found.origin[hit.start]), int(found.origin[hit.end - 1])
        letters[first + 1 : last + 1] = [letter.lower() for letter in letters[first + 1 : last + 1]]
    read = "".join(letters)
    firsts = {int(found.origin[hit.start]) for hit in stressed}
    beside = [hit for hit in found.hits if hit not in stressed]
    if beside and not any(letter.isupper() for at, letter in enumerate(letters) if at not in firsts):
        read = read.lower()  # no name has a capital here
    return text._replace(source=read) if len(read) == len(source) else text  # "İ" has no small letter of its own


def _high(source: str, found: Found, hit: Hit) -> bool:
    """Tell whether a name of some letters stands in capitals."""
    written: str = source[int(found.origin[hit.start]) : int(found.origin[hit.end - 1]) + 1]
    return bool(len(written) >= _SHORTEST_STRESSED and written.isupper() and written.isalpha())


def _stressed(hit: Hit, high: Sequence[Hit], plain: Container[str]) -> bool:
    """Tell whether a name in capitals is somebody's first name and no word, or the half of a full name."""
    if any(
        (hit.end + 1 == other.start and hit.form.people & other.form.family)
        or (other.end + 1 == hit.start and other.form.people & hit.form.family)
        for other in high
    ):
        return True
    return bool(hit.form.given) and not hit.form.family and hit.key not in plain


def _plain_beside(source: str) -> bool:
    """Tell whether a text is written in small letters but for a word or two."""
    words: list[str] = _WORD.findall(source)
    high: int = sum(len(word) > 1 and word.isupper() for word in words)
    return high <= _MOST_STRESSED and len(words) > 2 * high


def _cleaned(found: Found, text: Text, first: int) -> tuple[Found, Text]:
    """Leave out what vanishes and write look-alikes as what they look like; `first`: the first of them."""
    source, gone, out, done = text.source, list[int](), list[str](), 0
    tags = [(tag.start, tag.end) for tag in found.tags]
    for odd in _odd().finditer(source, first):
        start, end = odd.span()
        if any(a <= start < b for a, b in tags):
            continue
        out.append(source[done:start])
        done = end
        if plain := _plain(source[start]):
            out.append(plain)
        else:
            gone += range(start, end)
    if not out:
        return found, text
    read = "".join([*out, source[done:]])
    if gone:
        missing = set(gone)
        places: Sequence[int] = [at for at in range(len(source)) if at not in missing]
        found = found._replace(
            origin=[at - bisect_left(gone, at) for at in found.origin],
            tags=tuple(
                tag._replace(start=tag.start - bisect_left(gone, tag.start), end=tag.end - bisect_left(gone, tag.end))
                for tag in found.tags
            ),
        )
    else:
        places = range(len(source))
    if text.written:  # read otherwise once already
        places = [text.written.places[at] for at in places]
    return found, text._replace(source=read, written=Written(text.written.stored if text.written else source, places))


@cache
def _plain(character: str) -> str:
    """Return the letter that a character looks like, "" for one that vanishes."""
    value = int(folding_table()[0][ord(character)])
    letter = "" if value == DROPPED else chr(value)
    return letter.upper() if character.isupper() else letter


@cache
def _odd() -> re.Pattern[str]:
    """Return what finds characters that vanish beside a letter, and letters that look like others."""
    codes = np.flatnonzero(folding_table()[0] == DROPPED)
    breaks = np.flatnonzero(np.diff(codes) != 1) + 1
    ranges = [(int(run[0]), int(run[-1])) for run in np.split(codes, breaks)]
    vanish = "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges)
    others = np.concatenate([np.arange(first, last) for first, last in _OTHER_SCRIPTS])
    alike = "".join(chr(code) for code in others[folding_table()[0][others] < _ASCII_END] if chr(code).isalpha())
    return re.compile(rf"(?<=[\w'’])[{vanish}]+|[{vanish}]+(?=[\w'’])|[{alike}]")
