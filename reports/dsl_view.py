"""What the safeguarding lead's sheet is made from: a view of its own, since nothing of it enters any other report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DslItem:
    """One matter that waits for the safeguarding lead, or waited; every text is as it was published."""

    key: str
    title: str
    state: str
    """new, acknowledged, closed or over (it ended by itself)."""
    done: tuple[str, ...]
    """What was done about it, one sentence each, oldest first."""
    confidence: str
    account: str
    """`Facebook @oakfield`."""
    author: str
    """Who wrote a comment, as the platform shows them; blank = the account, or not known."""
    posted_at: datetime | None
    """In the trust's zone, as all moments here."""
    link: str
    """As the platform gave it; the report writes it only when it is http(s)."""
    text: str
    """The whole text; blank = a picture, or erased."""
    start: int | None
    """Code-point span in `text`; None when the whole is meant."""
    end: int | None
    thread: tuple[tuple[str, str], ...]
    """(what it is, its text) of what stands above a comment, the post first."""
    children: tuple[str, ...]
    """`Zainab Malik (P1), 4K` of the children concerned; empty where nobody is named."""
    why: str
    what_to_do: str
    may_be_requested: bool
    """A removal can be asked for with `social-audit dsl request`: it is public, and nobody has asked yet."""
    public: str
    """Whether it can still be seen, as a sentence."""
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DslView:
    """Everything of one school that is for the safeguarding lead alone."""

    trust: str
    run: str
    """The last audit."""
    as_of: datetime
    """In the trust's zone."""
    school: str
    """Id."""
    school_name: str
    items: tuple[DslItem, ...]
    """Waiting ones first, new before acknowledged, the newest first."""
    out_of_hours: str = ""
    """Whom the trust itself calls, as trust.yaml has it."""
    untold: str = ""
    """Why the mail about what waits could not be handed over; blank when it was, or when nothing had to be."""
    unseen: tuple[str, ...] = ()
    """What the checks for the safeguarding lead could not look at, and why, one sentence each."""
