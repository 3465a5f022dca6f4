"""The option --send of `report` and `run`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

Send = Annotated[bool, typer.Option("--send", help="Mail them to the recipients that trust.yaml names.")]


def sending_moment(workspace: Path, out: Path | None = None) -> datetime:
    """Return this moment; RefusalError where trust.yaml says nothing of whom to mail, and how."""
    from pipeline.mail.reporting import refuse_without_mail

    refuse_without_mail(workspace, out)
    return datetime.now(UTC)
