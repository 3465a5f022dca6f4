"""How long reading comments takes beside one bare automaton pass over the same texts with the words of all books."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path

import ahocorasick_rs

from checks.comments.engine import BOOKS, CommentEngine
from config.check_lists import load_check_lists

_TELLING = 4
"""Letters of a word that the bare pass looks for."""
_DEMO = Path(__file__).resolve().parents[2] / "config" / "demo"


def comments_lines(texts: int = 20_000, rounds: int = 3) -> list[str]:
    """Say how many times a bare pass the engine takes: for abuse and for disclosures alone, and for all at once.

    The texts are the demo's comments, over and over: what parents write, with a few bad ones among them.
    """
    once = [row["text"] for file in sorted(_DEMO.rglob("*comments*.csv")) for row in _rows(file)]
    written = (once * (texts // len(once) + 1))[:texts]
    engine = CommentEngine(load_check_lists())
    # shorter ones would be met within every other word, and flatter the engine
    known = {word.strip("*") for book in BOOKS for word in engine.scanner(book).words}
    words = sorted(word for word in known if len(word) >= _TELLING)
    automaton = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    bare = _best(rounds, lambda: [automaton.find_matches_as_indexes(text) for text in written])
    asked: dict[str, Callable[[], object]] = {
        "abuse": lambda: list(engine.abuse(written)),
        "disclosures": lambda: list(engine.disclosures(written)),
        "all four books": lambda: engine.comments(written),
    }
    took = {name: _best(rounds, job) for name, job in asked.items()}
    times = ", ".join(f"{name} {spent / bare:.1f} times" for name, spent in took.items())
    return [f"comments engine, {texts:,} texts, {len(words):,} words: bare pass {bare:.2f} s; {times}   (target 2)"]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _best(rounds: int, job: Callable[[], object]) -> float:
    """Return the CPU seconds of the fastest of some rounds."""
    took = []
    for _ in range(rounds):
        begin = time.process_time()
        job()
        took.append(time.process_time() - begin)
    return min(took)
