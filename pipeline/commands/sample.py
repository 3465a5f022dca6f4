"""`social-audit sample`: posts that the checks passed, for a person to read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import Json, School, Workspace


def sample(
    workspace: Workspace = Path(),
    school: School = None,
    read: Annotated[
        list[Path] | None, typer.Option("--read", help="Read this filled-in worklist (.xlsx) back; may be given again.")
    ] = None,
    as_json: Json = False,
) -> int:
    """Show the posts drawn in the last audit and how much was missed so far; --read takes verdicts from worklists."""
    from pipeline.commands.printing import print_table

    if read:
        from pipeline.commands.worklist import tell
        from pipeline.worklist.importing import import_worklists

        return tell(import_worklists(workspace, read, as_of=datetime.now(UTC)), as_json=as_json)
    from pipeline.worklist.listing import sample_rows

    rows, counted = sample_rows(workspace, school)
    if as_json:
        import json

        print(json.dumps({"drawn": rows, "schools": [one.row for one in counted]}))
        return 0
    print_table(rows)
    for one in counted:
        print(one.sentence)
    return 0
