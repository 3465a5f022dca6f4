"""A school whose every text was written in order to break a page or a spreadsheet."""

from __future__ import annotations

from invented import LONDON, account, comment, coverage, quote, weeks

from reports.base import ClauseLine, School

HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://evil.example","click")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    '"><img src=x onerror=alert(1)>',
    "مرحبا ‮txt.exe‬ 👩‍🏫🎉",
    "broken \ud800 half, bell \x07 and nul \x00",
    "{{ 7 * 7 }} {% raw %}",
    "</style></title><b>",
    "ten thousand " * 800,
    "W" * 10_000,
)
"""Texts that somebody could write under a school's post."""


def hostile_school() -> School:
    """Every text is one that somebody chose in order to break a page or a spreadsheet."""
    links = (
        "javascript:alert(1)",
        "data:text/html,<script>1</script>",
        'http://a.example/" onclick="x',
        "//evil.example",
        "HTTPS://ok.example/p",
        "ftp://x.example",
    )
    findings = tuple(
        comment(
            text=text,
            subject_id=f"comment:{place}",
            account="@hostile",
            platform="instagram",
            permalink=links[place % len(links)],
            check_title=text[:24],
            remedy=text[:90],
            detail=quote(text),
            pupils_shown=(text[:20],),
            start=0,
            end=min(5, len(text)),
            matched=quote(text[:5]),
            status="waived" if place % 5 == 4 else "new",
            waiver=text[:80] if place % 5 == 4 else "",
            severity=("today", "this_week", "soon", "note")[place % 4],
            confidence="possible" if place % 7 == 6 else "likely",
        )
        for place, text in enumerate(HOSTILE)
    )
    return School(
        id="hostile",
        name="</title><script>alert('name')</script> & Sons' \"Academy\"",
        phase="all-through",
        zone=LONDON,
        accounts=(account("instagram", "@hostile<b>", reads=("posts: <i>read</i>",)),),
        findings=findings,
        coverage=(
            coverage("photo-without-consent", "not_assessed", where="@hostile<b>", reason="<script>why</script>"),
        ),
        clauses=(
            ClauseLine(
                pack="com<01>", id="1", says="<script>says</script>", state="broken", note="=1+1", flagged=1, judged=2
            ),
        ),
        weeks=weeks(0, 0, 0, holidays=()),
        posts_a_week=3,
        posts_judged=14,
        unread=("<script>unread</script>",),
    )
