"""Removals that a school asks for: ordinary rows of the worklist that say no reason, whoever asked and whatever for.

A head may ask for any post or comment, and so may the safeguarding lead: the rows are alike to the letter, so that one
proves nothing. A row stands until the thing is gone, and comes back with it. No report shows its words, which may be
the reason: the worklist has its link, and how it begins where no link leads to the thing itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from config.models import School
from pipeline.ledger import LIVE, dated, finding_key
from pipeline.store.ledger_rows import LedgerFinding, load_findings, save_findings
from pipeline.store.opening import Connection
from pipeline.store.published import Published, now_public

REMOVAL_CHECK: Final = "removal-requested"
"""Stands in the place of a check: no rule found this, the school asks for it."""
REMOVAL_TITLE: Final = "Remove at the school's request"
OWN_TITLES: Final[Mapping[str, str]] = {REMOVAL_CHECK: REMOVAL_TITLE}
"""What stands in the place of a check without being one -> its title."""
_DETAIL: Final = "The school asks for this to be removed"
_REMEDY: Final = "Remove it; no reason is needed, and none is kept."
_BASIS: Final = "asked"
_WORDS_TOLD: Final = 5
_LETTERS_TOLD: Final = 40


def ask_removal(
    connection: Connection, school: School, thing: Published, *, run: str, as_of: datetime
) -> LedgerFinding:
    """Put the row for a post or comment into the ledger; asked for twice it stands once. Returns it.

    `run`: the last audit, blank before the first.
    """
    known = load_findings(connection, school.id, check=REMOVAL_CHECK)
    platform = thing.account.partition(":")[0]
    key = finding_key(
        check=REMOVAL_CHECK, school=school.id, platform=platform, account=thing.account, subject=thing.chain,
        pupil_ids=(), matched_text="",
    )  # fmt: skip
    if (old := known.get(key)) and old.status in LIVE:
        return old
    row = LedgerFinding(
        key=key, check=REMOVAL_CHECK, clause="", severity="today", confidence="certain",
        status="returned" if old and old.status == "fixed" else "new", school=school.id, account=thing.account,
        platform=platform, subject_type=thing.subject_type, start=None, end=None, matched_text="", pupil_ids=(),
        remedy=_REMEDY, route="comms", basis=_BASIS, first_seen=old.first_seen if old else as_of,
        last_seen=as_of, ended_at=None, run=run, **_about(thing),
    )  # fmt: skip
    row = dated(old, row, as_of)
    save_findings(connection, [row], known)
    return row


def asked_again(
    connection: Connection, known: Mapping[str, LedgerFinding], accounts: Collection[str], *, run: str, as_of: datetime
) -> list[LedgerFinding]:
    """Return the rows whose thing is public at an audit, as found by it: for the ledger, like what a check finds."""
    asked = [one for one in known.values() if one.check == REMOVAL_CHECK and one.first_seen <= as_of]
    found = []
    for one in asked:
        thing = now_public(connection, one.account, one.subject_id) if one.account in accounts else None
        if thing is not None:
            found.append(replace(one, last_seen=as_of, run=run, ended_at=None, **_about(thing)))
    return found


def _about(thing: Published) -> dict[str, Any]:
    """Return what a row says of its thing as it is now: an edited post goes on under its newest id."""
    return {
        "subject_id": thing.subject_id, "permalink": thing.permalink, "posted_at": thing.posted_at,
        "subject_hash": thing.content_hash, "detail": _DETAIL,
    }  # fmt: skip


def beginning(masked: str) -> str:
    """Return the first few words of a masked text: as much as it takes to find it where it stands."""
    words = masked.split()
    told = " ".join(words[:_WORDS_TOLD])[:_LETTERS_TOLD].rstrip()
    return f"{told} …" if told and told != " ".join(words) else told


def with_removals(bases: Mapping[str, str]) -> dict[str, str]:
    """Return what checks judged by, with the requests among them: they never end because no clause asks for them."""
    return {**bases, REMOVAL_CHECK: _BASIS}
