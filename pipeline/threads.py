"""Threads as reports show them: what a flagged comment stands under, short, masked, and nothing that is the DSL's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from pipeline.ledger import ENDED, told_lead
from pipeline.store.ledger_rows import LedgerFinding
from pipeline.store.opening import Connection
from pipeline.store.threads import Above, load_threads
from reports.base import Above as Shown
from reports.base import Quote

Threads = Mapping[tuple[str, str], tuple[Above, ...]]
"""(account, "comment:ID") -> what stands above it."""
_LONGEST: Final = 240


def threads_of(connection: Connection, ledger: Iterable[LedgerFinding]) -> Threads:
    """Return what stands above the comments of findings that are not over, but for what is the DSL's for its words.

    A comment may answer one that tells of a child at risk: nothing of that one is shown, nor that there is one. What is
    the DSL's for the children it names is shown as for any child: else it would show whom the register marks.
    """
    ledger = list(ledger)
    withheld = told_lead(ledger)
    wanted = [
        (f.account, f.subject_id)
        for f in ledger
        if f.subject_type == "comment" and f.route != "dsl" and f.status not in ENDED
    ]
    return {
        subject: tuple(one for one in above if (subject[0], one.subject_id) not in withheld)
        for subject, above in load_threads(connection, wanted).items()
    }


def thread_shown(above: Iterable[Above], mask: Callable[[str], str]) -> tuple[Shown, ...]:
    """Return texts as reports show them; masked as a whole before they are cut, so that no name is cut in two."""
    return tuple(
        Shown(what=one.what, quote=Quote(full=_short(one.text), masked=_short(mask(one.text)))) for one in above
    )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()} …"
