"""Writes config/words/usage.csv: what is said around pupils, and around words that only look like their names.

Run it with `python tests/checks/names/learn_usage.py`. Two steps, for first and for last names alone. First a
logistic regression over what `checks/names/hearing.py` hears around every such name in the labelled texts for tuning.
Then another over three things, on schools whose errors nobody read to mend rules: what the rules make of a name, what
the first step does (learned from other schools), and each thing that the rules observed. It says how many points the
first step is worth, and by how many each observation is worth more or less than its weight in `score.py`.
With `--measure` nothing is written: a part of the schools is left out in turn, and how many names are found, and how
many in vain, is printed for the rules alone and with what the other schools taught. The schools that are held out are
never learned from. Needs scipy, which great-expectations brings.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from measure import engine_of, read_items, schools_of, span_of, texts_of
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from checks.names.candidate import FIRST
from checks.names.hearing import OBSERVED, Entry
from checks.names.judged import Judged
from checks.names.reader import Reading
from checks.names.score import LIKELY
from checks.names.usage import FALL, RISE
from checks.names.verdict import Verdict

TABLE: Final = Path(__file__).resolve().parents[3] / "config" / "words" / "usage.csv"
COLUMNS: Final = ("first", "last")
MENDED: Final = frozenset(
    (
        "blessed-oswin", "brackenholt", "castell-gwyn", "harbour-quay", "kelmarsh-park", "pennard-mount",
        "queen-ediths-lane", "st-teilos", "st-wulstans", "thornley-edge", "wharfdale-street",
    )
)  # fmt: skip
"""Schools whose errors were read to mend rules: what those observe there tells nothing of other schools."""
STRICTNESS: Final = 2.0
"""Of the penalty for large weights."""
STRICT: Final = 6.0
"""The same for what the rules observed: they were thought about."""
FEWEST: Final = 3
"""Names around which something is said, or it is not learned."""
FEWEST_OBSERVED: Final = 12
"""Names of which something was observed, or its weight stays as it is."""
SMALLEST: Final = 0.15
"""Points nearer to nothing are not kept."""
PARTS: Final = 5
"""Into which the schools are cut to be left out in turn."""
BLANK: Final[Entry] = ("",)
"""What every name begins with."""
_SUREST: Final = 12.0
"""Points of the rules beyond which more tell nothing."""

Weights = dict[Entry, float]


@dataclass(frozen=True, slots=True)
class Heard:
    """One name that the rules weighed, and what is said around it."""

    school: str
    column: str
    """first or last: what kind of name it is."""
    points: float
    said: frozenset[Entry]
    observed: frozenset[Entry]
    pupil: bool
    """The label: it names a pupil."""


class _Listening(Reading):
    """A reading that keeps what it hears."""

    heard: list[tuple[Judged, float, set[Entry]]]

    def hear(self, one: Judged, verdict: Verdict) -> None:
        """Keep what the rules make of a name and what is said around it."""
        self.heard.append((one, verdict.points, self.said(one, verdict)))


def hear(school: Path, which: str) -> Iterator[Heard]:
    """Yield the names alone of a school's labelled texts."""
    items, engine = read_items(school / f"{which}.jsonl"), engine_of(school)
    for found, text in engine.hits(texts_of(items, school.name)):
        reading = _Listening(found, text, engine.known)
        reading.heard = []
        list(reading.mentions())
        item = items[found.at]
        spans = [span_of(item["text"], name) for name in item["names"]]
        for one, points, said in reading.heard:
            start, end = one.around.start, one.around.end
            if text.written:
                start, end = text.written.places[start], text.written.places[end - 1] + 1
            observed = frozenset(entry for entry in said if entry[0] == OBSERVED)
            column = "first" if one.candidate.kind in FIRST else "last"
            pupil = any(a < end and start < b for a, b in spans)
            yield Heard(school.name, column, points, frozenset(said) - observed, observed, pupil)


def learn(heard: Sequence[Heard]) -> Weights:
    """Return the points of entries for one kind of name."""
    schools = sorted({name.school for name in heard})
    logits = np.zeros(len(heard))
    for part in range(PARTS):
        out = set(schools[part::PARTS])
        weights = _usage([name for name in heard if name.school not in out])
        mine = [at for at, name in enumerate(heard) if name.school in out]
        logits[mine] = [_total(heard[at].said, weights) for at in mine]
    fresh = [at for at, name in enumerate(heard) if name.school not in MENDED]
    worth, trust, corrections = _corrections([heard[at] for at in fresh], logits[fresh])
    points = {entry: weight * trust / worth for entry, weight in _usage(heard).items()}
    points |= {entry: weight / worth for entry, weight in corrections.items() if entry != BLANK}
    points[BLANK] += corrections[BLANK] / worth + LIKELY
    return {entry: weight for entry, weight in points.items() if abs(weight) >= SMALLEST or entry == BLANK}


