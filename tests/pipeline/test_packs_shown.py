"""`social-audit packs`: a policy reads as a list to tick, and one's own is made from the pattern step by step."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from workspaces import Small, post

from config.load import load_pack, shipped_packs
from config.refusal import RefusalError
from pipeline.cli import app
from pipeline.export import export_findings
from pipeline.pack_template import write_template
from pipeline.packs import WAYS, clause_rows, pack_lines, pack_row, read_pack

OWN = """id: own
title: Ours
clauses:
  - {id: "1", says: Links are safe., checks: [{use: no-such-check}]}
"""


def test_a_pack_reads_like_its_policy_with_a_list_to_tick():
    text = "\n".join(pack_lines("com01"))
    assert text.startswith("Trust social media policy COM01 (com01)\n46 clauses: ")
    assert "Its review is due on 31 December 2025." in re.sub(r"\s+", " ", text)
    assert "\n\n4  Use approved by the trust\n----------------------------\n4.1      Schools are regularly" in text
    clause = text[text.index("\n4.2 ") : text.index("\n4.4 ")]
    assert clause == (
        "\n4.2      Handles are @schoolname, in lower case, where possible."
        "\n         *   Handle is not the school's name in lower case (handle-off-format)"
        "\n4.3      Every school posts at least three times a week about the work in the school."
        "\n         *   Fewer posts than the policy asks for in a school week (too-few-posts; minimum 3; per school;"
        "\n             min_school_days 3; kinds original, quote; soon)"
    )


@pytest.mark.parametrize("name", shipped_packs())
def test_every_clause_stands_in_it_once_with_what_becomes_of_it(name):
    lines, pack = list(pack_lines(name)), read_pack(name)
    told = [line for line, below in zip(lines[7:], [*lines[8:], ""], strict=True) if not below.startswith("---")]
    starts = [line.split()[0] for line in told if line and not line.startswith((" ", "-"))]
    assert [word for word in starts if word in {clause.id for clause in pack.clauses}] == [c.id for c in pack.clauses]
    assert sum(line.startswith("         [ ] ") for line in lines) == sum(bool(c.by_hand) for c in pack.clauses)
    assert sum(line.startswith("         *   ") for line in lines) == sum(len(c.checks) for c in pack.clauses)
    assert max(map(len, lines)) <= 110


@pytest.mark.parametrize("name", shipped_packs())
def test_every_section_has_a_heading_and_every_heading_a_section(name):
    pack = read_pack(name)
    assert set(pack.sections) == {re.split(r"[.(]", clause.id)[0] for clause in pack.clauses}


def test_rows_for_machines_and_counts_agree():
    rows = clause_rows("knowsley")
    counted = pack_row(read_pack("knowsley"))
    assert [sum(row["way"] == way for row in rows) for way in WAYS] == [counted[way] for way in WAYS]
    assert counted["clauses"] == len(rows)
    json.dumps(rows)


def test_what_is_not_there_or_names_no_check_is_refused(tmp_path: Path):
    with pytest.raises(RefusalError, match=r'no pack "com1": the packs are .*ending in \.yaml'):
        read_pack("com1")
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    with pytest.raises(RefusalError, match=r'own.yaml line 4: clause "1", use: there is no check "no-such-check"'):
        read_pack(str(tmp_path / "own.yaml"))


def test_the_pattern_is_never_written_over_a_file_and_must_end_in_yaml(tmp_path: Path):
    file = write_template(tmp_path / "ours.yaml")
    assert "packs: [com01, ours.yaml]" in file.read_text(encoding="utf-8")
    with pytest.raises(RefusalError, match="is there already"):
        write_template(file)
    with pytest.raises(RefusalError, match=r"write to ours\.yaml instead of ours"):
        write_template(tmp_path / "ours")
    with pytest.raises(RefusalError, match="name a folder that is there"):
        write_template(tmp_path / "nowhere" / "ours.yaml")


def social_audit(command: str) -> int:
    """Do what a person types after `social-audit`; the exit code."""
    return app(shlex.split(command), standalone_mode=False) or 0


@pytest.mark.slow
def test_a_trusts_own_pack_made_by_following_the_pattern_word_for_word_works_at_the_first_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Small(tmp_path, posts=[post(1, "2026-11-10", "Zainab Malik won!")]).write()
    monkeypatch.chdir(root)
    write_template(tmp_path / "read-first.yaml")
    head = (tmp_path / "read-first.yaml").read_text(encoding="utf-8").partition("How to write:")[0]
    head = head.replace("read-first.yaml", "our-policy.yaml")
    write, show, doctor, audit = re.findall(r"(?<=social-audit )[a-z]+(?: [a-z]+ [\w.-]+)?", head)
    # 1. Let it be written
    assert social_audit(write) == 0
    # 2. Replace what is marked
    own = root / "our-policy.yaml"
    text = own.read_text(encoding="utf-8").replace("title: Our social media policy", "title: Copse on social media")
    own.write_text(text, encoding="utf-8")
    # 3. Name it in trust.yaml
    named = re.search(r"packs: \[.*?\]", head)
    assert named
    settings = root / "trust.yaml"
    filled = re.sub(r"packs:\n +- com01", named[0], settings.read_text(encoding="utf-8"))
    assert named[0] in filled
    settings.write_text(filled, encoding="utf-8")
    # 4. Look at it, and let it be looked over
    assert social_audit(show) == 0
    assert capsys.readouterr().out.count("[ ]") == 1 + sum(bool(c.by_hand) for c in load_pack(own).pack.clauses)
    assert social_audit(doctor) == 0
    assert social_audit(f"{audit} --as-of 2026-11-16T06:00:00+00:00") in {1, 3}
    rows = [json.loads(line) for line in export_findings(root, "jsonl").splitlines()]
    clauses = {row["check"]: row["clause"] for row in rows}
    assert clauses["child-named-in-caption"] == "com01:4.1(d); our-policy:1"
    assert "our-policy:2" in {row["clause"] for row in rows if row["check"] == "too-few-posts"}


GOOD = """id: ours
title: Our own policy
review_due: 2027-07-31
clauses:
  - {id: "1", says: Links are safe., checks: [{use: unsafe-link}]}
  - {id: "2", says: We are kind., by_hand: Read the comments.}
