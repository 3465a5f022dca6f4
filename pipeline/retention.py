"""Retention: erases what the trust said it would not keep."""

from __future__ import annotations

from datetime import datetime

from config.models import Trust
from pipeline.dsl.holding import held_comments
from pipeline.media_files import erase_copies, erase_strays
from pipeline.moments import to_micros
from pipeline.store.copies import kept_files, mark_erased, unneeded_files
from pipeline.store.erasure import erase_ended_findings, erase_gone_comments
from pipeline.store.examined import forget_examined
from pipeline.store.opening import Store


def apply_retention(store: Store, trust: Trust, as_of: datetime) -> dict[str, int]:
    """Erase what is older than its term at `as_of`; returns how much of what, for run.json."""
    kept, now = trust.retention, to_micros(as_of)
    comments_before = as_of - kept.comments_gone
    with store.write() as connection:
        held = held_comments(connection, comments_before)
        erased = {
            "comment_texts": erase_gone_comments(connection, to_micros(comments_before), now, held=held),
            "findings": erase_ended_findings(connection, to_micros(as_of - kept.findings)),
        }
    return {**erased, "media": _erase_media(store, trust, as_of)}


def _erase_media(store: Store, trust: Trust, as_of: datetime) -> int:
    """Erase copies of photos that nothing has needed since their term, and what killed runs left; returns how many.

    The files first, then their rows: a run that is killed between the two finds them gone and says so.
    """
    accounts = [account.key for account in trust.accounts]
    with store.write() as connection:
        files = unneeded_files(connection, accounts, to_micros(as_of - trust.retention.media))
        erased = erase_copies(trust.root, files)
        mark_erased(connection, erased, to_micros(as_of))
        forget_examined(connection)
        erase_strays(trust.root, kept_files(connection))
    return len(erased)
