"""The doctor's lines about mail: whether the server takes the login, and whether anybody is told of safeguarding."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import checks
from config.delivery import Mail
from config.models import Trust
from pipeline.doctor_lines import Line, count
from pipeline.dsl.notice import leads_of
from pipeline.mail.sending import try_login
from pipeline.plan import Plan


def examine_mail(
    trust: Trust, plan: Plan | None, *, ask: bool, login: Callable[[Mail], str] = try_login
) -> Iterator[Line]:
    """Look over what goes out by mail; with `ask` the server is connected to and logged in to, and nothing is sent.

    `plan`: what the audit will do, None where it cannot be made.
    """
    yield from _leads(trust, plan)
    mail = trust.mail
    if mail is None:
        return
    if mail.ca_file is not None and not mail.ca_file.is_file():
        yield Line("broken", "mail", f"the ca_file {mail.ca_file} is not there: mend its path, or take the line out")
        return
    if not ask:
        yield Line("ok", "mail", f"{mail.host} is to be used on port {mail.port}; it was not asked")
        return
    if reason := login(mail):
        yield Line("broken", "mail", f"{reason}; until then no report and no word to a safeguarding lead arrives")
    else:
        yield Line("ok", "mail", f"{mail.host} can be reached, encrypted{' and logged in to' if mail.user else ''}")


def _leads(trust: Trust, plan: Plan | None) -> Iterator[Line]:
    """Warn of every school where a check finds what is for a safeguarding lead whom nobody tells."""
    known = checks.find()
    if plan is None or not any(known[one.check].route == "dsl" for one in plan.checks):
        return
    told = {school.id for schools in leads_of(trust, trust.schools).values() for school in schools}
    silent = [school.name for school in trust.schools if trust.mail is None or school.id not in told]
    if not silent:
        return
    whose = (
        silent[0]
        if len(silent) == 1
        else f"{count(len(silent), 'school')} ({', '.join(silent[:3])}{', ...' if len(silent) > 3 else ''})"
    )
    what = "name a mail server under 'mail' and the lead under" if trust.mail is None else "name the lead under"
    yield Line(
        "warning", "safeguarding",
        f"nobody is told of safeguarding items at {whose}: {what} recipients.dsl, or have them look into dsl/ each day",
    )  # fmt: skip
