"""How long the page of a school with 5,000 findings takes beside a plain Jinja2 table of the same rows; and its PDF."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

from jinja2 import Environment

from reports import slt
from reports.base import Account, ClauseLine, Coverage, Finding, Quote, Reading, RunView, School, Week
from reports.pdf import NoPrinterError, pdf, printable

FINDINGS = 5_000
AT = datetime(2026, 11, 16, 6, tzinfo=UTC)
SHOWN = (
    "check_title", "clause", "severity", "confidence", "status", "account", "platform", "subject_id", "permalink",
    "posted_at", "remedy", "first_seen", "last_seen",
)  # fmt: skip
"""Columns of the plain table, and the texts."""
_PLAIN = """<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table>"""


def pages_lines(times: int = 5) -> list[str]:
    """Say how the page compares with the table, and what a PDF takes."""
    view = _view(FINDINGS)
    rows = [_row(finding) for finding in view.schools[0].findings]
    template = Environment(autoescape=True).from_string(_PLAIN)
    table = _best(times, lambda: template.render(rows=rows).encode())
    page = _best(times, lambda: slt.report(view))
    lines = [
        f"SLT page of a school with {FINDINGS:,} findings {page * 1000:.0f} ms, a plain Jinja2 table of the same rows "
        f"{table * 1000:.0f} ms = {page / table:.1f} times   (target 3)"
    ]
    try:
        printable()
    except NoPrinterError as lacking:
        return [*lines, f"no PDF: {lacking}"]
    (sheet,) = slt.sheets(view).values()
    pdf(sheet)  # the machine's fonts are looked up once
    return [*lines, f"its two pages as a PDF {_best(2, lambda: pdf(sheet)):.2f} s   (target 1)"]


def _row(finding: Finding) -> list[object]:
    texts = [finding.quote.masked if finding.quote else "", finding.detail.masked]
    return [*(getattr(finding, name) for name in SHOWN), *texts, *finding.pupils_shown]


def _view(findings: int) -> RunView:
    found = tuple(_finding(number) for number in range(findings))
    monday = date(2026, 8, 31)
    weeks = tuple(
        Week(week=f"2026-W{36 + n}", monday=monday + timedelta(weeks=n), posts=n % 6, school_week=n != 8,
             outcome="" if n == 8 else "pass" if n % 6 > 2 else "fail")
        for n in range(11)
    )  # fmt: skip
    readings = tuple(Reading(what=what, complete=True, reason="", at=AT, begin=AT) for what in ("posts", "comments"))
    accounts = tuple(
        Account(platform=name, platform_title=name.title(), handle="@bench", posts=4_000, comments=9_000, media=3_000,
                reads=("posts: read",), complete=True, readings=readings, weekly=tuple(range(11)))
        for name in ("facebook", "instagram")
    )  # fmt: skip
    clauses = tuple(
        ClauseLine(pack="bench", id=str(n), says="What the clause asks of everybody.", state=state, note="Read it.")
        for n, state in enumerate(("broken", "kept", "by_hand", "not_assessed") * 10)
    )
    coverage = tuple(
        Coverage(check=f"check-{n}", check_title=f"Fault number {n}", clause="bench:1", account="", reason="",
                 outcome="pass", judged=100, flagged=0)
        for n in range(40)
    )  # fmt: skip
    school = School(
        id="bench", name="Bench School", phase="primary", zone=UTC, accounts=accounts, findings=found,
        coverage=coverage, clauses=clauses, weeks=weeks, posts_a_week=3, posts_judged=8_000, unread=(),
    )  # fmt: skip
    previous = AT - timedelta(days=7)
    return RunView(trust="Bench Trust", run="2026-11-16", as_of=AT, previous=previous, schools=(school,), gate=())


def _finding(number: int) -> Finding:
    text = f"A caption of ordinary length for a post of a school, number {number}, with what it says of the day. " * 2
    quote = Quote(full=text, masked=text)
    values: dict[str, object] = {
        "key": f"{number:012x}", "check": f"check-{number % 20}", "check_title": f"Fault number {number % 20}",
        "clause": "bench:1", "severity": ("today", "this_week", "soon", "note")[number % 4],
        "confidence": ("certain", "likely", "likely", "possible")[number % 4],
        "status": ("new", "open", "fixed", "returned", "open")[number % 5], "account": "@bench", "platform": "facebook",
        "subject_type": "post", "subject_id": f"post:{number}", "permalink": f"https://facebook.example/{number}",
        "posted_at": AT - timedelta(days=number % 900), "quote": quote, "start": None, "end": None, "matched": None,
        "pupils": ("P1",), "pupils_shown": ("Z.M. (P1)",), "detail": quote, "remedy": "Take the post down.",
        "route": "comms", "first_seen": AT - timedelta(days=number % 60), "last_seen": AT,
        "ended_at": AT if number % 5 == 2 else None,
    }  # fmt: skip
    known = {field.name for field in fields(Finding)}
    return Finding(**{name: value for name, value in values.items() if name in known})  # type: ignore[arg-type]


def _best(times: int, job: Callable[[], object]) -> float:
    """Return the CPU seconds of the fastest of some times."""
    took = []
    for _ in range(times):
        begin = time.process_time()
        job()
        took.append(time.process_time() - begin)
    return min(took)
