"""Scenes of an account whose posts come as table files."""

from __future__ import annotations

from collections.abc import Iterable

from scenes import PAGE_ROWS, Ground, Scene, account

from connectors.spreadsheet import SpreadsheetConnector

POSTS_HEADER = "post_id,account,created_at,kind,text,permalink,author"
COMMENTS_HEADER = "comment_id,post_id,account,created_at,author_handle,author_name,text"
MEDIA_HEADER = "post_id,media_id,type,url,file,alt_text"


def post(number: int, handle: str = "@OakmerePrimary") -> str:
    """Return a row of posts.csv."""
    return f'{number},{handle},2026-11-{number % 20 + 1:02d}T08:30:00Z,original,"Post {number}, of the week",,'


def write(ground: Ground, posts: Iterable[str]) -> Scene:
    """Write the three files and return the account that reads them."""
    rows = list(posts)
    comments = [f"c{one},{one},oakmereprimary,2026-11-20T10:00:00Z,a_parent,A parent,Well done" for one in (1, 2)]
    tables = {
        "posts.csv": [POSTS_HEADER, *rows],
        "comments.csv": [COMMENTS_HEADER, *comments],
        "media.csv": [MEDIA_HEADER, "1,,photo,,,Picture 1"],
    }
    for name, lines in tables.items():
        (ground.root / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    files = {"posts": "posts.csv", "comments": "comments.csv", "media": "media.csv"}
    return Scene(
        connector=SpreadsheetConnector,
        account=account("x", "oakmereprimary", "spreadsheet", **files),
        root=ground.root,
        posts=frozenset(row.partition(",")[0] for row in rows if "OakmerePrimary" in row),
    )


def scene(case: str, ground: Ground) -> Scene:
    """Return the scene of a case of the contract."""
    if case == "an empty page":
        return write(ground, [])
    if case == "a foreign author":
        made = write(ground, [post(1), post(2), post(666, "@somebody_else")])
        made.foreign = frozenset({"666"})
        return made
    return write(ground, map(post, range(1, PAGE_ROWS + 3)))
