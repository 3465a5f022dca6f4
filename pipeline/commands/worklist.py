"""`social-audit worklist`: what is to do, and what people filled into the lists."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import Json, School, Workspace
from pipeline.commands.printing import print_rows

if TYPE_CHECKING:
    from pipeline.worklist.importing import Imported

worklist_app = typer.Typer(help="The worklists: what stands, and what came back filled in.", no_args_is_help=True)
Files = Annotated[list[Path], typer.Argument(help="Worklists (.xlsx) that came back, as many as there are.")]


@worklist_app.command("import")
def worklist_import(files: Files, workspace: Workspace = Path(), as_json: Json = False) -> int:
    """Read filled-in worklists back: owners, statuses, notes, accepted findings, samples that were read."""
    from pipeline.worklist.importing import import_worklists

    return tell(import_worklists(workspace, files, as_of=datetime.now(UTC)), as_json=as_json)


@worklist_app.command("list")
def worklist_list(workspace: Workspace = Path(), school: School = None, as_json: Json = False) -> int:
    """List what stands, worst first: who does it, how far it is, by when it is due."""
    from pipeline.worklist.listing import worklist_rows

    print_rows(worklist_rows(workspace, school), as_json=as_json)
    return 0


def tell(imported: Imported, *, as_json: bool) -> int:
    """Print what an import came to; returns the exit code: 2 where nothing could be taken, else 0."""
    import sys

    from pipeline.worklist.importing import complaints, told

    for fault in complaints(imported):
        print(fault, file=sys.stderr)
    code = 2 if imported.in_vain else 0
    if as_json:
        import json

        counts = {
            name: getattr(imported, name)
            for name in ("marks", "accepted", "read", "same", "ended", "unreadable", "gone")
        }
        rejected = [{"file": r.file, "sheet": r.sheet, "row": r.line, "why": r.why} for r in imported.rejected]
        print(json.dumps({**counts, "rejected": rejected}))
        return code
    for line in told(imported):
        print(line)
    return code
