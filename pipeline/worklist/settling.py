"""After an audit: what was said to be done and still stands is to do again, and the posts to read by hand are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from config.models import School, Trust
from pipeline.ledger import STANDING
from pipeline.store.last_shown import load_last_shown
from pipeline.store.ledger_rows import LedgerFinding
from pipeline.store.opening import Connection, Store
from pipeline.store.samples import forget_samples
from pipeline.store.worklist_marks import AUDIT, StoredMark, add_marks, forget_marks, load_marks
from pipeline.worklist.sampling import draw_sample
from reports.worklist_columns import DONE, TO_DO

_READ_ONE_BY_ONE: Final = frozenset({"post", "comment", "alt", "image"})


def settle(
    store: Store,
    trust: Trust,
    school: School,
    run: str,
    as_of: datetime,
    *,
    told: Iterable[LedgerFinding],
    known: datetime,
) -> None:
    """Hold what people said of a school's findings against what was read since, and draw its sample of this run.

    `told` is the ledger of the school after this run, without what goes to the DSL. `known`: the moment up to which
    the run can know anything, from which the term of old samples counts.
    """
    ledger = {f.key: f for f in told}
    with store.write() as connection:
        marks = load_marks(connection, [school.id])
        lasts = {key: said[-1] for key, said in marks.items() if key in ledger}
        add_marks(connection, _seen_since(lasts, ledger, _last_shown(connection, lasts, ledger), as_of))
        draw_sample(connection, school, ledger.values(), run=run, as_of=as_of, number=trust.sample)
        forget_marks(connection)
        forget_samples(connection, known - trust.retention.findings)


def _last_shown(
    connection: Connection, lasts: Mapping[str, StoredMark], ledger: Mapping[str, LedgerFinding]
) -> dict[str, datetime]:
    """Return key -> when the thing that was said to be done was last read."""
    claimed = [ledger[key] for key, mark in lasts.items() if mark.status == DONE]
    shown = load_last_shown(connection, [(f.account, f.subject_type, f.subject_id) for f in claimed])
    found = {f.key: shown.get((f.account, f.subject_type, f.subject_id)) for f in claimed}
    # an account has no reading of its own: the audit that found it wrong again has looked at it
    judged = {f.key: f.last_seen for f in claimed if f.subject_type not in _READ_ONE_BY_ONE}
    return {key: moment for key, moment in (found | judged).items() if moment is not None}


def _seen_since(
    lasts: Mapping[str, StoredMark], ledger: Mapping[str, LedgerFinding], shown: Mapping[str, datetime], as_of: datetime
) -> Iterator[StoredMark]:
    """Yield what an audit has to say to what people said."""
    for key, mark in lasts.items():
        finding = ledger[key]
        if finding.status not in STANDING or mark.done_on is None:
            continue
        again = replace(mark, number=mark.number + 1, status=TO_DO, at=as_of, source=AUDIT)
        if finding.status == "returned":  # it was gone, and so it was done; that it came back is another matter
            yield replace(again, done_on=None, still_up=None)
        elif mark.status == DONE and key in shown and shown[key] > mark.at:
            yield replace(again, still_up=shown[key])
