"""Bulk writes at the driver's own speed, from the same table definitions in every database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, bindparam, insert, update
from sqlalchemy.sql.dml import UpdateBase


@lru_cache(maxsize=64)
def _compiled(dialect: Dialect, statement: UpdateBase, columns: tuple[str, ...]) -> tuple[str, tuple[str, ...] | None]:
    compiled = statement.compile(dialect=dialect, column_keys=list(columns))
    return str(compiled), tuple(compiled.positiontup) if compiled.positional and compiled.positiontup else None


def _execute(
    connection: Connection,
    statement: UpdateBase,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
    names: tuple[str, ...],
) -> None:
    """Run one compiled statement over rows whose values stand in the order of `names`."""
    sql, positions = _compiled(connection.dialect, statement, columns)
    if positions is None:
        connection.exec_driver_sql(sql, [dict(zip(names, row, strict=True)) for row in rows])
        return
    if positions == names:
        connection.exec_driver_sql(sql, list(rows))
        return
    order = [names.index(name) for name in positions]
    connection.exec_driver_sql(sql, [tuple(row[i] for i in order) for row in rows])


@lru_cache(maxsize=64)
def _insert(table: Table, columns: tuple[str, ...]) -> UpdateBase:
    return insert(table).values({name: bindparam(name) for name in columns})


@lru_cache(maxsize=64)
def _update(table: Table, columns: tuple[str, ...], keys: tuple[str, ...]) -> UpdateBase:
    statement = update(table).values({name: bindparam(f"v_{name}") for name in columns})
    for key in keys:
        statement = statement.where(table.c[key] == bindparam(f"k_{key}"))
    return statement


def insert_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows whose values stand in the order of `columns`."""
    rows, names = list(rows), tuple(columns)
    if rows:
        _execute(connection, _insert(table, names), names, rows, names)


def update_rows(
    connection: Connection, table: Table, columns: Sequence[str], keys: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Update rows by key; each row holds the values of `columns`, then those of `keys`."""
    rows = list(rows)
    if rows:
        names = tuple(f"v_{name}" for name in columns) + tuple(f"k_{name}" for name in keys)
        _execute(connection, _update(table, tuple(columns), tuple(keys)), names, rows, names)
