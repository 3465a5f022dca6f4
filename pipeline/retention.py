"""Retention: erases what the trust said it would not keep."""

from __future__ import annotations

from datetime import datetime

from config.models import Retention
from pipeline.moments import to_micros
from pipeline.store.erasure import erase_ended_findings, erase_gone_comments
from pipeline.store.opening import Store


def apply_retention(store: Store, retention: Retention, as_of: datetime) -> dict[str, int]:
    """Erase what is older than its term at `as_of`; returns how much of what, for run.json."""
    with store.write() as connection:
        return {
            "comment_texts": erase_gone_comments(
                connection, to_micros(as_of - retention.comments_gone), to_micros(as_of)
            ),
            "findings": erase_ended_findings(connection, to_micros(as_of - retention.findings)),
        }
