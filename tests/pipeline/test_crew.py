"""Work done school by school in other processes: the same to the byte, and never lost with a worker."""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import crew_jobs
import psutil
import pytest
from crew_jobs import TOKEN, desk_of, dies_elsewhere, raises_elsewhere, sleeps, where
from drawn import drawn
from hypothesis import given
from hypothesis import strategies as st
from several_schools import NAMES, write_schools
from workspaces import AS_OF, Small, comment, photo, post

import pipeline.crew
import pipeline.run
from pipeline.audit import make_ready
from pipeline.crew import Hands, crew_of, deal, side_by_side
from pipeline.desk import Desk
from pipeline.run import audit, report, run
from pipeline.store.runs import Known
from pipeline.verdicts import judge_school

ALONE, TWO = Hands(1, 0), Hands(2, 0)
PROGRAM = Path(crew_jobs.__file__)


def three_schools(root: Path) -> Path:
    """Three schools with something to find in each, something for the safeguarding lead, and pictures."""
    schools = {}
    for number, name in enumerate(NAMES, start=1):
        posts = [post(n, f"2026-11-{n:02}", f"News of day {n}") for n in range(2, 5 + number)]
        posts += [post(20, "2026-11-10", "Well done Zainab Malik!"), post(21, "2026-11-11", "Our garden")]
        comments = [comment(n, 20, f"Lovely number {n}") for n in range(number)] + [comment(9, 20, "Go Dylan Prosser")]
        comments.append(comment(10, 21, "my dad hits me and i am scared to go home"))
        small = Small(root / name, posts=posts, comments=comments, media=[photo(20), photo(2)])
        small.media += [("p3", "m1", "photo", "", f"{number}.jpg", ""), ("p4", "m1", "photo", "", "1.jpg", "")]
        small.photo_log = [("oakhill", "p20", "m1", "P1", "", ""), ("oakhill", "p3", "m1", "P2", "", "")]
        schools[name] = small
    write_schools(root, schools)
    for name in NAMES:
        for number in (1, 2, 3):
            drawn(number, (320, 240)).save(root / name / f"{number}.jpg")
    return root


