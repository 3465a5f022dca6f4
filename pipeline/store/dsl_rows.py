"""What the safeguarding lead was told of and did, and who wrote the comments that wait for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, delete, select

from pipeline.moments import from_micros, to_micros
from pipeline.store.schema import comments, dsl_actions, findings

_IDS_A_QUERY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class DslAction:
    """One thing that was done about one finding for the safeguarding lead."""

    key: str
    at: datetime
    action: str
    """told, untold (the mail failed: see the note), returned, acknowledged, requested, closed or reopened."""
    by: str = ""
    """Who; blank = the program."""
    note: str = ""


def load_dsl_actions(connection: Connection) -> dict[str, tuple[DslAction, ...]]:
    """Return key -> everything that was done about it, oldest first."""
    t = dsl_actions
    query = select(t.c.key, t.c.at, t.c.action, t.c.by, t.c.note).order_by(t.c.key, t.c.at, t.c.action)
    actions = [
        DslAction(key=key, at=from_micros(at), action=action, by=by, note=note)
        for key, at, action, by, note in connection.execute(query)
    ]
    return {key: tuple(group) for key, group in groupby(actions, key=lambda one: one.key)}


def schools_with_matters(connection: Connection) -> list[str]:
    """Return the ids of every school with findings for the safeguarding lead, those no longer in trust.yaml too."""
    query = select(findings.c.school).where(findings.c.route == "dsl").distinct()
    return list(connection.execute(query.order_by(findings.c.school)).scalars())


def save_dsl_actions(connection: Connection, actions: Iterable[DslAction]) -> None:
    """Keep what was done; the same thing done at the same moment is kept once, as it was said last."""
    t = dsl_actions
    for one in actions:
        at = to_micros(one.at)
        connection.execute(delete(t).where(t.c.key == one.key, t.c.at == at, t.c.action == one.action))
        connection.execute(t.insert().values(key=one.key, at=at, action=one.action, by=one.by, note=one.note))


def forget_dsl_actions(connection: Connection) -> None:
    """Delete what was done about findings that retention has erased."""
    known = select(findings.c.key).where(findings.c.route == "dsl")
    connection.execute(delete(dsl_actions).where(dsl_actions.c.key.not_in(known)))


def load_authors(connection: Connection, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return (account, "comment:ID") -> who wrote it: name and handle, as far as they are known and not erased."""
    found: dict[tuple[str, str], str] = {}
    for account, group in groupby(sorted(set(wanted)), key=lambda subject: subject[0]):
        ids = [subject_id.removeprefix("comment:") for _, subject_id in group]
        for begin in range(0, len(ids), _IDS_A_QUERY):
            query = select(comments.c.comment_id, comments.c.author_name, comments.c.author_handle).where(
                comments.c.account == account, comments.c.comment_id.in_(ids[begin : begin + _IDS_A_QUERY])
            )
            for comment, name, handle in connection.execute(query):
                shown = f"@{handle.removeprefix('@')}" if handle else ""
                if author := " ".join(filter(None, (name, shown and (f"({shown})" if name else shown)))):
                    found[account, f"comment:{comment}"] = author
    return found
