"""The place of a comment in its thread: what it answers, whom it speaks to, and whether the account answered it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

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


def threads(comments: Any, posts: Any) -> Iterator[Thread]:
    """Yield the place of each comment in its thread.

    comments: a frame with account, comment_id, parent_id, text, own; posts: one with account, post_id, text and, where
    the platform tells it, reply_to: the account's own replies are posts on X, comments elsewhere.
    """
    told = _columns(comments, "account", "comment_id", "parent_id", "text", "own")
    said = {(account, name): (text, own) for account, name, _, text, own in told}
    answered = {(account, parent) for account, _, parent, _, own in told if own and parent}
    for account, name, text, answers in _columns(posts, "account", "post_id", "text", "reply_to"):
        if answers:
            said.setdefault((account, name), (text, True))
            answered.add((account, answers))
    for account, name, parent, text, _ in told:
        above, own = said.get((account, parent), ("", False)) if parent else ("", False)
        yield Thread(text, above, bool(own), (account, name) in answered)


def _columns(rows: Any, *names: str) -> list[tuple[Any, ...]]:
    columns = [rows[name].tolist() if name in rows else [""] * len(rows) for name in names]
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
