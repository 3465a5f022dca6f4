"""How long reading comments takes beside one bare automaton pass over the same texts with the words of all books."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import ahocorasick_rs

from checks.comments.engine import BOOKS, CommentEngine
from config.check_lists import load_check_lists

_ROUNDS = 5
_TELLING = 4
"""Letters of a word that the bare pass looks for."""
_DEMO = Path(__file__).resolve().parents[2] / "config" / "demo"


def measure_comments(texts: int) -> dict[str, Any]:
    """Return texts, words and the CPU seconds of the bare pass and of each reading: abuse, disclosures and all at once.

    The texts are the demo's comments, over and over: what parents write, with more bad ones among them than a school
    gets. In a process of its own: a list for each text costs more where much else is held.
    """
    once = [row["text"] for file in sorted(_DEMO.rglob("*comments*.csv")) for row in _rows(file)]
    written = (once * (texts // len(once) + 1))[:texts]
    engine = CommentEngine(load_check_lists())
    # shorter ones would be met within every other word, and flatter the engine
    known = {word.strip("*") for book in BOOKS for word in engine.scanner(book).words}
    words = sorted(word for word in known if len(word) >= _TELLING)
    automaton = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    asked: dict[str, Callable[[], object]] = {
        "bare": lambda: [automaton.find_matches_as_indexes(text) for text in written],
        "abuse": lambda: list(engine.abuse(written)),
        "disclosures": lambda: list(engine.disclosures(written)),
        "all four books": lambda: engine.comments(written),
    }
    return {"texts": texts, "words": len(words), "took": {name: _best(job) for name, job in asked.items()}}


def comments_lines(found: Mapping[str, Any]) -> list[str]:
    """Say how many times a bare pass the engine takes."""
    bare = found["took"]["bare"]
    times = ", ".join(f"{name} {spent / bare:.1f} times" for name, spent in found["took"].items() if name != "bare")
    head = f"comments engine, {found['texts']:,} texts, {found['words']:,} words: bare pass {bare:.2f} s"
    return [f"{head}; {times}   (target 2)"]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _best(job: Callable[[], object]) -> float:
    """Return the CPU seconds of the fastest of some rounds; the first pays for what is met for the first time."""
    took = []
    for _ in range(_ROUNDS):
        begin = time.process_time()
        job()
        took.append(time.process_time() - begin)
    return min(took)
