"""What a comment tells the safeguarding lead stands in no other list, whatever else is wrong with the comment."""

from __future__ import annotations

import json

from workspaces import AS_OF, Small, comment, post

from pipeline.export import export_findings
from pipeline.run import run

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