"""


def listed(root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, dict[str, object]], str]:
    code = social_audit(f"packs list --json -w {shlex.quote(str(root))}")
    said = capsys.readouterr()
    return code, {row["pack"]: row for row in json.loads(said.out)}, said.err


def test_the_shipped_packs_are_listed_where_there_is_no_trust(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, rows, err = listed(tmp_path, capsys)
    assert (code, sorted(rows), err) == (0, sorted(shipped_packs()), "")
    assert {(row["used"], row["file"]) for row in rows.values()} == {(None, None)}


def test_a_trusts_own_packs_are_listed_beside_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "ours.yaml").write_text(GOOD, encoding="utf-8")
    small = Small(tmp_path, top={"trust": {"name": "Copse Trust", "packs": ["com01", "policies/ours.yaml"]}})
    code, rows, err = listed(small.write(), capsys)
    assert (code, err) == (0, "")
    assert rows["ours"] == {
        "pack": "ours", "clauses": 2, "checked": 1, "in part": 0, "by hand": 1, "out of scope": 0,
        "review_due": "2027-07-31", "used": "yes", "file": "policies/ours.yaml", "title": "Our own policy",
    }  # fmt: skip
    assert (rows["com01"]["used"], rows["knowsley"]["used"]) == ("yes", "no")
    assert social_audit(f"packs list -w {shlex.quote(str(tmp_path))}") == 0
    assert "policies/ours.yaml  Our own policy" in capsys.readouterr().out


@pytest.mark.parametrize("fault", ["a pack that is not there", "a trust.yaml that cannot be read"])
def test_what_is_wrong_with_a_trusts_own_keeps_no_other_pack_from_being_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    Small(tmp_path, top={"trust": {"name": "Copse Trust", "packs": ["com01", "lost.yaml"]}}).write()
    if fault.startswith("a trust"):
        (tmp_path / "trust.yaml").write_text("trust: [", encoding="utf-8")
    code, rows, err = listed(tmp_path, capsys)
    assert (code, sorted(rows)) == (2, sorted(shipped_packs()))
    assert err.startswith("not listed: ")
    assert ("lost.yaml" in err) == fault.startswith("a pack")
