"""What goes out by mail: for each role one short message with counts, never a child, a quoted text or a worklist."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reports import html
from reports.base import RunView, School
from reports.choose import take_down, to_do
from reports.figures import movement, seen
from reports.shown import things
from reports.sight import sight
from reports.verdict import verdict
from reports.wording import day, listed, number, plural, printable, sentence

_WORKLIST: Final = "The worklist holds children's names, so it is never attached: open it where it lies."


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One mail for everybody of a role, before it is addressed."""

    role: str
    school: str
    """Id; blank = the whole trust."""
    subject: str
    opening: str
    """What a mail program shows beside the subject: counts and nothing else."""
    lines: tuple[str, ...]
    page: str
    """The file to open, of the report's folder."""
    attached: tuple[str, ...]
    """Files of the report's folder that may be attached."""


def messages(view: RunView, names: Collection[str]) -> Iterator[Message]:
    """Yield what each role is to be told of a run; `names`: the files of its report."""
    for school in view.schools:
        yield _for_slt(view, school, names)
        yield _for_comms(view, school)
    yield _for_trust(view, names)
    page = next((name for name in sorted(names) if name.startswith("governors") and name.endswith(".html")), "")
    if page:
        yield _for_governors(view, page, names)


def _for_slt(view: RunView, school: School, names: Collection[str]) -> Message:
    return Message(
        role="slt",
        school=school.id,
        subject=f"Social media audit of {one_line(school.name)}, {day(view.as_of)}",
        opening=verdict(school).sentence,
        lines=(*_moved(view, school), *_seen(school)),
        page=f"slt-{school.id}.html",
        attached=_there(names, f"slt-{school.id}.pdf"),
    )


def _for_comms(view: RunView, school: School) -> Message:
    waits, urgent = things(to_do(school)).total(), things(take_down(school)).total()
    opening = f"{plural(waits, 'thing')} to do, {number(urgent)} of them today."
    if not waits:
        opening = "Nothing to do in what was read." if school.posts_judged else "No post of this school has been read."
    return Message(
        role="comms",
        school=school.id,
        subject=f"Worklist of {one_line(school.name)}, {day(view.as_of)}",
        opening=opening,
        lines=(*_moved(view, school), *_seen(school), _WORKLIST),
        page=f"worklist-{school.id}.html",
        attached=(),
    )


def _for_trust(view: RunView, names: Collection[str]) -> Message:
    urgent = sum(bool(take_down(school)) for school in view.schools)
    whole = sum(sight(school).whole for school in view.schools)
    schools = plural(len(view.schools), "school")
    lines = [
        f"{whole} of {schools} could be seen in full.",
        *(f"{one_line(school.name)}: {verdict(school).sentence}" for school in view.schools),
        *(f"Could not be done: {sentence(fault)}" for fault in view.faults),
    ]
    return Message(
        role="trust",
        school="",
        subject=f"Social media audit of {one_line(view.trust)}, {day(view.as_of)}",
        opening=f"{urgent} of {schools} must act today." if urgent else f"Nobody of {schools} must act today.",
        lines=tuple(lines),
        page="index.html",
        attached=_there(names, "comparison.pdf"),
    )


def _for_governors(view: RunView, page: str, names: Collection[str]) -> Message:
    return Message(
        role="governors",
        school="",
        subject=f"Social media of {one_line(view.trust)}: governors' page, {day(view.as_of)}",
        opening=f"The governors' page of {day(view.as_of)} is ready.",
        lines=("It shows counts, rates and trends; no child, post or commenter can be told from it.",),
        page=page,
        attached=_there(names, page.replace(".html", ".pdf")),
    )


def _moved(view: RunView, school: School) -> tuple[str, ...]:
    """Say what is new since the last report; of a school of which nothing was read, nothing."""
    if not school.posts_judged:
        return ()
    moved = movement(view, school)
    came = (
        f"{number(moved.new)} new" if moved.new else "",
        f"{number(moved.returned)} came back" if moved.returned else "",
        f"{number(moved.again)} counted again" if moved.again else "",
    )
    since = f"Since {day(view.previous)}: " if view.previous else ""
    mended = f"{number(moved.fixed)} put right" if moved.fixed else ""
    accepted = f"{number(moved.accepted)} accepted" if moved.accepted else ""
    if not any(came):
        ended = listed(filter(None, (mended, accepted)))
        return (sentence(f"{since}nothing new was found" + (f", {ended}" if ended else "")),)
    return (sentence(f"{since}{listed(filter(None, (*came, mended, accepted)))}"),)


def _seen(school: School) -> tuple[str, ...]:
    """Say that the audit ran and what it saw, also where it found nothing."""
    comments = seen(school.accounts).comments.ours
    return f"The audit judged {plural(school.posts_judged, 'post')} and {plural(comments, 'comment')}.", sight(
        school
    ).sentence


def _there(names: Collection[str], *wanted: str) -> tuple[str, ...]:
    return tuple(name for name in wanted if name in names)


def safeguarding(waiting: Mapping[str, tuple[int, int]]) -> Message:
    """Return the mail to a safeguarding lead: school name -> (new items, items that wait); a count and nothing else."""
    new, total = (sum(counts[place] for counts in waiting.values()) for place in (0, 1))
    verb = "waits" if new == 1 else "wait"
    opening = f"{'One new item' if new == 1 else f'{number(new)} new items'} {verb} for you in the safeguarding folder."
    where = f"For {listed(one_line(name) for name, counts in waiting.items() if counts[0])}."
    lines = (where, *((f"{number(total)} wait in all.",) if total > new else ()))
    told = "This mail says no more on purpose. If you think that a child may be in danger now, call 999."
    subject = f"{'An item waits' if new == 1 else 'Items wait'} for you in the safeguarding folder"
    return Message(role="dsl", school="", subject=subject, opening=opening, lines=(*lines, told), page="", attached=())


def as_text(message: Message, place: str) -> str:
    """Return the plain part; `place`: where the page lies, an address or a file of the workspace."""
    return "\n\n".join(filter(None, (message.opening, *map(one_line, message.lines), _open(place)))) + "\n"


def as_html(message: Message, place: str) -> str:
    """Return the HTML part; every value is escaped, nothing is fetched from anywhere."""
    return html.page("mail.html", message=message, place=place, lines=message.lines).decode("utf-8")


def _open(place: str) -> str:
    return f"Open {place}" if place else ""


def one_line(text: str) -> str:
    """Make a name fit for a header: no line end, no control character, nothing that turns the direction of writing."""
    flat = " ".join(printable(re.sub(r"[\r\n\t\x0b\x0c\u2028\u2029\x85]+", " ", text)).split())
    return "".join(letter for letter in flat if unicodedata.category(letter) not in {"Cf", "Cc", "Cs"})[:200]
