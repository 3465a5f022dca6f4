"""Views of runs that never were: three invented schools in every state, and one of which nothing is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from invented import (
    AS_OF,
    FULL_NAME,
    LONDON,
    PREVIOUS,
    account,
    clause,
    comment,
    coverage,
    finding,
    gate,
    photo,
    quote,
    thin_week,
    weeks,
)

from reports.base import RunView, School

CLAUSES = (
    clause("4.1c", "What it shows is professional.", "by_hand", "Read ten posts and tick this when all of them are."),
    clause("4.1d", "No photo without consent, no child named with a photo.", "broken", flagged=4, judged=178),
    clause("4.1f", "Inappropriate comments come down.", "partly", "25 of 142 comments were withheld.", 0, 117),
    clause("4.2", "Handles are @schoolname, in lower case, where possible.", "kept", judged=3),
    clause("4.3", "At least three posts in every school week.", "broken", flagged=2, judged=10),
    clause("4.4", "Parish events are announced.", "not_assessed", "No calendar of events was given for this school."),
    clause("4.5", "SLT quality-assures what is posted.", "by_hand", "Read the sample and sign this report off."),
    clause("3.4", "Staff keep personal accounts private.", "out_of_scope", "It never looks at personal accounts."),
)


def busy_school() -> School:
    """A primary with something of everything."""
    earlier, before = AS_OF - timedelta(days=21), PREVIOUS
    findings = (
        finding(),
        photo(),
        photo(
            subject_id="image:1002/80",
            severity="today",
            status="returned",
            first_seen=earlier,
            account="@ThistledownPri",
            platform="x",
            permalink="https://x.example/ThistledownPri/status/1002",
            confidence="likely",
            posted_at=datetime(2023, 6, 1, 9, 0, tzinfo=LONDON),
        ),
        comment(severity="today"),
        comment(subject_id="comment:9002", status="open", first_seen=earlier),
        comment(subject_id="comment:9003", status="open", first_seen=before, text=f"Is that {FULL_NAME}?"),
        comment(
            subject_id="comment:9004",
            confidence="possible",
            text="Lovely to see a Rose in the garden",
            pupils_shown=("R.H. (TD0044)",),
        ),
        finding(
            check="handle-off-format",
            check_title="A handle is not @schoolname in lower case",
            clause="com01:4.2",
            severity="soon",
            subject_type="account",
            subject_id="account:ThistledownPri",
            account="@ThistledownPri",
            platform="x",
            posted_at=None,
            quote=None,
            start=None,
            end=None,
            matched=None,
            pupils=(),
            pupils_shown=(),
            permalink="https://x.example/ThistledownPri",
            detail=quote("The handle has capitals and cuts the school's name."),
            remedy="Change the handle to @thistledown.",
        ),
        finding(subject_id="post:1010", status="fixed", first_seen=earlier, ended_at=AS_OF - timedelta(days=2)),
        comment(subject_id="comment:9010", status="fixed", first_seen=earlier, ended_at=before - timedelta(days=3)),
        photo(
            subject_id="image:1011/90",
            status="waived",
            first_seen=earlier,
            waiver="Consent form seen on paper, A. Marchetti, until 31 December 2026",
        ),
        finding(subject_id="post:1012", status="superseded", first_seen=earlier, ended_at=AS_OF),
        thin_week("2026-W45"),
        thin_week("2026-W41", status="past"),
        finding(
            subject_id="post:1013",
            severity="note",
            status="new",
            text="Trip photos to follow.",
            detail=quote("A small thing worth knowing."),
        ),
    )
    return School(
        id="thistledown",
        name="Thistledown Primary School",
        phase="primary",
        zone=LONDON,
        accounts=(
            account(
                "facebook",
                "@thistledown",
                complete=False,
                weekly=(1, 3, 2, 1, 4, 1, 2, 3, 1, 1, 3),
                last_post=datetime(2026, 11, 13, 15, 20, tzinfo=LONDON),
                photos=48,
                photos_examined=41,
            ),
            account("x", "@ThistledownPri", weekly=(1, 2, 2, 2, 2, 1, 1, 0, 0, 0, 1)),
            account("instagram", "@thistledown_pri", weekly=(0, 3, 1, 1, 1, 0, 0, 0, 0, 0, 0)),
        ),
        findings=findings,
        coverage=(
            coverage("child-named-in-comment", "fail", where="@thistledown", flagged=3),
            coverage(
                "child-named-in-comment",
                "not_assessed",
                where="@thistledown",
                reason="Facebook withheld 25 of 142 comments.",
            ),
            coverage(
                "photo-without-consent",
                "not_assessed",
                where="@ThistledownPri",
                reason="4 photo posts have no row in the photo log.",
            ),
            coverage(
                "photo-without-consent",
                "not_assessed",
                where="@thistledown_pri",
                reason="4 photo posts have no row in the photo log.",
            ),
        ),
        clauses=CLAUSES,
        weeks=weeks(2, 5, 4, 3, 6, 2, 3, 3, 1, 1, 4),
        posts_a_week=3,
        posts_judged=178,
        unread=(
            "Facebook @thistledown: 25 of 142 comments were withheld by the platform.",
            "No calendar of events was given.",
        ),
    )


def clear_school() -> School:
    """A secondary where everything was read and all is well."""
    kept = tuple(
        replace(line, state="kept", note="", flagged=0, judged=90)
        for line in CLAUSES
        if line.state in {"broken", "partly", "not_assessed"}
    )
    return School(
        id="larkmoor",
        name="Larkmoor High School",
        phase="secondary",
        zone=LONDON,
        accounts=(account("x", "@larkmoorhigh", posts=90),),
        findings=(comment(account="@larkmoorhigh", platform="x", status="fixed", first_seen=PREVIOUS, ended_at=AS_OF),),
        coverage=(coverage("child-named-in-comment", "pass", where="@larkmoorhigh"),),
        clauses=kept + tuple(line for line in CLAUSES if line.state in {"by_hand", "out_of_scope"}),
        weeks=weeks(4, 5, 8, 3, 6, 12, 5, 7, 2, 9, 6),
        posts_a_week=3,
        posts_judged=90,
        unread=(),
    )


def unread_school() -> School:
    """An infant school of which nothing could be read, and which went quiet before."""
    return School(
        id="st-odos",
        name="St Odo's Catholic Infant School",
        phase="infant",
        zone=LONDON,
        accounts=(
            account(
                "facebook",
                "@stodos",
                complete=False,
                posts=0,
                comments=0,
                media=0,
                reads=("posts: not read: the token has expired",),
            ),
        ),
        findings=(),
        coverage=(
            coverage(
                "child-named-in-comment",
                "not_assessed",
                where="@stodos",
                judged=0,
                reason="The account could not be read.",
            ),
        ),
        clauses=tuple(
            replace(line, state="not_assessed", note="The account could not be read.", flagged=0, judged=0)
            for line in CLAUSES[:5]
        ),
        weeks=weeks(*[0] * 11, unknown=tuple(range(11))),
        posts_a_week=3,
        posts_judged=0,
        unread=("Facebook @stodos: the token has expired; ask the page's owner to connect it again.",),
    )


def empty_school() -> School:
    """A school that has only a name: no account, no week, no policy."""
    return School(
        id="bare",
        name="Bare Hill Nursery",
        phase="nursery",
        zone=LONDON,
        accounts=(),
        findings=(),
        coverage=(),
        clauses=(),
        weeks=(),
        posts_a_week=3,
        posts_judged=0,
        unread=(),
    )


def rich_view(*schools: School) -> RunView:
    """A run of the three schools (or of those given) with every gate heard from."""
    return RunView(
        trust="Fernhollow Learning Trust",
        run="2026-11-16T235959Z-4f1c",
        as_of=AS_OF,
        previous=PREVIOUS,
        audits=(PREVIOUS - timedelta(days=42), PREVIOUS, AS_OF),
        schools=schools or (busy_school(), clear_school(), unread_school()),
        gate=(
            gate("pages", "posts.csv", "no-time", None, ("row 17", "row 203"), "The row has no time that can be read."),
            gate("records", "all accounts", "posted-before-as-of", 1180),
            gate("registers", "pupils.csv", "pupil-id-once", 412, ("TD0099",), "The pupil's id stands twice."),
            gate("results", "too-few-posts", "flagged-at-most-judged", 11),
        ),
        faults=("St Odo's: the Facebook token has expired; ask the page's owner to connect it again.",),
        facts={"versions": {"social-audit": "0.1.0"}, "retention": {"findings": "3y"}},
    )


def first_run() -> RunView:
    """A run with none before it."""
    return replace(rich_view(), previous=None)


def bare_view() -> RunView:
    """A trust with one school of which nothing is known."""
    return replace(rich_view(empty_school()), gate=(), faults=(), facts={}, previous=None)
