"""A finished demo and what was planted in it: read from tests/demo/, and held against what the four runs found."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import checks
from checks.pictures.engine import tools_here
from pipeline.demo import DemoOutcome
from pipeline.store.ledger_rows import CoverageRow, LedgerFinding

SCHOOLS = ("st-wilfredas", "thornby-vale", "larkfield-meadow")
NAMES = {"child-named-in-caption", "child-named-in-comment"}
REMARKS = {
    "abusive-comment", "comment-still-up", "personal-discussion", "safeguarding-disclosure", "spam-or-scam-comment",
}  # fmt: skip
"""With NAMES, the checks that may miss one and be wrong now and then: they read what people write of one another."""
ONLY_POSSIBLE = {"more-faces-than-log"}
"""Checks that are never sure of anything."""
_HERE = tools_here()
WITHOUT = {
    check
    for check, tool in (("child-named-in-picture", _HERE.reader), ("more-faces-than-log", _HERE.counter))
    if not tool
}
"""Checks of an extra that is not installed here: they say that they could not judge."""
SURE = set(checks.find()) - NAMES - REMARKS - WITHOUT
Place = tuple[str, str, str, frozenset[str]]
"""School, check, subject, the pupils it could be."""
_EXPECTED = Path(__file__).parent / "demo"
_SHIPPED = Path(__file__).parents[1] / "config" / "demo"
_STANDING = {"new", "open", "returned", "waived", "past"}


@dataclass(frozen=True)
class NearMiss:
    """Something that looks like a fault and is none."""

    school: str
    subject: str
    words: str
    """Where one account has several: what a finding of this one would say."""

    def is_shipped(self) -> bool:
        """Say whether the demo holds it: a slip in the table would otherwise pass for a near miss."""
        kind, _, subject = self.subject.partition(":")
        if kind in {"week", "register"}:
            return True
        files = [_SHIPPED / "trust.yaml", _SHIPPED / "our-rules.yaml", *(_SHIPPED / self.school).glob("*.*")]
        return any(subject.partition("/")[0] in file.read_text(encoding="utf-8") for file in files)


@dataclass(frozen=True)
class Demo:
    """A finished demo, and its ledger and coverage as they stood after each Monday."""

    out: Path
    outcome: DemoOutcome
    ledgers: Mapping[str, list[LedgerFinding]]
    coverage: Mapping[str, list[CoverageRow]]

    def standing(self) -> Iterator[tuple[str, LedgerFinding]]:
        """Yield the Monday and each finding that reports act on, as often as it stood."""
        for day, findings in self.ledgers.items():
            for one in findings:
                if one.status in _STANDING and (one.confidence != "possible" or one.check in ONLY_POSSIBLE):
                    yield day, one

    def days_seen(self) -> dict[Place, list[str]]:
        """On which Mondays each finding stood."""
        seen: dict[Place, list[str]] = defaultdict(list)
        for day, one in self.standing():
            seen[one.school, one.check, one.subject_id, frozenset(one.pupil_ids)].append(day)
        return seen

    def alarms_at(self, check: str, like: NearMiss) -> list[str]:
        """Return what a check made of a near miss, which is nothing."""
        return [
            one.detail
            for _, one in self.standing()
            if (one.check, one.school, one.subject_id) == (check, like.school, like.subject)
            and like.words.casefold() in f"{one.matched_text} {one.detail}".casefold()
        ]


def planted(wanted: Iterable[str]) -> dict[Place, tuple[str, str]]:
    """What the expected files list of some checks: where, and the first and last Monday on which it is to be seen."""
    rows: dict[Place, tuple[str, str]] = {}
    for school in SCHOOLS:
        for row in _read(f"expected-{school}.csv"):
            if row["check"] in wanted:
                pupils = frozenset(filter(None, row["pupil_ids"].split("|")))
                rows[school, row["check"], row["subject_id"], pupils] = (row["first_run"], row["last_run"])
    return rows


def near_misses(check: str) -> list[NearMiss]:
    """What was planted beside the faults of a check."""
    rows = _read("near-misses.csv")
    return [NearMiss(row["school"], row["subject_id"], row["words"]) for row in rows if row["check"] == check]


def off_time(wanted: Mapping[Place, tuple[str, str]], seen: Mapping[Place, list[str]]) -> list[Place]:
    """Return what was planted and not found, or not on the Mondays on which it was to be."""
    return [
        place
        for place, (first, last) in wanted.items()
        if place not in seen or seen[place][0] != first or (last and seen[place][-1] != last)
    ]


def _read(name: str) -> list[dict[str, str]]:
    with (_EXPECTED / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
