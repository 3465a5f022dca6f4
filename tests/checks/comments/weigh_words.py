"""Writes config/lexicon/worry.csv and scorn.csv: how much words speak for a disclosure, and for abuse.

Run it with `python tests/checks/comments/weigh_words.py [FILE ...]`; each file holds ordinary texts, one a line, beside
the demo's comments. Logistic regression over the words of a text, how they begin, two side by side, and emoji, each
scaled by how much more often one side says it; both sides weigh the same. What is held out is never learned from. With
`--measure` nothing is written: every hand is left out in turn, its texts are read with what the others taught, and the
counts are printed. Needs scipy, which great-expectations brings.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from measure_comments import LABELLED, Text, read
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from checks.comments.engine import CommentEngine
from checks.comments.phrases import read_sets
from checks.comments.weights import is_drawn
from checks.comments.words import STEM
from checks.names.fold import fold_name
from config.check_lists import load_check_lists

ROOT = Path(__file__).resolve().parents[3]
STRICTNESS = 5.0
"""Of the penalty for large weights."""
FEWEST = 2
"""Texts that say something, or it is not learned."""
DOUBT = 0.7
"""Added to every count, so that what one side never says is not proof."""
SMALLEST = 0.1
"""Weights nearer to nothing are not kept."""
OWN, DEMO, FILES = "own", "demo", "files"
SHARES = {FILES: 1 / 2}
"""How much a text of some hands counts; any other counts 1."""
OTHER = 0.5
"""How much a text counts that tells of the other matter."""
TABLES = {"worry": "disclosure", "scorn": "abuse"}
"""Table -> the label it speaks for; `both` is both."""
NAMED = 0.6
"""Share of its places within a sentence at which a word has a capital before it is somebody's name."""
TITLES = frozenset({"mr", "mrs", "miss", "ms", "mister", "sir"})
_INSIDE = re.compile(r"(?<=[^\W\d_,;] )[A-Za-z]+(?![\w'’])")
"""A word behind another word."""
_PLAIN_SIGNS = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


class Learned(NamedTuple):
    """A text to learn from."""

    hand: str
    label: str
    kind: str
    text: str


@dataclass(frozen=True)
class Said:
    """What texts say, as a table of truths."""

    names: list[str]
    marks: csr_matrix

    @classmethod
    def of(cls, texts: Sequence[str]) -> Said:
        silent = people(texts)
        held = [said(text, silent) for text in texts]
        counts = Counter(one for some in held for one in some)
        names = sorted(one for one, count in counts.items() if count >= FEWEST)
        place = {one: at for at, one in enumerate(names)}
        marks = [(row, place[one]) for row, some in enumerate(held) for one in some if one in place]
        rows, columns = zip(*marks, strict=True)
        return cls(names, csr_matrix((np.ones(len(marks)), (rows, columns)), shape=(len(held), len(names))))


def said(text: str, silent: Container[str] = ()) -> set[str]:
    """Return words, how they begin, those side by side, and emoji, but the `silent`; three equal letters are one."""
    words = re.sub(r"([a-z])\1\1+", r"\1", fold_name(text)).split()
    signs = {sign for sign in _PLAIN_SIGNS.sub("", text) if is_drawn(sign)}
    told = [word for word in words if word not in silent]
    begun = {f"{word[:STEM]}*" for word in told if len(word) > STEM}
    pairs = {f"{one} {two}" for one, two in pairwise(words) if one not in silent and two not in silent}
    return {*told, *begun, *pairs, *signs}


def people(texts: Iterable[str]) -> set[str]:
    """Return the words that name a person or a group of people, which weigh nothing: who is meant proves nothing."""
    capital, counts = Counter[str](), Counter[str]()
    for text in texts:
        for word in _INSIDE.findall(text):
            folded = fold_name(word)
            counts[folded] += 1
            capital[folded] += word[0].isupper() and word[1:].islower()
    named = {word for word, count in capital.items() if count >= NAMED * counts[word] and word not in TITLES}
    groups = read_sets(load_check_lists()["lexicon/sets"])["group"]
    return named | {fold_name(word) for word in groups if " " not in word}


def texts_to_learn(files: Iterable[Path]) -> Iterator[Learned]:
    """Yield everything that is learned from: of our own hand, of other hands, the demo's, and the lines of files."""
    for name in ("tune", "further"):
        yield from (Learned(OWN, *_cells(one)) for one in read(name))
    with (LABELLED / "trained.csv").open(encoding="utf-8", newline="") as stream:
        yield from (Learned(row["hand"], row["label"], row["kind"], row["text"]) for row in csv.DictReader(stream))
    yield from (Learned(DEMO, "fair", "ordinary", text) for text in _demo())
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    yield from (Learned(FILES, "fair", "ordinary", line) for line in lines if line)


