"""What stands in the sheet by which staff say who is in which picture, and the words of its answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

NOBODY: Final = "nobody"
UNRECOGNISED: Final = "nobody who can be recognised"
CLASS: Final = "a class"
PUPILS: Final = "these pupils"
SUGGESTED: Final = "the suggested pupils"
ANSWERS: Final = (NOBODY, UNRECOGNISED, CLASS, PUPILS, SUGGESTED)
"""What the column WHO offers."""
WHO: Final = "who is in it"
FORM: Final = "class"
PUPIL: Final = tuple(f"pupil {number}" for number in range(1, 7))
MORE: Final = "more pupils"
HINTS: Final = "suggested"
KEY: Final = "key (leave as it is)"
HEADINGS: Final = (WHO, FORM, *PUPIL, MORE, HINTS, KEY)
"""The columns that are read back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLogRow:
    """One picture, wherever it stands: logged once for all its copies. It carries the caption unmasked."""

    thumbnail: bytes | None
    """JPEG; None = no copy that can be opened is kept."""
    kind: str
    """photo or video."""
    posted_at: datetime | None
    """In the trust's zone, of the newest of its copies."""
    days: int | None
    """How long that has been public."""
    place: str
    """`X @oakhill`."""
    caption: str
    link: str
    """http(s) or blank."""
    copies: tuple[str, ...]
    """Where else it stands: "Facebook @oakhill, 3 May 2026, https://..."."""
    suggested: tuple[str, ...]
    """Pupils named beside it or logged in a copy of it, as the list of pupils has them, each with the reason."""
    key: str
    """What it is, for the way back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLogSheet:
    """The sheet of one school."""

    trust: str
    school: str
    as_of: datetime
    """In the trust's zone."""
    rows: tuple[PhotoLogRow, ...]
    left: int
    """Different pictures that are not on this sheet for want of room."""
    newest_first: bool
    pupils: tuple[str, ...]
    """What the pupil columns offer: "Zainab Malik (SW0012), 4M"."""
    forms: tuple[str, ...]
    """What the column FORM offers."""
    names_sought: bool
    """An audit has looked for names beside these pictures."""
