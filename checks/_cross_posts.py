"""The same item published on several accounts within hours of each other, found by its folded text."""

from __future__ import annotations

import re
import unicodedata

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
    ordered = posts.assign(folded=posts["text"].map(fold_item)).sort_values("created_at", kind="stable")
    chain = _chains(ordered, pd.Timedelta(hours=hours))
    turn = ordered.groupby([chain, ordered["account"]]).cumcount()
    numbers = pd.Series(pd.MultiIndex.from_arrays([chain, turn]).factorize()[0], index=ordered.index)
    return numbers.reindex(posts.index)


def _chains(ordered: pd.DataFrame, within: pd.Timedelta) -> pd.Series:
    """Number the chains of posts (in order of time) that are one item posted again and again."""
    worded = ordered[ordered["folded"] != ""].assign(place=lambda kept: ordered.index.get_indexer(kept.index))
    worded = worded.assign(start=worded["folded"].str[:CUT]).sort_values(["start", "created_at"], kind="stable")
    root = list(range(len(ordered)))
    for one, other in _pairs(worded.reset_index(drop=True), within):
        root[_root(root, other)] = _root(root, one)
    return pd.Series([_root(root, place) for place in range(len(ordered))], index=ordered.index)


def _pairs(worded: pd.DataFrame, within: pd.Timedelta) -> list[tuple[int, int]]:
    """Return the places of posts that are the same item. Rows come by start of text, then time.

    Each post is compared with the one after it, the second after it, ... until none is near enough in time, so the
    work grows with the posts that look alike within `within`, not with their square.
    """
    pairs: list[tuple[int, int]] = []
    for step in range(1, len(worded)):
        later = worded.shift(-step)
        near = (later["start"] == worded["start"]) & (later["created_at"] - worded["created_at"] <= within)
        if not near.any():
            break
        near &= later["account"] != worded["account"]
        for one, other in zip(worded[near].itertuples(), later[near].itertuples(), strict=True):
            shorter, longer = sorted((one.folded, other.folded), key=len)
            if longer.startswith(shorter):
                pairs.append((one.place, int(other.place)))
    return pairs


def _root(root: list[int], place: int) -> int:
    while root[place] != place:
        root[place] = root[root[place]]
        place = root[place]
    return place
