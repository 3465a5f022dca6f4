"""What a finding is to somebody who read the last report, however many audits ran since. Pure.

The ledger says what an audit made of a finding; a report compares with the report before it.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.ledger import DATED_FACTS, LIVE
from pipeline.store.ledger_rows import LedgerFinding
from pipeline.store.runs import Run


def since_report(finding: LedgerFinding, run: Run, before: Run | None) -> LedgerFinding:
    """Return a finding with the status it has in the reports of a run.

    Back is what was seen again since, new what was first seen since; all else that stands is open. `before`: the run
    that was reported last; None = there was none.
    """
    if before is None or _of_one_moment(run, before):
        return finding
    fresh = finding.first_seen > before.as_of
    if finding.subject_type in DATED_FACTS:
        return replace(finding, status="new" if fresh else "past") if finding.status in {"new", "past"} else finding
    if finding.status not in LIVE:
        return finding
    back = finding.returned_at is not None and finding.returned_at > before.as_of
    return replace(finding, status="returned" if back else "new" if fresh else "open")


def counts_again(finding: LedgerFinding, before: Run | None) -> bool:
    """Whether the last report did not count it because it was superseded or waived then, and it counts now."""
    if before is None or finding.left_at is None or finding.recounted_at is None:
        return False
    return finding.status == "open" and finding.left_at <= before.as_of < finding.recounted_at


def newly_waived(finding: LedgerFinding, before: Run | None) -> bool:
    """Whether it was accepted after the last report: until then it stood, or nobody had seen it."""
    if before is None or finding.left_at is None:
        return False
    return finding.status == "waived" and finding.left_at > before.as_of


def of_its_day(finding: LedgerFinding, run: Run) -> bool:
    """Whether a run could know of a finding: it was posted, first seen and ended, if at all, by the run's moment."""
    moments = (finding.posted_at, finding.first_seen, finding.ended_at)
    return all(moment is None or moment <= run.as_of for moment in moments)


def _of_one_moment(run: Run, before: Run) -> bool:
    """Whether moments cannot tell what the last report knew from what this run found: the ledger's word stands."""
    return run.as_of == before.as_of and run.name != before.name
