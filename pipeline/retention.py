"""Retention: erases what the trust said it would not keep."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from config.models import Trust
from pipeline.dsl.holding import held_comments, held_findings
from pipeline.media_files import erase_copies, erase_strays
from pipeline.moments import to_micros
from pipeline.photo_log.register_file import erase_copies_of
from pipeline.store.consent_history import forget_consents
from pipeline.store.copies import kept_files, mark_erased, unneeded_files
from pipeline.store.erasure import erase_ended_findings, erase_gone_comments, forsaken_accounts
from pipeline.store.examined import forget_examined
from pipeline.store.opening import Store, erase_old_copies


def apply_retention(store: Store, trust: Trust, as_of: datetime) -> dict[str, int]:
    """Erase what is older than its term at `as_of`; returns how much of what, for run.json."""
    kept, now = trust.retention, to_micros(as_of)
    comments, findings = as_of - kept.comments_gone, as_of - kept.findings
    with store.write() as connection:
        words, matters = held_comments(connection, comments), held_findings(connection, findings)
        over = to_micros(comments)
        forsaken = forsaken_accounts(connection, [account.key for account in trust.accounts], over)
        erased = {
            "comment_texts": erase_gone_comments(connection, over, now, held=words, forsaken=forsaken),
            "findings": erase_ended_findings(connection, to_micros(findings), held=matters),
        }
    return {
        **erased,
        "media": _erase_media(store, trust, as_of),
        "photo_log_copies": _erase_log_copies(trust, as_of - kept.media),
        "store_copies": erase_old_copies(store, comments),
    }


def forget_leavers(store: Store, trust: Trust, school: str, shown: Collection[str], as_of: datetime) -> int:
    """Erase what registers said of the consent of pupils who have left for longer than findings are kept.

    Those who are `shown` in public must stay: whoever publishes must be able to say on what consent. Returns how many
    rows, for run.json.
    """
    day = (as_of - trust.retention.findings).astimezone(ZoneInfo(trust.timezone)).date()
    with store.write() as connection:
        return forget_consents(connection, school, left_before=day, shown=shown)


def _erase_log_copies(trust: Trust, before: datetime) -> int:
    """Erase the copies of photo logs, of which several schools may share one, that were made before a moment."""
    logs = {log.resolve() for school in trust.schools if (log := school.registers.photo_log) is not None}
    return sum(erase_copies_of(log, before) for log in sorted(logs))


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
