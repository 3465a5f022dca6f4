"""The platforms that policies name: what each is called, how an export of it is had, and which are closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform."""

    title: str
    """As a report names it."""
    export: str = ""
    """How a person hands over what an account holds, where no connector of its own reads an export; a short how-to."""


PLATFORMS: Final[Mapping[str, Platform]] = MappingProxyType(
    {
        "x": Platform("X (Twitter)"),
        "facebook": Platform("Facebook"),
        "instagram": Platform("Instagram"),
        "threads": Platform("Threads"),
        "youtube": Platform("YouTube"),
        "blog": Platform("Blog"),
        "podcast": Platform("Podcast"),
        "flickr": Platform("Flickr"),
        "tumblr": Platform("Tumblr"),
        "mastodon": Platform("Mastodon"),
        "bluesky": Platform("Bluesky"),
        "linkedin": Platform(
            "LinkedIn",
            "As an admin of the page: Analytics, Content, Export, choose the dates; save the sheet 'All posts' as "
            ".xlsx or CSV, without the lines above the headings. `columns: {posts: {post_id: Post link, permalink: "
            "Post link, text: Post title, created_at: Created date}}`, `dates: month_first`, "
            "`timezone: Europe/London`, `one_account: true`. Comments are not in it.",
        ),
        "tiktok": Platform(
            "TikTok",
            "In TikTok Studio: Analytics, Content, Download data. `columns: {posts: {post_id: Video link, permalink: "
            "Video link, text: Video title, created_at: Post time}}`, with `dates` as the file writes them, "
            "`timezone: Europe/London`, `one_account: true`. Comments are not in it.",
        ),
        "snapchat": Platform(
            "Snapchat",
            "Stories of a public profile vanish after a day: note each in a posts table on the day it is posted "
            "(`kind` story), and each picture in a media table with the file you posted.",
        ),
        "whatsapp": Platform(
            "WhatsApp channel",
            "Channels give no export to those who run them: note each update in a posts table as it is posted, and "
            "each picture in a media table with the file you posted.",
        ),
        "pinterest": Platform(
            "Pinterest",
            "Settings, Privacy and data, Request your data; copy the pins into a posts table (`post_id` is the pin's "
            "address) and their alt texts into a media table.",
        ),
        "reddit": Platform(
            "Reddit",
            "Ask for your data at reddit.com/settings/data-request; from posts.csv: `columns: {posts: {post_id: id, "
            "text: title, created_at: date, permalink: permalink}}`, `timezone: UTC`, `one_account: true`.",
        ),
        "gaming": Platform(
            "Gaming network",
            "Only an official account that posts in public belongs here: copy its posts into a posts table.",
        ),
        "forum": Platform(
            "Forum",
            "Copy the threads the school's account began into a posts table and the answers into a comments table.",
        ),
        "newspaper": Platform(
            "Newspaper comments",
            "Copy what the school's account wrote into a posts table (`permalink` is the article) and the answers to "
            "it into a comments table.",
        ),
    }
)
"""By the name that trust.yaml gives a platform, in the order of the pages."""
PLATFORM_TITLES: Final[Mapping[str, str]] = MappingProxyType({name: one.title for name, one in PLATFORMS.items()})
CLOSED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Google Plus": "closed in 2019",
        "MySpace": "open to musicians only in name; its older posts were lost in 2019",
        "Bebo": "closed in 2013, and again after each return",
        "Windows Live Messenger": "closed in 2013",
        "MSN Messenger": "closed in 2013, as Windows Live Messenger",
    }
)
"""Platforms that policies still name and that nobody posts on: nothing of them can be read."""
