"""Words in capitals throughout.

## Why it matters
Some screen readers spell capitals out letter by letter; people with dyslexia, and anybody in a hurry, read words by
their shape, which capitals do not have (accessibility words(e)).

## Flagged
- In the school's own captions and alt texts: so many words in a row in capitals (4 unless the policy says otherwise,
  and 16 letters together), or a text of three words and more in which nearly every letter is a capital.
- One finding a text.

## Not flagged
- Abbreviations (PTA, SATs, KS2), a word or two for emphasis, headings of fewer words.
- Hashtags, handles, links and codes. Comments and reposts: they are others' words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from checks._texts import judge_own_words
from checks.base import Evidence, Judgement, check

_NOT_WORDS: Final = re.compile(r"(?:https?://|www\.)\S+|[#@]\w+|\b\w*\d\w*\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|['’])*")
_BREAKS: Final = re.compile(r"[a-zß-öø-ÿ]|\n\s*\n")
_LETTERS: Final = 16
_ABBREVIATION: Final = 4
"""The longest word that may be one: PSHE, SEND."""
_ALL: Final = 0.8
_FEWEST: Final = 3
_OWN_WORDS: Final = 9
"""A text that is shorter than so many letters in capitals says an abbreviation or a name."""


@check(
    title="Text in capitals",
    subject={"post", "alt"},
    severity="note",
    needs={"posts"},
    uses={"media"},
    remedy="Write it in ordinary letters; emphasise by its place, not by capitals.",
)
def shouting(evidence: Evidence, *, words: int = 4) -> Judgement:
    """Judge every caption and alt text of the school (accessibility words(e)).

    `words`: how many words in a row in capitals are too many.
    """

    def faults(text: str) -> Iterator[Mapping[str, Any]]:
        plain = _NOT_WORDS.sub(lambda found: " " * len(found[0]), text)
        run = _longest_run(plain)
        lengths = [len(word[0]) for word in run]
        if len(run) >= max(words, 1) and sum(lengths) >= _LETTERS and max(lengths) > _ABBREVIATION:
            yield _finding(text, run[0].start(), run[-1].end(), f"{len(run)} words in a row are in capitals")
            return
        all_words = list(_WORD.finditer(plain))
        letters = [sign for sign in plain if sign.isalpha()]
        loud = sum(sign.isupper() for sign in letters)
        if len(all_words) >= _FEWEST and loud > _OWN_WORDS and loud >= _ALL * len(letters):
            yield _finding(text, all_words[0].start(), all_words[-1].end(), "nearly all of the text is in capitals")

    return judge_own_words(evidence, faults)


def _finding(text: str, start: int, end: int, detail: str) -> Mapping[str, Any]:
    return {"start": start, "end": end, "matched_text": text[start:end], "detail": detail}


def _longest_run(text: str) -> list[re.Match[str]]:
    """Return the longest row of words in capitals that no small letter and no blank line interrupts."""
    best: list[re.Match[str]] = []
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        loud = word[0].isupper() and (len(word[0]) > 1 or word[0] in "AIO")
        if run and (not loud or _BREAKS.search(text, run[-1].end(), word.start())):
            run = []
        if loud:
            run.append(word)
            best = max(best, list(run), key=len)
    return best
