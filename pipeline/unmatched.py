"""Rows of consents and photo logs that speak of no pupil, post or account of the school: told, and used."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd

from config.models import School
from pipeline.evidence import at_accounts
from pipeline.school_registers import TrustFiles
from pipeline.store.gate_rows import GateRow
from pipeline.store.named_posts import load_post_ids
from pipeline.store.opening import Connection
from pipeline.store.pupils import load_pupils

_ANY: Final = ZoneInfo("UTC")
"""Pupils are read with the days they left on, of which nothing is asked here."""
_PUPIL: Final = (
    "unknown-pupil",
    "a pupil_id that no register has ever held: correct it; until then nobody's consent is on record for it",
)
_NOBODYS: Final = (
    "unknown-pupil",
    "a pupil_id that no register has ever held: see whether both files write the same ids; until then the consent "
    "counts for nobody",
)
_POST: Final = (
    "unknown-post",
    "a post_id that was never read: correct it, or see whether that account is read; until then the row does nothing",
)
_ACCOUNT: Final = (
    "unknown-account",
    "an account that the school does not have: correct it as trust.yaml writes it; until then the row does nothing",
)


def unmatched_rows(
    connection: Connection, files: TrustFiles, schools: Sequence[School], as_of: datetime
) -> list[GateRow]:
    """Return how many rows of consents and photo logs match no pupil, post or account; their places, never their words.

    Consents of which not one row names a pupil of the school are taken for another school's, or written with other ids.
    """
    consents, pupils, posts, accounts = [], [], [], []
    for school in schools:
        own = files.of(school, as_of).registers
        ever = set(load_pupils(connection, school.id, _ANY)["pupil_id"]) | set(own.pupils["pupil_id"])
        # without a register of pupils no row can be blamed for naming one
        if ever and len(own.consents):
            nobodys = _missing(own.consents, "pupil_id", ever)
            consents.append((school.id, own.consents, nobodys))
            if len(nobodys) == len(own.consents):
                files.names_nobody(school.id, "consents")
        if not len(own.photo_log):
            continue
        read = load_post_ids(connection, [account.key for account in school.accounts])
        pupils += [(school.id, own.photo_log, _missing(own.photo_log, "pupil_id", ever))] if ever else []
        posts.append((school.id, own.photo_log, _missing(own.photo_log, "post_id", read)))
        meant, keys = at_accounts(school, own.photo_log), {account.key for account in school.accounts}
        accounts.append((school.id, own.photo_log, _missing(meant, "account", keys)))
    return [
        _row("consents", *_NOBODYS, consents),
        *(_row("photo_log", *rule, rows) for rule, rows in ((_PUPIL, pupils), (_POST, posts), (_ACCOUNT, accounts))),
    ]


def _missing(log: pd.DataFrame, column: str, known: Collection[str]) -> list[int]:
    """Return the rows (1 for the first) that name what nobody knows; a row that names nothing is no such row."""
    return [number for number, name in enumerate(log[column].tolist(), 1) if name and name not in known]


def _row(register: str, rule: str, reason: str, parts: Sequence[tuple[str, pd.DataFrame, Sequence[int]]]) -> GateRow:
    ids = [f"{school} row {number}" for school, _, rows in parts for number in rows]
    return GateRow.telling(register, rule, reason, sum(len(frame) for _, frame, _ in parts), ids)
