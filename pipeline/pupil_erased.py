"""Erasing one pupil from the store, on a request that was granted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from config.refusal import RefusalError
from pipeline.ledger import LIVE
from pipeline.locks import store_lock
from pipeline.media_files import erase_copies
from pipeline.moments import to_micros
from pipeline.pupil_held import NOT_HERE, OfPupil, held_on, of_pupil, posts_of
from pipeline.store.copies import mark_erased, unneeded_files
from pipeline.store.examined import forget_examined
from pipeline.store.of_pupil import erase_old_words, erase_pupil_rows, load_copy_rows
from pipeline.store.worklist_marks import forget_marks
from pipeline.workspace import chosen_schools, open_workspace
from reports.wording import listed, plural


def erase_pupil(root: Path, school: str, pupil_id: str, *, as_of: datetime) -> str:
    """Erase what the store holds on a pupil, but what is the safeguarding lead's; returns the sentence to show.

    RefusalError while a register names the pupil, for the next audit would store them again, and while something that
    shows or names them stands: no audit would find it any more. Copies of pictures that are still public stay.
    """
    held = held_on(root, school, pupil_id, as_of=as_of)
    with store_lock(root), open_workspace(root) as space:
        [one] = chosen_schools(space.trust, [school])
        with space.store.write() as connection:
            found = of_pupil(connection, space, one, pupil_id, as_of)
            _refuse_registered(found, pupil_id)
            _refuse_standing(found, pupil_id)
            shown = {row["file"] for row in load_copy_rows(connection, posts_of(found))}
            accounts = [account.key for account in space.trust.accounts]
            over = [file for file in unneeded_files(connection, accounts, to_micros(as_of)) if file in shown]
            erased = erase_copies(space.trust.root, over)
            mark_erased(connection, erased, to_micros(as_of))
            forget_examined(connection)
            erase_pupil_rows(connection, one.id, pupil_id, [finding.key for finding in found.findings])
            erase_old_words(connection, found.old_words)
            forget_marks(connection)
    counts = [
        plural(len(held.consents), "row", "rows") + " of consents",
        plural(len(held.named), "place") + " of a name",
        plural(len(found.findings), "finding"),
        plural(len(found.old_words), "text") + " that were public" if found.old_words else "",
        plural(len(erased), "copy", "copies") + " of pictures" if erased else "",
    ]
    return f"{pupil_id} of {school} is erased from the store: the register's row, {listed(counts)}. {NOT_HERE}"


def _refuse_registered(found: OfPupil, pupil_id: str) -> None:
    frames = {"pupils": "pupils", "consents": "consents", "photo_log": "photo log"}
    naming = [
        title for name, title in frames.items() if pupil_id in getattr(found.registers, name)["pupil_id"].tolist()
    ]
    if naming:
        raise RefusalError(
            f"{pupil_id} still stands in the register of {listed(naming)}: take the pupil out there and run "
            "'social-audit audit', then erase; else the next audit stores them again"
        )


def _refuse_standing(found: OfPupil, pupil_id: str) -> None:
    keys = sorted(one.key for one in found.findings if one.status in LIVE and one.confidence != "possible")
    if keys:
        raise RefusalError(
            f"{plural(len(keys), 'finding')} on {pupil_id} still stand{'s' if len(keys) == 1 else ''} "
            f"({', '.join(keys[:5])}{', ...' if len(keys) > 5 else ''}): once the pupil is erased no audit finds "
            "them again, so have them taken down and run 'social-audit run', or accept them with 'social-audit waive'"
        )
