"""Sheets that ask who is in which picture: one a school, of what nobody has logged, one row for all its copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from checks._frames import local, tuples
from config.models import School, Trust
from config.refusal import RefusalError
from pipeline.inventory_copies import number_copies
from pipeline.photo_log.answers import Key, written_key
from pipeline.photo_log.pictures import SchoolPictures, load_pictures
from pipeline.private_files import write_private
from pipeline.progress import Progress
from pipeline.school_registers import TrustFiles
from pipeline.shown import labels_of
from pipeline.thumbnails import thumbnail
from pipeline.workspace import Workspace, chosen_schools, open_workspace
from reports.links import web_link
from reports.photo_log import PhotoLogRow, PhotoLogSheet
from reports.photo_log_sheet import offered, photo_log_workbook
from reports.wording import day, plural

FOLDER: Final = "photo-log"
"""In the workspace, where nothing else is said: readable by the owner alone."""
MOST: Final = 300
"""Rows of a sheet where nothing else is said: as many as a person answers in an hour or two."""
MOST_COPIES: Final = 10
"""Named beside one picture; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What became of the sheet of one school."""

    school: School
    file: Path | None
    """None = nothing is to be asked, or the sheet could not be made."""
    published: int = 0
    """Public pictures that were read."""
    rows: int = 0
    left: int = 0
    unclear: int = 0
    refused: str = ""
    """Why there is no sheet, one sentence."""

    @property
    def line(self) -> str:
        """Say it to a person."""
        if self.refused:
            return self.refused
        if not self.published:
            return f"{self.school.name}: no public picture has been read yet; 'social-audit pull' reads them"
        asked = f"{plural(self.rows, 'picture')} on the sheet" if self.rows else "every picture is in the photo log"
        left = f", {self.left:,} more for the next one" if self.left else ""
        unclear = f"; {plural(self.unclear, 'picture')} in the log with a class that no pupil is in: correct it there"
        return f"{self.school.name}: {asked}{left}{unclear if self.unclear else ''}"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked of every sheet."""

    as_of: datetime
    most: int
    """Rows; the other pictures are left for the next one."""
    newest_first: bool
    folder: Path
    progress: Progress | None


class _Published(NamedTuple):
    """One public picture as the sheet needs it."""

    key: Key
    kind: str
    posted: int
    """Microseconds since 1970 (UTC)."""
    sha256: str
    phash: str
    copy: str


