"""Scenes of an account whose posts come as Instagram's export."""

from __future__ import annotations

from exports.meta_exports import NOON, export, instagram, instagram_owner, picture
from scenes import PAGE_ROWS, Ground, Scene, account

from connectors.instagram_export import InstagramExportConnector


def put(ground: Ground, count: int, owner: str = "oakmereprimary") -> Scene:
    """Write an export of `count` posts, one a minute, and return the account that reads it."""
    times = [NOON - 60 * number for number in range(count)]
    members = instagram([{"media": [picture(number, f"Picture {number}", at)]} for number, at in enumerate(times)])
    members["personal_information/personal_information/personal_information.json"] = instagram_owner(owner)
    export(ground.root / "instagram-oakmereprimary-2026-11-16-AbCdEfGh.zip", members)
    archive = "instagram-oakmereprimary-2026-11-16-AbCdEfGh.zip"
    return Scene(
        connector=InstagramExportConnector,
        account=account("instagram", "oakmereprimary", "instagram_export", archive=archive),
        root=ground.root,
        posts=frozenset(map(str, times)),
    )


def scene(case: str, ground: Ground) -> Scene:
    """Return the scene of a case of the contract."""
    if case == "an empty page":
        return put(ground, 0)
    if case == "a foreign author":
        made = put(ground, 3, owner="somebody_else")
        made.foreign, made.posts = made.posts, frozenset()
        return made
    return put(ground, PAGE_ROWS + 2)