def rows(root: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    with closing(sqlite3.connect(root / "social-audit.db")) as store:
        names = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(store.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}  # noqa: S608


def written(root: Path) -> dict[str, bytes]:
    """Return every file that a run writes for people."""
    files = [file for part in ("reports", "dsl") for file in (root / part).rglob("*") if file.is_file()]
    return {str(file.relative_to(root)): file.read_bytes() for file in files}


def unlike(one: dict[str, object], other: dict[str, object]) -> list[str]:
    """Return the names under which two differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE  # ended: nobody has asked how
    except psutil.NoSuchProcess:
        return True


def gone(*pids: int) -> bool:
    """Wait a while for processes to end."""
    until = time.monotonic() + 30
    while not all(map(is_gone, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return all(map(is_gone, pids))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three schools run twice in this one process: the second time some of it is gone, and some new."""
    root = three_schools(tmp_path_factory.mktemp("alone") / "workspace")
    run(root, as_of=AS_OF, hands=ALONE)
    change(root)
    run(root, as_of=AS_OF + timedelta(days=1), hands=ALONE)
    return root


def change(root: Path) -> None:
    for name in NAMES[:2]:
        file = root / name / "posts.csv"
        text = file.read_text(encoding="utf-8").replace("Well done Zainab Malik!", "Well done everybody!")
        file.write_text(text, encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Three schools of which nothing is read yet."""
    small = {name: Small(tmp_path / name) for name in NAMES}
    opened = desk_of(write_schools(tmp_path, small))
    yield opened
    opened.store.close()


def calls(desk: Desk, *told: object) -> list[tuple[object, ...]]:
    return [(school.id, *told) for school in desk.plan.trust.schools]


@pytest.mark.slow
def test_two_workers_write_what_one_process_writes(tmp_path, alone):
    root = three_schools(tmp_path)
    first = run(root, as_of=AS_OF, hands=TWO)
    change(root)
    second = run(root, as_of=AS_OF + timedelta(days=1), hands=TWO)
    assert (unlike(rows(root), rows(alone)), unlike(written(root), written(alone))) == ([], [])
    names = {file.name for file in (*first.files, *second.files)}
    assert {"slt-oakhill.html", "worklist-ashdown.xlsx", "worklist-elmfield.html", "index.html"} <= names


@pytest.mark.slow
def test_audit_and_report_apart_write_the_same(tmp_path, alone):
    roots = [shutil.copytree(alone, tmp_path / name) for name in ("one", "two")]
    listed = []
    for root, hands in zip(roots, (ALONE, TWO), strict=True):
        text = (root / "trust.yaml").read_text(encoding="utf-8")
        (root / "trust.yaml").write_text(text.replace("pdf: false", "pdf: true"), encoding="utf-8")
        audit(root, as_of=AS_OF + timedelta(days=2), hands=hands)
        listed.append([file.relative_to(root) for file in report(root, hands=hands).files])
    assert listed[0] == listed[1]
    assert [file.name for file in listed[1][-3:]] == [f"slt-{name}.pdf" for name in NAMES]
    assert (unlike(*map(rows, roots)), unlike(*map(written, roots))) == ([], [])


@pytest.mark.slow
def test_workers_that_are_killed_lose_nothing(tmp_path, alone, monkeypatch, caplog):
    monkeypatch.setattr(pipeline.crew, "perform", crew_jobs.ends_worker)
    root = three_schools(tmp_path)
    run(root, as_of=AS_OF, hands=TWO)
    assert "a worker process failed (BrokenProcessPool): the school is worked on without it" in caplog.messages
    monkeypatch.undo()
    change(root)
    run(root, as_of=AS_OF + timedelta(days=1), hands=TWO)
    assert (unlike(rows(root), rows(alone)), unlike(written(root), written(alone))) == ([], [])


@pytest.mark.slow
def test_what_a_lost_worker_had_to_do_is_done_here_and_the_others_go_on(desk):
    home, victim = os.getpid(), "elmfield"
    with crew_of(desk, desk.plan.trust.schools, Hands(3, 0)) as crew:
        assert crew is not None
        made = list(side_by_side(crew, desk, dies_elsewhere, calls(desk, home, victim)))
    assert [school for school, _ in made] == list(NAMES)
    assert [school for school, pid in made if pid == home] == [victim]


@pytest.mark.slow
def test_what_fails_in_a_worker_is_tried_here(desk):
    with crew_of(desk, desk.plan.trust.schools, TWO) as crew:
        made = list(side_by_side(crew, desk, raises_elsewhere, calls(desk, os.getpid())))
    assert made == [os.getpid()] * 3


@pytest.mark.slow
def test_a_check_that_crashes_says_the_same_from_a_worker(desk, caplog):
    broken = [replace(desk.plan.checks[0], options={"no_such_option": 1}), *desk.plan.checks[1:]]
    desk = replace(desk, plan=replace(desk.plan, checks=tuple(broken)))
    said, coverage = [], []
    for hands in (ALONE, TWO):
        caplog.clear()
        with caplog.at_level(logging.ERROR), crew_of(desk, desk.plan.trust.schools, hands) as crew:
            told = [
                (s.id, desk.files.of(s, AS_OF), make_ready(desk, s, AS_OF, Known(AS_OF, AS_OF)), AS_OF, "one")
                for s in desk.plan.trust.schools
            ]
            coverage.append([verdict.coverage for verdict in side_by_side(crew, desk, judge_school, told)])
        said.append(caplog.messages)
    assert coverage[0] == coverage[1]
    assert said[0] == said[1]
    assert len(said[0]) == 3
    assert any("the check failed on this school's records (TypeError)" in row.reason for row in coverage[1][0])


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a system that kills")
def test_workers_end_with_a_run_that_is_killed_and_know_no_secret(desk, tmp_path):
    environment = {**os.environ, TOKEN: "a-secret-token", "PYTHONPATH": os.pathsep.join(sys.path)}
    mail = f'mail: {{host: mail.example, from: a@copse.example, user: a, password: "${{{TOKEN}}}"}}'
    file = tmp_path / "trust.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{mail}\n", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(PROGRAM), str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
    ) as program:
        told = json.loads(program.stdout.readline())
        pids = {pid for _, pid, _ in told}
        asked = [" ".join(psutil.Process(pid).cmdline()) for pid in pids]
        assert program.pid not in pids
        assert (len(pids), {secret for *_, secret in told}) == (2, {""})
        assert not [line for line in asked if "a-secret-token" in line or "oakhill" in line]
        program.kill()
    assert gone(*pids)


@pytest.mark.slow
def test_a_run_that_is_stopped_stops_its_workers_at_once(desk):
    def work() -> None:
        with crew_of(desk, desk.plan.trust.schools, TWO) as crew:
            pids.extend(pid for _, pid, _ in side_by_side(crew, desk, where, calls(desk)))
            for call in calls(desk):
                crew.hand_over(sleeps, call)
            raise KeyboardInterrupt

    pids: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        work()
    assert len(set(pids)) == 2
    assert gone(*pids)


def test_a_small_trust_has_no_workers(desk):
    for hands in (Hands(), Hands(4), Hands(1, 0)):
        with crew_of(desk, desk.plan.trust.schools, hands) as crew:
            assert crew is None
            made = side_by_side(crew, desk, where, calls(desk))
            assert [(school, pid) for school, pid, _ in made] == [(name, os.getpid()) for name in NAMES]


def test_a_number_of_processes_that_cannot_be_is_refused(call, tmp_path):
    for command in ("audit", "report", "run"):
        ended = call(command, "-w", tmp_path, "--jobs", "0")
        assert (ended.code, "--jobs" in ended.err, "Traceback" in ended.err) == (2, True, False)


def test_a_run_that_is_stopped_says_what_to_do(call, tmp_path, monkeypatch):
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline.run, "crew_of", stopped)
    Small(tmp_path).write()
    ended = call("run", "-w", tmp_path, "--as-of", "2026-11-16")
    said = "stopped; what was stored before is intact, run the command again to go on\n"
    assert (ended.code, ended.err) == (2, said)


def test_where_reports_alone_are_written_more_has_to_wait_for_workers():
    assert Hands(3, 100).for_reports() == Hands(3, 500)
    assert TWO.for_reports() == TWO


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 1000), max_size=40), st.integers(1, 8))
def test_no_worker_has_a_whole_school_more_than_another(sizes, number):
    owner = deal(sizes, number)
    load = [sum(sizes[name] + 1 for name in sizes if owner[name] == one) for one in range(number)]
    assert owner.keys() == sizes.keys()
    assert max(load) - min(load) <= max(sizes.values(), default=0) + 1
