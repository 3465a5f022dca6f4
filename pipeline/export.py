"""The findings export (design: stable, for machines): the last audit of every school, and its coverage."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from checks import find as find_checks
from checks.base import NOT_ASSESSED, ROUTES
from config.models import School
from config.refusal import RefusalError
from pipeline.ledger import ENDED
from pipeline.removals import OWN_TITLES
from pipeline.store.derived import Span, SpanKey, load_spans
from pipeline.store.ledger_rows import CoverageRow, LedgerFinding, load_coverage, load_findings
from pipeline.store.opening import Connection
from pipeline.store.runs import last_audit_of
from pipeline.unaudited import refuse_unaudited, why_unaudited
from pipeline.workspace import chosen_schools, open_workspace
from reports.exports import FORMATS

STATUSES: Final = ("new", "open", "returned", "fixed", "waived", "past", "superseded")
"""What a finding can be in the ledger (design 5)."""
FINDING_NAMES: Final = (
    "key", "check", "clause", "severity", "confidence", "status", "school", "account", "platform",
    "subject_type", "subject_id", "permalink", "start", "end", "matched_text", "pupil_ids", "detail", "remedy", "route",
    "first_seen", "last_seen", "run",
)  # fmt: skip
COVERAGE_NAMES: Final = ("check", "clause", "school", "account", "outcome", "judged", "flagged", "reason", "platform")


def export_findings(
    root: Path,
    form: str,
    *,
    schools: Collection[str] | None = None,
    statuses: Collection[str] | None = None,
    checks: Collection[str] | None = None,
    route: str | None = None,
) -> bytes:
    """Return the findings as jsonl, csv or xlsx: every confidence, and every status but fixed and superseded.

    What goes to the DSL is given only with `route="dsl"`. RefusalError before the first audit, for a school that was
    asked for and never audited, and for a status, check or route that does not exist: an empty answer would look like
    a clear one.
    """
    _refuse_unknown("status", statuses, STATUSES)
    _refuse_unknown("check", checks, {**find_checks(), **OWN_TITLES})
    _refuse_unknown("route", [route] if route else None, sorted(ROUTES))
    rows: list[dict[str, Any]] = []
    with open_workspace(root) as space, space.store.read() as connection:
        chosen = chosen_schools(space.trust, schools)
        refuse_unaudited(connection, chosen, schools)
        handles = {account.key: account.handle for account in space.trust.accounts}
        for school in chosen:
            spans = load_spans(connection, school.id)
            for finding in load_findings(connection, school.id).values():
                if _asked_for(finding, statuses, checks, route):
                    rows += [_finding_row(one, handles) for one in _mentions(spans, finding)]
    return FORMATS[form](FINDING_NAMES, rows)


def export_coverage(
    root: Path, form: str, *, schools: Collection[str] | None = None, checks: Collection[str] | None = None
) -> bytes:
    """Return what the last audit of every school judged and could not judge; RefusalError as `export_findings`.

    Of a school that was never audited nothing is assessed: one row, or one for each check that was asked for.
    """
    _refuse_unknown("check", checks, find_checks())
    with open_workspace(root) as space, space.store.read() as connection:
        chosen = chosen_schools(space.trust, schools)
        refuse_unaudited(connection, chosen, schools)
        handles = {account.key: account.handle for account in space.trust.accounts}
        covered = [row for school in chosen for row in _last_coverage(connection, school, checks or ("",))]
    rows = [_coverage_row(row, handles) for row in covered if not checks or row.check in checks]
    return FORMATS[form](COVERAGE_NAMES, rows)


def _last_coverage(connection: Connection, school: School, checks: Collection[str]) -> list[CoverageRow]:
    """Return the coverage of the last audit that judged a school; where none did, a row of each of `checks`."""
    last = last_audit_of(connection, school.id)
    if last is not None:
        return load_coverage(connection, last.name, school.id)
    return [
        CoverageRow(
            check=check, clause="", school=school.id, account="", outcome=NOT_ASSESSED, judged=0, flagged=0,
            reason=why_unaudited(school), route="comms",
        )
        for check in checks
    ]  # fmt: skip


def _refuse_unknown(option: str, asked: Collection[str] | None, known: Collection[str]) -> None:
    for value in asked or ():
        if value not in known:
            raise RefusalError(f'--{option}: there is no {option} "{value}"; give one of {", ".join(known)}')


def _asked_for(
    finding: LedgerFinding, statuses: Collection[str] | None, checks: Collection[str] | None, route: str | None
) -> bool:
    right_status = finding.status in statuses if statuses else finding.status not in ENDED
    right_route = finding.route == route if route else finding.route != "dsl"
    return right_status and right_route and (not checks or finding.check in checks)


def _mentions(spans: Mapping[SpanKey, Sequence[Span]], finding: LedgerFinding) -> Iterator[LedgerFinding]:
    """Yield a finding once for each place where its text names the same children."""
    named = spans.get((finding.account, finding.subject_type, finding.subject_id, finding.pupil_ids), ())
    if len(named) < 2 or (finding.start, finding.end) not in {span[:2] for span in named}:
        yield finding
        return
    for span in named:
        yield replace(finding, **span._asdict())


def _finding_row(finding: LedgerFinding, handles: Mapping[str, str]) -> dict[str, Any]:
    row = {name: getattr(finding, name) for name in FINDING_NAMES}
    moments = {"first_seen": finding.first_seen.isoformat(), "last_seen": finding.last_seen.isoformat()}
    return (
        row | moments | {"pupil_ids": list(finding.pupil_ids), "account": handles.get(finding.account, finding.account)}
    )


def _coverage_row(row: CoverageRow, handles: Mapping[str, str]) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in COVERAGE_NAMES if name != "platform"}
    platform = row.account.partition(":")[0]
    return told | {"account": handles.get(row.account, row.account), "platform": platform}
