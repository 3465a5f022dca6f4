"""`social-audit dsl`: for the designated safeguarding lead alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import Json, School, Workspace
from pipeline.commands.printing import print_rows

dsl_app = typer.Typer(
    help="What waits for the safeguarding lead, and what they did. It stands nowhere else but in the folder dsl/.",
    no_args_is_help=True,
)
Key = Annotated[str, typer.Argument(help="The item's key, 12 characters.")]
By = Annotated[str, typer.Option("--by", help="Who does it, by name and role.")]
Note = Annotated[str, typer.Option("--note", help="What was done, in a few words; kept for the safeguarding lead.")]


@dsl_app.command("list")
def dsl_list(
    workspace: Workspace = Path(),
    school: School = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what is closed or over.")] = False,
    as_json: Json = False,
) -> int:
    """List the keys of what waits, without a word of it."""
    from pipeline.dsl.looking import list_matters

    print_rows(list_matters(workspace, schools=school, everything=everything, at=datetime.now(UTC)), as_json=as_json)
    return 0


@dsl_app.command("show")
def dsl_show(key: Key, workspace: Workspace = Path()) -> int:
    """Show one item in full: its words, where it stands, who is concerned, what was done."""
    from pipeline.dsl.looking import show_matter

    for line in show_matter(workspace, key):
        print(line)
    return 0


@dsl_app.command("acknowledge")
def dsl_acknowledge(key: Key, by: By, note: Note = "", workspace: Workspace = Path()) -> int:
    """Say that somebody has it in hand; it stays until it is closed."""
    from pipeline.dsl.doing import acknowledge

    print(acknowledge(workspace, key, by=by, note=note, at=datetime.now(UTC)))
    return 0


@dsl_app.command("request")
def dsl_request(key: Key, by: By, workspace: Workspace = Path()) -> int:
    """Ask for its removal: an ordinary row of the worklist, as a head's 'request-removal' makes it."""
    from pipeline.dsl.doing import request_of_lead

    print(request_of_lead(workspace, key, by=by, at=datetime.now(UTC)))
    return 0


@dsl_app.command("close")
def dsl_close(key: Key, by: By, note: Note, workspace: Workspace = Path()) -> int:
    """Say that it is dealt with, and how; it waits anew should it come back."""
    from pipeline.dsl.doing import close

    print(close(workspace, key, by=by, note=note, at=datetime.now(UTC)))
    return 0


@dsl_app.command("reopen")
def dsl_reopen(key: Key, by: By, note: Note = "", workspace: Workspace = Path()) -> int:
    """Open a closed item again."""
    from pipeline.dsl.doing import reopen

    print(reopen(workspace, key, by=by, note=note, at=datetime.now(UTC)))
    return 0
