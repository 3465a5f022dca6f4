"""`social-audit checks`: what is looked for."""

from __future__ import annotations

import typer

from pipeline.commands.options import Json
from pipeline.commands.printing import print_rows

checks_app = typer.Typer(help="The checks: what is looked for, and why.", no_args_is_help=True)


@checks_app.command("list")
def checks_list(as_json: Json = False) -> int:
    """List the checks."""
    from checks import find

    rows = [{"check": c.name, "severity": c.severity, "title": c.title} for c in find().values()]
    print_rows(rows, as_json=as_json)
    return 0


@checks_app.command("show")
def checks_show(name: str) -> int:
    """Show the manual and options of a check."""
    from checks import find
    from config.refusal import RefusalError

    if name not in find():
        raise RefusalError(f'there is no check "{name}": the checks are {", ".join(find())}')
    check = find()[name]
    options = ", ".join(f"{option}={default!r}" for option, default in check.options.items()) or "none"
    print(f"{check.name}: {check.title}\nSeverity {check.severity}, route {check.route}. Options: {options}.\n")
    print(check.manual)
    return 0
