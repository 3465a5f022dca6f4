"""Reports: a frozen view of a run in, bytes out."""

from __future__ import annotations

from typing import Final

from reports import comparison, data_quality, governors, index, run_json, slt, worklist
from reports.base import Report, RunView
from reports.choose import refuse_safeguarding

REPORTS: Final[tuple[Report, ...]] = (
    index.report,
    slt.report,
    worklist.report,
    comparison.report,
    governors.report,
    data_quality.report,
    run_json.report,
)
"""Every report, in the order a reader meets them."""


def render(view: RunView) -> dict[str, bytes]:
    """Make every report of a run: file name -> bytes. Touches no disk.

    ValueError when the view holds a finding for the safeguarding lead, or when two reports claim one file name.
    """
    refuse_safeguarding(view)
    files: dict[str, bytes] = {}
    for report in REPORTS:
        for name, content in report(view).items():
            if name in files:
                raise ValueError(f"Two reports claim the file name {name}; give one of them another.")
            files[name] = content
    return files
