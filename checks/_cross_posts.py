"""The same item published on several accounts within hours of each other, found by its folded text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from typing import Final

CUT = 40
"""A text that was cut short counts as the same item when at least so many folded characters are left."""

_HOUR: Final = 3_600_000_000
"""In microseconds."""
_ADDRESSES = re.compile(
    r"(?:https?://|www\.)\S+"  # as platforms show them
    r"|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*"  # without the scheme: bit.ly/abc
    r"|(?<!\w)@[\w.]+",  # a mention: the same people have other handles elsewhere
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\W_]+")


def fold_item(text: str) -> str:
    """Fold a caption for comparing: no addresses, mentions, signs, spaces or case ("#GoTeam!" -> "goteam")."""
    return _SIGNS.sub("", _ADDRESSES.sub(" ", unicodedata.normalize("NFKC", text))).casefold()


def number_items(posts: Sequence[tuple[int, str, str]], *, hours: float) -> list[int]:
    """Number the items behind posts (moment in microseconds, account, text): equal numbers are one item.

    Two posts on different accounts are the same item when their folded texts are equal, or the shorter begins the
    longer and keeps at least CUT characters, and at most `hours` lie between them; that is chained (A and B, B and C).
    Posts on one account are never the same item: the second posting on each account is the second item of its chain.
    """
    folded = [(when, account, fold_item(text)) for when, account, text in posts]
    order = sorted(range(len(posts)), key=folded.__getitem__)
    chains = _chains(order, folded, hours * _HOUR)
    turns: Counter[tuple[int, str]] = Counter()
    items: dict[tuple[int, int], int] = {}
    numbers = [0] * len(posts)
    for place in order:
        chain, account = _root(chains, place), folded[place][1]
        numbers[place] = items.setdefault((chain, turns[chain, account]), len(items))
        turns[chain, account] += 1
    return numbers


def _chains(order: Sequence[int], posts: Sequence[tuple[int, str, str]], within: float) -> list[int]:
    """Point each post at an earlier one of its chain (or at itself). Only posts of the last `within` are looked at."""
    chains = list(range(len(order)))
    recent: dict[str, deque[int]] = defaultdict(deque)
    for place in order:
        when, account, text = posts[place]
        if not text:
            continue
        alike = recent[text[:CUT]]
        while alike and when - posts[alike[0]][0] > within:
            alike.popleft()
        for other in alike:
            _, others, before = posts[other]
            if others != account and (text.startswith(before) or before.startswith(text)):
                chains[_root(chains, place)] = _root(chains, other)
        alike.append(place)
    return chains


def _root(chains: list[int], place: int) -> int:
    while chains[place] != place:
        chains[place] = chains[chains[place]]
        place = chains[place]
    return place
