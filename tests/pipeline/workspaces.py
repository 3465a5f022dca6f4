"""A small workspace of one invented school, written table by table, for the tests of the pipeline."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from made_stores import put_store

POSTS = ("post_id", "account", "created_at", "kind", "text", "permalink", "author")
COMMENTS = ("comment_id", "post_id", "account", "created_at", "author_handle", "author_name", "text")
MEDIA = ("post_id", "media_id", "type", "url", "file", "alt_text")
PUPILS = ("school", "pupil_id", "first_name", "preferred_name", "last_name", "year_group", "form")
CONSENTS = ("school", "pupil_id", "purpose", "consent", "given_on", "withdrawn_on")
PHOTO_LOG = ("school", "post_id", "media_id", "pupil_id", "shows", "form")
STAFF = ("school", "title", "first_name", "last_name", "role")
TERMS = ("school", "start", "end", "kind")
AS_OF = datetime(2026, 11, 16, 6, tzinfo=UTC)


APPROVAL = {
    "approved_by": "A. Dale", "role": "Head", "approved_on": "2020-09-01", "monitor": "B. Ode", "method": "app alerts",
    "interval": "daily", "contact_email": "office@copse.example", "visibility": "public",
}  # fmt: skip
"""What makes an account one that nobody has anything against."""


@dataclass
class Small:
    """The tables of `oakhill`, an invented primary school with one account; change them, then `write` again."""

    root: Path
    posts: list[tuple[str, ...]] = field(default_factory=list)
    comments: list[tuple[str, ...]] = field(default_factory=list)
    media: list[tuple[str, ...]] = field(default_factory=list)
    pupils: list[tuple[str, ...]] = field(
        default_factory=lambda: [
            ("oakhill", "P1", "Zainab", "", "Malik", "4", "4K"),
            ("oakhill", "P2", "Dylan", "", "Prosser", "4", "4K"),
        ]
    )
    consents: list[tuple[str, ...]] = field(
        default_factory=lambda: [("oakhill", "P1", "photo_social_media", "granted", "2026-09-01", "")]
    )
    photo_log: list[tuple[str, ...]] = field(default_factory=list)
    staff: list[tuple[str, ...]] = field(default_factory=lambda: [("oakhill", "Mrs", "Ann", "Dale", "Head")])
    terms: list[tuple[str, ...]] = field(default_factory=lambda: [("oakhill", "2026-09-01", "2026-12-18", "term")])
    source: dict[str, Any] = field(default_factory=lambda: {"complete": True})
    top: dict[str, Any] = field(default_factory=dict)
    """Keys of trust.yaml beside trust and schools."""
    more_accounts: list[dict[str, Any]] = field(default_factory=list)
    """Accounts beside the one; a source of None is the same files."""
    registers: tuple[str, ...] = ("pupils", "consents", "photo_log", "staff")
    pupil_columns: tuple[str, ...] = PUPILS
    stored: bool = True
    """Whether a store without a row lies there already, as any first command leaves one."""

    def write(self) -> Path:
        """Write every table and trust.yaml; returns the workspace."""
        if self.stored and "store" not in self.top:
            put_store(self.root / "social-audit.db")
        for name, columns in (
            ("posts", POSTS), ("comments", COMMENTS), ("media", MEDIA), ("pupils", self.pupil_columns),
            ("consents", CONSENTS), ("photo_log", PHOTO_LOG), ("staff", STAFF), ("terms", TERMS),
        ):  # fmt: skip
            with (self.root / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([columns, *getattr(self, name)])
        files = {"posts": "posts.csv", "comments": "comments.csv", "media": "media.csv"}
        own = {"connector": "spreadsheet", **files, **self.source}
        more = [{"approval": dict(APPROVAL), **one, "source": dict(one["source"] or own)} for one in self.more_accounts]
        school = {
            "id": "oakhill",
            "name": "Oakhill Primary School",
            "phase": "primary",
            "registers": {name: f"{name}.csv" for name in self.registers},
            "calendars": {"terms": "terms.csv"},
            "accounts": [
                {"platform": "x", "handle": "@oakhill", "source": own, "approval": dict(APPROVAL)},
                *more,
            ],
        }
        named = {"name": "Copse Trust", "packs": ["com01"], "email_domains": ["copse.example"]}
        # a PDF takes a second: the tests of the PDFs ask for them
        trust = {"trust": named, "schools": [school], "reports": {"pdf": False}, **self.top}
        (self.root / "trust.yaml").write_text(yaml.safe_dump(trust, sort_keys=False), encoding="utf-8")
        return self.root


def post(number: int, day: str, text: str = "Our garden is growing.", kind: str = "original") -> tuple[str, ...]:
    """Return a row of posts on a day, at nine in the morning UTC."""
    return (f"p{number}", "oakhill", f"{day}T09:00:00+00:00", kind, text, f"https://x.example/{number}", "")


def comment(number: int, under: int, text: str, day: str = "2026-11-10") -> tuple[str, ...]:
    """Return a row of comments under a post."""
    return (f"c{number}", f"p{under}", "oakhill", f"{day}T10:00:00+00:00", "mum", "A mum", text)


def photo(under: int, alt: str = "Leaves on a table") -> tuple[str, ...]:
    """Return a row of media: the only photo of a post."""
    return (f"p{under}", "m1", "photo", "", "", alt)
