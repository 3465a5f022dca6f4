"""What the safeguarding lead, or a head, does: take in hand, ask for a removal, close; who did what is kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from config.models import School
from config.refusal import RefusalError
from pipeline.dsl.folder import matters_of, refresh_folder
from pipeline.dsl.looking import last_run, unknown_key
from pipeline.dsl.schools import keepers, schools_in
from pipeline.dsl.sheet import removable
from pipeline.dsl.standing import ACKNOWLEDGED, CLOSED, REOPENED, REQUESTED, WAITS, Matter, after
from pipeline.locks import store_lock
from pipeline.removals import ask_removal
from pipeline.store.dsl_rows import DslAction, save_dsl_actions
from pipeline.store.opening import Connection
from pipeline.store.published import Published, find_published
from pipeline.workspace import Workspace, chosen_schools, open_workspace

_LONGEST: Final = 2_000


def acknowledge(root: Path, key: str, *, by: str, note: str, at: datetime) -> str:
    """Keep that somebody has a matter in hand; returns the sentence to show."""
    done = DslAction(key=key, at=at, action=ACKNOWLEDGED, by=by, note=note)
    _keep(root, done, states=WAITS, wrong="is closed already: reopen it first")
    return f"{key} is in hand; close it when it is dealt with"


def close(root: Path, key: str, *, by: str, note: str, at: datetime) -> str:
    """Keep that a matter is dealt with, by whom and how; returns the sentence to show."""
    if not note.strip():
        raise RefusalError("--note: say in a few words what was done")
    done = DslAction(key=key, at=at, action=CLOSED, by=by, note=note)
    _keep(root, done, states=WAITS, wrong="is closed or over already")
    return f"{key} is closed; it waits anew should it come back"


def reopen(root: Path, key: str, *, by: str, note: str, at: datetime) -> str:
    """Open a closed matter again; returns the sentence to show."""
    done = DslAction(key=key, at=at, action=REOPENED, by=by, note=note)
    _keep(root, done, states=frozenset({"closed"}), wrong="is not closed")
    return f"{key} waits again"


def request_of_lead(root: Path, key: str, *, by: str, at: datetime) -> str:
    """Ask for the removal of what a matter stands on: the row that `request_of_school` makes, and no trace of why."""
    _refuse_blank(by)
    with open_workspace(root) as space, store_lock(root):
        matter = _find(space, key)
        school = _keeper(space, matter.finding.account)
        thing = _the_one(space, [school], removable(matter.finding), {matter.finding.account})
        sentence = _ask(space, school, thing, at)
        with space.store.write() as connection:
            done = DslAction(key=key, at=after(matter.actions, at, REQUESTED), action=REQUESTED, by=by.strip())
            save_dsl_actions(connection, [done])
        refresh_folder(space.store, space.trust, last_run(space))
    return sentence


def request_of_school(root: Path, named: str, *, schools: Collection[str] | None, at: datetime) -> str:
    """Ask for the removal of a public post or comment, by its address or id; returns the sentence to show.

    Raises RefusalError when nothing public is meant, or several things are.
    """
    with open_workspace(root) as space, store_lock(root):
        chosen = chosen_schools(space.trust, schools)
        thing = _the_one(space, chosen, named.strip(), {a.key for school in chosen for a in school.accounts})
        school = next(one for one in chosen if thing.account in {a.key for a in one.accounts})
        sentence = _ask(space, school, thing, at)
        refresh_folder(space.store, space.trust, last_run(space))
    return sentence


def _ask(space: Workspace, school: School, thing: Published, at: datetime) -> str:
    run = last_run(space)
    with space.store.write() as connection:
        row = ask_removal(connection, school, thing, run=run.name, as_of=at)
    return (
        f"{row.key}: the removal of {thing.subject_id} is asked for; "
        "from the next audit on it stands in the worklist, until it is gone"
    )


def _the_one(space: Workspace, schools: Collection[School], named: str, accounts: Collection[str]) -> Published:
    """Return the one public thing that is meant."""
    with space.store.read() as connection:
        found = [one for one in find_published(connection, accounts, named) if one.state == "public"]
        if len(found) == 1:
            return found[0]
        known = bool(found) or _is_gone(connection, accounts, named)
    if found:
        rows = ", ".join(f"{one.subject_id} of {one.account}" for one in found)
        raise RefusalError(f'"{named}" may mean several: {rows}; give --school, or its address')
    why = "is not public any more" if known else "stands on none of the accounts that were read"
    ids = ", ".join(school.id for school in schools)
    raise RefusalError(f'"{named}" {why} ({ids}): give the address of a post, or "post:ID" or "comment:ID"')


def _is_gone(connection: Connection, accounts: Collection[str], named: str) -> bool:
    return bool(find_published(connection, accounts, named))


def _keep(root: Path, done: DslAction, *, states: Collection[str], wrong: str) -> None:
    """Keep what was done as a person typed it; RefusalError with `wrong` where the matter is in none of the states."""
    _refuse_blank(done.by)
    if len(done.note) > _LONGEST:
        raise RefusalError(f"--note: keep it under {_LONGEST:,} characters; the case file is the place for more")
    with open_workspace(root) as space, store_lock(root):
        matter = _find(space, done.key)
        if matter.state not in states:
            raise RefusalError(f"{done.key} {wrong}")
        at = after(matter.actions, done.at, done.action)
        with space.store.write() as connection:
            save_dsl_actions(connection, [replace(done, at=at, by=done.by.strip(), note=done.note.strip())])
        refresh_folder(space.store, space.trust, last_run(space))


def _refuse_blank(by: str) -> None:
    if not by.strip():
        raise RefusalError("--by: say who does it, by name and role")


def _find(space: Workspace, key: str) -> Matter:
    for school in schools_in(space.store, space.trust):
        for matter in matters_of(space.store, school):
            if matter.finding.key == key:
                return matter
    raise unknown_key(key)


def _keeper(space: Workspace, account: str) -> School:
    """Return the school in whose worklist what stands on an account is asked for: the one that has it now."""
    found = keepers(space.trust, [account]).get(account)
    if found is None:
        raise RefusalError(
            f"no school of trust.yaml has {account} any more, so a request would stand in no worklist: "
            "ask whoever runs that account to take it down"
        )
    return found
