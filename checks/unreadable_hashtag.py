"""A hashtag whose words run together without capitals, which a screen reader reads as one word that does not exist.

## Why it matters
"#welldoneyear4" is read aloud as one garbled word; "#WellDoneYear4" as four. It is also easier for everybody else, and
spares the surprises of words that meet (accessibility words(a)).

## Flagged
- A hashtag in the school's own captions and alt texts of which a part without a capital inside is made of two or more
  words: #welldoneyear4, #Welldone, #WELLDONE. Certain where it is three words or more, likely where it is two.
- A part of 16 letters or more in small letters that no list can take apart: likely.

## Not flagged
- #WellDoneYear4, #wellDone, #Well_Done; one word (#maths), one word of two (#football), an abbreviation (#PTA, #SATs).
- Hashtags of others: reposts and comments.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, Final

import pandas as pd

from checks._frames import tuples
from checks._texts import judge_own_words
from checks.base import Evidence, Judgement, check

_TAG: Final = re.compile(r"(?<![\w&#/])#(\w{3,})")
_PARTS: Final = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-zà-ÿ]+|[A-Z]+")
_LONG: Final = 16
_LONGEST: Final = 80
"""What is longer is not taken apart."""
_SHORT: Final = 3
"""Words of fewer letters on average are found in many a word: her-it-age."""


@check(
    title="Hashtag without capitals",
    subject={"post", "alt"},
    severity="note",
    needs={"posts"},
    uses={"media", "lists"},
    remedy="Begin each word of the hashtag with a capital: #WellDoneYear4.",
)
def unreadable_hashtag(evidence: Evidence, *, words: tuple[str, ...] = ()) -> Judgement:
    """Judge the hashtags of every caption and alt text of the school (accessibility words(a)).

    `words`: further single words that must not be taken apart, such as the school's name or a scheme's.
    """
    listed = list(tuples(evidence.lists.get("accessibility/hashtag_words", pd.DataFrame()), ["word", "kind"]))
    known = frozenset(word for word, kind in listed if not kind)
    whole = frozenset([*(word for word, _ in listed), *(word.casefold() for word in words)])

    def faults(text: str) -> Iterator[Mapping[str, Any]]:
        for tag in _TAG.finditer(text) if "#" in text else ():
            found = max((_words_of(part, known, whole) for part in _PARTS.findall(tag[1])), key=len, default=())
            if len(found) > 1:
                yield {
                    "start": tag.start(),
                    "end": tag.end(),
                    "matched_text": tag[0],
                    "confidence": "certain" if len(found) > 2 else "likely",
                    "detail": f"the hashtag runs words together: {' '.join(filter(None, found))}",
                }

    return judge_own_words(evidence, faults)


def _words_of(part: str, known: Collection[str], whole: Collection[str]) -> tuple[str, ...]:
    """Return the words of a part without a capital inside; one word, or an abbreviation, is a tuple of one."""
    folded = part.casefold()
    if folded in whole or (part.isupper() and len(part) < 6) or (part[0].isupper() and folded[1:] in whole):
        return (folded,)  # one word, an abbreviation, or the end of one before a word: #KPAexams

    @cache
    def split(at: int) -> tuple[str, ...] | None:
        if at == len(folded):
            return ()
        ends = range(len(folded), at, -1)
        options = ((end, folded[at:end]) for end in ends if folded[at:end] in whole and _may_stand(folded[at:end]))
        return next(((word, *rest) for end, word in options if (rest := split(end)) is not None), None)

    short = len(folded) <= _LONGEST
    found = split(0) if short and any(folded.startswith(word) for word in known) else None
    if found is None:
        return (folded, "") if len(folded) >= _LONG and part[1:].islower() else (folded,)
    return found if len(folded) / len(found) > _SHORT else (folded,)


def _may_stand(word: str) -> bool:
    """Say whether a word counts as one inside a hashtag: of one letter only "a" does."""
    return len(word) > 1 or word == "a"
