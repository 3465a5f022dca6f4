"""Scenes of an account whose posts come as the archive that X gives its owner."""

from __future__ import annotations

from scenes import PAGE_ROWS, Ground, Scene, account
from x_archives import HANDLE, account_js, members, pack, photo, tweet

from connectors.x_archive import XArchiveConnector


def scene(case: str, ground: Ground) -> Scene:
    """Return the scene of a case of the contract."""
    count = {"an empty page": 0, "a foreign author": 2}.get(case, PAGE_ROWS + 2)
    rows = [tweet(1000 + number) for number in range(count)]
    for row in rows[:3]:
        row["extended_entities"] = {"media": [photo(1, "a.jpg", "The oak"), photo(2, "b.jpg")]}
    files = members(rows)
    if case == "a foreign author":
        files["data/account.js"] = account_js("somebody_else", "666")
    pack(ground.root / "twitter.zip", files)
    ids = frozenset(row["id_str"] for row in rows)
    foreign = case == "a foreign author"
    return Scene(
        connector=XArchiveConnector,
        account=account("x", HANDLE, "x_archive", archive="twitter.zip"),
        root=ground.root,
        posts=frozenset() if foreign else ids,
        foreign=ids if foreign else frozenset(),
    )
