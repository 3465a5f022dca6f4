"""The schools side by side, as figures: the last audit of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from checks.base import NOT_ASSESSED
from config.models import School
from pipeline.ledger import DATED_FACTS
from pipeline.moments import to_micros
from pipeline.run import STANDS, open_workspace
from pipeline.store.ledger_rows import LedgerFinding, load_cadence, load_coverage, load_findings
from pipeline.store.opening import Connection
from pipeline.store.runs import Run, last_audit_of
from pipeline.store.texts import count_held

FIGURES: Final = ("weeks_judged", "weeks_kept", "posts_a_week", "posts", "findings_per_100_posts", "not_assessed")


def comparison(root: Path) -> list[dict[str, Any]]:
    """Return a row a school: `school` and FIGURES, each None for a school never audited; none before the first audit.

    weeks_judged, weeks_kept: school weeks that passed or failed, and those that passed. posts_a_week: in a week judged.
    posts: held at the moment of the school's last audit. findings_per_100_posts: that stand, at likely and above, but
    for those on weeks and events, which are facts of a date. not_assessed: rows of the coverage.
    """
    with open_workspace(root) as space, space.store.read() as connection:
        audits = [(school, last_audit_of(connection, school.id)) for school in space.trust.schools]
        if not any(last for _, last in audits):
            return []
        return [{"school": school.id, **_figures(connection, school, last)} for school, last in audits]


def _figures(connection: Connection, school: School, last: Run | None) -> dict[str, Any]:
    if last is None:
        return dict.fromkeys(FIGURES)
    weeks = [week for week in load_cadence(connection, last.name, school.id) if week.outcome in {"pass", "fail"}]
    held = count_held(connection, [account.key for account in school.accounts], to_micros(last.as_of))
    posts = sum(one.posts for one in held.values())
    standing = sum(map(_stands, load_findings(connection, school.id).values()))
    gaps = sum(row.outcome == NOT_ASSESSED for row in load_coverage(connection, last.name, school.id))
    return {
        "weeks_judged": len(weeks),
        "weeks_kept": sum(week.outcome == "pass" for week in weeks),
        "posts_a_week": round(sum(week.posts for week in weeks) / len(weeks), 1) if weeks else None,
        "posts": posts,
        "findings_per_100_posts": round(100 * standing / posts, 1) if posts else None,
        "not_assessed": gaps,
    }


def _stands(finding: LedgerFinding) -> bool:
    told = finding.route != "dsl" and finding.confidence != "possible"
    return told and finding.status in STANDS and finding.subject_type not in DATED_FACTS
