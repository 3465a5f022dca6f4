"""The bench measures a tiny trust through its own functions, and leaves no stage out."""

from __future__ import annotations

import csv

import pytest
import run as bench
import stages
from synthetic import COLUMNS, Size, make_trust, tables


@pytest.mark.slow
@pytest.mark.timeout(900)  # twenty programs one after the other take their time where the machine has other work
def test_the_table_has_every_stage_and_every_target():
    size = Size(schools=2, posts=12, comments=40, pupils=20)
    lines = bench.report(size, 1, 100)
    first_words = {line.split()[0] for line in lines if line}
    assert {"pull", "gate", "derive", "checks", "ledger", "report", *stages.STAGES} <= first_words
    written = "\n".join(lines)
    for target in (
        "target 15",
        "target 8",
        "target 1.1",
        "target 10 %",
        "target 6",
        "target 1.3",
        "target 1.4",
        "target 3",
        "(target 2)",
        "checks, as users have it, no workers",
    ):
        assert target in written
    assert "audit proper, every check of com01 (" in written
    assert "audit proper, the five checks that the target was set for" in written


def test_a_trust_is_as_large_as_asked_and_the_same_every_time(tmp_path):
    size = Size(schools=3, posts=20, comments=50, pupils=15)
    for name, shared in (("one", False), ("same", False), ("shared", True)):
        (tmp_path / name).mkdir()
        make_trust(tmp_path / name, Size(size.schools, size.posts, size.comments, size.pupils, shared))
    rows = {name: _rows(tmp_path / name) for name in ("one", "same", "shared")}
    assert rows["one"] == rows["same"] == rows["shared"]
    assert [len(rows["one"][kind]) for kind in ("posts", "comments", "pupils")] == [20, 50, 45]
    assert rows["one"].keys() == COLUMNS.keys()


def _rows(root):
    """Every table's rows of the whole trust, sorted."""
    found = {}
    for kind, file in tables(root):
        with file.open(encoding="utf-8") as stream:
            found.setdefault(kind, []).extend(list(csv.reader(stream))[1:])
    return {kind: sorted(rows) for kind, rows in found.items()}
