"""The comments and replies of one answer of Meta's: those that are public, those that are hidden, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from connectors._progress import Task
from connectors.base import Comment, SetAside, Unavailable


@dataclass(kw_only=True)
class Talk:
    """Comments under posts of one account."""

    comments: list[Comment] = field(default_factory=list)
    hidden: list[Unavailable] = field(default_factory=list)
    """Comments that the account has hidden: nobody but their authors sees them, so nothing of them is kept."""
    set_aside: list[SetAside] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    """What is still to be asked for."""

    def add(self, other: Talk) -> None:
        """Take in another talk."""
        self.comments += other.comments
        self.hidden += other.hidden
        self.set_aside += other.set_aside
        self.tasks += other.tasks

    def take(self, row: Comment | Unavailable | SetAside) -> None:
        """Take in what one payload became."""
        if isinstance(row, Comment):
            self.comments.append(row)
        elif isinstance(row, Unavailable):
            self.hidden.append(row)
        else:
            self.set_aside.append(row)

    def counts(self) -> Mapping[str, int]:
        """Return what a pull counts of it besides its comments: hidden ones were given, and count as read."""
        return {"hidden_comments": len(self.hidden)}


def hidden_comment(comment_id: str, post_id: str) -> Unavailable:
    """Return a comment that the account has hidden."""
    return Unavailable(post_id=post_id, comment_id=comment_id, state="hidden")
