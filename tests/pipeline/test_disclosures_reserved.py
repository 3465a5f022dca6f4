"""What a comment tells the safeguarding lead stands in no other list, whatever else is wrong with the comment."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from workspaces import AS_OF, Small, comment, post

from pipeline.export import export_findings
from pipeline.run import run

NAMES = "Well done Zainab Malik!"
OWN_PACK = """id: own
title: Own
clauses:
  - {id: "1", says: Abuse., checks: [{use: abusive-comment}]}
  - {id: "2", says: Names., checks: [{use: child-named-in-comment}]}
  - {id: "3", says: Self-harm., checks: [{use: safeguarding-disclosure, with: {kinds: [self_harm]}}]}
"""
TELLS = "Zainab Malik told my lad her step dad hits her with a belt every night and she is scared to go home"


def found(root, route=None):
    lines = export_findings(root, "jsonl", route=route).splitlines()
    return {(row["check"], row["subject_id"]) for row in map(json.loads, lines)}


def test_a_name_in_a_disclosure_is_no_row_of_the_worklist(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10")])
    small.comments = [comment(1, 1, TELLS), comment(2, 1, "Well done Zainab Malik!")]
    root = small.write()
    outcome = run(root, as_of=AS_OF)
    assert ("safeguarding-disclosure", "comment:c1") in found(root, "dsl")
    assert ("child-named-in-comment", "comment:c1") in found(root, "dsl")
    assert {subject for check, subject in found(root) if check.startswith("child-named")} == {"comment:c2"}
    for file in outcome.files:
        assert b"belt" not in file.read_bytes()


@pytest.mark.parametrize(
    "history", [(NAMES, "Well done all!"), (NAMES, TELLS), ("Well done all!", NAMES), (TELLS, NAMES)]
)
def test_an_edit_into_a_disclosure_or_out_of_one_shows_as_any_other_edit(tmp_path, history):
    small = Small(tmp_path, posts=[post(1, "2026-11-10")])
    for day, words in enumerate(history):
        small.comments = [comment(1, 1, words)]
        run(small.write(), as_of=AS_OF + timedelta(days=day))
    rows = map(json.loads, export_findings(tmp_path, "jsonl", statuses=("new", "open", "fixed")).splitlines())
    named = [(row["status"], row["first_seen"][:10]) for row in rows if row["check"] == "child-named-in-comment"]
    assert named == ([("fixed", "2026-11-16")] if history[0] == NAMES else [("new", "2026-11-17")])


def test_abuse_that_may_tell_of_a_child_at_risk_keeps_the_name_beside_it_out_of_the_worklist_in_any_pack(tmp_path):
    (tmp_path / "own.yaml").write_text(OWN_PACK, encoding="utf-8")
    small = Small(tmp_path, posts=[post(1, "2026-11-10")], top={"trust": {"name": "Copse", "packs": ["own.yaml"]}})
    small.comments = [comment(1, 1, TELLS.replace("her step dad", "her step dad the fat ugly bastard"))]
    outcome = run(small.write(), as_of=AS_OF)
    assert found(tmp_path) == set()
    assert ("abusive-comment", "comment:c1") in found(tmp_path, "dsl")
    for file in outcome.files:
        assert b"belt" not in file.read_bytes()
