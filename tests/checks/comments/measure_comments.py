"""Measures the comments engine against the labelled texts: recall and precision, by kind.

Run it with `python tests/checks/comments/measure_comments.py [tune|held-out]`; with `--misses` it shows the texts that
were missed or flagged in vain, which is never done with the held-out half. A text labelled `both` is a threat: right
wherever it is flagged. What is flagged by one engine and labelled for the other counts neither way.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from checks.comments.engine import CommentEngine
from config.check_lists import load_check_lists

LABELLED = Path(__file__).parent / "labelled"
STREAM = (
    "fifteenth", "sixteenth", "twentieth", "twenty-eighth", "forty-first", "forty-sixth", "forty-seventh", "fiftieth",
)  # fmt: skip
"""Hands that wrote what stands under posts by the thousand: nearly all comments are like theirs."""
LEVELS = ("possible", "likely", "certain")


@dataclass(frozen=True)
class Text:
    """One labelled text."""

    label: str
    kind: str
    text: str


@dataclass(frozen=True)
class Score:
    """How one engine did from one confidence on."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def read(name: str, hands: Container[str] = ()) -> list[Text]:
    """Read a labelled set, or of one by several hands only what some of them wrote."""
    with (LABELLED / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if not hands or row["hand"] in hands]
    return [Text(row["label"], row["kind"], row["text"]) for row in rows]


def found(rows: Iterable[tuple], least: str) -> set[int]:
    at_least = LEVELS[LEVELS.index(least) :]
    return {row.at for row in rows if row.confidence in at_least}


def score(texts: list[Text], flagged: set[int], own: str, neither: tuple[str, ...]) -> Score:
    wanted = {at for at, one in enumerate(texts) if one.label in {own, "both"}}
    others = {at for at, one in enumerate(texts) if one.label in neither}
    return Score(len(flagged & wanted), len(flagged - wanted - others), len(wanted - flagged))


def measure(name: str, show: bool = False) -> None:
    texts, engine = read(name), CommentEngine(load_check_lists())
    plain = [one.text for one in texts]
    for own, rows, neither in (
        ("abuse", list(engine.abuse(plain)), ("disclosure",)),
        ("disclosure", list(engine.disclosures(plain)), ("abuse",)),
    ):
        for least in ("likely", "possible"):
            flagged = found(rows, least)
            result = score(texts, flagged, own, neither)
            print(f"{name} {own} {least}: precision {result.precision:.1%} recall {result.recall:.1%} {result}")
            kinds = Counter(one.kind for one in texts if one.label in {own, "both"})
            hit = Counter(texts[at].kind for at in flagged if texts[at].label in {own, "both"})
            print("   " + ", ".join(f"{kind} {hit[kind]}/{count}" for kind, count in sorted(kinds.items())))
            false = Counter(texts[at].kind for at in flagged if texts[at].label not in {own, "both", *neither})
            print(f"   in vain: {dict(false)}")
        if show:
            because = {row.at: row for row in rows}
            for at, one in enumerate(texts):
                row = because.get(at)
                if one.label in {own, "both"} and (row is None or (own == "abuse" and row.confidence == "possible")):
                    print("   MISSED", one.kind, one.text, row and row.because)
                elif one.label not in {own, "both", *neither} and row is not None:
                    print(
                        "   VAIN",
                        row.confidence,
                        one.kind,
                        "|",
                        one.text,
                        "|",
                        row.because,
                        "|",
                        one.text[row.start : row.end],
                    )


def measure_posts(name: str, show: bool = False) -> dict[str, Score]:
    """Measure each kind of unprofessional content on the posts labelled for it."""
    texts, engine = read(f"posts-{name}"), CommentEngine(load_check_lists())
    kinds = sorted({one.kind for one in texts})
    rows = list(engine.posts([one.text for one in texts], kinds))
    scores = {}
    for kind in kinds:
        flagged = {row.at for row in rows if row.kind == kind}
        bad = {at for at, one in enumerate(texts) if one.kind == kind and one.label == "bad"}
        fine = {at for at, one in enumerate(texts) if one.label == "fine" or one.kind != kind}
        scores[kind] = Score(len(flagged & bad), len(flagged & fine), len(bad - flagged))
        print(f"{name} {kind}: precision {scores[kind].precision:.0%} recall {scores[kind].recall:.0%} {scores[kind]}")
        if show:
            print(*(f"   MISSED {texts[at].text}" for at in bad - flagged), sep="\n")
            print(
                *(
                    f"   VAIN {row.because} | {texts[row.at].text}"
                    for row in rows
                    if row.kind == kind and row.at in fine
                ),
                sep="\n",
            )
    return scores


if __name__ == "__main__":
    chosen = [one for one in sys.argv[1:] if not one.startswith("-")] or ["tune", "held-out"]
    for half in chosen:
        measure(half, show="--misses" in sys.argv and half == "tune")
        measure_posts(half, show="--misses" in sys.argv and half == "tune")
