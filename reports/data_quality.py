"""What the gates let through and what they set aside, and why: data-quality.html. Ids and rows, never values."""

from __future__ import annotations

from typing import Final

from reports import html
from reports.base import RunView

GATES: Final = (
    ("pages", "While reading", "Records that could not become a row as they were read."),
    ("records", "Posts, pictures and comments", "Rules held over everything newly stored, once a run."),
    ("registers", "Registers and calendars", "Rules held over the files the schools handed over."),
    ("results", "The results themselves", "Rules held over what the checks returned, before it is believed."),
)
"""Where a gate stands, its heading, and what it is for; in the order the records pass them."""


def report(view: RunView) -> dict[str, bytes]:
    """Return `data-quality.html`."""
    known = {name for name, _, _ in GATES}
    others = sorted({line.where for line in view.gate} - known)
    gates = [
        {"title": title, "purpose": purpose, "lines": tuple(line for line in view.gate if line.where == name)}
        for name, title, purpose in (*GATES, *((name, name, "") for name in others))
    ]
    return {
        "data-quality.html": html.page(
            "data_quality.html",
            view=view,
            gates=gates,
            aside=sum(line.set_aside for line in view.gate),
            told=[f"{line.source}: {line.reason}" for line in view.gate if line.ids and not line.set_aside],
        )
    }
