"""The schools side by side, as figures: the last audit of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from checks.base import NOT_ASSESSED
from config.models import School
from pipeline.export import last_coverage
from pipeline.moments import to_micros
from pipeline.run import STANDS, open_workspace
from pipeline.store.ledger_rows import load_cadence, load_findings
from pipeline.store.opening import Connection
from pipeline.store.runs import last_audits
from pipeline.store.texts import count_held


def comparison(root: Path) -> list[dict[str, Any]]:
    """Return a row a school: school weeks judged and kept, posts a school week, findings per 100 posts, gaps."""
    with open_workspace(root) as space, space.store.read() as connection:
        runs = last_audits(connection, 1)
        if not runs:
            return []
        return [_row(connection, school, runs[0].name, to_micros(runs[0].as_of)) for school in space.trust.schools]


def _row(connection: Connection, school: School, run: str, until: int) -> dict[str, Any]:
    weeks = [week for week in load_cadence(connection, run, school.id) if week.outcome in {"pass", "fail"}]
    standing = [
        f
        for f in load_findings(connection, school.id).values()
        if f.status in STANDS and f.route != "dsl" and f.confidence != "possible"
    ]
    posts = sum(held.posts for held in count_held(connection, [a.key for a in school.accounts], until).values())
    return {
        "school": school.id,
        "weeks_judged": len(weeks),
        "weeks_kept": sum(week.outcome == "pass" for week in weeks),
        "posts_a_week": round(sum(week.posts for week in weeks) / len(weeks), 1) if weeks else None,
        "posts": posts,
        "findings_per_100_posts": round(100 * len(standing) / posts, 1) if posts else None,
        "not_assessed": sum(row.outcome == NOT_ASSESSED for row in last_coverage(connection, school.id)),
    }
