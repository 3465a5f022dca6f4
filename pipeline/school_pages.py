"""What the reports of a run hold of one school alone: its part of the view, its pages, its workbook and its PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import reports
from pipeline.desk import Desk
from pipeline.pdfs import Pdfs, make_pdfs
from pipeline.school_registers import SchoolFiles
from pipeline.school_view import Names, view_school
from pipeline.signed import last_signed
from pipeline.store.pupils import load_every_name, load_pupils
from pipeline.store.runs import Run
from reports import slt
from reports.base import RunView, School


@dataclass(frozen=True, slots=True)
class Pages:
    """What the reports hold of one school alone; it pickles."""

    school: School
    """As in the view, without its small pictures: they stand in its worklist alone, and are much to hand over."""
    files: Sequence[Mapping[str, bytes]]
    """What each of reports.OF_ONE_SCHOOL made of it."""
    pdfs: Pdfs


def make_pages(
    desk: Desk, school_id: str, own: SchoolFiles, view: RunView, last: Run, before: Run | None, printed: bool
) -> Pages:
    """Render what is one school's own of a run.

    `view`: of the run, without a school; `last` is the run that judged the school last, `before` the one that was
    reported last; `printed`: whether its two pages are printed too.
    """
    desk.files.take(school_id, own)
    school = see_school(desk, school_id, last, before, view)
    alone = replace(view, schools=(school,))
    pdfs = make_pdfs(slt.sheets(alone)) if printed else Pdfs({}, ())
    files = reports.render_school(replace(alone, pdfs=tuple(pdfs.files)))
    sample = school.sample and replace(
        school.sample, drawn=tuple(replace(one, thumbnail=None) for one in school.sample.drawn)
    )
    return Pages(replace(school, thumbnails={}, sample=sample), files, pdfs)


def see_school(desk: Desk, school_id: str, last: Run, before: Run | None, view: RunView) -> School:
    """Put together what the reports of a run say of one school; `last` and `before` as in `make_pages`."""
    plan, store, school = desk.plan, desk.store, desk.school(school_id)
    zone = ZoneInfo(plan.trust.timezone)
    with store.read() as connection:
        pupils = load_pupils(connection, school_id, zone)
        desk.files.mask_everybody(lambda: load_every_name(connection))
    masker = desk.files.masker(school, pupils, view.as_of)
    known = bool(len(pupils)) or desk.files.of(school, view.as_of).state("pupils") != "unreadable"
    seen = view_school(store, plan, school, last, before, Names(masker, pupils, known))
    with store.read() as connection:
        signed = last_signed(connection, plan.trust.root, school_id, zone, masker.mask)
    return replace(seen, signed=signed)
