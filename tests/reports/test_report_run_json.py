"""run.json: what machines read of a run."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from invented import FULL_NAME
from views import rich_view

from reports.run_json import report


def test_counts_every_school() -> None:
    content = json.loads(report(rich_view())["run.json"])
    assert content["format"] == 1
    assert content["as_of"] == "2026-11-16T23:59:59+00:00"
    school = content["schools"]["thistledown"]
    assert school["take_down_today"] == 3
    assert school["to_do"] == 8
    assert school["accounts_read_in_full"] == 2
    assert school["findings_by_status"]["waived"] == 1
    assert school["coverage_by_outcome"] == {"fail": 1, "not_assessed": 3}
    assert content["schools"]["st-odos"]["posts_judged"] == 0
    assert content["set_aside"] == 3
    assert content["facts"]["retention"] == {"findings": "3y"}


def test_holds_no_text_and_no_child() -> None:
    text = report(rich_view())["run.json"].decode("ascii")
    assert not [word for word in (*FULL_NAME.split(), "TD0012", "Z.Q.", "cross-country") if word in text]


def test_facts_that_json_cannot_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        report(replace(rich_view(), facts={"share": float("nan")}))
