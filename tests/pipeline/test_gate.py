"""The gate sets aside what no record may be, and never takes a crash for a verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_stores import new_store
from workspaces import AS_OF, Small, post

from config.models import Account, School, Source
from connectors.base import Page, Post, Read
from pipeline.evidence import load_records
from pipeline.gate import GateError, Rule, hold, hold_register, record_rules
from pipeline.gating import gate_records, gate_registers
from pipeline.moments import to_micros
from pipeline.register_rows import LAYOUTS
from pipeline.school_registers import TrustFiles
from pipeline.store.gate_rows import load_gate
from pipeline.store.pages import PullMoment, save_page
from pipeline.workspace import open_workspace

NOW = to_micros(AS_OF)
GOOD = {
    "post_id": "1",
    "created_at": NOW,
    "ahead": 0,
    "kind": "original",
    "chain_id": "1",
    "permalink": "https://x.example/1",
}


def failing(frame: pd.DataFrame, rules: tuple[Rule, ...]) -> dict[str, tuple[int, ...]]:
    return {verdict.rule.name: verdict.failed for verdict in hold(frame, rules) if verdict.failed}


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("post_id", "", "no-id"),
        ("created_at", 0, "impossible-time"),
        ("ahead", 2 * 86_400_000_000, "future-time"),
        ("kind", "advert", "unknown-kind"),
        ("chain_id", "", "no-chain"),
        ("permalink", "javascript:alert(1)", "odd-link"),
    ],
)
def test_a_record_that_breaks_a_rule_is_pointed_at(column, value, rule):
    frame = pd.DataFrame([GOOD, {**GOOD, column: value}, GOOD])
    assert failing(frame, record_rules("posts")) == {rule: (1,)}


def test_good_records_pass_whatever_they_leave_blank():
    frame = pd.DataFrame([GOOD, {**GOOD, "permalink": ""}])
    assert failing(frame, record_rules("posts")) == {}


def test_no_rows_are_no_verdict():
    assert [verdict.checked for verdict in hold(pd.DataFrame(), record_rules("comments"))] == [0, 0, 0]


def test_what_two_rules_set_aside_is_dropped_and_nothing_else(tmp_path, ran):
    root = ran(Small(tmp_path))
    with open_workspace(root) as space:
        [school], files = space.trust.schools, TrustFiles(space.trust)
        own = files.of(school, AS_OF)
        pupils = pd.concat([own.registers.pupils] * 2, ignore_index=True)
        pupils = pupils.assign(
            pupil_id=["P1", "", "P2", "P3"], first_name=["Noor", "Ali", "", ""], last_name="",
            preferred_name=["", "", "", "Gigi"],
        )  # fmt: skip
        files.take(school.id, replace(own, registers=replace(own.registers, pupils=pupils)))
        gate_registers(space.store, "again", files, [school], AS_OF)
        kept = files.of(school, AS_OF).registers.pupils
        with space.store.read() as connection:
            rows = {row.rule: row.ids for row in load_gate(connection, "again") if row.source == "pupils"}
    assert kept["pupil_id"].tolist() == ["P1", "P3"]  # one name is enough, whatever column it stands in
    assert kept.index.tolist() == [0, 1]
    assert rows == {"no-id": ("oakhill row 2",), "no-name": ("oakhill row 3",), "unreadable-day": ()}


_CELL = st.sampled_from(["", "P1", "photo_x", "granted"])


@pytest.mark.slow
@pytest.mark.parametrize("register", sorted(LAYOUTS))
@given(drawn=st.data())
@settings(max_examples=10)
def test_the_gate_and_the_reading_set_the_same_rows_aside(register, drawn):
    layout = LAYOUTS[register]
    columns = ("school_id", *layout.required, *layout.optional)
    rows = drawn.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(columns, _CELL)), min_size=1, max_size=8))
    read = list(layout.clean(rows, ZoneInfo("Europe/London")))
    failed = {one.rule.name: one.failed for one in hold_register(register, layout.frame([row for _, row in read]))}
    held = [next((rule for rule in failed if place in failed[rule]), "") for place in range(len(read))]
    assert [rule if rule in failed else "" for rule, _ in read] == held


def test_a_crash_is_neither_a_pass_nor_a_breach():
    rule = Rule(
        "broken", "cannot be asked", lambda gxe: gxe.ExpectColumnValuesToBeInSet(column="absent", value_set=["a"])
    )
    with pytest.raises(GateError, match="broken"):
        hold(pd.DataFrame({"present": ["a"]}), [rule])


def test_every_gate_of_a_run_is_kept(tmp_path, ran):
    root = ran(Small(tmp_path, posts=[post(1, "2026-11-10")]))
    with open_workspace(root) as space, space.store.read() as connection:
        rows = load_gate(connection, "2026-11-16")
    assert {row.gate for row in rows} == {"records", "registers", "results"}
    assert {(row.source, row.rule): row.checked for row in rows}["posts", "no-id"] == 1
    assert all(row.failed == 0 for row in rows)


def test_what_is_dated_ahead_is_kept_out_and_told_of_until_its_day(tmp_path):
    store = new_store(tmp_path)
    oak = School(
        id="oak", name="Oak Primary", phase="primary",
        accounts=[Account(school="oak", platform="blog", handle="oak", source=Source(connector="feed"))],
    )  # fmt: skip
    dated = [Post(post_id=str(days), created_at=AS_OF + timedelta(days=days), text="") for days in (-3, 4)]
    with store.write() as connection:
        page = Page(posts=dated, reads=[Read(what="posts", complete=True)], last=True)
        save_page(connection, PullMoment("blog:oak", "feed", AS_OF), page)

    def held(days: int) -> tuple[list[str], list[tuple[int | None, int, tuple[str, ...]]], list[str]]:
        run = str(days)
        gate_records(store, run, AS_OF + timedelta(days=days))
        with store.read() as connection:
            told = [(r.checked, r.failed, r.ids) for r in load_gate(connection, run) if r.failed]
            records = load_records(connection, oak)
        return list(records.posts["post_id"]), told, [reason for reason in records.reads["reason"] if reason]

    said = ["1 of them is set aside, the data-quality page says why"]
    assert held(0) == (["-3"], [(2, 1, ("4",))], said)
    assert held(1) == (["-3"], [(1, 1, ("4",))], said), "it is told of in every run, not in the first alone"
    assert held(5) == (["-3", "4"], [], [])
    store.close()
