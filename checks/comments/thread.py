"""The place of a comment in its thread: what it answers, whom it speaks to, and whether the account answered it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple, overload

from checks.comments.abuse import Row
from checks.names.fold import fold_name

_REPEATED: Final = "repeats a word of what it answers"
_AFTER: Final = 3
"""Characters behind a word in which a question mark asks about it."""
_MARKS: Final = "\"'“”‘’„«»"
_SOMEBODY: Final = "said to somebody"


class Thread(NamedTuple):
    """Where one comment stands."""

    text: str
    above: str
    """The text of the comment, or of the account's own reply, that it answers; "" = none that is known."""
    above_own: bool
    """The account wrote what it answers."""
    answered: bool
    """The account answered it in public."""


class Threads(Sequence[Thread]):
    """The place of each comment in its thread, worked out for those that are asked for: few of many are."""

    def __init__(self, comments: Any, posts: Any) -> None:
        """comments: account, comment_id, parent_id, text, own; posts: a frame with account, post_id, text and,
        where the platform tells it, reply_to: the account's own replies are posts on X, comments elsewhere.
        """
        self._told = _columns(comments, "account", "comment_id", "parent_id", "text", "own")
        self._posts = posts

    def __len__(self) -> int:
        """Return how many comments there are."""
        return len(self._told)

    @overload
    def __getitem__(self, at: int) -> Thread: ...
    @overload
    def __getitem__(self, at: slice) -> list[Thread]: ...
    def __getitem__(self, at: int | slice) -> Thread | list[Thread]:
        """Return the place of one comment, or of some."""
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        account, name, parent, text, _ = self._told[at]
        above, own = self._said.get((account, parent), ("", False)) if parent else ("", False)
        return Thread(text, above, bool(own), (account, name) in self._answered)

    @cached_property
    def _replies(self) -> list[tuple[str, str, str, str]]:
        return [one for one in _columns(self._posts, "account", "post_id", "text", "reply_to") if one[3]]

    @cached_property
    def _said(self) -> dict[tuple[str, str], tuple[str, bool]]:
        """(account, id) -> (text, whether it is the account's own)."""
        replies = {(account, name): (text, True) for account, name, text, _ in self._replies}
        return replies | {(account, name): (text, own) for account, name, _, text, own in self._told}

    @cached_property
    def _answered(self) -> set[tuple[str, str]]:
        """(account, id) of what the account itself answered."""
        under = {(account, parent) for account, _, parent, _, own in self._told if own and parent}
        return under | {(account, answers) for account, _, _, answers in self._replies}


def _columns(rows: Any, *names: str) -> list[tuple[Any, ...]]:
    columns = [list(rows[name]) if name in rows else [""] * len(rows) for name in names]
    return list(zip(*columns, strict=True))


def less_sure(rows: Sequence[Row], places: Sequence[Thread]) -> list[Row]:
    """Return rows with those only `possible` whose words are asked or quoted back: "an idiot? speak for yourself"."""
    return [_less_sure(row, places[row.at]) if places[row.at].above else row for row in rows]


def _less_sure(row: Row, place: Thread) -> Row:
    words = fold_name(place.text[row.start : row.end])
    if f" {words} " not in f" {fold_name(place.above)} ":
        return row
    asked = "?" in place.text[row.end : row.end + _AFTER]
    quoted = place.text[: row.start].rstrip()[-1:] in _MARKS and place.text[row.end : row.end + 1] in _MARKS
    if not asked and not (quoted and row.start):
        return row
    return row._replace(confidence="possible", because=f"{row.because}; {_REPEATED}")


def addressed(row: Row, place: Thread) -> Row:
    """Return a row that says whom it speaks to, and whether the account has answered it."""
    because = row.because
    if place.above and because.endswith(_SOMEBODY):
        to = "the account" if place.above_own else "another reader"
        because = f"{because.removesuffix(_SOMEBODY)}said to {to}"
    if place.answered:
        because = f"{because}; the account has answered it in public"
    return row._replace(because=because)
