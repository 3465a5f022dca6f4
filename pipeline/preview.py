"""How a register file would be read: what each heading means, what is refused, before anything of it is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from config.models import Mis
from config.refusal import RefusalError
from pipeline.mis.consent_types import SAYS_NO
from pipeline.mis.reading import read_register
from pipeline.register_rows import LAYOUTS, REASONS, UNREAD

Register = Literal["pupils", "consents"]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of one file."""

    register: Register
    file: Path
    rows: int
    """Rows that would be used."""
    how: dict[str, str]
    """Our column, or what a consent is for -> the heading it is read from; empty for a file in our own columns."""
    said: tuple[str, ...]
    unused: tuple[str, ...]
    unknown_words: tuple[str, ...]
    denials: tuple[str, ...]
    """Types of consent that say no."""
    refused: dict[str, int]
    """Why rows would be set aside -> how many."""
    unread: dict[str, int]
    """What cannot be read of rows that would be used -> how many."""
    counts: dict[str, int]
    """Pupils: by year group. Consents: by what they are for and say."""


def preview(file: Path, register: Register, mis: Mis, zone: ZoneInfo) -> Preview:
    """Return how a file would be read, without a name of anybody; RefusalError where it cannot be."""
    reading = read_register(file, register, mis)
    layout, table = LAYOUTS[register], reading.table
    rows = [dict(zip(table.columns, map(str.strip, row), strict=True)) for row in table.rows]
    named = [{"school_id": row.get("school", "").casefold(), **row} for row in rows]  # each school has ids of its own
    cleaned = list(layout.clean(named, zone))
    refused = Counter(REASONS[rule] for rule, _ in cleaned if rule)
    kept = [row for rule, row in cleaned if not rule]
    unread = Counter(UNREAD[what] for row in kept for what in row.get("unread", ()))
    told = [
        f"year {row['year_group'] or '(none)'}" if register == "pupils" else f"{row['purpose']} {row['consent']}"
        for row in kept
    ]
    return Preview(
        register, file, len(kept), dict(reading.how), tuple(reading.said), tuple(reading.unused),
        tuple(reading.unknown_words), tuple(reading.denials), dict(refused), dict(unread),
        dict(sorted(Counter(told).items())),
    )  # fmt: skip


def guess(file: Path, mis: Mis) -> Register:
    """Return what a file looks like: consents where it says any, else pupils; RefusalError where it is neither."""
    for register in ("consents", "pupils"):
        try:
            read_register(file, register, mis)
        except RefusalError:
            continue
        return register
    read_register(file, "pupils", mis)
    raise AssertionError("unreachable: one of the two was read")


def lines(one: Preview) -> Iterator[str]:
    """Say a preview in lines for a person."""
    yield f"{one.file.name}: {one.register}, {one.rows:,} rows would be used"
    yield from (f"  {column:<20} <- {heading}" for column, heading in one.how.items())
    yield from (f"  note: {sentence}" for sentence in one.said)
    if one.unused:
        yield f"  left out: {', '.join(one.unused)}"
    if one.unknown_words:
        yield f"  words that count as no: {', '.join(one.unknown_words)} (say under mis.consents.words what they mean)"
    if one.denials:
        named = "; ".join(kind[:80] for kind in one.denials[:20])
        yield f"  types of consent that say no: {named} ({SAYS_NO})"
    yield from (f"  refused: {count:,} rows: {reason}" for reason, count in one.refused.items())
    yield from (f"  not readable: {count:,} rows with {reason}" for reason, count in one.unread.items())
    yield from (f"  {count:>6,} {told}" for told, count in one.counts.items())
