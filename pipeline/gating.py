"""Holding the gate once a run: new records and registers on the way in, results on the way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import pandas as pd

from config.models import School
from pipeline.audit import SchoolAudit
from pipeline.gate import FUTURE, MOST_AHEAD, RESULT_RULES, Verdict, hold, hold_register, record_rules
from pipeline.ledger import ENDED
from pipeline.moments import to_micros
from pipeline.register_rows import LAYOUTS
from pipeline.school_registers import TrustFiles
from pipeline.store.changes import latest_change
from pipeline.store.derived import read_mark, write_mark
from pipeline.store.gate_rows import (
    RECORDS,
    GateRow,
    forget_set_aside,
    load_kept_out,
    load_new,
    mark_set_aside,
    release,
    save_gate,
    save_set_aside,
)
from pipeline.store.opening import Store
from pipeline.store.subjects import load_subjects
from pipeline.unmatched import unmatched_rows
from pipeline.unread_rows import unread_rows

_MARK, _VERSION = "gate", "1"


def gate_records(store: Store, run: str, as_of: datetime) -> None:
    """Hold the trust's new rows against the rules; those that fail are set aside in the store.

    What was dated ahead is let in on its day. What is kept out since an earlier run is told of in every one.
    """
    with store.write() as connection:
        release(connection, FUTURE, to_micros(as_of) + MOST_AHEAD)
    with store.read() as connection:
        since, until = read_mark(connection, _MARK, _VERSION), latest_change(connection)
        new = {kind: load_new(connection, kind, since) for kind in RECORDS} if since < until else {}
    # whose they are is asked by no rule, and the library reads every column that it is given
    verdicts = {kind: hold(frame.drop(columns="account"), record_rules(kind)) for kind, frame in new.items()}
    with store.write() as connection:
        rows: list[GateRow] = []
        for kind, (_, keys, _) in RECORDS.items():
            for verdict in verdicts.get(kind, ()):
                failing = new[kind].iloc[list(verdict.failed)][list(keys)]
                mark_set_aside(connection, kind, verdict.rule.name, failing.itertuples(index=False, name=None))
            kept_out = load_kept_out(connection, kind)
            unasked = (Verdict(rule, 0, ()) for rule in record_rules(kind) if rule.name in kept_out)
            told = verdicts.get(kind, unasked)
            rows += [_kept_out(kind, verdict, kept_out.get(verdict.rule.name, ())) for verdict in told]
        save_gate(connection, run, rows)
        write_mark(connection, _MARK, _VERSION, until)


def gate_registers(store: Store, run: str, files: TrustFiles, schools: Sequence[School], as_of: datetime) -> None:
    """Hold all registers of the trust against the rules; rows that fail are dropped from what schools are judged by."""
    rows: list[GateRow] = []
    for register, layout in LAYOUTS.items():
        parts = {school.id: getattr(files.of(school, as_of).registers, register) for school in schools}
        places = [(school, place) for school, part in parts.items() for place in range(len(part))]
        verdicts = hold_register(register, pd.concat([layout.frame(), *parts.values()], ignore_index=True))
        # all at once: where a row stands is said of the frame as it was held
        files.drop(register, {places[at] for verdict in verdicts for at in verdict.failed})
        for verdict in verdicts:
            ids = [f"{school} row {place + 1}" for school, place in (places[at] for at in verdict.failed)]
            rows.append(_row("registers", register, verdict, ids))
    rows += unread_rows({school.id: files.of(school, as_of).registers for school in schools})
    with store.read() as connection:
        rows += unmatched_rows(connection, files, schools, as_of)
    with store.write() as connection:
        save_gate(connection, run, rows)
        for source, aside in files.set_aside(schools, as_of).items():
            forget_set_aside(connection, source)
            save_set_aside(connection, source, aside, as_of)


def gate_results(store: Store, run: str, audits: Sequence[tuple[School, SchoolAudit]]) -> None:
    """Hold the outcome against its own promises: counts add up, every account is spoken of, subjects exist."""
    coverage = [row for _, audit in audits for row in audit.coverage]
    findings = [f for _, audit in audits for f in audit.findings if f.status not in ENDED]
    with store.read() as connection:
        subjects = load_subjects(connection, [(f.account, f.subject_type, f.subject_id) for f in findings])
    spoken = pd.Series([row.account for row in coverage]).value_counts()
    accounts = [account.key for school, _ in audits for account in school.accounts]
    unstored = {"account", "week", "event", "policy", "register"}  # what the store has no row for
    here = [f.subject_type in unstored or (f.account, f.subject_type, f.subject_id) in subjects for f in findings]
    counted = pd.DataFrame([(f"{r.school} {r.check} {r.account}", r.judged, r.flagged) for r in coverage])
    frames = (
        counted.set_axis(["id", "judged", "flagged"], axis=1),
        pd.DataFrame({"id": accounts, "coverage_rows": [int(spoken.get(key, 0)) for key in accounts]}),
        pd.DataFrame({"id": [f.key for f in findings], "subject_stored": ["yes" if known else "no" for known in here]}),
    )
    rows = []
    for frame, rule in zip(frames, RESULT_RULES, strict=True):
        rows += [
            _row("results", "coverage and ledger", v, frame["id"].iloc[list(v.failed)]) for v in hold(frame, [rule])
        ]
    with store.write() as connection:
        save_gate(connection, run, rows)


def _kept_out(kind: str, verdict: Verdict, ids: Sequence[str]) -> GateRow:
    """Return the row of a rule with all that it keeps out, now or since an earlier run."""
    before = len(ids) - len(verdict.failed)
    row = _row("records", kind, verdict, ids)
    return replace(row, checked=row.checked + before, failed=len(ids))


def _row(gate: str, source: str, verdict: Verdict, ids: Iterable[str]) -> GateRow:
    return GateRow(
        gate=gate,
        source=source,
        rule=verdict.rule.name,
        checked=verdict.checked,
        failed=len(verdict.failed),
        reason=verdict.rule.reason,
        ids=tuple(ids)[:50],
    )
