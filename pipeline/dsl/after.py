"""What every audit does for the safeguarding lead when its findings stand: keep, tell, write the folder."""

from __future__ import annotations

from config.models import Trust
from pipeline.dsl.folder import keep_up, refresh_folder
from pipeline.dsl.notice import Sender, tell_leads
from pipeline.mail.sending import send
from pipeline.store.opening import Store
from pipeline.store.runs import Run


def after_audit(store: Store, trust: Trust, run: Run, *, sender: Sender = send) -> list[str]:
    """Bring everything that is the safeguarding lead's up to date after an audit.

    Returns why they cannot be reached by mail: sentences that are the same whether or not anything waits. Raises
    RefusalError when the folder dsl/ cannot be written.
    """
    keep_up(store, trust, run)
    refresh_folder(store, trust, run)  # first: what a mail points to must be there, and no later failure undoes it
    faults = tell_leads(store, trust, run, sender=sender)
    if trust.mail is not None:
        refresh_folder(store, trust, run)  # who was told, or why nobody was
    return faults