def _usage(heard: Sequence[Heard]) -> Weights:
    """Return the logits of what is said, from what is said alone."""
    said = [name.said for name in heard]
    entries, marks = _marks(said)
    found = _fit(marks, [name.pupil for name in heard], np.full(len(entries), STRICTNESS))
    return dict(zip([*entries, BLANK], found.tolist(), strict=True))


def _corrections(heard: Sequence[Heard], logits: np.ndarray) -> tuple[float, float, Weights]:
    """Return what a point of the rules is worth, what a logit of usage is, and what each observation is besides."""
    entries, marks = _marks([name.observed for name in heard], FEWEST_OBSERVED)
    points = np.clip([name.points for name in heard], -_SUREST, _SUREST)
    table = hstack([csr_matrix(np.column_stack([points, logits])), marks]).tocsr()
    found = _fit(table, [name.pupil for name in heard], np.array([0.0, 0.0, *[STRICT] * len(entries)]))
    return found[0], found[1], dict(zip([*entries, BLANK], found[2:].tolist(), strict=True))


def _marks(said: Sequence[Collection[Entry]], fewest: int = FEWEST) -> tuple[list[Entry], csr_matrix]:
    """Return what is said often enough, and by whom."""
    counts = Counter(one for some in said for one in some)
    entries = sorted(one for one, count in counts.items() if count >= fewest)
    place = {one: at for at, one in enumerate(entries)}
    marks = [(row, place[one]) for row, some in enumerate(said) for one in some if one in place]
    rows, columns = zip(*marks, strict=True)
    return entries, csr_matrix((np.ones(len(marks)), (rows, columns)), shape=(len(said), len(entries)))


def _fit(table: csr_matrix, told: Sequence[bool], strictness: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression, the last of them what everything begins with."""
    sign = np.where(told, 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = sign * (table @ weights[:-1] + weights[-1])
        pull = -sign / (1 + np.exp(score))
        slope = np.append(table.T @ pull + 2 * strictness * weights[:-1], pull.sum())
        return np.logaddexp(0, -score).sum() + (strictness * weights[:-1] ** 2).sum(), slope

    return minimize(loss, np.zeros(table.shape[1] + 1), jac=True, method="L-BFGS-B").x


def _total(said: Collection[Entry], weights: Mapping[Entry, float]) -> float:
    return weights[BLANK] + sum(weights.get(one, 0.0) for one in said)


def points_of(name: Heard, weights: Mapping[Entry, float]) -> float:
    """Return what the rules and usage make of a name together."""
    return name.points + max(-FALL, min(RISE, _total(name.said | name.observed, weights)))


def measure(heard: Sequence[Heard]) -> None:
    """Leave some schools out in turn and print what is found and what in vain."""
    schools = sorted({name.school for name in heard})
    for part in range(PARTS):
        out = set(schools[part::PARTS])
        weights = learn([name for name in heard if name.school not in out])
        for school in sorted(out):
            mine = [name for name in heard if name.school == school]
            rules = [name for name in mine if name.points >= LIKELY]
            both = [name for name in mine if points_of(name, weights) >= LIKELY]
            pupils = sum(name.pupil for name in mine)
            print(f"{school}: {pupils} {mine[0].column} names; rules {_told(rules)}; with usage {_told(both)}")


def _told(names: Sequence[Heard]) -> str:
    right = sum(name.pupil for name in names)
    return f"{right} found, {len(names) - right} in vain"


def main(measured: bool) -> None:
    heard = [name for school in schools_of("tune") for name in hear(school, "tune")]
    kinds = {column: [name for name in heard if name.column == column] for column in COLUMNS}
    if measured:
        for names in kinds.values():
            measure(names)
        return
    learned = {column: learn(names) for column, names in kinds.items()}
    entries = sorted({entry for weights in learned.values() for entry in weights})
    rows = [(" ".join(entry), *(_shown(learned[column].get(entry)) for column in COLUMNS)) for entry in entries]
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([("entry", *COLUMNS), *rows])


def _shown(weight: float | None) -> str:
    return "" if weight is None else f"{weight:.2f}"


if __name__ == "__main__":
    main("--measure" in sys.argv)
