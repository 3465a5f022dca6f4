"""`social-audit pupil`: what is held on one child, and its erasure."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import Json, Workspace

pupil_app = typer.Typer(help="One child's rights: what is held on them, and its erasure.", no_args_is_help=True)

PupilId = Annotated[str, typer.Argument(help="The pupil's id in the register of pupils.", show_default=False)]
OfSchool = Annotated[str, typer.Option("--school", help="The school's id in trust.yaml.", show_default=False)]


@pupil_app.callback()
def pupil() -> None:
    """Answer what is held on one child, and erase it."""


@pupil_app.command("show")
def pupil_show(pupil_id: PupilId, school: OfSchool, workspace: Workspace = Path(), as_json: Json = False) -> int:
    """Show what is held on one pupil, with the child's name: for the data protection officer alone."""
    import json
    from dataclasses import asdict

    from pipeline.pupil_held import held_on
    from pipeline.pupil_lines import lines

    held = held_on(workspace, school, pupil_id, as_of=datetime.now(UTC))
    for line in [json.dumps(asdict(held), default=datetime.isoformat)] if as_json else lines(held):
        print(line)
    return 0


@pupil_app.command("erase")
def pupil_erase(pupil_id: PupilId, school: OfSchool, workspace: Workspace = Path()) -> int:
    """Erase one pupil from the store, once no register names them and nothing that shows them stands."""
    from pipeline.pupil_erased import erase_pupil

    print(erase_pupil(workspace, school, pupil_id, as_of=datetime.now(UTC)))
    return 0
