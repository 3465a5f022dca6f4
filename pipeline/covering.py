"""Coverage: what one check judged and flagged of each account of a school, and what it could not judge and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from checks._rows import Rows
from checks.base import NOT_ASSESSED, Check, Evidence
from pipeline.plan import PlannedCheck
from pipeline.store.ledger_rows import CoverageRow

READ_OF: Final = {
    "posts": "posts", "media": "media", "pictures": "pictures", "comments": "comments", "profiles": "profile"
}  # fmt: skip
"""Evidence that comes from an account -> the read that brings it."""
_COUNTED: Final = {
    "image": "picture", "alt": "alt text", "week": "week", "post": "post", "comment": "comment", "account": "account",
    "event": "event", "policy": "policy", "register": "register",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Covering:
    """One planned check on one school, as its coverage speaks of it."""

    planned: PlannedCheck
    check: Check
    evidence: Evidence

    def row(self, account: str, outcome: str, reason: str = "", judged: int = 0, flagged: int = 0) -> CoverageRow:
        """Return one row of coverage."""
        return CoverageRow(
            school=self.evidence.school.id, check=self.planned.check, clause=self.planned.clause, account=account,
            outcome=outcome, reason=reason, judged=judged, flagged=flagged, route=self.check.route,
        )  # fmt: skip

    def nothing(self, reason: str) -> tuple[CoverageRow, ...]:
        """Say of every account that it was not judged at all."""
        return tuple(self.row(a, NOT_ASSESSED, reason) for a in self._accounts() or [""])

    def rows(
        self, units: Rows, findings: Rows, unread: Mapping[str, str], notes: Mapping[str, str]
    ) -> Iterator[CoverageRow]:
        """Yield one row an account that was judged, and one for each reason of what was not.

        unread: account -> what of it was not read. notes: account -> what its judgement lacked or took for granted.
        """
        missed = [at for at, outcome in enumerate(units["outcome"]) if outcome == NOT_ASSESSED]
        judged, flagged = _judged(units, missed), self._flagged(findings)
        for account in sorted({*judged, *self._read_and_empty({units["account"][at] for at in missed}, unread)}):
            outcome = "fail" if flagged[account] else "pass"
            yield self.row(account, outcome, notes.get(account, ""), judged[account], flagged[account])
        for (account, kind, reason), number in sorted(_missed(units, missed).items()):
            yield self.row(account, NOT_ASSESSED, f"{_count(number, kind)}: {reason}")
        for account, reason in unread.items():
            yield self.row(account, NOT_ASSESSED, reason)

    def _flagged(self, findings: Rows) -> Counter[str]:
        """Count the flagged units of each account.

        Flagged is what a report acts on: what is only possible stands apart, what goes to the DSL is counted nowhere.
        """
        silent = {"dsl"} - {self.check.route}
        rows = findings.tuples("account", "subject_type", "subject_id", "confidence", "route")
        hit = {row[:3] for row in rows if row[3] != "possible" and row[4] not in silent}
        return Counter(account for account, _, _ in hit)

    def _read_and_empty(self, unjudged: set[str], unread: Mapping[str, str]) -> set[str]:
        """Return the accounts that were read and held nothing to judge: that is a pass.

        What was there and could not be judged is none; `unjudged` are the accounts of such units.
        """
        if not self.check.needs & READ_OF.keys() - {"profiles"} or self.check.subjects & {"week", "event"}:
            return set()
        return {*self._accounts()} - unjudged - unread.keys()

    def _accounts(self) -> list[str]:
        return [account for (account,) in self.evidence.rows("accounts", ["account"])]


def add_up(school: str, covered: Iterable[CoverageRow]) -> list[CoverageRow]:
    """Return the coverage of all checks, rows that say the same of the same counted together; never without a row."""
    rows: dict[tuple[str, ...], CoverageRow] = {}
    for row in covered:
        key = (row.check, row.clause, row.account, row.outcome, row.reason)
        other = rows.get(key)
        rows[key] = (
            replace(row, judged=row.judged + other.judged, flagged=row.flagged + other.flagged) if other else row
        )
    if any(row.route != "dsl" for row in rows.values()):
        return list(rows.values())
    reason = "no clause of the trust's packs asks for a check that reports may tell of"
    nothing = CoverageRow(
        school=school, check="", clause="", account="", outcome=NOT_ASSESSED, reason=reason, judged=0, flagged=0,
        route="",
    )  # fmt: skip
    return [*rows.values(), nothing]


def _judged(units: Rows, missed: Sequence[int]) -> Counter[str]:
    """Count the units of each account that could be judged; `missed`: the places of the others."""
    judged = Counter(units["account"])
    judged.subtract(units["account"][at] for at in missed)
    return +judged


def _missed(units: Rows, missed: Sequence[int]) -> Counter[tuple[str, str, str]]:
    """Count the units that could not be judged, in these places, by account, kind and reason."""
    accounts, kinds, reasons = units["account"], units["subject_type"], units["reason"]
    return Counter((accounts[at], kinds[at], reasons[at]) for at in missed)


def _count(number: int, kind: str) -> str:
    return f"{number} {_COUNTED[kind]}{'' if number == 1 else 's'}"
