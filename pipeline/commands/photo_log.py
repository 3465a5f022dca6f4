"""`social-audit photo-log`: who is in which picture, asked on a sheet and read back from it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import Json, School, Workspace
from pipeline.commands.progress import shown_progress


class Order(StrEnum):
    """Which pictures are asked about first."""

    newest = "newest"
    oldest = "oldest"


def photo_log(
    workspace: Workspace = Path(),
    school: School = None,
    read: Annotated[
        Path | None, typer.Option("--read", help="A sheet that was filled in: put its answers into the photo log.")
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, max=2000, help="How many pictures a sheet holds.")] = 300,
    order: Annotated[Order, typer.Option("--order", help="Which pictures come first.")] = Order.newest,
    out: Annotated[
        Path | None, typer.Option("--out", help="The folder of the sheets; photo-log/ in the workspace by default.")
    ] = None,
    as_json: Json = False,
) -> int:
    """Write a sheet of the pictures that nobody has logged, one click each; or read one back with --read."""
    now = datetime.now(UTC)
    if read:
        return _read(workspace, school, read, now, as_json)
    return _prepare(workspace, school, most, order, out, now, as_json)


def _read(workspace: Path, schools: list[str] | None, file: Path, now: datetime, as_json: bool) -> int:
    """Read a sheet back; returns the exit code: 2 where nothing of it could be taken, else 0."""
    from pipeline.photo_log.reading import read_back

    found = read_back(workspace, file, schools=schools, as_of=now)
    for fault in found.faults:
        print(fault, file=sys.stderr)
    if as_json:
        import json

        counts = {"logged": found.logged, "already": found.already, "unanswered": found.unanswered}
        print(json.dumps({**counts, "faults": found.faults, "files": [str(one) for one in found.files]}))
    else:
        for line in found.lines:
            print(line)
    return 2 if found.in_vain else 0


def _prepare(
    workspace: Path, schools: list[str] | None, most: int, order: Order, out: Path | None, now: datetime, as_json: bool
) -> int:
    from pipeline.photo_log.preparing import prepare

    with shown_progress() as progress:
        made = prepare(
            workspace, as_of=now, schools=schools, most=most, newest_first=order is Order.newest, folder=out,
            progress=progress,
        )  # fmt: skip
    if as_json:
        import json

        told = [
            {"school": one.school.id, "file": str(one.file or ""), "rows": one.rows, "left": one.left,
             "unclear": one.unclear, "refused": one.refused}
            for one in made
        ]  # fmt: skip
        print(json.dumps(told))
    else:
        for one in made:
            print(one.line, file=sys.stderr if one.refused else sys.stdout)
            if one.file:
                print(one.file)
    return 2 if any(one.refused for one in made) else 0
