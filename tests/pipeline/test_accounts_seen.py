"""Accounts seen on the school's pages, from the tables to the ledger: found, told once, and closed when registered."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from workspaces import AS_OF, Small, post

from pipeline.export import export_findings
from pipeline.run import run

CHECKS = ("account-not-registered", "account-imitates-school", "poster-not-authorised", "linked-personal-account")


def rows(root: Path) -> dict[str, dict[str, Any]]:
    """The findings of the four checks; each has one."""
    found = [json.loads(line) for line in export_findings(root, "jsonl").splitlines()]
    return {row["check"]: row for row in found if row["check"] in CHECKS}


@pytest.mark.slow
def test_each_is_found_with_its_clauses_and_closed_by_what_mends_it(tmp_path: Path) -> None:
    by_stranger = (*post(4, "2026-11-12", "Choir at two.")[:6], "R. Stranger")
    small = Small(
        tmp_path,
        posts=[
            post(1, "2026-11-09", "Follow us on Instagram @oakhill_pics"),
            post(2, "2026-11-10", "More on Instagram by @oakhill_pics"),
            post(3, "2026-11-11", "A lovely lesson by @MrsDale"),
            by_stranger,
        ],
        comments=[("c1", "p1", "oakhill", "2026-11-10T10:00:00+00:00", "oakhi11", "Oakhill", "Pay the trip here")],
    )
    root = small.write()
    run(root, as_of=AS_OF)
    found = rows(root)
    assert set(found) == set(CHECKS)
    told = found["account-not-registered"]
    assert (told["subject_id"], told["matched_text"]) == ("account:oakhill", "instagram oakhill_pics")
    assert told["clause"] == "com01:2.1(d); com01:4.1(a)"
    assert "in 2 posts, first in post:p1 of 9 November 2026" in told["detail"]
    assert found["account-imitates-school"]["confidence"] == "certain"
    assert found["account-imitates-school"]["severity"] == "this_week"
    assert found["poster-not-authorised"]["matched_text"] == "R. Stranger"
    tagged = found["linked-personal-account"]
    assert (tagged["subject_id"], tagged["start"], tagged["end"]) == ("post:p3", 19, 27)

    small.more_accounts = [{"platform": "instagram", "handle": "@oakhill_pics", "source": None}]
    small.posts[2] = post(3, "2026-11-11", "A lovely lesson by Mrs Dale")
    small.posts[3] = (*by_stranger[:6], "oakhill")  # who posted is told, and it is the account itself
    small.comments = [("c2", "p1", "oakhill", "2026-11-10T10:00:00+00:00", "mum", "A mum", "Lovely")]
    small.write()
    run(root, as_of=AS_OF + timedelta(days=1))
    assert rows(root) == {}
