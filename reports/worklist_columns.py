"""The columns of a worklist: what stands in them, what a person fills in, and how a returned sheet calls them."""

from __future__ import annotations

from typing import Final

from reports.base import SampledPost, School
from reports.cells import Column, Value
from reports.entries import Entry
from reports.links import web_link
from reports.shown import platform_title
from reports.wording import CONFIDENCE_TITLES, SEVERITY_TITLES, STATUS_TITLES

SHEETS: Final = ("To do", "To look at", "To read", "About")
"""The sheets, in their order."""
TO_DO: Final = "to do"
DONE: Final = "done"
CANNOT: Final = "cannot"
ACCEPT: Final = "accept"
STATUSES: Final = (TO_DO, "doing", DONE, CANNOT, ACCEPT)
"""What the column "status" offers."""
VERDICTS: Final = {"fine": "fine", "missed something": "missed"}
"""What the column "verdict" of the sample offers -> the code it is kept under."""
FROZEN: Final = 4
"""Columns that stay in sight: what a row is about."""
COLUMNS: Final = (
    Column("key", 14, "small"),
    Column("severity", 15),
    Column("due", 16, "day"),
    Column("what is wrong", 28),
    Column("picture", 24),
    Column("the whole text", 50),
    Column("why", 40),
    Column("what to do", 36),
    Column("link", 28, "link"),
    Column("said before", 24),
    Column("owner", 16, "answer", free=True, hint="Who does it. Choose a name, or type another."),
    Column(
        "status", 11, "answer", STATUSES, hint="The next reading looks for itself. For “accept” fill the next three."
    ),
    Column("note", 30, "answer"),
    Column("reason to accept", 24, "answer", hint="Only with the status “accept”: why it may stand."),
    Column("accepted by", 18, "answer", hint="Only with the status “accept”: a name and role."),
    Column("accepted until", 15, "answer_day", hint="Only with the status “accept”: the last day, such as 31/07/2027."),
    Column("the words", 24),
    Column("in answer to", 36),
    Column("the child(ren)", 20),
    Column("how sure", 10),
    Column("since last time", 11),
    Column("school", 24),
    Column("platform", 12),
    Column("account", 18),
    Column("posted", 18, "moment"),
    Column("first seen", 17, "day"),
    Column("days open", 10, "number"),
    Column("mark", 6, "hidden"),
)
SAMPLE_COLUMNS: Final = (
    Column("key", 14, "small"),
    Column("platform", 12),
    Column("account", 18),
    Column("posted", 18, "moment"),
    Column("picture", 24),
    Column("the whole text", 70),
    Column("pictures", 9, "number"),
    Column("link", 30, "link"),
    Column("verdict", 18, "answer", tuple(VERDICTS), hint="Open the link, read the post, look at its pictures."),
    Column("what was missed", 40, "answer", hint="Only when something was missed: what."),
)


def cells(entry: Entry) -> tuple[Value, ...]:
    """Return the values of a row, in the order of COLUMNS."""
    return (
        entry.key,
        SEVERITY_TITLES.get(entry.severity, entry.severity),
        entry.due,
        entry.title,
        entry.thumbnail,
        entry.marked,
        entry.why,
        entry.remedy,
        entry.link,
        entry.told,
        entry.owner,
        entry.state,
        entry.note,
        "",
        "",
        "",
        entry.words,
        "\n".join(f"{what}: {words}" for what, words in entry.above),
        "; ".join(entry.children),
        CONFIDENCE_TITLES.get(entry.confidence, entry.confidence),
        STATUS_TITLES.get(entry.status, entry.status),
        entry.school,
        entry.platform,
        entry.account,
        entry.posted_at,
        entry.first_seen,
        entry.days_open,
        entry.mark,
    )


def sample_cells(post: SampledPost, school: School) -> tuple[Value, ...]:
    """Return the values of a row of the sample, in the order of SAMPLE_COLUMNS."""
    said = {code: words for words, code in VERDICTS.items()}
    return (
        post.key,
        platform_title(post.platform, school),
        post.account,
        post.posted_at,
        post.thumbnail,
        post.text.full,
        post.pictures,
        web_link(post.permalink),
        said.get(post.verdict, ""),
        post.missed.full,
    )
