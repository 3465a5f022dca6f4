"""CSV files in the shapes that Meta Business Suite gives them: built, not recorded; pages and posts are invented."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

FACEBOOK = (
    "Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time", "Caption type",
    "Permalink", "Is crosspost", "Is share", "Post type", "Languages", "Custom labels", "Funded content status",
    "Data comment", "Date", "Views", "Reach", "Reactions, Comments and Shares", "Reactions", "Comments", "Shares",
    "Total clicks", "Photo Views", "Other Clicks", "Link Clicks",
    "Matched Audience Targeting Consumption (Photo Click)", "Negative feedback from users: Hide all", "Seconds viewed",
    "Average Seconds viewed", "Estimated earnings (USD)", "Ad CPM (USD)", "Ad impressions",
)  # fmt: skip
INSTAGRAM = (
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)", "Publish time",
    "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes", "Shares", "Follows", "Comments",
    "Saves",
)  # fmt: skip
PAGE, ACCOUNT = "100200300400500", "17841400000000001"


def facebook(number: int, **cells: str) -> Mapping[str, str]:
    """Return a row of a Facebook page's export."""
    own = {
        "Post ID": f"12215800000000{number:04d}",
        "Page ID": PAGE,
        "Page name": "Oakmere Primary",
        "Title": f"Post {number}, of the week",
        "Publish time": f"11/{number % 20 + 1:02d}/2026 08:30",
        "Permalink": f"https://www.facebook.com/{PAGE}/posts/{number}",
        "Is crosspost": "0",
        "Is share": "0",
        "Post type": "Photos",
        "Date": "Lifetime",
        "Comments": "3",
    }
    return own | cells


def instagram(number: int, **cells: str) -> Mapping[str, str]:
    """Return a row of an Instagram account's export."""
    own = {
        "Post ID": f"1800000000000{number:04d}",
        "Account ID": ACCOUNT,
        "Account username": "OakmerePrimary",
        "Account name": "Oakmere Primary",
        "Description": f"Picture {number} of the week",
        "Publish time": f"11/{number % 20 + 1:02d}/2026 08:30",
        "Permalink": f"https://www.instagram.com/p/C{number}/",
        "Post type": "IG image",
        "Date": "Lifetime",
    }
    return own | cells


def write(path: Path, rows: Iterable[Mapping[str, str]], columns: tuple[str, ...] = FACEBOOK) -> Path:
    """Write a file as Meta does: UTF-8 with a byte order mark."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
