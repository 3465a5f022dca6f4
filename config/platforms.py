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
    unseen: str = ""
    """What no way of reading it shows, or only one way does; a phrase."""
    export: str = ""
    """How a person hands over what an account holds, where no connector of its own reads an export; a short how-to."""


PLATFORMS: Final[Mapping[str, Platform]] = MappingProxyType(
    {
        "x": Platform(
            "X (Twitter)",
            "live: posts before the last 3,200; from the archive: replies by others; on neither: messages",
        ),
        "facebook": Platform(
            "Facebook", "live: names of most people who comment, hidden comments, page stories; from exports: comments"
        ),
        "instagram": Platform(
            "Instagram", "live: comments of restricted people and on age-gated posts; from exports: comments, alt texts"
        ),
        "threads": Platform("Threads", "replies by others, alt texts"),
        "youtube": Platform(
            "YouTube", "without a key: comments, and videos before the latest 15; what is said in a video"
        ),
        "blog": Platform("Blog", "entries that have left the feed, and comments where the blog gives no feed of them"),
        "podcast": Platform("Podcast", "what is said in an episode; episodes that have left the feed"),
        "flickr": Platform("Flickr", "comments, and photos before the latest 20 of the feed"),
        "tumblr": Platform("Tumblr", "replies, and posts that have left the feed"),
        "mastodon": Platform("Mastodon", "replies by others, and posts that have left the feed"),
        "bluesky": Platform("Bluesky", "replies by others, alt texts, and posts that have left the feed"),
        "linkedin": Platform(
            "LinkedIn",
            "what nobody wrote into the table",
            "As an admin of the page: Analytics, Content, Export, choose the dates; save the sheet 'All posts' as "
            ".xlsx or CSV, without the lines above the headings. `columns: {posts: {post_id: Post link, permalink: "
            "Post link, text: Post title, created_at: Created date}}`, `dates: month_first`, "
            "`timezone: Europe/London`, `one_account: true`. Comments are not in it.",
        ),
        "tiktok": Platform(
            "TikTok",
            "what nobody wrote into the table",
            "In TikTok Studio: Analytics, Content, Download data. `columns: {posts: {post_id: Video link, permalink: "
            "Video link, text: Video title, created_at: Post time}}`, with `dates` as the file writes them, "
            "`timezone: Europe/London`, `one_account: true`. Comments are not in it.",
        ),
        "snapchat": Platform(
            "Snapchat",
            "what nobody wrote into the table",
            "Stories of a public profile vanish after a day: note each in a posts table on the day it is posted "
            "(`kind` story), and each picture in a media table with the file you posted.",
        ),
        "whatsapp": Platform(
            "WhatsApp channel",
            "what nobody wrote into the table",
            "Channels give no export to those who run them: note each update in a posts table as it is posted, and "
            "each picture in a media table with the file you posted.",
        ),
        "pinterest": Platform(
            "Pinterest",
            "what nobody wrote into the table",
            "Settings, Privacy and data, Request your data; copy the pins into a posts table (`post_id` is the pin's "
            "address) and their alt texts into a media table.",
        ),
        "reddit": Platform(
            "Reddit",
            "what nobody wrote into the table",
            "Ask for your data at reddit.com/settings/data-request; from posts.csv: `columns: {posts: {post_id: id, "
            "text: title, created_at: date, permalink: permalink}}`, `timezone: UTC`, `one_account: true`.",
        ),
        "gaming": Platform(
            "Gaming network",
            "what nobody wrote into the table",
            "Only an official account that posts in public belongs here: copy its posts into a posts table.",
        ),
        "forum": Platform(
            "Forum",
            "what nobody wrote into the table",
            "Copy the threads the school's account began into a posts table and the answers into a comments table.",
        ),
        "newspaper": Platform(
            "Newspaper comments",
            "what nobody wrote into the table",
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
