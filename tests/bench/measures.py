"""What is measured, each in a process of its own: the yardstick B, a first and a second run, the names engine alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any

import ahocorasick_rs
import pandas as pd
from stages import SEEN, highest_memory, watched
from synthetic import (
    AS_OF,
    COLUMNS,
    COMMENT_WORDS,
    EVERY,
    FIVE,
    NAMING_OFTEN,
    School,
    Size,
    judge_by,
    make_trust,
    tables,
)

import checks
import connectors
from checks.names.engine import NameEngine
from config.load import load_trust_marked
from config.word_lists import load_word_lists
from pipeline.crew import Hands
from pipeline.plan import make_plan
from pipeline.run import run

Measure = dict[str, Any]
ALONE = Hands(most=1)
"""One process, so that every second of it is seen."""
TEXTS = {"posts": "text", "comments": "text", "media": "alt_text"}


def measure_yardstick(root: Path, rounds: int = 3) -> Measure:
    """B: pandas.read_csv with default dtypes over all tables, and one bare leftmost-longest pass over their texts."""
    names = [pd.read_csv(file) for kind, file in tables(root) if kind == "pupils"]
    automaton = automaton_of(pd.concat(names))
    before = highest_memory()

    def once() -> None:
        frames = [(kind, pd.read_csv(file)) for kind, file in tables(root)]
        for kind, frame in frames:
            if kind in TEXTS:
                pass_over(automaton, frame[TEXTS[kind]].dropna().tolist())

    wall, cpu = _best(once, rounds)
    return {"wall": wall, "cpu": cpu, "memory": highest_memory() - before}


def measure_runs(root: Path) -> Measure:
    """A first run from files and a second one a day later with nothing new, by stage, in one process; a tiny run goes
    before them."""
    _import_everything()
    _forget(root)
    floor = highest_memory()
    spent = []
    for days in (0, 1):
        with watched() as clock:
            outcome = run(root, as_of=AS_OF + timedelta(days=days), hands=ALONE)
        spent.append({stage: asdict(one) for stage, one in clock.spent.items()})
    _forget(root)
    found = {"findings": outcome.counts["findings"], "checks": _number_of_checks(root)}
    return {"first": spent[0], "second": spent[1], "floor": floor, **found}


def measure_five(root: Path) -> Measure:
    """A first run from files by the five checks for which the targets were set, by stage."""
    _import_everything()
    _forget(root)
    judge_by(root, FIVE)
    with watched() as clock:
        run(root, as_of=AS_OF, hands=ALONE)
    judge_by(root, EVERY)
    _forget(root)
    return {stage: asdict(one) for stage, one in clock.spent.items()}


def measure_users(root: Path) -> Measure:
    """A first run from files as users have it, with what workers the machine allows and their start; wall by stage."""
    _import_everything()
    _forget(root)
    with watched(SEEN) as clock:
        run(root, as_of=AS_OF)
    _forget(root)
    return {stage: one.wall for stage, one in clock.spent.items()}


def _number_of_checks(root: Path) -> int:
    plan = make_plan(load_trust_marked(root), checks.find(), connectors.find())
    return len({one.check for one in plan.checks})


def _import_everything() -> None:
    """Let a tiny run import what is imported late (great_expectations, charts, openpyxl): imports are not counted."""
    with TemporaryDirectory() as folder:
        run(make_trust(Path(folder), Size(schools=1, posts=4, comments=8, pupils=14)), as_of=AS_OF)


def measure_names(schools: int, texts: int, pupils: int, rounds: int = 3) -> Measure:
    """The names engine against one bare pass of an automaton over the same texts with the same registers."""
    made = [School(number, pupils, NAMING_OFTEN) for number in range(schools)]
    each = texts // schools
    frames = [_texts_frame([school.text(COMMENT_WORDS) for _ in range(each)]) for school in made]
    registers = [pd.DataFrame(s.pupils, columns=list(COLUMNS["pupils"])) for s in made]
    staff = [pd.DataFrame(s.staff, columns=list(COLUMNS["staff"])) for s in made]
    words = load_word_lists()
    automata = [automaton_of(register) for register in registers]
    written = [frame["text"].tolist() for frame in frames]
    bare = _best(lambda: [pass_over(a, t) for a, t in zip(automata, written, strict=True)], rounds)
    engines = [NameEngine(register, people, words) for register, people in zip(registers, staff, strict=True)]
    build = _best(lambda: [NameEngine(r, s, words) for r, s in zip(registers, staff, strict=True)], 1)
    engine = _best(lambda: [e.mentions(frame) for e, frame in zip(engines, frames, strict=True)], rounds)
    named = sum(e.mentions(frame)["subject_id"].nunique() for e, frame in zip(engines, frames, strict=True))
    return {"bare": bare, "engine": engine, "build": build, "texts": each * schools, "named": named}


def automaton_of(pupils: pd.DataFrame) -> ahocorasick_rs.AhoCorasick:
    """Return a bare automaton over the names of a register: first, last, full."""
    full = pupils["first_name"] + " " + pupils["last_name"]
    patterns = sorted({*pupils["first_name"], *pupils["last_name"], *full})
    return ahocorasick_rs.AhoCorasick(patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def pass_over(automaton: ahocorasick_rs.AhoCorasick, texts: Sequence[str]) -> int:
    """Count the matches in texts."""
    return sum(len(automaton.find_matches_as_indexes(text)) for text in texts)


def _texts_frame(texts: Sequence[str]) -> pd.DataFrame:
    """Shape texts as comments, ten of them under one post."""
    context = [texts[at // 10 * 10] for at in range(len(texts))]
    ids = [f"comment:{at}" for at in range(len(texts))]
    fixed = {
        "subject_type": "comment",
        "account": "x:school",
        "author_name": "",
        "author_handle": "",
        "has_photo": True,
    }
    return pd.DataFrame({"subject_id": ids, "text": texts, "context": context}).assign(**fixed)


def _best(function: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the shortest (wall, CPU) seconds of some rounds, each on its own."""
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        function()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return min(walls), min(cpus)


def _forget(root: Path) -> None:
    """Take away what a run left in a workspace."""
    for file in root.glob("social-audit.db*"):
        file.unlink()
    for folder in ("reports", "dsl"):
        rmtree(root / folder, ignore_errors=True)
