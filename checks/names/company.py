"""Company: the names beside a name in a list; where half of them are no pupil's, the list is of somebody else."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from checks.names.fold import fold_name

_NAME: Final = r"[^\W\d_a-zà-ÿ][\w'’\-]"
_ITEM: Final = (
    rf"{_NAME}+(?: (?:ap |ab |van |von |de |of |the )?{_NAME}*)*(?: £?\d[\d.,]*%?)?(?: ?\([^()\n]{{1,40}}\))?"
)
_LINK: Final = r"(?:,? (?:and|&|or) (?:by popular vote, )?|, | & | \+ | / |/| v | vs )"
_ABSTRACT: Final = ("ness", "ance", "ence", "ity", "tion", "sion", "ment", "ship", "ing", "ics", "ism", "day", "ology")
"""Endings of words that are no names: kindness, perseverance, athletics."""
_THINGS: Final = ("ers", "ies", "ings", "tions", "sses", "shes", "ches", "nes", "rds", "cks", "ums")
"""Endings of several things, which begin a sentence with a capital: "Recorders, Hope on triangle"."""
_CHAIN: Final = re.compile(rf"{_ITEM}(?:{_LINK}{_ITEM})+")
_LINKS: Final = re.compile(_LINK)
_PLACED: Final = re.compile(r"(?<=\w) (?:GS|GA|WA|C|WD|GD|GK)\Z|\A(?:GS|GA|WA|C|WD|GD|GK) (?=\w)")
"""Where somebody plays netball: "Hepple GS", "GA Nowak"."""
_TAIL: Final = re.compile(r"\s*(?:£?\d[\d.,]*%?|\([^()]*\))\s*$")


def list_begins(source: str, at: int) -> int:
    """Return where the list around the code point `at` begins; `at` itself where there is none."""
    return next((m.start() for m in _CHAIN.finditer(source) if m.start() <= at < m.end()), at)


def list_ends(source: str, at: int) -> int:
    """Return where the list around the code point `at` ends; `at` itself where there is none."""
    return next((m.end() for m in _CHAIN.finditer(source) if m.start() <= at < m.end()), at)


def strangers_beside(source: str, at: int, names: Container[str], words: Container[str]) -> str:
    """Say how the list around the code point `at` is made up: "" where most in it are names of the register.

    Returns "strangers_listed" for several strangers and no fewer than names, "stranger_listed" for one beside one.
    `names`: folded forms of the register; `words`: folded words that, with a capital, are nobody's name.
    """
    begin, end = _brackets_around(source, at)
    chain = next((m for m in _CHAIN.finditer(source, begin, end) if m.start() <= at < m.end()), None)
    if chain is None:
        return ""
    kinds = [_kind(item, names, words) for item in _LINKS.split(chain[0])]
    known, strange = kinds.count("pupil"), kinds.count("stranger")
    if not strange or strange < known:
        return ""
    return "strangers_listed" if strange > 1 else "stranger_listed"


def _brackets_around(source: str, at: int) -> tuple[int, int]:
    """Return the span inside the brackets around a place; the whole text where there are none."""
    begin = source.rfind("(", 0, at) + 1
    end = source.find(")", at)
    if not begin or end < 0 or ")" in source[begin:at] or "(" in source[at:end]:
        return 0, len(source)
    return begin, end


def _kind(item: str, names: Container[str], words: Container[str]) -> str:
    """Say whether an item of a list is a "pupil", a "stranger" or a mere "word"."""
    item = _PLACED.sub("", _TAIL.sub("", item))
    tokens = [word for word in fold_name(item).split() if not word[-1:].isdigit() and word not in ("s",)]
    if not tokens:
        return "word"
    if tokens[0] in names and not (len(tokens) > 1 and tokens[-1] not in names and tokens[-1] not in words):
        return "pupil"
    if tokens[-1] in names and (tokens[0] in words or not item[:1].isalpha() or len(tokens) > 1):  # "Thanks Anna"
        return "pupil"
    known = any(token in words or token.endswith(_ABSTRACT) for token in tokens)
    known = known or (len(tokens) == 1 and tokens[0].endswith(_THINGS))
    return "word" if known else "stranger"
