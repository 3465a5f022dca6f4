"""`social-audit registers`: what a school's exports would become."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import Json, Workspace

registers_app = typer.Typer(help="The registers: pupils and consents as your MIS exports them.", no_args_is_help=True)


class Kind(StrEnum):
    """A register that a school's system exports."""

    pupils = "pupils"
    consents = "consents"


@registers_app.callback()
def registers() -> None:
    """Look at exports of pupils and consents."""


@registers_app.command("preview")
def registers_preview(
    file: Path,
    kind: Annotated[
        Kind | None, typer.Option("--as", help="What the file is; seen from its headings by itself.")
    ] = None,
    workspace: Workspace = Path(),
    as_json: Json = False,
) -> int:
    """Show how an export would be read: which heading is what, what is refused. Nothing is stored."""
    import json
    from dataclasses import asdict
    from zoneinfo import ZoneInfo

    from config.load import load_trust
    from config.models import Mis
    from config.tables import refuse_absent
    from pipeline.preview import guess, lines, preview

    refuse_absent(file)
    trust = load_trust(workspace) if (workspace / "trust.yaml").is_file() else None
    mis, zone = (trust.mis, trust.timezone) if trust else (Mis(), "Europe/London")
    found = preview(file, kind.value if kind else guess(file, mis), mis, ZoneInfo(zone))
    if as_json:
        print(json.dumps({**asdict(found), "file": str(file)}))
        return 0
    for line in lines(found):
        print(line)
    return 0
