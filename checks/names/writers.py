"""Writers: what the name of who wrote a comment says of a name in it: a signature, a parent, the writer themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checks.names.whereabouts import KIN

_SIGN_OFFS: Final = frozenset(("regards", "sincerely", "faithfully", "wishes"))


def signed_off(author: str, words: Sequence[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether the names at the end of a comment are its signature: the writer's own, or after "regards"."""
    if KIN.isdisjoint(author.split()) and not set(author.split()).isdisjoint([*words, *after[:2]]):
        return True
    if not after and author.split()[:1] == list(words[:1]) and author.split()[1:2] != ["s"]:  # "Rory Byrne (dad)"
        return True
    return bool(before) and before[-1] in _SIGN_OFFS


def writer_is(author: str, key: str) -> bool:
    """Tell whether a name is the writer's own, and the writer does not call themselves somebody's mum."""
    names = author.split()
    return key in names and KIN.isdisjoint(names) and f"{key} s " not in f"{author} "  # "Tyrone's bro"


def family_of(author: str, key: str) -> bool:
    """Tell whether the writer calls themselves the family of this child: "may's mum"; `author` is folded."""
    words = author.split()
    return key in words and any(
        words[at + 1 : at + 2] == ["s"] and words[at + 2 : at + 3] != [] and words[at + 2] in KIN
        for at, word in enumerate(words)
        if word == key
    )
