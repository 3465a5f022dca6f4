"""The shipped pack com01 holds every clause of the policy it was made from, and asks only for checks that exist."""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path

import pytest

import checks
from config.load import find_pack
from config.models import Pack, School, Trust

POLICY = Path(__file__).resolve().parents[2] / ".." / "shared" / "policies" / "001_69b82a2cd5dd4f0d.txt"


@pytest.fixture(scope="module")
def pack() -> Pack:
    trust = Trust(root=Path(), name="Any", schools=(School(id="any", name="Any", phase="primary"),))
    return find_pack(trust, "com01").pack


def clauses_of(policy: str) -> list[str]:
    """Return the ids of the numbered and bulleted clauses of the policy text, and of its glossary."""
    ids: list[str] = []
    bullets = 0
    for line in policy[policy.index("1.0 Policy Statement\n\n1.1") :].splitlines():
        numbered = re.match(r"(?:- )?(\d\.[1-9])\s", line)
        if numbered:
            ids.append(numbered[1])
            bullets = 0
        elif re.match(r" - ", line):
            ids.append(f"{next(i for i in reversed(ids) if '(' not in i)}({string.ascii_lowercase[bullets]})")
            bullets += 1
        elif line.startswith("6.0 Glossary"):
            ids.append("6")
            bullets = 0
        elif "6" in ids and re.match(r"[A-Z][^.]* means ", line):
            ids.append(f"6({string.ascii_lowercase[bullets]})")
            bullets += 1
    return ids


@pytest.mark.skipif(not POLICY.is_file(), reason="the policy's text is not beside this checkout")
def test_every_clause_of_the_policy_stands_in_the_pack_in_its_order(pack: Pack) -> None:
    policy = POLICY.read_text(encoding="utf-8")
    assert [clause.id for clause in pack.clauses] == clauses_of(policy)


@pytest.mark.skipif(not POLICY.is_file(), reason="the policy's text is not beside this checkout")
def test_clauses_are_told_in_our_own_words(pack: Pack) -> None:
    policy = " ".join(POLICY.read_text(encoding="utf-8").casefold().split())
    for clause in pack.clauses:
        words = clause.says.casefold().split()
        copied = [" ".join(words[at : at + 9]) for at in range(len(words) - 8)]
        assert not [run for run in copied if run in policy], clause.id


def test_the_checks_of_the_pack_exist_and_know_their_options(pack: Pack) -> None:
    known = checks.find()
    for clause in pack.clauses:
        for use in clause.checks:
            assert set(use.options) <= set(known[use.use].options), f"{clause.id}: {use.use}"


def test_what_the_policy_asks_of_the_accounts_is_checked(pack: Pack) -> None:
    used = {clause.id: {use.use: use.severity for use in clause.checks} for clause in pack.clauses if clause.checks}
    # names and handles are as severe as their situation: the clause must not flatten that
    owed = {
        "2.1(d)": {"profile-incomplete": None},
        "4.1(a)": {"account-not-approved": None, "account-off-trust-email": None, "account-renamed": None},
        "4.1": {"picture-not-described": "note"},
        "4.1(d)": {
            "photo-without-consent": "today", "consent-withdrawn-since": None, "photo-not-logged": None,
            "never-publish-child": None, "child-named-in-caption": None, "child-named-in-comment": None,
        },
        "4.2": {"handle-off-format": None},
        "4.3": {"too-few-posts": "soon"},
    }  # fmt: skip
    assert {clause: {name: used[clause][name] for name in names} for clause, names in owed.items()} == owed
    cadence = next(clause for clause in pack.clauses if clause.id == "4.3").checks[0]
    assert cadence.options["minimum"] == 3


def test_every_clause_left_out_or_read_by_hand_says_why_or_how(pack: Pack) -> None:
    told = [clause.by_hand or clause.out_of_scope for clause in pack.clauses if not clause.checks]
    assert all(text.endswith(".") and len(text) >= 13 for text in told)


def test_the_review_date_is_that_of_the_policy(pack: Pack) -> None:
    assert (pack.id, pack.review_due) == ("com01", date(2025, 12, 31))
