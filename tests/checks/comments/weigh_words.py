"""Writes config/lexicon/worry.csv, scorn.csv and manners.csv: what words say for a disclosure, abuse and its kinds.

Run it with `python tests/checks/comments/weigh_words.py [FILE ...]`; each file holds ordinary texts, one a line, beside
the demo's comments and the texts in which names are looked for. Logistic regression over the words of a text, how they
begin, two near each other, those that it begins and ends with, emoji, and what the book finds, each scaled by how much
more often one side says it; both sides weigh the same. What is held out is never learned from. With `--measure` nothing
is written: every hand is left out in turn, its texts are read with what the others taught, and the counts are printed.
Needs scipy, which great-expectations brings.
"""

from __future__ import annotations

import csv
import json
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
from measure_comments import LABELLED, STREAM, Text, read
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from checks.comments.engine import CommentEngine
from checks.comments.library import MANNERS
from checks.comments.phrases import read_sets
from checks.comments.weights import BEGINS, ENDS, GAP, PEOPLE, is_drawn
from checks.comments.words import STEM
from checks.names.fold import fold_name
from config.check_lists import load_check_lists

ROOT = Path(__file__).resolve().parents[3]
STRICTNESS = 1.5
"""Of the penalty for large weights."""
FEWEST = 2
"""Texts that say something, or it is not learned."""
DOUBT = 0.7
"""Added to every count, so that what one side never says is not proof."""
SMALLEST = 0.1
"""Weights nearer to nothing are not kept."""
SMALLEST_MANNER = 0.25
"""Of those that tell kinds of abuse apart."""
OWN, DEMO, FILES, NAMES = "own", "demo", "files", "names"
SHARES = {FILES: 0.4, NAMES: 0.3, **dict.fromkeys(STREAM, 2.0)}
"""How much a text of some hands counts; any other counts 1."""
OTHER = 0.5
"""How much a text counts that tells of the other matter."""
TABLES = {"worry": "disclosure", "scorn": "abuse"}
"""Table -> the label it speaks for; `both` is both."""
NAMED = 0.6
"""Share of its places within a sentence at which a word has a capital before it is somebody's name."""
PERSONS = frozenset(
    (
        "boy", "boys", "child", "children", "community", "dad", "dads", "families", "family", "folk", "folks", "kid",
        "kids", "lad", "lads", "lass", "lasses", "man", "men", "mum", "mums", "neighbour", "neighbours", "parent",
        "parents", "people", "person", "pupils", "student", "students", "teacher", "teachers", "users",
    )
)  # fmt: skip
"""Words behind one for a group of people that only say that they are people."""
EDGES = frozenset({BEGINS, ENDS})
TELLS_NOTHING = PERSONS | EDGES
"""What says nothing beside a group of people: that somebody only names it is no scorn."""
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
        groups = frozenset(read_sets(load_check_lists()["lexicon/sets"])["people"])
        silent, alike = people(texts), {group[:STEM] for group in groups}  # "women" begins like "womens"
        held = [
            said(text, silent, groups, alike) | found for text, found in zip(texts, by_the_book(texts), strict=True)
        ]
        counts = Counter(one for some in held for one in some)
        names = sorted(one for one, count in counts.items() if count >= FEWEST)
        place = {one: at for at, one in enumerate(names)}
        marks = [(row, place[one]) for row, some in enumerate(held) for one in some if one in place]
        rows, columns = zip(*marks, strict=True)
        return cls(names, csr_matrix((np.ones(len(marks)), (rows, columns)), shape=(len(held), len(names))))


def said(text: str, silent: Container[str], groups: Container[str], alike: Container[str]) -> set[str]:
    """Return the entries that a text says, but the `silent`; three equal letters are one, and so are all `groups`.

    `alike`: how words for groups begin, which is no entry either.
    """
    words = re.sub(r"([a-z])\1\1+", r"\1", fold_name(text)).split()
    words = [PEOPLE if word in groups else word for word in words]
    edged = [BEGINS, *words, ENDS]
    signs = {sign for sign in _PLAIN_SIGNS.sub("", text) if is_drawn(sign)}
    told = [word for word in words if word not in silent and word != PEOPLE]
    begun = {f"{word[:STEM]}*" for word in told if len(word) > STEM and word[:STEM] not in alike}
    beside = [pair for pair in pairwise(edged) if PEOPLE not in pair or TELLS_NOTHING.isdisjoint(pair)]
    near = {f"{one} {two}" for one, two in beside if one not in silent and two not in silent}
    further = [
        pair
        for pair in zip(edged, edged[2:], strict=False)
        if EDGES.isdisjoint(pair) or not {PEOPLE, *EDGES}.issuperset(pair)
    ]
    apart = {f"{one} {GAP} {two}" for one, two in further if not {one, two} & {*silent}}
    return {*told, *begun, *near, *apart, *signs}


