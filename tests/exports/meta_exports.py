"""Exports of Facebook pages and Instagram accounts in the shapes that Meta gives them: built here, not recorded.

The shapes follow descriptions of real exports; pages, people and posts are invented.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PIXEL = b"\xff\xd8\xff\xe0 a photo"
POSTS = "this_profile's_activity_across_facebook/posts"
ACTIVITY = "your_instagram_activity"
NOON = 1_793_620_800
"""2 November 2026, 12:00 UTC."""
DAY = 86_400


def broken(value: Any) -> Any:
    """Return JSON as Meta writes it: every byte of a text's UTF-8 is a character of its own."""
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, list):
        return [broken(one) for one in value]
    if isinstance(value, dict):
        return {broken(key): broken(one) for key, one in value.items()}
    return value


def export(path: Path, members: Mapping[str, Any]) -> Path:
    """Write an export as one .zip; a member that is bytes is written as it is, any other as Meta's JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content if isinstance(content, bytes) else json.dumps(broken(content)))
    return path


def instagram_owner(username: str = "oakmereprimary", **more: str) -> dict[str, Any]:
    """Return personal_information.json; labels beside "Username" are given."""
    said = {"Username": username, "Email address": "office@oakmere.example", "Private account": "False"} | more
    labels = {label: {"href": "", "value": value, "timestamp": 0} for label, value in said.items()}
    return {"profile_user": [{"title": "User information", "media_map_data": {}, "string_map_data": labels}]}


def picture(number: int, title: str = "", at: int | None = None, ending: str = "jpg") -> dict[str, Any]:
    """Return a photo of Instagram's export."""
    return {
        "uri": f"media/posts/202611/{number}.{ending}",
        "creation_timestamp": NOON + number * DAY if at is None else at,
        "title": title,
        "cross_post_source": {"source_app": "FB"},
    }


def instagram(posts: Any, **files: Any) -> dict[str, Any]:
    """Return the members of an export: posts_1.json, its owner, and other files of the account's media by name."""
    return {
        "personal_information/personal_information/personal_information.json": instagram_owner(),
        f"{ACTIVITY}/media/posts_1.json": posts,
        **{f"{ACTIVITY}/media/{name}.json": content for name, content in files.items()},
    }


def page_post(number: int, text: str = "", *media: Mapping[str, Any], at: int | None = None) -> dict[str, Any]:
    """Return a record of profile_posts_1.json."""
    return {
        "timestamp": NOON + number * DAY if at is None else at,
        "attachments": [{"data": [{"media": dict(one)} for one in media]}] if media else [],
        "data": [{"post": text}, {"update_timestamp": NOON + 40 * DAY}],
        "title": "Oakmere Primary added a new photo.",
    }


def page_photo(name: str, description: str = "", at: int = NOON) -> dict[str, Any]:
    """Return a photo of a page's export."""
    return {
        "uri": f"{POSTS}/media/MobileUploads_1/{name}",
        "creation_timestamp": at,
        "title": "Mobile uploads",
        "description": description,
    }


def page(posts: Any, **files: Any) -> dict[str, Any]:
    """Return the members of a page's export: profile_posts_1.json, its owner, and other files of posts by name."""
    owner = {"profile_v2": {"name": {"full_name": "Oakmere Primary"}, "username": "OakmerePrimary"}}
    return {
        "profile_information/profile_information.json": owner,
        f"{POSTS}/profile_posts_1.json": posts,
        **{f"{POSTS}/{name}.json": content for name, content in files.items()},
    }
