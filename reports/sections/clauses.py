"""Each clause of each policy as this school stands: broken, kept, not assessed, by hand or out of scope."""

from __future__ import annotations

from collections import Counter

from reports.base import ClauseLine, RunView, School
from reports.wording import STATE_TITLES


def section(_view: RunView, school: School) -> dict[str, object]:
    """Lay out one table a policy; what is read by hand stands in its own list, what is out of scope below."""
    packs = tuple(dict.fromkeys(line.pack for line in school.clauses))
    counts = Counter(line.state for line in school.clauses)
    return {
        "title": "The policy, clause by clause",
        "tally": tuple((state, counts[state]) for state in STATE_TITLES if counts[state]),
        "packs": tuple(_pack(pack, school) for pack in packs),
    }


def _pack(pack: str, school: School) -> dict[str, object]:
    lines = [line for line in school.clauses if line.pack == pack]
    return {
        "pack": pack,
        "lines": tuple(line for line in lines if line.state not in {"out_of_scope", "by_hand"}),
        "by_hand": sum(line.state == "by_hand" for line in lines),
        "outside": tuple(line for line in lines if line.state == "out_of_scope"),
        "judged": {line.id: judged_in_words(line) for line in lines},
    }


def judged_in_words(line: ClauseLine) -> str:
    """Say what stands behind a state: "3 of 120", or nothing where nothing was judged."""
    return f"{line.flagged:,} of {line.judged:,}" if line.judged else ""
