"""Measures how announcements of events are told from near misses, on labelled pairs of an event and a post.

Run it with `python tests/checks/measure_events.py`: it prints precision and recall, and every pair that is wrong.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

from checks.base import Evidence, School
from checks.event_not_promoted import event_not_promoted
from config.check_lists import load_check_lists

PAIRS = Path(__file__).parent / "events.csv"
LINK = "https://oakhill.example/open-evening"
LONDON = ZoneInfo("Europe/London")
LISTS = load_check_lists()
KEY = "facebook:oakhill"


class Measured(NamedTuple):
    """What came of the labelled pairs."""

    pairs: int
    near_misses: int
    found: int
    missed: tuple[str, ...]
    false_alarms: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Share of right ones among the posts taken for announcements."""
        return self.found / max(1, self.found + len(self.false_alarms))

    @property
    def recall(self) -> float:
        """Share of the announcements that were found."""
        return self.found / max(1, self.found + len(self.missed))


def read_pairs() -> list[dict[str, str]]:
    """Return the labelled pairs."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def evidence(
    events: Iterable[tuple[str, str]], posts: Iterable[tuple[str, str]], *, as_of: str = "2027-07-20", read: bool = True
) -> Evidence:
    """Return a school with events (summary, begin) and posts (at ten in the morning of a day, text)."""
    moments = [(summary, datetime.fromisoformat(begin).replace(tzinfo=LONDON)) for summary, begin in events]
    reads = [{"account": KEY, "what": "posts", "begin": pd.Timestamp("2026-01-01", tz="UTC"), "end": pd.NaT,
              "complete": True, "reason": ""}]  # fmt: skip
    return Evidence(
        school=School(id="oak", name="Oakhill Primary School", phase="primary"),
        as_of=datetime.fromisoformat(as_of).replace(tzinfo=UTC),
        accounts=pd.DataFrame([{"account": KEY, "platform": "facebook", "handle": "oakhill"}]),
        reads=pd.DataFrame(reads if read else []),
        events=pd.DataFrame(
            [
                {"uid": f"e{n}", "summary": summary, "begin": pd.Timestamp(at), "end": pd.Timestamp(at), "link": LINK}
                for n, (summary, at) in enumerate(moments, 1)
            ]
        ),
        posts=pd.DataFrame(
            [
                {"account": KEY, "platform": "facebook", "post_id": str(n), "kind": "original", "text": text,
                 "created_at": pd.Timestamp(f"{day} 10:00", tz="UTC")}
                for n, (day, text) in enumerate(posts, 1)
            ]
        ),
        lists=LISTS,
    )  # fmt: skip


def is_announced(pair: Mapping[str, str]) -> bool:
    """Say whether the check takes the post of a pair for an announcement of its event."""
    given = evidence([(pair["event"], pair["begin"])], [(pair["posted"], pair["text"])])
    [unit] = event_not_promoted.run(given).units.to_dict("records")
    return bool(unit["outcome"] == "pass")


def measure() -> Measured:
    """Judge every pair."""
    pairs = read_pairs()
    told = [(pair, is_announced(pair)) for pair in pairs]
    return Measured(
        pairs=len(pairs),
        near_misses=sum(pair["why"].startswith("near") for pair in pairs),
        found=sum(pair["announced"] == "yes" and said for pair, said in told),
        missed=tuple(pair["why"] for pair, said in told if pair["announced"] == "yes" and not said),
        false_alarms=tuple(pair["why"] for pair, said in told if pair["announced"] == "no" and said),
    )


if __name__ == "__main__":
    found = measure()
    sys.stdout.write(
        f"{found.pairs} pairs, {found.near_misses} of them near misses: "
        f"precision {found.precision:.3f}, recall {found.recall:.3f}\n"
    )
    sys.stdout.writelines(f"missed: {one}\n" for one in found.missed)
    sys.stdout.writelines(f"false alarm: {one}\n" for one in found.false_alarms)
