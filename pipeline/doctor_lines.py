"""A line of the doctor, how it counts, and the day it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from config.models import Trust


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    state: Literal["ok", "warning", "broken"]
    """broken = a run fails or leaves this out; warning = it runs, and somebody should know."""
    subject: str
    sentence: str
    """What was found and what to do, without a secret or a child's name."""


def count(number: int, word: str) -> str:
    """Return "1 school", "2 schools"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def today(trust: Trust, as_of: datetime) -> date:
    """Return the day it is in the trust's zone."""
    return as_of.astimezone(ZoneInfo(trust.timezone)).date()