def by_the_book(texts: Sequence[str]) -> list[set[str]]:
    """Return what the books alone find in each text, by table, as entries: `[likely]`, `[threat]`."""
    remarks = engine({}).comments(texts)
    found: list[set[str]] = [set() for _ in texts]
    for table, rows in (("scorn", remarks.abuse), ("worry", remarks.disclosures)):
        for row in rows:
            found[row.at] |= {f"{table}[{row.kind}]", f"{table}[{row.confidence}]"}
    return found


def people(texts: Iterable[str]) -> set[str]:
    """Return the words that name a person, which weigh nothing: who is meant proves nothing."""
    capital, counts = Counter[str](), Counter[str]()
    for text in texts:
        for word in _INSIDE.findall(text):
            folded = fold_name(word)
            counts[folded] += 1
            capital[folded] += word[0].isupper() and word[1:].islower()
    return {word for word, count in capital.items() if count >= NAMED * counts[word] and word not in TITLES}


def texts_to_learn(files: Iterable[Path]) -> Iterator[Learned]:
    """Yield everything that is learned from: of our own hand, of other hands, the demo's, and the lines of files."""
    for name in ("tune", "further"):
        yield from (Learned(OWN, *_cells(one)) for one in read(name))
    with (LABELLED / "trained.csv").open(encoding="utf-8", newline="") as stream:
        yield from (Learned(row["hand"], row["label"], row["kind"], row["text"]) for row in csv.DictReader(stream))
    yield from (Learned(DEMO, "fair", "ordinary", text) for text in _demo())
    yield from (Learned(NAMES, "fair", "ordinary", text) for text in _of_names())
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


def _of_names() -> Iterator[str]:
    """Yield the captions and comments in which names are looked for, but those of the schools nobody reads."""
    for file in sorted((ROOT / "tests" / "checks" / "names" / "labelled").glob("*/tune.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]


def engine(tables: dict[str, dict[str, str]]) -> CommentEngine:
    """Return the engine with these weights."""
    made = {
        f"lexicon/{name}": pd.DataFrame({"words": list(table), "weight": list(table.values())}, dtype=object)
        for name in TABLES
        for table in [tables.get(name, {})]
    }
    return CommentEngine({**load_check_lists(), **made})


def weigh(texts: Sequence[Learned], held: Said, label: str, learned: np.ndarray) -> dict[str, str]:
    """Return entry -> weight, learned from some of the texts; the blank is what every text begins with.

    `label`: what the table speaks for; of what the books find only its own counts.
    """
    told = np.array([one.label in {label, "both"} for one in texts])
    other = np.array([one.label in TABLES.values() for one in texts]) & ~told
    share = np.array([SHARES.get(one.hand, 1.0) for one in texts]) * np.where(other, OTHER, 1.0)
    share, told, marks = share[learned], told[learned], held.marks[learned]
    share = share * np.where(told, 1 / share[told].sum(), 1 / share[~told].sum()) * share.sum() / 2
    own = np.array(["[" not in one or one.startswith(_table_of(label)) for one in held.names])
    scale = _scale(marks, share, told) * own * (np.asarray(marks.sum(axis=0)).ravel() >= FEWEST)
    table, sign = marks.multiply(scale).tocsr(), np.where(told, 1.0, -1.0)

    def loss(weights):
        score = sign * (table @ weights[:-1] + weights[-1])
        pull = -sign * share / (1 + np.exp(score))
        slope = np.append(table.T @ pull + 2 * STRICTNESS * weights[:-1], pull.sum())
        return (share * np.logaddexp(0, -score)).sum() + STRICTNESS * (weights[:-1] ** 2).sum(), slope

    found = minimize(loss, np.zeros(len(held.names) + 1), jac=True, method="L-BFGS-B").x
    names = [one.removeprefix(_table_of(label)) if "[" in one else one for one in held.names]
    weights = zip([*names, ""], [*(found[:-1] * scale).tolist(), float(found[-1])], strict=True)
    return {word: f"{weight:.2f}" for word, weight in sorted(weights) if abs(weight) >= SMALLEST or not word}


def manners(texts: Sequence[Learned], held: Said) -> dict[str, dict[str, str]]:
    """Return kind of abuse -> entry -> weight: what tells it from all other abuse."""
    abusive = np.array([one.label == "abuse" for one in texts])
    made = {}
    for kind in MANNERS:
        told = [one._replace(label="abuse" if one.kind == kind else "fair") for one in texts]
        weights = weigh(told, held, "abuse", abusive)
        made[kind] = {one: w for one, w in weights.items() if abs(float(w)) >= SMALLEST_MANNER and "[" not in one}
    return made


def _table_of(label: str) -> str:
    return next(table for table, own in TABLES.items() if own == label)


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
        _write(name, [("words", "weight"), *weights.items()])
    kinds = manners(texts, held)
    entries = sorted({entry for weights in kinds.values() for entry in weights})
    rows = [(entry, *(kinds[kind].get(entry, "") for kind in MANNERS)) for entry in entries]
    _write("manners", [("words", *MANNERS), *rows])


def _write(name: str, rows: Iterable[Sequence[str]]) -> None:
    with (ROOT / "config" / "lexicon" / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:] if not name.startswith("--")], "--measure" in sys.argv)
