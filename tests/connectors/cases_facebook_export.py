"""Scenes of a page whose posts come as Facebook's export."""

from __future__ import annotations

from exports.meta_exports import NOON, export, page, page_post
from scenes import PAGE_ROWS, Ground, Scene, account

from connectors.facebook_export import FacebookExportConnector


def put(ground: Ground, count: int, owner: str = "oakmereprimary") -> Scene:
    """Write an export of `count` posts, one a minute, and return the account that reads it."""
    times = [NOON - 60 * number for number in range(count)]
    members = page([page_post(0, f"Post of {at}", at=at) for at in times])
    members["profile_information/profile_information.json"] = {"profile_v2": {"username": owner}}
    export(ground.root / "export.zip", members)
    return Scene(
        connector=FacebookExportConnector,
        account=account("facebook", "oakmereprimary", "facebook_export", archive="export.zip"),
        root=ground.root,
        posts=frozenset(map(str, times)),
    )


def scene(case: str, ground: Ground) -> Scene:
    """Return the scene of a case of the contract."""
    if case == "an empty page":
        return put(ground, 0)
    if case == "a foreign author":
        made = put(ground, 3, owner="somebody.else")
        made.foreign, made.posts = made.posts, frozenset()
        return made
    return put(ground, PAGE_ROWS + 2)
