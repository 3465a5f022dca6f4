"""Measures the names engine against the labelled texts: recall and precision, by school, by kind of name, by trap.

Run it with `python tests/checks/names/measure.py [tune|held-out]`. A label is found when a mention overlaps its span
and shares a pupil with it; a mention that overlaps no label is a false alarm; one that overlaps a label but means
other children counts as neither found nor right.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from checks.base import CONFIDENCES
from checks.names.engine import NameEngine
from config.word_lists import load_word_lists

LABELLED = Path(__file__).parent / "labelled"
SETS = ("tune", "held-out")


@dataclass(frozen=True)
class Label:
    """One name that a text holds, and how sure the engine was of it ("" = not found)."""

    item: str
    kind: str
    school: str
    found: str


@dataclass(frozen=True)
class Made:
    """One mention the engine made."""

    item: str
    school: str
    confidence: str
    right: bool
    exact: bool
    """It means the very pupils of the label, no more and no fewer."""


@dataclass(frozen=True)
class Trap:
    """One item with a trap, and the surest mention in it that is no label's ("" = none)."""

    item: str
    trap: str
    school: str
    flagged: str


@dataclass(frozen=True)
class Measured:
    """Everything that one set of labelled texts shows."""

    labels: tuple[Label, ...]
    mentions: tuple[Made, ...]
    traps: tuple[Trap, ...]

    def recall(self, sure: str = "likely", chosen: Callable[[Label], bool] = lambda _: True) -> float:
        """Return the share of the labels found with at least this confidence."""
        return _share([_at_least(label.found, sure) for label in self.labels if chosen(label)])

    def precision(self, sure: str = "likely", chosen: Callable[[Made], bool] = lambda _: True) -> float:
        """Return the share of the mentions with at least this confidence that stand on a label."""
        return _share([made.right for made in self.mentions if _at_least(made.confidence, sure) and chosen(made)])

    def flagged(self, sure: str = "likely", chosen: Callable[[Trap], bool] = lambda _: True) -> float:
        """Return the share of the items with a trap in which something that is no child is flagged."""
        return _share([_at_least(trap.flagged, sure) for trap in self.traps if chosen(trap)])


def measure(which: str, schools: Iterable[Path] | None = None) -> Measured:
    """Run the engine over one set ("tune" or "held-out") of every school, or of these."""
    labels: list[Label] = []
    mentions: list[Made] = []
    traps: list[Trap] = []
    for school in schools_of(which) if schools is None else schools:
        items = read_items(school / f"{which}.jsonl")
        found = engine_of(school).mentions(texts_of(items, school.name))
        rows: dict[str, list[Any]] = {}
        for row in found.itertuples():
            rows.setdefault(row.subject_id, []).append(row)
        for item in items:
            compared = compare(school.name, item, rows.get(item["id"], []))
            labels += compared[0]
            mentions += compared[1]
            traps += compared[2]
    return Measured(tuple(labels), tuple(mentions), tuple(traps))


def schools_of(which: str) -> list[Path]:
    """Return the folders of the schools that have this set; a school may have only one of the two."""
    return sorted(file.parent for file in LABELLED.glob(f"*/{which}.jsonl"))


def read_items(file: Path) -> list[dict[str, Any]]:
    """Read the labelled items of one file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def engine_of(school: Path) -> NameEngine:
    """Build the engine of one labelled school."""
    pupils, staff = (pd.read_csv(school / f"{name}.csv", dtype=str).fillna("") for name in ("pupils", "staff"))
    return NameEngine(pupils, staff, load_word_lists())


def texts_of(items: Sequence[dict[str, Any]], school: str = "") -> pd.DataFrame:
    """Shape items as the texts an engine reads, under an account that spells the school's name."""
    kinds = {"caption": "post", "alt": "alt", "comment": "comment"}
    return pd.DataFrame(
        [
            {
                "subject_type": kinds[item["where"]],
                "subject_id": item["id"],
                "account": f"x:{school.replace('-', '')}",
                "text": item["text"],
                "context": item["context"],
                "author_name": item["author_name"],
                "author_handle": "",
                "has_photo": item["has_photo"],
            }
            for item in items
        ]
    )


