"""Reports: a frozen view of a run in, bytes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
OF_ONE_SCHOOL: Final[tuple[Report, ...]] = (slt.report, worklist.report)
"""Those with files of their own for each school, in which no other school and no `faults` have a part."""


def render(view: RunView, made: Sequence[Sequence[Mapping[str, bytes]]] | None = None) -> dict[str, bytes]:
    """Make every report of a run: file name -> bytes. Touches no disk.

    `made`: what `render_school` made of each school of the view, in their order; None = it is made now. ValueError when
    the view holds a finding for the safeguarding lead, or when two reports claim one file name.
    """
    refuse_safeguarding(view)
    files: dict[str, bytes] = {}
    for report in REPORTS:
        known = made is not None and report in OF_ONE_SCHOOL
        parts = [one[OF_ONE_SCHOOL.index(report)] for one in made or ()] if known else [report(view)]
        for name, content in ((name, content) for part in parts for name, content in part.items()):
            if name in files:
                raise ValueError(f"Two reports claim the file name {name}; give one of them another.")
            files[name] = content
    return files


def render_school(view: RunView) -> list[Mapping[str, bytes]]:
    """Make the files of the only school of a view, by each of OF_ONE_SCHOOL; ValueError as in `render`."""
    refuse_safeguarding(view)
    return [report(view) for report in OF_ONE_SCHOOL]
