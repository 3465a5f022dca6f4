"""What stands in a takedown sheet: a row a picture, with all that whoever takes it down must know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TakedownRow:
    """One picture to take down or to look at. It carries the caption unmasked, as the worklist does."""

    reason: str
    """A code of reports.inventory.REASONS; blank = a person should look first."""
    why: tuple[str, ...]
    """What the checks say of it, a sentence each."""
    sure: str
    """certain, likely or possible: the surest of them."""
    place: str
    """`X @oakhill`."""
    subject: str
    """`image:POSTID/MEDIAID`, or the post in whose place it is judged."""
    posted_at: datetime | None
    """In the trust's zone."""
    days: int | None
    """How long it has been public."""
    link: str
    """http(s) or blank."""
    children: tuple[str, ...]
    """Those concerned, as initials and id."""
    consent: tuple[str, ...]
    """What is said of each of them today: "Z.M. (SW0012): withdrawn"."""
    caption: str
    copies: tuple[str, ...]
    """Where else the same picture stands: "Facebook @oakhill, 3 May 2026, https://..."."""
    keys: tuple[str, ...]
    """Of the findings, as in the worklist."""
    thumbnail: bytes | None
    """JPEG; None = no copy that can be opened is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Takedown:
    """The takedown sheet of one school."""

    trust: str
    school: str
    as_of: datetime
    """Of the audit, in the trust's zone."""
    due: tuple[TakedownRow, ...]
    """To take down, in the order in which that should happen."""
    unsure: tuple[TakedownRow, ...]
    """To look at first: what is only possible, then what is old and unlogged, the oldest first."""
    more: int
    """How many of the old and unlogged ones were left out."""
