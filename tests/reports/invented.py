"""Builders of single findings, weeks, accounts and coverage: all invented, with sensible values for the rest."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from reports.base import Account, ClauseLine, Coverage, Finding, GateLine, Quote, Reading, Week

LONDON = ZoneInfo("Europe/London")
AS_OF = datetime(2026, 11, 16, 23, 59, 59, tzinfo=LONDON)
PREVIOUS = datetime(2026, 11, 9, 23, 59, 59, tzinfo=LONDON)
FULL_NAME = "Zebedee Quillfeather"
"""The invented child whose name must stand in the worklist alone."""
MASKED_NAME = "█████"


def quote(full: str, masked: str | None = None) -> Quote:
    """A text of which reports other than the worklist see the masked half."""
    return Quote(full=full, masked=masked if masked is not None else full.replace(FULL_NAME, MASKED_NAME))


def finding(**given: object) -> Finding:
    """A finding with sensible values for all that is not given; its key follows from what makes it different."""
    text = str(given.pop("text", f"Well done to {FULL_NAME}, who came first in the cross-country today!"))
    start = text.find(FULL_NAME) if FULL_NAME in text else None
    values: dict[str, object] = {
        "check": "child-named-in-caption",
        "check_title": "A child is named in a caption",
        "clause": "com01:4.1d",
        "severity": "today",
        "confidence": "certain",
        "status": "new",
        "account": "@thistledown",
        "platform": "facebook",
        "subject_type": "post",
        "subject_id": "post:1001",
        "permalink": "https://www.facebook.example/thistledown/posts/1001",
        "posted_at": datetime(2026, 11, 12, 15, 20, tzinfo=LONDON),
        "quote": quote(text),
        "start": start,
        "end": start + len(FULL_NAME) if start is not None else None,
        "matched": quote(FULL_NAME) if start is not None else None,
        "pupils": ("TD0012",),
        "pupils_shown": ("Z.Q. (TD0012)",),
        "detail": quote(f"“{FULL_NAME}” is the full name of a child on the register."),
        "remedy": "Edit the caption so that it names no child.",
        "route": "comms",
        "first_seen": AS_OF,
        "last_seen": AS_OF,
    }
    values |= given
    values["key"] = given.get("key") or hashlib.sha256(repr(sorted(values.items(), key=str)).encode()).hexdigest()[:12]
    return Finding(**values)  # type: ignore[arg-type]


def photo(**given: object) -> Finding:
    """A picture of a child without consent: no text is flagged."""
    return finding(
        **{
            "check": "photo-without-consent",
            "check_title": "A photo shows a child without consent",
            "subject_type": "image",
            "subject_id": "image:1001/77",
            "text": "Well done to all our runners!",
            "detail": quote("No consent for Facebook was on record when this was posted."),
            "remedy": "Take the photo down, or ask for consent first.",
            **given,
        }
    )


def comment(**given: object) -> Finding:
    """A child named by somebody under a post."""
    return finding(
        **{
            "check": "child-named-in-comment",
            "check_title": "A child is named in a comment",
            "subject_type": "comment",
            "subject_id": "comment:9001",
            "text": f"So proud of our {FULL_NAME} xx",
            "permalink": "https://www.facebook.example/thistledown/posts/1001?comment=9001",
            "severity": "this_week",
            "remedy": "Hide the comment, then delete it.",
            **given,
        }
    )


def thin_week(week: str, **given: object) -> Finding:
    """A school week with too few posts."""
    return finding(
        **{
            "check": "too-few-posts",
            "check_title": "Too few posts in a school week",
            "clause": "com01:4.3",
            "severity": "soon",
            "account": "",
            "platform": "",
            "subject_type": "week",
            "subject_id": f"week:{week}",
            "permalink": "",
            "posted_at": None,
            "quote": None,
            "matched": None,
            "start": None,
            "end": None,
            "pupils": (),
            "pupils_shown": (),
            "detail": quote("1 post in the week of 2 November 2026; the policy asks for 3."),
            "remedy": "Plan posts for the weeks ahead.",
            **given,
        }
    )


def weeks(
    *posts: int, unknown: tuple[int, ...] = (), holidays: tuple[int, ...] = (8,), line: int = 3
) -> tuple[Week, ...]:
    """Weeks from 31 August 2026 on, one for each number of posts; `unknown` and `holidays` are places in that row."""
    found = []
    for place, count in enumerate(posts):
        monday = date(2026, 8, 31) + timedelta(weeks=place)
        year, number, _ = monday.isocalendar()
        outcome = (
            "" if place in holidays else "not_assessed" if place in unknown else "pass" if count >= line else "fail"
        )
        found.append(
            Week(
                week=f"{year}-W{number:02}",
                monday=monday,
                posts=count,
                school_week=place not in holidays,
                outcome=outcome,
            )
        )
    return tuple(found)


def account(platform: str, handle: str, *, complete: bool = True, **given: object) -> Account:
    """One account, read in full unless said."""
    titles = {"x": "X (Twitter)", "facebook": "Facebook", "instagram": "Instagram"}
    reads = ("posts: read, 2 September to 16 November 2026", "comments: read, 2 September to 16 November 2026")
    if not complete:
        reads = (
            "posts: read, 2 September to 16 November 2026",
            "comments: not read: Facebook withheld 25 of 142 comments",
        )
    readings = (
        reading("posts"),
        reading("comments") if complete else reading("comments", "Facebook withheld 25 of 142 comments", theirs=142),
        *([reading("profile")] if complete else []),
    )
    values = {"posts": 61, "comments": 117, "media": 48, "reads": reads, "readings": readings, **given}
    return Account(platform=platform, platform_title=titles[platform], handle=handle, complete=complete, **values)  # type: ignore[arg-type]


def reading(what: str, reason: str = "", theirs: int | None = None) -> Reading:
    """One kind of thing, read in full unless a reason says why not."""
    begin, at = datetime(2026, 9, 2, tzinfo=LONDON), datetime(2026, 11, 16, 6, tzinfo=LONDON)
    return Reading(what=what, complete=not reason, reason=reason, begin=begin, end=at, at=at, theirs=theirs)


def coverage(
    check: str, outcome: str, *, reason: str = "", where: str = "", judged: int = 60, flagged: int = 0
) -> Coverage:
    """One line of what was judged."""
    title = {
        "child-named-in-comment": "A child is named in a comment",
        "photo-without-consent": "A photo shows a child without consent",
    }
    return Coverage(
        check=check,
        check_title=title.get(check, check),
        clause="com01:4.1d",
        account=where,
        outcome=outcome,
        judged=judged,
        flagged=flagged,
        reason=reason,
    )


def clause(number: str, says: str, state: str, note: str = "", flagged: int = 0, judged: int = 0) -> ClauseLine:
    """One clause of the invented trust's policy."""
    return ClauseLine(pack="com01", id=number, says=says, state=state, note=note, flagged=flagged, judged=judged)


def gate(
    where: str, source: str, rule: str, checked: int | None, ids: tuple[str, ...] = (), reason: str = ""
) -> GateLine:
    """One line of a gate; as many records set aside as ids given."""
    return GateLine(where=where, source=source, rule=rule, checked=checked, set_aside=len(ids), reason=reason, ids=ids)
