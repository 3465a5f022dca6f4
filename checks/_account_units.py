"""Accounts as judged units: each one with what was found wrong with it, or why it could not be judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from checks._rows import Rows
from checks.base import FAIL, NOT_ASSESSED, PASS, UNIT_COLUMNS, Evidence, Judgement

Verdict = Mapping[str, str] | Sequence[Mapping[str, str]] | str | None
"""What is wrong (detail, and what else a finding has; a list of several), or why it cannot be judged, or nothing."""
COLUMNS = (
    "account", "platform", "handle", "approved_by", "role", "approved_on", "monitor", "method", "interval",
    "contact_email", "visibility",
)  # fmt: skip


def judge_accounts(evidence: Evidence, verdict: Callable[[Mapping[str, Any]], Verdict], *, read: str = "") -> Judgement:
    """Ask `verdict` of each account of Evidence.accounts, given its columns (all text), and count what it says.

    `read` names what must have been read of an account (posts, profile): without it the account is no unit here, and
    the audit says so itself.
    """
    reads = evidence.rows("reads", ["account", "what"], others=["complete"])
    seen = {account for account, what, complete in reads if what == read and complete}
    units: list[tuple[str, ...]] = []
    findings: list[dict[str, Any]] = []
    for row in evidence.rows("accounts", COLUMNS):
        account = dict(zip(COLUMNS, row, strict=True))
        if read and account["account"] not in seen:
            continue
        said = verdict(account)
        reason = said if isinstance(said, str) else ""
        faults = [said] if isinstance(said, Mapping) else [] if isinstance(said, str) else said or []
        subject = {
            "subject_type": "account",
            "subject_id": f"account:{account['handle']}",
            "account": account["account"],
        }
        units.append((*subject.values(), NOT_ASSESSED if reason else FAIL if faults else PASS, reason))
        findings += [{**subject, **fault} for fault in faults]
    return Judgement(units=Rows.of(UNIT_COLUMNS, units), findings=Rows.named(findings))


def read_accounts(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (subject_id, account) of each account whose posts were read, be it in part."""
    read = {account for account, what in evidence.rows("reads", ["account", "what"]) if what == "posts"}
    accounts = evidence.rows("accounts", ["account", "handle"])
    return [(f"account:{handle}", account) for account, handle in accounts if account in read]


def unread_units(evidence: Evidence, what: str, among: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """Yield a unit for each of some accounts of which one kind of thing was not read, or not in full.

    `what`: comments, profile, ... `among`: (subject_id, account).
    """
    reasons: dict[str, str] = {}
    for account, read, reason in evidence.rows("reads", ["account", "what", "reason"]):
        if read == what:
            reasons[account] = reason or reasons.get(account, "")
    for subject_id, account in among:
        if reason := reasons.get(account, "not read yet"):
            told = reason if what in reason else f"{what}: {reason}"
            yield "account", subject_id, account, NOT_ASSESSED, told


def has_register(evidence: Evidence) -> bool:
    """Say whether the school hands in anything of who approved and watches its accounts, of one account at least."""
    said = evidence.rows("accounts", ["approved_by", "role", "approved_on", "monitor", "method", "interval"])
    return any(cell.strip() for row in said for cell in row)


NO_REGISTER = "trust.yaml says of none of the school's accounts who approved and watches it"
"""Why nothing is judged where the register of accounts is absent."""


def listed(words: Sequence[str]) -> str:
    """Return "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
