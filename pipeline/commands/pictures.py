"""`social-audit pictures`: every public picture that may show pupils, counted, and what should come down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import Json, School, Workspace
from pipeline.commands.printing import print_table
from pipeline.commands.progress import shown_progress

if TYPE_CHECKING:
    from pipeline.inventory_last import Counted
    from reports.inventory import AccountPictures, Inventory


def pictures(
    workspace: Workspace = Path(),
    school: School = None,
    takedown: Annotated[
        Path | None,
        typer.Option(
            "--takedown", help="Write takedown-SCHOOL.xlsx of each school into this folder: thumbnails, links, copies."
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Count the public pictures that may show pupils, as of the last audit; write sheets of what should come down."""
    from pipeline.inventory_last import inventories

    counted = inventories(workspace, school)
    files = []
    if takedown is not None:
        from pipeline.takedown import write_takedowns

        with shown_progress() as progress:
            files = write_takedowns(workspace, takedown, schools=school, progress=progress)
    if as_json:
        import json

        print(json.dumps({"schools": [_told(one) for one in counted], "files": [str(file) for file in files]}))
        return 0
    for one in counted:
        _print(one)
    for file in files:
        print(file)
    return 0


def _print(one: Counted) -> None:
    if one.inventory is None:
        print(f"{one.school.name}: no pictures have been counted yet")
        return
    print(f"{one.school.name}, {one.at:%Y-%m-%d}")
    print_table([_row(account) for account in one.inventory.accounts])
    for line in _lines(one.inventory):
        print(f"  {line}")


def _row(account: AccountPictures) -> dict[str, object]:
    """Return the row of one account; what was not read is no nought."""
    numbers = {
        "show pupils": account.certain,
        "not known": account.unknown,
        "over 3 years": account.oldest,
        "of leavers": account.leavers,
        "to come down": account.due,
        "no pupil": account.nobody,
        "not looked at": account.unseen,
    }
    return {"account": account.account} | {name: None if account.blind else n for name, n in numbers.items()}


def _lines(found: Inventory) -> Iterator[str]:
    from reports.inventory import AGES, REASONS, UNSEEN

    ages = (f"{AGES[band.code].lower()} {band.certain} + {band.unknown}" for band in found.ages)
    yield f"public for (logged + not known): {', '.join(ages)}"
    yield f"different pictures: {found.pictures}, more than once: {found.copied}, on several accounts: {found.across}"
    yield from (f"to come down, {REASONS[code].title.lower()}: {number}" for code, number in found.due)
    yield from (f"with pupils who left in year group {group}: {number}" for group, number in found.leavers)
    yield from (f"not looked at, {UNSEEN[code]}: {number}" for code, number in found.unseen)
    if found.films:
        yield f"looked at by the cover alone, a video of which the film was not watched: {found.films}"
    if not found.logged:
        yield "no photo log could be read, so of no picture is it known who is shown"
    yield from (f"not read in full: {account.account}" for account in found.accounts if not account.complete)


def _told(one: Counted) -> dict[str, object]:
    """Return one school's figures for machines."""
    from dataclasses import asdict

    found = one.inventory
    if found is None or one.at is None:
        return {"school": one.school.id, "at": None}
    return {
        "school": one.school.id,
        "at": one.at.isoformat(),
        "certain": found.certain,
        "unknown": found.unknown,
        "nobody": found.nobody,
        **{name: value for name, value in asdict(found).items() if name not in {"trend", "due", "leavers", "unseen"}},
        "due": dict(found.due),
        "leavers": dict(found.leavers),
        "unseen": dict(found.unseen),
        "trend": [{**asdict(moment), "at": moment.at.isoformat()} for moment in found.trend],
    }