def compare(school: str, item: dict[str, Any], found: Sequence[Any]) -> tuple[list[Label], list[Made], list[Trap]]:
    """Hold the mentions of one item against its labels."""
    spans = [(*span_of(item["text"], name), name) for name in item["names"]]
    made, alarms = [], [""]
    for row in found:
        over = [set(name["pupil_ids"]) for start, end, name in spans if row.start < end and start < row.end]
        right = any(ids & set(row.pupil_ids) for ids in over)
        exact = any(ids == set(row.pupil_ids) for ids in over)
        made.append(Made(item["id"], school, row.confidence, right, exact))
        if not over:
            alarms.append(row.confidence)
    labels = []
    for start, end, name in spans:
        hits = [
            row.confidence
            for row in found
            if row.start < end and start < row.end and set(row.pupil_ids) & set(name["pupil_ids"])
        ]
        labels.append(Label(item["id"], name["kind"], school, _surest(hits)))
    traps = [Trap(item["id"], item["trap"], school, _surest(alarms))] if item["trap"] else []
    return labels, made, traps


def span_of(text: str, name: dict[str, Any]) -> tuple[int, int]:
    """Return where the nth occurrence of a label's text stands."""
    at = -1
    for _ in range(int(name.get("nth", 1))):
        at = text.index(name["match"], at + 1)
    return at, at + len(name["match"])


def table(measured: Measured) -> str:
    """Say all of it in Markdown; no text and no name stands in it."""
    lines = ["| at least | labels | recall | mentions | precision | trap items flagged |", "|---|---|---|---|---|---|"]
    for sure in CONFIDENCES:
        number = sum(_at_least(made.confidence, sure) for made in measured.mentions)
        shares = (measured.recall(sure), number, measured.precision(sure), measured.flagged(sure))
        lines.append("| {} | {} | {:.1%} | {} | {:.1%} | {:.1%} |".format(sure, len(measured.labels), *shares))
    exact = _share([m.exact for m in measured.mentions if m.right and _at_least(m.confidence, "likely")])
    lines += ["", f"Of the right mentions {exact:.1%} mean the very pupils of the label.", ""]
    lines += ["| exactly | mentions | precision |", "|---|---|---|"]
    for sure in CONFIDENCES:
        own = [made.right for made in measured.mentions if made.confidence == sure]
        lines.append(f"| {sure} | {len(own)} | {_share(own):.1%} |")
    lines += ["", "| school | labels | recall | precision | trap items flagged |", "|---|---|---|---|---|"]
    for school in sorted({label.school for label in measured.labels}):
        number = sum(label.school == school for label in measured.labels)
        recall = measured.recall(chosen=lambda one, s=school: one.school == s)
        precision = measured.precision(chosen=lambda one, s=school: one.school == s)
        flagged = measured.flagged(chosen=lambda one, s=school: one.school == s)
        lines.append(f"| {school} | {number} | {recall:.1%} | {precision:.1%} | {flagged:.1%} |")
    lines += ["", "| kind of name | labels | recall |", "|---|---|---|"]
    for kind in sorted({label.kind for label in measured.labels}):
        number = sum(label.kind == kind for label in measured.labels)
        lines.append(f"| {kind} | {number} | {measured.recall(chosen=lambda one, k=kind: one.kind == k):.1%} |")
    lines += ["", "| trap | items | flagged |", "|---|---|---|"]
    for trap in sorted({trap.trap for trap in measured.traps}):
        number = sum(one.trap == trap for one in measured.traps)
        lines.append(f"| {trap} | {number} | {measured.flagged(chosen=lambda one, t=trap: one.trap == t):.1%} |")
    return "\n".join(lines)


def _surest(found: Iterable[str]) -> str:
    return min(found, key=[*CONFIDENCES, ""].index, default="")


def _at_least(confidence: str, sure: str) -> bool:
    order = [*CONFIDENCES, ""]
    return order.index(confidence) <= order.index(sure)


def _share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 1.0


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "tune"
    if chosen not in SETS:
        sys.exit(f"measure.py: {chosen!r} is no labelled set; give one of {', '.join(SETS)}")
    sys.stdout.write(table(measure(chosen)) + "\n")
