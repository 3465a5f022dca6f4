"""`social-audit request-removal`: any post or comment that a school wants gone, without a reason."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import School, Workspace


def request_removal(
    post: Annotated[str, typer.Argument(help='A post\'s address, or an id: "post:123", "comment:456".')],
    workspace: Workspace = Path(),
    school: School = None,
) -> int:
    """Ask for a post or comment to be removed: a row of the worklist until it is gone. No reason is kept."""
    from pipeline.dsl.doing import request_of_school

    print(request_of_school(workspace, post, schools=school, at=datetime.now(UTC)))
    return 0
