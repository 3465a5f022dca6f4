"""`social-audit packs`: the policies."""

from __future__ import annotations

import typer

from pipeline.commands.options import Json
from pipeline.commands.printing import print_rows

packs_app = typer.Typer(help="The packs: policies as data.", no_args_is_help=True)


@packs_app.command("list")
def packs_list(as_json: Json = False) -> int:
    """List the packs that come with the program."""
    from config.load import shipped_packs
    from pipeline.packs import pack_rows

    print_rows([pack_rows(name) for name in shipped_packs()], as_json=as_json)
    return 0


@packs_app.command("show")
def packs_show(name: str) -> int:
    """Show every clause of a pack and how it is dealt with."""
    from pipeline.packs import clause_lines

    for line in clause_lines(name):
        print(line)
    return 0
