"""The inventory of pictures that the last audit of each school took, for the command line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from config.models import School
from config.refusal import RefusalError
from pipeline.inventory_view import view_inventory
from pipeline.store.opening import Connection
from pipeline.store.runs import last_audit_of
from pipeline.workspace import chosen_schools, open_workspace
from reports.inventory import Inventory


@dataclass(frozen=True, slots=True)
class Counted:
    """The inventory of one school, and when it was taken."""

    school: School
    at: datetime | None
    """In the trust's zone; None = the school was never audited."""
    inventory: Inventory | None


def inventories(root: Path, schools: Collection[str] | None = None) -> list[Counted]:
    """Return the inventory of the last audit of each school (ids in `schools`, or all).

    RefusalError where none of them was ever audited, or an id is no school's.
    """
    with open_workspace(root) as space, space.store.read() as connection:
        zone = ZoneInfo(space.trust.timezone)
        found = [_counted(connection, school, zone) for school in chosen_schools(space.trust, schools)]
    if not any(one.inventory for one in found):
        raise RefusalError("no pictures have been counted yet: run 'social-audit run' first")
    return found


def _counted(connection: Connection, school: School, zone: ZoneInfo) -> Counted:
    last = last_audit_of(connection, school.id)
    if last is None:
        return Counted(school, None, None)
    return Counted(school, last.as_of.astimezone(zone), view_inventory(connection, school, last, zone))
