"""The worklist of the person who runs the accounts: worklist-<school>.xlsx and .html, with the words in full."""

from __future__ import annotations

from itertools import groupby

from reports import html, worklist_sheet
from reports.base import RunView, School
from reports.choose import possible, to_do
from reports.entries import Entry, entries


def report(view: RunView) -> dict[str, bytes]:
    """Return `worklist-<school>.xlsx` and `worklist-<school>.html` for every school."""
    files: dict[str, bytes] = {}
    for school in view.schools:
        due = tuple(entries(to_do(school), view, school))
        unsure = tuple(entries(possible(school), view, school))
        files[f"worklist-{school.id}.xlsx"] = worklist_sheet.workbook(view, school, due, unsure)
        files[f"worklist-{school.id}.html"] = _page(view, school, due, unsure)
    return files


def _page(view: RunView, school: School, due: tuple[Entry, ...], unsure: tuple[Entry, ...]) -> bytes:
    groups = [(severity, tuple(group)) for severity, group in groupby(due, key=lambda entry: entry.severity)]
    return html.page("worklist.html", view=view, school=school, groups=groups, due=due, unsure=unsure)
