"""Options that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Workspace = Annotated[Path, typer.Option("--workspace", "-w", help="The folder with trust.yaml.", show_default="here")]
School = Annotated[
    list[str] | None, typer.Option("--school", help="Only this school (its id); may be given several times.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        help="Judge as at this moment: 2026-11-16 (the end of that day; today is now) or a time with offset.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print for machines.")]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", min=1, help="At most so many processes; 1 = this one alone.", show_default="the cores, if worth it"
    ),
]
NoPdf = Annotated[bool, typer.Option("--no-pdf", help="Write no PDF beside the pages.")]
