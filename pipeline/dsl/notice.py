"""Telling the safeguarding lead by mail that something waits: a count, to them alone, the same morning.

The mail server is asked at every audit whether it takes mail for them, whether or not anything waits. So a failure that
is told to everybody says nothing of what waits; what fails afterwards is kept in the folder dsl/ alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from config.delivery import Mail
from config.models import School, Trust
from pipeline.dsl.folder import matters_of
from pipeline.dsl.schools import schools_in
from pipeline.dsl.standing import TOLD, UNTOLD, WAITS, Matter, after
from pipeline.mail.compose import compose
from pipeline.mail.sending import Answer, Letter, send
from pipeline.store.dsl_rows import DslAction, save_dsl_actions
from pipeline.store.opening import Store
from pipeline.store.runs import Run
from reports.mail import safeguarding

Sender = Callable[[Mail, Sequence[Letter]], list[Answer]]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What waits for the lead of one school."""

    school: School
    untold: tuple[Matter, ...]
    total: int


def leads_of(trust: Trust, schools: Iterable[School]) -> dict[str, list[School]]:
    """Return address -> which of these schools' safeguarding it is told of; the trust's leads are told of every one."""
    found: dict[str, list[School]] = {}
    for school in schools:
        for who in dict.fromkeys((*school.recipients.dsl, *trust.recipients.dsl)):
            found.setdefault(who, []).append(school)
    return found


def tell_leads(store: Store, trust: Trust, run: Run, *, sender: Sender = send) -> list[str]:
    """Tell the leads of what is new, once; return why they cannot be reached, which is the same if nothing waits."""
    schools = schools_in(store, trust)
    leads = leads_of(trust, schools)
    if trust.mail is None or not leads:
        return []
    asked = sender(trust.mail, [Letter(who, None) for who in leads])
    reached = {one.letter.recipient for one in asked if one.taken}
    waiting = {school.id: _waiting(store, school) for school in schools}
    failed = {one.letter.recipient: one.reason for one in asked if not one.taken}
    failed |= _send(trust.mail, {who: leads[who] for who in leads if who in reached}, waiting, run, sender)
    _keep(store, leads, waiting, failed, run)
    return [
        f"mail for the safeguarding lead would not arrive ({reason}): have them look into the folder dsl themselves"
        for reason in dict.fromkeys(one.reason for one in asked if not one.taken)
    ]


def _waiting(store: Store, school: School) -> _Waiting:
    shown = matters_of(store, school)
    return _Waiting(school, tuple(m for m in shown if m.untold), sum(m.state in WAITS for m in shown))


def _send(
    mail: Mail,
    leads: Mapping[str, Iterable[School]],
    waiting: Mapping[str, _Waiting],
    run: Run,
    sender: Sender,
) -> dict[str, str]:
    """Write to every lead for whom something new waits; return address -> why that failed."""
    letters = []
    for who, schools in leads.items():
        counts = {
            waiting[school.id].school.name: (len(waiting[school.id].untold), waiting[school.id].total)
            for school in schools
            if waiting[school.id].untold
        }
        if counts:
            content = compose(mail, safeguarding(counts), who, run=run.name, at=run.as_of, place="", files={})
            letters.append(Letter(who, content))
    answers = sender(mail, letters) if letters else []
    return {one.letter.recipient: one.reason for one in answers if not one.taken}


def _keep(
    store: Store,
    leads: Mapping[str, Iterable[School]],
    waiting: Mapping[str, _Waiting],
    failed: Mapping[str, str],
    run: Run,
) -> None:
    """Keep that matters were told to somebody, or why to nobody: then they are told at the next audit."""
    actions = []
    for one in waiting.values():
        mine = [who for who, schools in leads.items() if one.school in schools]
        reasons = [failed[who] for who in mine if who in failed]
        told = len(reasons) < len(mine)
        for matter in one.untold if mine else ():
            action, note = (TOLD, "") if told else (UNTOLD, reasons[0])
            at = after(matter.actions, run.as_of, action)
            actions.append(DslAction(key=matter.finding.key, at=at, action=action, note=note))
    with store.write() as connection:
        save_dsl_actions(connection, actions)
