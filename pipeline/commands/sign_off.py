"""`social-audit sign-off`: a person says that a report was read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import School, Workspace


def sign_off(
    who: Annotated[str, typer.Option("--who", help="Who read it, by name.")],
    role: Annotated[str, typer.Option("--role", help="That person's role, such as Head.")],
    comment: Annotated[str, typer.Option("--comment", help="What the next report should recall.")] = "",
    folder: Annotated[
        Path | None, typer.Option("--folder", help="The folder of the report, such as reports/2026-11-16; the newest.")
    ] = None,
    school: School = None,
    workspace: Workspace = Path(),
) -> int:
    """Sign the reports of a run off: who read them, kept with the hash of what was read; the next report says so."""
    from pipeline.sign_off import Signature
    from pipeline.sign_off import sign_off as work

    at = datetime.now(UTC)
    for line in work(workspace, Signature(who, role, comment), folder=folder, schools=school, at=at):
        print(line)
    return 0
