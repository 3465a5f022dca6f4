"""The same item published on several accounts within hours of each other, found by its folded text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from datetime import datetime, timedelta

import pandas as pd

CUT = 40
"""A text that was cut short counts as the same item when at least so many folded characters are left."""

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


def number_items(posts: pd.DataFrame, *, hours: float) -> pd.Series:
    """Number the items behind posts (columns account, created_at, text): equal numbers are one item.

    Two posts on different accounts are the same item when their folded texts are equal, or the shorter begins the
    longer and keeps at least CUT characters, and at most `hours` lie between them; that is chained (A and B, B and C).
    Posts on one account are never the same item: the second posting on each account is the second item of its chain.
    """
    when, accounts = posts["created_at"].tolist(), posts["account"].tolist()
    folded = [fold_item(text) for text in posts["text"]]
    order = sorted(range(len(posts)), key=lambda place: (when[place], accounts[place], folded[place]))
    chains = _chains(order, when, accounts, folded, timedelta(hours=hours))
    turns: Counter[tuple[int, str]] = Counter()
    items: dict[tuple[int, int], int] = {}
    numbers = [0] * len(posts)
    for place in order:
        chain, account = _root(chains, place), accounts[place]
        numbers[place] = items.setdefault((chain, turns[chain, account]), len(items))
        turns[chain, account] += 1
    return pd.Series(numbers, index=posts.index, dtype=int)


def _chains(
    order: Sequence[int], when: Sequence[datetime], accounts: Sequence[str], folded: Sequence[str], within: timedelta
) -> list[int]:
    """Point each post at an earlier one of its chain (or at itself). Only posts of the last `within` are looked at."""
    chains = list(range(len(order)))
    recent: dict[str, deque[int]] = defaultdict(deque)
    for place in order:
        text = folded[place]
        if not text:
            continue
        alike = recent[text[:CUT]]
        while alike and when[place] - when[alike[0]] > within:
            alike.popleft()
        for other in alike:
            same = text.startswith(folded[other]) or folded[other].startswith(text)
            if same and accounts[other] != accounts[place]:
                chains[_root(chains, place)] = _root(chains, other)
        alike.append(place)
    return chains


def _root(chains: list[int], place: int) -> int:
    while chains[place] != place:
        chains[place] = chains[chains[place]]
        place = chains[place]
    return place
