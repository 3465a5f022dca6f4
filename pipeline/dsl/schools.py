"""Whose matters are looked after: every school of trust.yaml, and those that only the store knows any more.

A school that gets another id, or leaves the trust, takes no open matter with it: until somebody closes it, it stands
under the id it was found under.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from config.models import School, Trust
from pipeline.store.derived import examined_schools
from pipeline.store.dsl_rows import schools_with_matters
from pipeline.store.opening import Connection, Store
from pipeline.workspace import chosen_schools

LEFT: Final = "no longer in trust.yaml"


def schools_of(connection: Connection, trust: Trust) -> tuple[School, ...]:
    """Return the schools of trust.yaml in their order, then those that left it."""
    return (*trust.schools, *left_schools(connection, trust))


def schools_in(store: Store, trust: Trust, named: Collection[str] | None = None) -> list[School]:
    """Return the schools with these ids, or all, as `schools_of`; RefusalError for an id that nobody ever had."""
    with store.read() as connection:
        every = schools_of(connection, trust)
    known = {school.id for school in every}
    chosen_schools(trust, [name for name in named or () if name not in known])
    return [school for school in every if not named or school.id in named]


def left_schools(connection: Connection, trust: Trust) -> tuple[School, ...]:
    """Return every school that was audited once and left trust.yaml, whether or not anything of it waits.

    Of each no more than its id is known, and it has no account.
    """
    here = {school.id for school in trust.schools}
    known = {*examined_schools(connection), *schools_with_matters(connection)}
    # nothing that is done for the safeguarding lead asks for the phase
    return tuple(School(id=one, name=f"{one} ({LEFT})", phase="all-through") for one in sorted(known - here))


def has_left(trust: Trust, school: School) -> bool:
    """Say whether a school is one of those that left trust.yaml."""
    return all(one.id != school.id for one in trust.schools)


def keepers(trust: Trust, accounts: Iterable[str]) -> dict[str, School]:
    """Return account -> the school that has it in trust.yaml now; one that nobody has is left out."""
    asked = set(accounts)
    return {one.key: school for school in trust.schools for one in school.accounts if one.key in asked}
