"""Writes config/lexicon/weights.csv: how much a word, or two side by side, speaks for a disclosure, learned from texts.

Run it with `python tests/checks/comments/weigh_words.py [FILE ...]`; each file holds ordinary texts, one a line, beside
the demo's comments. Logistic regression over the words of a text, both sides weighing the same. The half that is held
out is never learned from. With `--without=HAND` nothing is written: the texts of `trained.csv` by that hand are left
out and read afterwards, book and weights together. Needs scipy, which great-expectations brings.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from measure_comments import LABELLED, Text, read
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from checks.comments.engine import CommentEngine
from checks.names.fold import fold_name
from config.check_lists import load_check_lists

ROOT = Path(__file__).resolve().parents[3]
STRICTNESS = 5.0
"""Of the penalty for large weights."""
SMALLEST = 0.05
"""Weights nearer to nothing are not kept."""
TOLD = frozenset({"disclosure", "both"})


def hands() -> dict[str, list[Text]]:
    """Return the texts of `trained.csv` by who wrote them."""
    found: dict[str, list[Text]] = {}
    with (LABELLED / "trained.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["hand"], []).append(Text(row["label"], row["kind"], row["text"]))
    return found


def ordinary(files: Iterable[Path]) -> list[str]:
    """Return the demo's comments but those that the book finds, and the lines of some files."""
    demo = []
    for file in sorted((ROOT / "config" / "demo").rglob("*comments*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            demo += [row["text"] for row in csv.DictReader(stream)]
    likely = {row.at for row in engine({}).disclosures(demo) if row.confidence == "likely"}
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]
    return [text for at, text in enumerate(demo) if at not in likely] + lines


def engine(weights: dict[str, str]) -> CommentEngine:
    """Return the engine with these weights."""
    table = pd.DataFrame({"word": list(weights), "weight": list(weights.values())}, dtype=object)
    return CommentEngine({**load_check_lists(), "lexicon/weights": table})


def said(text: str) -> set[str]:
    """Return the words of a text, and those that stand side by side; three and more equal letters are one."""
    words = re.sub(r"([a-z])\1\1+", r"\1", fold_name(text)).split()
    return {*words, *(" ".join(two) for two in pairwise(words))}


def weigh(told: Sequence[str], others: Sequence[str]) -> dict[str, str]:
    """Return words -> weight; the blank is what every text begins with."""
    held = [said(text) for text in [*told, *others]]
    known, among = Counter(w for one in held for w in one), Counter(w for one in held[: len(told)] for w in one)
    words = sorted(w for w, count in known.items() if (count >= 3 and among[w] >= 2) or count >= 12)
    place = {word: at for at, word in enumerate(words)}
    marks = [(row, place[word]) for row, one in enumerate(held) for word in one if word in place]
    rows, columns = zip(*marks, strict=True)
    table = csr_matrix((np.ones(len(marks)), (rows, columns)), shape=(len(held), len(words)))
    sign = np.where(np.arange(len(held)) < len(told), 1.0, -1.0)
    share = np.where(sign > 0, len(held) / (2 * len(told)), len(held) / (2 * len(others)))

    def loss(weights):
        score = sign * (table @ weights[:-1] + weights[-1])
        pull = -sign * share / (1 + np.exp(score))
        slope = np.append(table.T @ pull + STRICTNESS * weights[:-1], pull.sum())
        return (share * np.logaddexp(0, -score)).sum() + STRICTNESS / 2 * (weights[:-1] ** 2).sum(), slope

    found = minimize(loss, np.zeros(len(words) + 1), jac=True, method="L-BFGS-B").x
    weights = zip([*words, ""], found.tolist(), strict=True)
    return {word: f"{weight:.2f}" for word, weight in sorted(weights) if abs(weight) >= SMALLEST or not word}


def main(files: list[Path], without: str) -> None:
    texts = [
        *read("tune"),
        *read("further"),
        *(one for hand, some in hands().items() if hand != without for one in some),
    ]
    weights = weigh(
        [one.text for one in texts if one.label in TOLD],
        [one.text for one in texts if one.label not in TOLD] + ordinary(files),
    )
    if without:
        unread = hands()[without]
        found = {row.at for row in engine(weights).disclosures([one.text for one in unread])}
        for label in sorted({one.label for one in unread}):
            of = [at for at, one in enumerate(unread) if one.label == label]
            print(f"{without} {label}: {len(found.intersection(of))} of {len(of)} passed on")
        return
    with (ROOT / "config" / "lexicon" / "weights.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([("word", "weight"), *weights.items()])


if __name__ == "__main__":
    main(
        [Path(name) for name in sys.argv[1:] if not name.startswith("--")],
        next((name.removeprefix("--without=") for name in sys.argv[1:] if name.startswith("--without=")), ""),
    )
