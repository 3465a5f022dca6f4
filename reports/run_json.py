"""The run for machines: run.json with counts, inputs, versions and hashes; no text of anybody and no child."""

from __future__ import annotations

import json
from collections import Counter

from reports.base import RunView, School
from reports.choose import take_down, to_do
from reports.shown import things

FORMAT = 1
"""Raised when a key changes its meaning or goes."""


def report(view: RunView) -> dict[str, bytes]:
    """Return `run.json` (ASCII, no NaN); TypeError or ValueError when `facts` is not JSON-safe."""
    content = {
        "format": FORMAT,
        "trust": view.trust,
        "run": view.run,
        "as_of": view.as_of.isoformat(),
        "previous": view.previous.isoformat() if view.previous else None,
        "schools": {school.id: _counts(school) for school in view.schools},
        "set_aside": sum(line.set_aside for line in view.gate),
        "faults": list(view.faults),
        "facts": dict(view.facts),
    }
    return {"run.json": (json.dumps(content, indent=2, allow_nan=False) + "\n").encode("ascii")}


def _counts(school: School) -> dict[str, object]:
    return {
        "accounts": len(school.accounts),
        "accounts_read_in_full": sum(account.complete for account in school.accounts),
        "posts_judged": school.posts_judged,
        "to_do": len(to_do(school)),
        "take_down_today": things(take_down(school)).total(),
        "findings_by_status": dict(sorted(Counter(f.status for f in school.findings).items())),
        "findings_by_check": dict(sorted(Counter(f.check for f in to_do(school)).items())),
        "coverage_by_outcome": dict(sorted(Counter(line.outcome for line in school.coverage).items())),
        "clauses_by_state": dict(sorted(Counter(line.state for line in school.clauses).items())),
    }