def _cells(one: Text) -> tuple[str, str, str]:
    return one.label, one.kind, one.text


def _demo() -> list[str]:
    """Return the demo's comments but those that the books find: the demo says of none what it is."""
    texts = []
    for file in sorted((ROOT / "config" / "demo").rglob("*comments*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            texts += [row["text"] for row in csv.DictReader(stream)]
    remarks = engine({}).comments(texts)
    found = {row.at for row in remarks.disclosures if row.confidence == "likely"} | {row.at for row in remarks.abuse}
    return [text for at, text in enumerate(texts) if at not in found]


def engine(tables: dict[str, dict[str, str]]) -> CommentEngine:
    """Return the engine with these weights."""
    made = {
        f"lexicon/{name}": pd.DataFrame({"words": list(table), "weight": list(table.values())}, dtype=object)
        for name in TABLES
        for table in [tables.get(name, {})]
    }
    return CommentEngine({**load_check_lists(), **made})


def weigh(texts: Sequence[Learned], held: Said, label: str, learned: np.ndarray) -> dict[str, str]:
    """Return words -> weight, learned from some of the texts; the blank is what every text begins with."""
    told = np.array([one.label in {label, "both"} for one in texts])
    other = np.array([one.label in TABLES.values() for one in texts]) & ~told
    share = np.array([SHARES.get(one.hand, 1.0) for one in texts]) * np.where(other, OTHER, 1.0)
    share, told, marks = share[learned], told[learned], held.marks[learned]
    share = share * np.where(told, 1 / share[told].sum(), 1 / share[~told].sum()) * share.sum() / 2
    scale = _scale(marks, share, told) * (np.asarray(marks.sum(axis=0)).ravel() >= FEWEST)
    table, sign = marks.multiply(scale).tocsr(), np.where(told, 1.0, -1.0)

    def loss(weights):
        score = sign * (table @ weights[:-1] + weights[-1])
        pull = -sign * share / (1 + np.exp(score))
        slope = np.append(table.T @ pull + 2 * STRICTNESS * weights[:-1], pull.sum())
        return (share * np.logaddexp(0, -score)).sum() + STRICTNESS * (weights[:-1] ** 2).sum(), slope

    found = minimize(loss, np.zeros(len(held.names) + 1), jac=True, method="L-BFGS-B").x
    weights = zip([*held.names, ""], [*(found[:-1] * scale).tolist(), float(found[-1])], strict=True)
    return {word: f"{weight:.2f}" for word, weight in sorted(weights) if abs(weight) >= SMALLEST or not word}


def _scale(marks: csr_matrix, share: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Return for all that is said how much more often one side says it, as a logarithm."""
    ours, theirs = ((marks.T @ (share * side)) + DOUBT for side in (told, ~told))
    return np.log(ours / ours.sum() / (theirs / theirs.sum()))


def measure(texts: Sequence[Learned], held: Said) -> None:
    """Leave each hand out in turn and print what is found in its texts, by label and kind."""
    hands = np.array([one.hand for one in texts])
    total: Counter[tuple[str, ...]] = Counter()
    for hand in dict.fromkeys(hands[hands != FILES].tolist()):
        tables = {name: weigh(texts, held, label, hands != hand) for name, label in TABLES.items()}
        mine = [one for one in texts if one.hand == hand]
        if hand == OWN:
            mine += [Learned(OWN, *_cells(one)) for one in read("held-out")]
        remarks = engine(tables).comments([one.text for one in mine])
        accused = {row.at for row in remarks.abuse if row.confidence != "possible"}
        perhaps, passed = {row.at for row in remarks.abuse}, {row.at for row in remarks.disclosures}
        print(f"{hand}:")
        for key in sorted({(one.label, one.kind) for one in mine}):
            of = {at for at, one in enumerate(mine) if (one.label, one.kind) == key}
            counts = len(of), len(of & accused), len(of & perhaps), len(of & passed)
            total.update({(hand, key[0], str(at)): count for at, count in enumerate(counts)})
            print("   {} {}: {} texts, abuse likely {}, at all {}, passed on {}".format(*key, *counts))
    for hand, label in dict.fromkeys(key[:2] for key in total):
        print(f"{hand} {label}: " + ", ".join(str(total[hand, label, str(at)]) for at in range(4)))


def main(files: list[Path], measured: bool) -> None:
    texts = list(texts_to_learn(files))
    held = Said.of([one.text for one in texts])
    if measured:
        measure(texts, held)
        return
    for name, label in TABLES.items():
        weights = weigh(texts, held, label, np.ones(len(texts), dtype=bool))
        with (ROOT / "config" / "lexicon" / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([("words", "weight"), *weights.items()])


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:] if not name.startswith("--")], "--measure" in sys.argv)
