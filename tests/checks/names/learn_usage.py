"""Writes config/words/usage.csv: what is said around pupils, and around words that only look like their names.

Run it with `python tests/checks/names/learn_usage.py`. Logistic regression over what stands around every first name
that the engine weighs in the labelled texts for tuning: the words beside it and signs, the words of the text, how it is
written, and what else the word means. What the rules make of a name is not among it, because the rules were mended on
most of these texts and not on those to come. With `--measure` nothing is written: every school is left out in turn, and
how many names are found, and how many in vain, is printed for the rules alone and with what the other schools taught.
The schools that are held out are never learned from. Needs scipy, which great-expectations brings.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from measure import engine_of, read_items, schools_of, span_of, texts_of
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from checks.names.judged import Judged
from checks.names.reader import Reading
from checks.names.score import LIKELY
from checks.names.usage import REACH
from checks.names.verdict import Verdict

TABLE = Path(__file__).resolve().parents[3] / "config" / "words" / "usage.csv"
TRUST = 1.5
"""Points of the rules that a logit is worth: what the most names of schools left out are found by."""
CAUTION = 0.5
"""Points that are taken from every name besides."""
STRICTNESS = 2.0
"""Of the penalty for large weights."""
FEWEST = 3
"""Names around which something is said, or it is not learned."""
SMALLEST = 0.1
"""Weights nearer to nothing are not kept."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One name that the rules weighed, and what is said around it."""

    school: str
    points: float
    said: frozenset[str]
    pupil: bool
    """The label: it names a pupil."""


class _Listening(Reading):
    """A reading that keeps what it hears."""

    heard: list[tuple[Judged, float, set[str]]]

    def hear(self, one: Judged, verdict: Verdict) -> None:
        """Keep what the rules make of a name and what is said around it."""
        self.heard.append((one, verdict.points, self.said(one)))


def hear(school: Path, which: str) -> Iterator[Heard]:
    """Yield the first names alone of a school's labelled texts."""
    items, engine = read_items(school / f"{which}.jsonl"), engine_of(school)
    for found, text in engine.hits(texts_of(items, school.name)):
        reading = _Listening(found, text, engine.known)
        reading.heard = []
        list(reading.mentions())
        spans = [span_of(text.source, name) for name in items[found.at]["names"]]
        for one, points, said in reading.heard:
            start, end = one.around.start, one.around.end
            yield Heard(school.name, points, frozenset(said), any(a < end and start < b for a, b in spans))


def learn(heard: Sequence[Heard]) -> dict[str, float]:
    """Return entry -> weight; the blank is what every name begins with."""
    counts = Counter(one for name in heard for one in name.said)
    entries = sorted(one for one, count in counts.items() if count >= FEWEST)
    place = {one: at for at, one in enumerate(entries)}
    marks = [(row, place[one]) for row, name in enumerate(heard) for one in name.said if one in place]
    rows, columns = zip(*marks, strict=True)
    table = csr_matrix((np.ones(len(marks)), (rows, columns)), shape=(len(heard), len(entries)))
    sign = np.where([name.pupil for name in heard], 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = sign * (table @ weights[:-1] + weights[-1])
        pull = -sign / (1 + np.exp(score))
        slope = np.append(table.T @ pull + 2 * STRICTNESS * weights[:-1], pull.sum())
        return np.logaddexp(0, -score).sum() + STRICTNESS * (weights[:-1] ** 2).sum(), slope

    found = minimize(loss, np.zeros(len(entries) + 1), jac=True, method="L-BFGS-B").x
    weights = zip([*entries, ""], [*(found[:-1] * TRUST).tolist(), found[-1] * TRUST - CAUTION], strict=True)
    return {entry: weight for entry, weight in weights if abs(weight) >= SMALLEST or not entry}


def points_of(name: Heard, weights: dict[str, float]) -> float:
    """Return what the rules and usage make of a name together."""
    total = weights[""] + sum(weights.get(one, 0.0) for one in name.said)
    return name.points + max(-REACH, min(REACH, total))


def measure(heard: Sequence[Heard]) -> None:
    """Leave every school out in turn and print what is found and what in vain."""
    for school in dict.fromkeys(name.school for name in heard):
        weights = learn([name for name in heard if name.school != school])
        mine = [name for name in heard if name.school == school]
        rules = [name for name in mine if name.points >= LIKELY]
        both = [name for name in mine if points_of(name, weights) >= LIKELY]
        print(f"{school}: {sum(n.pupil for n in mine)} names; rules {_told(rules)}; with usage {_told(both)}")


def _told(names: Sequence[Heard]) -> str:
    right = sum(name.pupil for name in names)
    return f"{right} found, {len(names) - right} in vain"


def main(measured: bool) -> None:
    heard = [name for school in schools_of("tune") for name in hear(school, "tune")]
    if measured:
        measure(heard)
        return
    rows = [(entry, f"{weight:.2f}") for entry, weight in sorted(learn(heard).items())]
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([("entry", "weight"), *rows])


if __name__ == "__main__":
    main("--measure" in sys.argv)
