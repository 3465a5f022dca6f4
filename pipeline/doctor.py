"""Looking a workspace over before a run: what is well, what to mind, what is broken, and what to do about each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from config.load import LoadedTrust, find_pack, load_trust_marked
from config.models import Trust
from config.refusal import RefusalError
from connectors.base import HttpSettings
from pipeline.doctor_lines import Line, count, today
from pipeline.locks import is_held, is_served
from pipeline.schedule import jobs
from reports.wording import day

if TYPE_CHECKING:
    from pipeline.plan import Plan

LEAST_FREE, GOOD_FREE = 200_000_000, 2_000_000_000
"""Bytes of disk under which a run may fail, and under which somebody should tidy up."""


def examine(root: Path, *, as_of: datetime, http: HttpSettings | None = None) -> list[Line]:
    """Look over everything a run needs, at the moment `as_of` (aware), and change nothing of it.

    `http` says how platforms are asked for the accounts and their tokens; None = they are not.

    Raises nothing for what a person handed over: that is a line. Without a trust.yaml that loads it is the only one.
    """
    from pipeline.doctor_accounts import examine_accounts  # late, as all three bring pandas
    from pipeline.doctor_files import examine_calendars, examine_registers
    from pipeline.doctor_left import examine_left
    from pipeline.doctor_mail import examine_mail

    try:
        loaded = load_trust_marked(root)
    except RefusalError as refusal:
        return [Line("broken", "settings", str(refusal))]
    trust = loaded.trust
    plan, planned = _plan(loaded)
    return [
        _settings(trust),
        *_folder(root),
        *_policies(trust, as_of),
        planned,
        *_waivers(trust, as_of),
        *_schedule(loaded, as_of),
        *_store(trust),
        *_signed(trust),
        _disk(root),
        *examine_accounts(trust, as_of, http),
        *examine_registers(trust, as_of),
        *examine_calendars(trust, as_of),
        *examine_mail(trust, plan, ask=http is not None),
        *examine_left(trust),
        _runs(trust),
    ]


def _settings(trust: Trust) -> Line:
    counts = f"{count(len(trust.schools), 'school')} and {count(len(trust.accounts), 'account')}"
    if not trust.accounts:
        return Line("warning", "settings", f"{trust.name} has {counts}: add the accounts to trust.yaml")
    if trust.name == "Your Trust":
        return Line("warning", "settings", "trust.yaml bears the example's names still: put in yours where it says <--")
    return Line("ok", "settings", f"trust.yaml of {trust.name} has {counts}")


def _folder(root: Path) -> Iterator[Line]:
    if os.name == "posix" and root.stat().st_mode & 0o077:
        shown = root.resolve()
        yield Line("warning", "folder", f"others on this machine may look into {shown}: run 'chmod 700 {shown}'")


def _policies(trust: Trust, as_of: datetime) -> Iterator[Line]:
    now = today(trust, as_of)
    for name in trust.packs:
        try:
            pack = find_pack(trust, name).pack
        except RefusalError as refusal:
            yield Line("broken", f"policy {name}", str(refusal))
            continue
        due = pack.review_due
        if due is not None and due < now:
            yield Line("warning", f"policy {pack.id}", f"its review was due on {day(due)}: {_new_edition(name)}")
        else:
            yield Line("ok", f"policy {pack.id}", f"{pack.title}, {count(len(pack.clauses), 'clause')}")


def _plan(loaded: LoadedTrust) -> tuple[Plan | None, Line]:
    """Return what will run, and the line on it; None where that cannot be said."""
    import checks
    import connectors
    from pipeline.plan import make_plan

    try:
        plan = make_plan(loaded, checks.find(), connectors.find())
    except RefusalError as refusal:
        return None, Line("broken", "plan", str(refusal))
    will_run = count(len({one.check for one in plan.checks}), "check")
    return plan, Line("ok", "plan", f"{will_run} of the policies will run")


def _new_edition(name: str) -> str:
    """Say what to do about a policy past its review; nobody is asked to change a pack that comes with the program."""
    if name.endswith((".yaml", ".yml")):
        return "ask its owner for the new edition, and change the pack where it says something else"
    return (
        "ask its owner for the new edition; where it says something else, make a pack of your own "
        "('social-audit packs template') until a newer program brings it"
    )


def _waivers(trust: Trust, as_of: datetime) -> Iterator[Line]:
    now = today(trust, as_of)
    if ended := [waiver.key for waiver in trust.waivers if waiver.expires < now]:
        advice = "renew them if the reason still holds, or take them out"
        yield Line("warning", "waivers", f"{count(len(ended), 'waiver')} ended ({', '.join(ended)}): {advice}")


def _schedule(loaded: LoadedTrust, as_of: datetime) -> Iterator[Line]:
    trust = loaded.trust
    try:
        audit = next(job for job in jobs(trust, place=loaded.place) if job.kind == "audit")
    except RefusalError as refusal:
        yield Line("broken", "schedule", str(refusal))
        return
    at = audit.next_after(as_of).astimezone(ZoneInfo(trust.timezone))
    if is_served(trust.root):
        yield Line("ok", "schedule", f"it is served; the next audit is on {at:%A} {at.day} {at:%B at %H:%M}")
    else:
        advice = "nothing runs by itself until 'social-audit schedule' does, or cron calls it with --once"
        yield Line("ok", "schedule", f"the next audit would be on {at:%A} {at.day} {at:%B at %H:%M}; {advice}")


def _store(trust: Trust) -> Iterator[Line]:
    from pipeline.store.opening import HEAD
    from pipeline.store.state import stored_version

    try:
        version = stored_version(trust)
    except RefusalError as refusal:
        yield Line("broken", "store", str(refusal))
        return
    if version is None:
        yield Line("ok", "store", "nothing is stored yet: the first run makes it")
    elif version < HEAD:
        advice = "the next run copies it first, then brings it up to date"
        yield Line("warning", "store", f"it is of version {version}, older than this program's {HEAD}: {advice}")
    else:
        yield Line("ok", "store", f"it can be read and written (version {version})")


def _signed(trust: Trust) -> Iterator[Line]:
    from pipeline.doctor_signed import examine_signed

    yield from examine_signed(trust)


def _disk(root: Path) -> Line:
    from pipeline.store.opening import free_bytes

    free = free_bytes(root)
    left = f"{free / 1e9:.1f} GB are left on the disk of the workspace"
    if free < LEAST_FREE:
        return Line("broken", "disk", f"{left}: free some before the next run, which would stop half-way")
    return Line("warning", "disk", f"{left}: free some soon") if free < GOOD_FREE else Line("ok", "disk", left)


def _runs(trust: Trust) -> Line:
    busy = [account.key for account in trust.accounts if is_held(trust.root, account.key)]
    doing = [*(["an audit or report"] if is_held(trust.root) else []), *(f"a pull of {key}" for key in busy)]
    if not doing:
        return Line("ok", "runs", "no run is under way")
    return Line("warning", "runs", f"{' and '.join(doing)} is under way: what you start now may have to wait for it")
