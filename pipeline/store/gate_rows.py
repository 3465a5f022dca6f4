"""What the gate reads and marks: rows since a change, rows set aside, and the result of each rule."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, Table, and_, delete, func, select, update

from connectors.base import SetAside
from pipeline.moments import to_micros
from pipeline.store.bulk import insert_rows, update_rows
from pipeline.store.frames import frame
from pipeline.store.schema import comments, gate, media, posts, set_aside

RECORDS: dict[str, tuple[Table, tuple[str, ...], tuple[str, ...]]] = {
    "posts": (posts, ("account", "post_id"), ("created_at", "kind", "chain_id", "permalink")),
    "media": (media, ("account", "post_id", "media_id"), ("type", "url")),
    "comments": (comments, ("account", "comment_id"), ("created_at",)),
}
"""Kind of record -> table, key columns, columns that the gate looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRow:
    """The result of one rule of the gate."""

    gate: str
    """records, registers or results"""
    source: str
    rule: str
    checked: int
    failed: int
    reason: str
    ids: tuple[str, ...]

    @classmethod
    def telling(cls, source: str, rule: str, reason: str, checked: int, ids: Sequence[str]) -> GateRow:
        """Tell of rows of a register that are used as they are, by their places; the reason says how many there are.

        `reason` is what stands after "3 rows with ", and up to its colon after "no row has ".
        """
        counted = f"{len(ids):,} row{'' if len(ids) == 1 else 's'} with {reason}"
        said = counted if ids else f"no row has {reason.partition(':')[0]}"
        return cls(
            gate="registers", source=source, rule=rule, checked=checked, failed=0, reason=said, ids=tuple(ids[:50])
        )


def load_new(connection: Connection, kind: str, since: int) -> pd.DataFrame:
    """Return the keys and looked-at columns of the records that changed after `since`, and `ahead` (created - seen)."""
    table, keys, columns = RECORDS[kind]
    query = select(*(table.c[name] for name in (*keys, *columns))).where(table.c.change > since)
    if "created_at" in columns:
        query = query.add_columns((table.c.created_at - table.c.first_seen).label("ahead"))
    return frame(connection, query)


def mark_set_aside(connection: Connection, kind: str, rule: str, keys: Iterable[tuple[str, ...]]) -> None:
    """Keep records out of evidence, with the rule that says so."""
    table, names, _ = RECORDS[kind]
    update_rows(connection, table, ("set_aside",), names, [(rule, *key) for key in keys])


def release(connection: Connection, rule: str, until: int) -> None:
    """Let posts and comments that a rule set aside into evidence, where they were posted until a moment.

    until: microseconds since 1970 (UTC).
    """
    for table, _, columns in RECORDS.values():
        if "created_at" in columns:
            due = and_(table.c.set_aside == rule, table.c.created_at <= until)
            connection.execute(update(table).where(due).values(set_aside=None))


def load_kept_out(connection: Connection, kind: str) -> dict[str, list[str]]:
    """Return rule -> the ids (post, or post and picture, or comment) of the public records that it keeps out."""
    table, (_, *keys), _ = RECORDS[kind]
    query = select(table.c.set_aside, *(table.c[name] for name in keys))
    query = query.where(table.c.set_aside.is_not(None), table.c.state == "public").order_by(*(table.c[k] for k in keys))
    found: dict[str, list[str]] = {}
    for rule, *ids in connection.execute(query):
        found.setdefault(rule, []).append("/".join(ids))
    return found


def count_kept_out(connection: Connection, accounts: Collection[str]) -> list[tuple[str, str, int]]:
    """Return (account, posts, media or comments, how many of them the gate keeps out of evidence), where it does."""
    found = []
    for kind, (table, _, _) in RECORDS.items():
        query = select(table.c.account, func.count()).where(
            table.c.account.in_(list(accounts)), table.c.set_aside.is_not(None), table.c.state == "public"
        )
        found += [(account, kind, number) for account, number in connection.execute(query.group_by(table.c.account))]
    return found


def save_gate(connection: Connection, run: str, rows: Iterable[GateRow]) -> None:
    """Insert the results of one gate in one run; a gate that is run again replaces its own."""
    rows = list(rows)
    for name in {row.gate for row in rows}:
        connection.execute(delete(gate).where(and_(gate.c.run == run, gate.c.gate == name)))
    values = [(run, r.gate, r.source, r.rule, r.checked, r.failed, r.reason, json.dumps(r.ids[:50])) for r in rows]
    insert_rows(connection, gate, ("run", "gate", "source", "rule", "checked", "failed", "reason", "ids"), values)


def load_gate(connection: Connection, run: str) -> list[GateRow]:
    """Return every gate's results of a run."""
    t = gate
    query = select(t.c.gate, t.c.source, t.c.rule, t.c.checked, t.c.failed, t.c.reason, t.c.ids).where(t.c.run == run)
    return [
        GateRow(gate=r[0], source=r[1], rule=r[2], checked=r[3], failed=r[4], reason=r[5], ids=tuple(json.loads(r[6])))
        for r in connection.execute(query.order_by(t.c.gate, t.c.source, t.c.rule))
    ]


def count_doubts(connection: Connection, run: str) -> tuple[int, int]:
    """Return how many records a run set aside, and how many rules tell of rows that could not be read or matched."""
    held = load_gate(connection, run)
    aside = sum(row.failed for row in held) + sum(one.count for _, one in load_set_aside(connection))
    return aside, sum(bool(row.ids) and not row.failed for row in held)


def save_set_aside(connection: Connection, source: str, found: Sequence[SetAside], as_of: datetime) -> None:
    """Keep what could not become a row: where it stood and why, never what it said."""
    now = to_micros(as_of)
    for one in found:
        key = and_(set_aside.c.source == source, set_aside.c.rule == one.rule, set_aside.c.place == one.place)
        values = {"reason": one.reason, "count": one.count, "at": now}
        if connection.execute(update(set_aside).where(key).values(**values)).rowcount == 0:
            connection.execute(set_aside.insert().values(source=source, rule=one.rule, place=one.place, **values))


def forget_set_aside(connection: Connection, source: str) -> None:
    """Delete what is known of a source that is read anew from its beginning."""
    connection.execute(delete(set_aside).where(set_aside.c.source == source))


def load_set_aside(connection: Connection) -> list[tuple[str, SetAside]]:
    """Return (source, what was set aside) for everything."""
    t = set_aside
    query = select(t.c.source, t.c.place, t.c.rule, t.c.reason, t.c.count).order_by(t.c.source, t.c.rule, t.c.place)
    return [(r[0], SetAside(place=r[1], rule=r[2], reason=r[3], count=r[4])) for r in connection.execute(query)]
