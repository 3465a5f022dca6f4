"""The worklist and the safeguarding sheet read as they did: the page as text, the workbook row by row."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from invented import AS_OF, PREVIOUS, comment, photo, quote
from outline import outline
from test_report_dsl import item
from test_report_dsl import view as safeguarding
from views import busy_school, rich_view

from reports import dsl, worklist
from reports.base import Above, Mark, RunView, Sample, SampledPost

SNAPSHOTS = Path(__file__).parent / "snapshots"


def worked_on() -> RunView:
    """The busy school with what was said of its list, a thread, and posts to read."""
    said = Mark(number=3, owner=quote("Ms Hollis"), status="to do", note=quote("Rang the office."), at=PREVIOUS,
                done_on=PREVIOUS, still_up=AS_OF)  # fmt: skip
    told = comment(subject_id="comment:9020", status="open", mark=said, first_seen=PREVIOUS - timedelta(days=3),
                   thread=(Above(what="the post", quote=quote("Sports day, what a morning!")),))  # fmt: skip
    drawn = SampledPost(
        key="5a3b1c0d9e8f", account="@thistledown", platform="facebook", permalink="https://www.facebook.example/1",
        posted_at=PREVIOUS, text=quote("Choir practice moves to Tuesday."), pictures=2, thumbnail=None,
        verdict="missed", missed=quote("A name on the board."),
    )  # fmt: skip
    school = busy_school()
    sample = Sample(drawn=(drawn,), read=1, missed=1, last_read=AS_OF)
    return rich_view(replace(school, findings=(*school.findings, told, photo(platform="x")), sample=sample))


def waiting() -> dict[str, bytes]:
    """The safeguarding lead's sheet with something in every state."""
    closed = item(key="c" * 12, state="closed", done=("Closed by A. Dale, 17 November 2026, 06:00: Referred",))
    thread = (("the post", "What makes you happy?"), ("a comment", "Cake!"))
    new = item(thread=thread, children=("Zebedee Quillfeather (TD0012), 4M",))
    unsure = item(key="b" * 12, confidence="possible", state="acknowledged")
    unseen = ("Facebook @oakhill: comments were not read",)
    return dsl.report(safeguarding(new, unsure, closed, out_of_hours="Duty 01632 960100", unseen=unseen))


def rows(workbook: bytes) -> Iterator[str]:
    """Every row of every sheet that holds something, its cells between bars."""
    for sheet in openpyxl.load_workbook(BytesIO(workbook)):
        yield f"== {sheet.title}"
        for row in sheet.iter_rows(values_only=True):
            if any(value is not None for value in row):
                yield " | ".join(_cell(value) for value in row).rstrip(" |")


def _cell(value: Any) -> str:
    return "" if value is None else str(value).replace("\n", " / ")


def made(name: str) -> str:
    if name.startswith("worklist"):
        files = worklist.report(worked_on())
        page, book = files["worklist-thistledown.html"], files["worklist-thistledown.xlsx"]
    else:
        page, book = waiting()["oakhill.html"], waiting()["oakhill.xlsx"]
    return outline(page).text if name.endswith("-page") else "\n".join(rows(book))


@pytest.mark.parametrize("name", ["worklist-page", "worklist-rows", "safeguarding-page", "safeguarding-rows"])
def test_reads_as_it_did(name: str) -> None:
    """A changed word is a decision: look at the difference, then set UPDATE_SNAPSHOTS=1 and run again."""
    kept, text = SNAPSHOTS / f"{name}.txt", made(name) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")
