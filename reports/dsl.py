"""The safeguarding lead's sheet of one school: <school>.html and <school>.xlsx, for the folder dsl/ and no other."""

from __future__ import annotations

from typing import Final

from reports import dsl_sheet, html
from reports.dsl_rows import rows_of
from reports.dsl_view import DslView
from reports.wording import plural

HELPLINES: Final = (
    ("A child is in danger now", "999, at any hour"),
    (
        "A child may be at risk",
        "the local authority's children's services; out of hours their emergency duty team",
    ),
    ("Advice, at any hour", "NSPCC Helpline 0808 800 5000"),
    ("Somebody seeks contact with a child online", "CEOP: www.ceop.police.uk/Safety-Centre"),
)
"""When, and whom to call: national lines; the trust's own stands above them where trust.yaml names it."""


def report(view: DslView) -> dict[str, bytes]:
    """Return `<school>.html` and `<school>.xlsx`; both say that nothing waits when nothing does."""
    rows = tuple(rows_of(view))
    waiting = tuple(row for row in rows if row.item.state in {"new", "acknowledged"})
    unsure = tuple(row for row in waiting if row.item.confidence == "possible")
    ended = tuple(row for row in rows if row not in waiting)
    page = html.page(
        "dsl.html",
        view=view,
        waiting=[row for row in waiting if row not in unsure],
        unsure=unsure,
        ended=ended,
        opening=opening(view),
        helplines=helplines(view),
    )
    return {f"{view.school}.html": page, f"{view.school}.xlsx": dsl_sheet.workbook(view, opening(view), rows)}


def opening(view: DslView) -> str:
    """Say how much waits: "2 items wait, 1 of them new."."""
    waiting = [item for item in view.items if item.state in {"new", "acknowledged"}]
    new = sum(item.state == "new" for item in waiting)
    if not waiting:
        return "Nothing waits, but not everything could be looked at." if view.unseen else "Nothing waits."
    verb = "waits" if len(waiting) == 1 else "wait"
    told = {0: "nobody has to be told anew", len(waiting): "new" if len(waiting) == 1 else "all of them new"}
    return f"{plural(len(waiting), 'item')} {verb}, {told.get(new, f'{new} of them new')}."


def helplines(view: DslView) -> tuple[tuple[str, str], ...]:
    """Return whom to call, the trust's own line first where it is known."""
    own = (("In the evening and at weekends, in this trust", view.out_of_hours),) if view.out_of_hours else ()
    return (HELPLINES[0], *own, *HELPLINES[1:])
