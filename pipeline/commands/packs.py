"""`social-audit packs`: the policies."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import Json, Workspace
from pipeline.commands.printing import print_rows

packs_app = typer.Typer(help="The packs: policies as data.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The id of a shipped pack, or a pack file of your own.")]
File = Annotated[Path, typer.Argument(metavar="[FILE]", help="The new file, ending in .yaml, beside trust.yaml.")]


@packs_app.command("list")
def packs_list(workspace: Workspace = Path(), as_json: Json = False) -> int:
    """List the packs that come with the program, and the trust's own."""
    from pipeline.packs_listed import list_packs

    listed = list_packs(workspace)
    print_rows(listed.rows, as_json=as_json)
    for sentence in listed.refused:
        print(f"not listed: {sentence}", file=sys.stderr)
    return 2 if listed.refused else 0


@packs_app.command("show")
def packs_show(name: Name, as_json: Json = False) -> int:
    """Show every clause of a pack: what looks at it, and what a person ticks."""
    from pipeline.packs import clause_rows, pack_lines

    if as_json:
        print_rows(clause_rows(name), as_json=True)
        return 0
    for line in pack_lines(name):
        print(line)
    return 0


@packs_app.command("template")
def packs_template(file: File = Path("our-policy.yaml")) -> int:
    """Write the pattern of a pack, to make your own policy from."""
    from pipeline.pack_template import write_template

    print(f"{write_template(file)} is written: follow the steps at its beginning")
    return 0
