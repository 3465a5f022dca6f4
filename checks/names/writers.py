"""Writers: what the name of who wrote a comment says of a name in it: a signature, a parent, the writer themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checks.names.whereabouts import KIN

_SIGN_OFFS: Final = frozenset(("regards", "sincerely", "faithfully", "wishes"))
_JOINS: Final = frozenset(("and", "n", "x", "plus"))
_KIN: Final = KIN | frozenset(
    (
        "tad", "oma", "opa", "avo", "abuelo", "tia", "tio", "zia", "zio", "bunica", "bunicul", "hooyo", "aabo",
        "ayeeyo", "awoowe", "anneanne", "babaanne", "dede", "teyze", "abla", "abi", "baba", "bibi", "gong", "popo",
        "nainai", "yeye", "halmoni", "pappou", "amma", "appa", "thatha", "paati", "bhai", "didi", "kaka", "kaki",
        "babicka", "dedko", "mociute", "senelis", "nagymama", "nagypapa", "gjyshja", "gjyshi", "baka", "dida",
        "majka", "tato",
    )
)  # fmt: skip
"""The same in the languages of our families, by which people call themselves: "Lena's Oma", "Tad Nia"."""
_ABROAD: Final = _KIN | {"anne", "nene", "ba", "ma", "me", "mor", "far", "po", "bac", "co", "di"}
"""Kin behind a child's name with an s: "Deniz's anne"."""


def signed_off(author: str, words: Sequence[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether the names at the end of a comment are its signature: the writer's own, or after "regards".

    "Zainab and Priya" is signed by Priya; "tyrell is bare jokes" by nobody who calls himself Bare Jokes.
    """
    own = author.split()
    if _KIN.isdisjoint(own):
        behind = after[1:2] if after[:1] != [] and after[0] in _JOINS else after[:1]
        named = [word for word in (*words, *behind) if word in own and len(word) > 1]
        if any(f"{word} s " not in f"{author} " for word in named):
            return True
    if not after and author.split()[:1] == list(words[:1]) and author.split()[1:2] != ["s"]:  # "Rory Byrne (dad)"
        return True
    return bool(before) and before[-1] in _SIGN_OFFS


def writer_is(author: str, key: str) -> bool:
    """Tell whether a name is the writer's own, and the writer does not call themselves somebody's mum."""
    names = author.split()
    return key in names and _KIN.isdisjoint(names) and f"{key} s " not in f"{author} "  # "Tyrone's bro"


def family_of(author: str, key: str) -> bool:
    """Tell whether the writer calls themselves the family of this child: "may's mum"; `author` is folded."""
    words = author.split()
    return key in words and any(
        words[at + 1 : at + 2] == ["s"] and words[at + 2 : at + 3] != [] and words[at + 2] in _ABROAD
        for at, word in enumerate(words)
        if word == key
    )
