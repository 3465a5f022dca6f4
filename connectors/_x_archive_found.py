"""What the files of an X archive held, and what of it could not become a post."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from config.refusal import RefusalError
from connectors._x_archive_mapping import Version
from connectors.base import SetAside

LOST: Final = ("no-id", "no-time", "impossible-time", "edited")
"""Rules by which a post, or its last words, may be missed; they are set aside by name."""
_REASONS: Final[Mapping[str, str]] = {
    "no-id": "the row has no id",
    "no-time": "the row has no time that can be read",
    "impossible-time": "the row's time lies before X began",
    "edited": "the post was edited, and its latest version is not in the archive",
    "after-the-run": "the posts lie after this run, and are left to a later one",
    "duplicate-id": "the rows repeat posts that stand in the archive already",
    "foreign-author": "the rows name another author than the archive's owner",
    "note-without-post": "note-tweet.js holds long texts whose posts are not in the archive: deleted ones, perhaps",
}
_NAMED: Final = 20
"""Rows of one file that are set aside by name; beyond these they are counted."""


@dataclass(slots=True)
class Found:
    """The posts of an archive, before edits are collapsed, and a tally of the rest."""

    versions: dict[str, Version] = field(default_factory=dict)
    """Every version of every post by its id."""
    rows: Counter[str] = field(default_factory=Counter)
    """File name, folded -> its rows."""
    left: defaultdict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    """(file, rule) -> where it stood; of what is only counted, blank."""
    gaps: list[str] = field(default_factory=list)
    """Why something beside the posts themselves could not be read."""
    cut: Counter[str] = field(default_factory=Counter)
    """Kind of post -> how many lack the end of their text."""

    def counted(self, file: str, rows: Iterable[Any]) -> Iterator[Any]:
        """Yield the rows of a file and count them."""
        self.rows.setdefault(file.casefold(), 0)
        for row in rows:
            self.rows[file.casefold()] += 1
            yield row

    @contextmanager
    def or_gap(self) -> Iterator[None]:
        """Go on where a file beside the posts cannot be read, and remember why."""
        try:
            yield
        except RefusalError as refusal:
            self.gaps.append(str(refusal))

    def leave(self, file: str, rule: str, place: str = "", count: int = 1) -> None:
        """Set rows or posts aside."""
        self.left[file, rule] += [place] * count

    def count(self, *rules: str) -> int:
        """Return how many were set aside by these rules."""
        return sum(len(places) for (_, rule), places in self.left.items() if rule in rules)

    def set_aside(self) -> Iterator[SetAside]:
        """Yield what was set aside: by name while it is little, counted when it is much."""
        for (file, rule), places in self.left.items():
            if rule in LOST and len(places) <= _NAMED:
                yield from (SetAside(place=place, rule=rule, reason=_REASONS[rule]) for place in places)
            else:
                yield SetAside(place=file, rule=rule, reason=_REASONS[rule], count=len(places))
