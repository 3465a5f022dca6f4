"""A pupil who must not be published at all, shown or named anywhere.

## Why it matters
For some children a picture or a name is a danger: it tells somebody where they are. The register marks them, and says
no reason; neither does this tool, which stores, shows and asks for none. Whatever families have consented to, nothing
of such a child may stand on an official account (com01 4.1).

## Flagged
- A marked pupil whom the photo log places in a published photo or video, by name or by form.
- A marked pupil named in a post, an alt text, a comment, or in what can be read in a picture, in whatever way, whatever
  a policy allows, and from `possible` on: what would be only possible for any other child is likely here, so that a
  person always looks.
- One finding for each place and child. It goes to the safeguarding lead alone. Everywhere else the child is treated as
  any other, so that nothing a colleague sees tells who is marked: an ordinary breach stays an ordinary finding.

## Not flagged
- Marked pupils whom neither the log nor any text gives away. A picture of which the log does not say who is shown is
  not assessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from checks._photo_log import SUBJECT, LoggedPictures, logged_pictures
from checks._rows import Rows
from checks._texts import texts_of
from checks.base import CONFIDENCES, NOT_ASSESSED, PASS, Evidence, Judgement, check, judge

_FINDING: Final = (*SUBJECT, "pupil_ids", "start", "end", "matched_text", "confidence", "detail")
_TEXTS: Final = ("matched_text", "confidence", "because")


class _Place(NamedTuple):
    """A marked pupil, or several of one name, in one subject."""

    subject: tuple[str, str, str]
    pupil_ids: tuple[str, ...]
    start: int | None
    end: int | None
    matched_text: str
    confidence: str
    detail: str


@check(
    title="Child who must not be published",
    subject={"image", "post", "alt", "comment"},
    severity="today",
    needs={"posts", "pupils"},
    uses={"media", "photo_log", "comments", "mentions"},
    remedy="Have it removed at the school's request, as any other post, without giving a reason.",
    route="dsl",
)
def never_publish_child(evidence: Evidence) -> Judgement:
    """Look for the marked pupils in every picture and every text (com01 4.1, fourth bullet)."""
    pictures = logged_pictures(evidence)
    unsaid = dict.fromkeys(texts_of(evidence).units.tuples(*SUBJECT), "")
    for unit in pictures.units:
        unsaid.setdefault(unit.subject, pictures.unsaid(unit))
    for subject in evidence.rows("mentions", SUBJECT):  # whatever names anybody, the text inside of pictures too
        unsaid.setdefault(subject, "")
    marks = evidence.rows("pupils", ["pupil_id"], others=["never_publish"])
    marked = {pupil_id for pupil_id, mark in marks if mark == 1}  # neither is None, nor NaN
    places = [*_named(evidence, marked), *_shown(pictures, marked)]
    best: dict[tuple[object, ...], _Place] = {}
    for place in sorted(places, key=lambda place: CONFIDENCES.index(place.confidence)):
        best.setdefault((place.subject, place.pupil_ids), place)
    rows = [(*place.subject, *place[1:]) for place in best.values()]
    outcomes = [NOT_ASSESSED if why else PASS for why in unsaid.values()]
    units = Rows.of(SUBJECT, unsaid).replaced(outcome=outcomes, reason=list(unsaid.values()))
    return judge(units, Rows.of(_FINDING, rows))


def _shown(pictures: LoggedPictures, marked: set[str]) -> Iterator[_Place]:
    for one in pictures.shown():
        if one.pupil_id in marked:
            detail = "The photo log names this pupil's form" if one.by_form else "The photo log names this pupil"
            yield _Place(one.unit.subject, (one.pupil_id,), None, None, "", _raised(one.confidence), detail)


def _named(evidence: Evidence, marked: set[str]) -> Iterator[_Place]:
    """Yield the mentions of marked pupils; the others of the same name are left out."""
    others = ["start", "end", "pupil_ids"]
    for kind, name, account, *said, start, end, pupil_ids in evidence.rows(
        "mentions", [*SUBJECT, *_TEXTS], others=others
    ):
        theirs = tuple(pupil for pupil in pupil_ids if pupil in marked)
        if theirs:
            matched, confidence, because = said
            start, end = (None, None) if kind == "image" else (start, end)  # a picture has no words to point into
            detail = because[:1].upper() + because[1:]
            yield _Place((kind, name, account), theirs, start, end, matched, _raised(confidence), detail)


def _raised(confidence: str) -> str:
    """Return likely for possible: of these children a person always looks."""
    return "likely" if confidence == "possible" else confidence