def prepare(
    root: Path,
    *,
    as_of: datetime,
    schools: Collection[str] | None = None,
    most: int = MOST,
    newest_first: bool = True,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> list[Prepared]:
    """Write photo-log-<school>-<day>.xlsx of each school; a file that is there is never written over.

    RefusalError where not one school's sheet can be made.
    """
    made: list[Prepared] = []
    wanted = _Wanted(as_of, most, newest_first, folder or root / FOLDER, progress)
    with open_workspace(root) as space:
        files = TrustFiles(space.trust)
        for school in chosen_schools(space.trust, schools):
            try:
                pictures = load_pictures(space, school, files, as_of)
            except RefusalError as refusal:
                made.append(Prepared(school, None, refused=str(refusal)))
                continue
            made.append(_one(space, school, pictures, wanted))
    if all(one.refused for one in made):
        raise RefusalError(made[0].refused)
    return made


def _one(space: Workspace, school: School, pictures: SchoolPictures, wanted: _Wanted) -> Prepared:
    groups, published = _groups(pictures, newest_first=wanted.newest_first), len(pictures.evidence.media)
    if not groups:
        return Prepared(school, None, published, unclear=pictures.unclear)
    shown = groups[: wanted.most]
    sheet = PhotoLogSheet(
        trust=space.trust.name,
        school=school.name,
        as_of=wanted.as_of.astimezone(ZoneInfo(space.trust.timezone)),
        rows=tuple(_rows(space.trust, school, pictures, shown, wanted.progress)),
        left=len(groups) - len(shown),
        newest_first=wanted.newest_first,
        pupils=pictures.people.labels,
        forms=pictures.people.forms,
        names_sought=pictures.names_sought,
    )
    file = _fresh(wanted.folder, f"photo-log-{school.id}-{sheet.as_of.date().isoformat()}")
    write_private(file, photo_log_workbook(sheet))
    return Prepared(school, file, published, len(shown), sheet.left, pictures.unclear)


def _groups(pictures: SchoolPictures, *, newest_first: bool) -> list[tuple[list[_Published], list[_Published]]]:
    """Return the pictures to ask about, each with its copies that nobody has logged and those that somebody has.

    In the order in which they are asked, by the newest of the copies that are not logged.
    """
    columns = ["account", "post_id", "media_id", "type", "sha256", "phash", "copy"]
    rows = sorted(tuples(pictures.evidence.media, columns, ["created_at"]), key=lambda row: (row[-1] or 0, row[:3]))
    known = [_Published(Key(*row[:3]), row[3], row[7] or 0, *row[4:7]) for row in rows]
    same: dict[int, tuple[list[_Published], list[_Published]]] = defaultdict(lambda: ([], []))
    # two films may have one cover: who is in one is not known to be in the other
    files = [("", "") if one.kind == "video" else (one.sha256, one.phash) for one in known]
    for one, number in zip(known, number_copies(files), strict=True):
        same[number][one.key not in pictures.unlogged].append(one)
    asked = [group for group in same.values() if group[0]]
    return sorted(asked, key=lambda group: group[0][-1].posted, reverse=newest_first)


def _rows(
    trust: Trust,
    school: School,
    pictures: SchoolPictures,
    groups: Sequence[tuple[list[_Published], list[_Published]]],
    progress: Progress | None,
) -> Iterator[PhotoLogRow]:
    labels = labels_of(school)
    named = tuples(pictures.evidence.posts, ["account", "post_id", "text", "permalink"])
    posts = {(account, post): (text, link) for account, post, text, link in named}
    now = pictures.evidence.as_of.astimezone(ZoneInfo(trust.timezone))
    for number, (asked, logged) in enumerate(groups):
        if progress:
            progress(f"drawing the sheet of {school.id}", number, len(groups))
        newest = asked[-1]
        text, link = posts.get(newest.key[:2], ("", ""))
        posted = local(newest.posted, trust.timezone) if newest.posted else None
        drawn = (thumbnail(trust.root / one.copy) for one in (*asked[::-1], *logged) if one.copy)
        yield PhotoLogRow(
            thumbnail=next((small for small in drawn if small), None),
            kind=newest.kind,
            posted_at=posted,
            days=(now.date() - posted.date()).days if posted else None,
            place=labels[newest.key.account],
            caption=text,
            link=link,
            copies=tuple(_elsewhere([*asked[-2::-1], *logged], labels, posts, trust.timezone)),
            suggested=tuple(_suggested(pictures, asked, logged)),
            key=written_key([one.key for one in asked]),
        )


def _elsewhere(
    others: Sequence[_Published], labels: Mapping[str, str], posts: Mapping[Any, tuple[str, str]], timezone: str
) -> Iterator[str]:
    for one in others[:MOST_COPIES]:
        when = day(local(one.posted, timezone)) if one.posted else ""
        link = web_link(posts.get(one.key[:2], ("", ""))[1])
        yield ", ".join(part for part in (labels[one.key.account], when, link) if part)
    if len(others) > MOST_COPIES:
        yield f"and {plural(len(others) - MOST_COPIES, 'more place')}"


def _suggested(pictures: SchoolPictures, asked: Sequence[_Published], logged: Sequence[_Published]) -> Iterator[str]:
    """Yield the pupils who may be in a picture, each with why: logged in a copy of it, or named beside it."""
    found: dict[str, str] = {}
    for one in logged:
        found |= {entry.pupil_id: "logged in a copy" for entry in pictures.logged(one.key) if entry.pupil_id}
    for one in (*asked, *logged):
        for pupil_id, where in pictures.named.get(one.key, {}).items():
            found.setdefault(pupil_id, where)
    for pupil_id, why in found.items():
        if label := pictures.people.label(pupil_id):
            yield f"{offered(label)}: {why}"


def _fresh(folder: Path, name: str) -> Path:
    """Return a file that is not there yet, in a folder that is made where it is not: answers are never written over."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise RefusalError(f"the folder {folder} cannot be made ({fault.strerror}): name another one") from None
    number, file = 1, folder / f"{name}.xlsx"
    while file.exists():
        number += 1
        file = folder / f"{name}-{number}.xlsx"
    return file
