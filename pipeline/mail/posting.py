"""After the reports are written: send them where that was asked for, and add what came of it to the outcome."""

from __future__ import annotations

from datetime import datetime

from pipeline.mail.reporting import Posted, Sender, send_reports
from pipeline.mail.sending import send
from pipeline.plan import Plan
from pipeline.publish import Published
from pipeline.store.opening import Store
from pipeline.store.runs import Run


def post(
    store: Store,
    plan: Plan,
    run: Run,
    published: Published,
    *,
    at: datetime | None,
    sender: Sender = send,
) -> Posted:
    """Send the reports of a run as they lie; `at` is the moment of sending, and None sends nothing.

    A trust without a mail server is no fault here: the schedule asks for every report to be sent that can be.
    """
    if at is None or plan.trust.mail is None:
        return Posted((), ())
    judged = run.facts.get("schools", [school.id for school in plan.trust.schools])
    return send_reports(store, plan.trust, published.view, published.files, at=at, schools=judged, sender=sender)
