"""What `social-audit dsl` shows: the keys of what waits, or one item in full."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from config.refusal import RefusalError
from pipeline.dsl.folder import matters_of
from pipeline.dsl.schools import schools_in
from pipeline.dsl.sheet import dsl_view
from pipeline.dsl.standing import WAITS
from pipeline.store.runs import Run, last_audits
from pipeline.workspace import Workspace, open_workspace
from reports.dsl_view import DslItem
from reports.links import web_link
from reports.wording import days_between, printable, sentence


def list_matters(
    root: Path, *, schools: Collection[str] | None, everything: bool, at: datetime
) -> list[dict[str, Any]]:
    """Return key, school, state, first_seen and days of what waits (or of `everything`): no word of what it is."""
    with open_workspace(root) as space:
        zone = ZoneInfo(space.trust.timezone)
        return [
            {
                "key": one.finding.key,
                "school": school.id,
                "state": one.state,
                "first_seen": one.finding.first_seen.astimezone(zone).isoformat(timespec="minutes"),
                "days": days_between(one.finding.first_seen, at, zone),
            }
            for school in schools_in(space.store, space.trust, schools)
            for one in matters_of(space.store, school)
            if everything or one.state in WAITS
        ]


def show_matter(root: Path, key: str) -> list[str]:
    """Return the lines about one item; RefusalError for a key that nothing of the safeguarding lead's has."""
    with open_workspace(root) as space:
        for school in schools_in(space.store, space.trust):
            chosen = [one for one in matters_of(space.store, school) if one.finding.key == key]
            if chosen:
                with space.store.read() as connection:
                    view = dsl_view(connection, space.trust, school, last_run(space), chosen)
                return [printable(line) for line in _lines(school.name, view.items[0])]
    raise unknown_key(key)


def unknown_key(key: str) -> RefusalError:
    """Return the refusal of a key that nothing of the safeguarding lead's has."""
    return RefusalError(
        f"nothing for the safeguarding lead has the key {key}: take it from 'social-audit dsl list --all'"
    )


def last_run(space: Workspace) -> Run:
    """Return the last audit; RefusalError before the first."""
    with space.store.read() as connection:
        audits = last_audits(connection, 1)
    if not audits:
        raise RefusalError("nothing has been audited yet: run 'social-audit run' first")
    return audits[0]


def _lines(school: str, item: DslItem) -> Iterator[str]:
    posted = f", {item.posted_at:%d %b %Y %H:%M}" if item.posted_at else ""
    yield f"{item.title} ({item.state}; {item.confidence})"
    yield f"{school}, {item.account}{posted}" + (f", written by {item.author}" if item.author else "")
    yield from (f"under {what}: {_flat(text)}" for what, text in item.thread)
    if item.text:
        yield f"text: {_flat(item.text)}"
    if item.children:
        yield f"concerned: {'; '.join(item.children)}"
    yield f"why: {sentence(item.why)} {item.public}"
    yield f"what to do: {sentence(item.what_to_do)}"
    yield f"link: {web_link(item.link) or 'none is known'}"
    yield f"first seen: {item.first_seen:%d %b %Y %H:%M}"
    yield from item.done


def _flat(text: str) -> str:
    """Return a stranger's text on one line, so that it can pretend to be no other line."""
    return " ".join(text.split())
