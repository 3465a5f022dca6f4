"""Writes config/lexicon/weights.csv: how much each word speaks for a disclosure, learned from the labelled texts.

Run it with `python tests/checks/comments/weigh_words.py [FILE ...]`; each file holds ordinary texts, one a line, beside
the demo's comments. Logistic regression over the words of a text, both sides weighing the same. The half that is held
out is never learned from. Needs scipy, which great-expectations brings.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from measure_comments import read
from scipy.optimize import minimize

from checks.names.fold import fold_name

ROOT = Path(__file__).resolve().parents[3]
STRICTNESS = 5.0
"""Of the penalty for large weights."""


def learned(files: list[Path]) -> tuple[list[str], list[str]]:
    """Return disclosures and other texts."""
    texts = [*read("tune"), *read("further")]
    told = [one.text for one in texts if one.label in {"disclosure", "both"}]
    others = [one.text for one in texts if one.label not in {"disclosure", "both"}]
    for file in (ROOT / "config" / "demo").rglob("*comments*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            others += [row["text"] for row in csv.DictReader(stream)]
    for file in files:
        others += [line for line in file.read_text(encoding="utf-8").splitlines() if line]
    return told, others


def weigh(told: list[str], others: list[str]) -> dict[str, float]:
    """Return word -> weight; the blank word is what every text begins with."""
    held = [set(fold_name(text).split()) for text in [*told, *others]]
    is_told = np.array([1] * len(told) + [0] * len(others))
    known, among = Counter(w for one in held for w in one), Counter(w for one in held[: len(told)] for w in one)
    words = sorted(w for w, count in known.items() if (count >= 3 and among[w] >= 2) or count >= 12)
    place = {word: at for at, word in enumerate(words)}
    table = np.zeros((len(held), len(words) + 1))
    table[:, -1] = 1
    for row, one in enumerate(held):
        table[row, [place[word] for word in one if word in place]] = 1
    share = np.where(is_told == 1, len(held) / (2 * len(told)), len(held) / (2 * len(others)))

    def loss(weights):
        score = table @ weights
        wrong = np.logaddexp(0, np.where(is_told == 1, -score, score))
        slope = table.T @ ((1 / (1 + np.exp(-score)) - is_told) * share) + STRICTNESS * np.append(weights[:-1], 0)
        return (share * wrong).sum() + STRICTNESS / 2 * (weights[:-1] ** 2).sum(), slope

    found = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x
    return dict(zip([*words, ""], found.tolist(), strict=True))


if __name__ == "__main__":
    weights = weigh(*learned([Path(name) for name in sys.argv[1:]]))
    with (ROOT / "config" / "lexicon" / "weights.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = [(word, f"{weight:.2f}") for word, weight in sorted(weights.items()) if abs(weight) >= 0.05 or not word]
        csv.writer(stream, lineterminator="\n").writerows([("word", "weight"), *rows])
