"""The worklist of the person who runs the accounts: worklist-<school>.xlsx and .html, with the words in full."""

from __future__ import annotations

from base64 import b64encode
from itertools import groupby

from reports import html, worklist_sheet
from reports.base import RunView, SampledPost, School
from reports.choose import possible, to_do
from reports.entries import Entry, entries
from reports.shown import platform_title


def report(view: RunView) -> dict[str, bytes]:
    """Return `worklist-<school>.xlsx` and `worklist-<school>.html` for every school."""
    files: dict[str, bytes] = {}
    for school in view.schools:
        due = tuple(entries(to_do(school), view, school))
        unsure = tuple(entries(possible(school), view, school))
        # one that has left public view since can be read no more
        sample = tuple(
            post for post in (school.sample.drawn if school.sample else ()) if post.text.full or post.pictures
        )
        files[f"worklist-{school.id}.xlsx"] = worklist_sheet.workbook(view, school, due, unsure, sample)
        files[f"worklist-{school.id}.html"] = _page(view, school, due, unsure, sample)
    return files


def _page(
    view: RunView,
    school: School,
    due: tuple[Entry, ...],
    unsure: tuple[Entry, ...],
    sample: tuple[SampledPost, ...],
) -> bytes:
    still_up = tuple(entry for entry in due if entry.still_up)
    rest = (entry for entry in due if not entry.still_up)
    groups = [(severity, tuple(group)) for severity, group in groupby(rest, key=lambda entry: entry.severity)]
    return html.page(
        "worklist.html",
        view=view,
        school=school,
        groups=groups,
        due=due,
        still_up=still_up,
        unsure=unsure,
        sample=[(post, f"{platform_title(post.platform, school)} {post.account}".strip()) for post in sample],
        inlined=inlined,
    )


def inlined(jpeg: bytes) -> str:
    """Return a picture as an address that holds it whole: the page asks nobody for it."""
    return f"data:image/jpeg;base64,{b64encode(jpeg).decode('ascii')}"
