"""A flagged comment is shown with what it stands under: the post and what it answers, but nothing that is the DSL's."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from workspaces import AS_OF, COMMENTS, Small, post

import checks
import connectors
from pipeline.plan import make_plan
from pipeline.publish import build_view
from pipeline.run import run
from pipeline.store.runs import last_audits
from pipeline.workspace import open_workspace
from reports.base import Finding

RUDE = "You are a complete idiot"
TOLD = "my dad hits me every night and nobody believes me"


def table(*rows: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return rows of (id, parent id, text, perhaps a handle) as a table with the optional column parent_id."""
    when = "2026-11-13T10:00:00+00:00"
    written = ((*row, "a_mum")[:4] for row in rows)
    return [
        (*COMMENTS, "parent_id"),
        *((one, "p1", "@oakhill", when, handle, "", text, parent) for one, parent, text, handle in written),
    ]


def flagged(root: Path, *rows: tuple[str, ...]) -> dict[str, Finding]:
    """Run a school with these comments under one post that names a child; return the abusive ones by id."""
    small = Small(
        root,
        posts=[post(1, "2026-11-10", "Zainab Malik and the choir sang")],
        top={"trust": {"name": "Copse Trust", "packs": ["com01", "knowsley"]}},
    )
    small.write()
    with (root / "comments.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(table(*rows))
    run(root, as_of=AS_OF)
    with open_workspace(root) as workspace:
        plan = make_plan(workspace.loaded, checks.find(), connectors.find())
        with workspace.store.read() as connection:
            [last] = last_audits(connection, 1)
        view = build_view(workspace.store, plan, last)
    found = [one for one in view.schools[0].findings if one.check == "abusive-comment"]
    return {one.subject_id.removeprefix("comment:"): one for one in found}


@pytest.mark.slow
def test_a_reply_is_shown_with_the_post_and_what_it_answers(tmp_path):
    found = flagged(tmp_path, ("c1", "", "Zainab Malik sang off key"), ("c2", "c1", RUDE), ("c3", "", RUDE))
    assert [(one.what, one.quote.full) for one in found["c2"].thread] == [
        ("the post", "Zainab Malik and the choir sang"),
        ("a comment", "Zainab Malik sang off key"),
    ]
    assert not any("Zainab" in one.quote.masked or "Malik" in one.quote.masked for one in found["c2"].thread)
    assert [one.what for one in found["c3"].thread] == ["the post"]


@pytest.mark.slow
def test_what_a_child_told_is_quoted_above_no_answer(tmp_path):
    found = flagged(tmp_path, ("c1", "", TOLD), ("c2", "c1", RUDE), ("c3", "gone", RUDE))
    assert [one.what for one in found["c2"].thread] == ["the post"]
    assert [one.what for one in found["c3"].thread] == ["the post"]
    written = [path.read_bytes() for path in (tmp_path / "reports").rglob("*") if path.suffix in {".html", ".json"}]
    assert written
    assert not any(b"hits me" in one for one in written)


@pytest.mark.slow
def test_the_school_s_own_answer_is_called_so(tmp_path):
    found = flagged(tmp_path, ("c1", "", "Thanks, all", "OakHill"), ("c2", "c1", RUDE))
    assert [one.what for one in found["c2"].thread] == ["the post", "the account's reply"]
