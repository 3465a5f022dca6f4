"""Reading a sheet that came back: good rows go into the school's photo log, bad ones are named, none is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from config.models import School
from config.refusal import Place, RefusalError
from config.tables import Table, read_table, refuse_absent
from pipeline.locks import store_lock
from pipeline.photo_log.answers import AnswerError, Key, LogEntry, read_answer, read_key
from pipeline.photo_log.pictures import SchoolPictures, load_pictures, published
from pipeline.photo_log.register_file import Row, add_rows
from pipeline.school_registers import TrustFiles
from pipeline.workspace import Workspace, chosen_schools, open_workspace
from reports.photo_log import FORM, HEADINGS, KEY, MORE, PUPIL, WHO
from reports.wording import listed, plural

Answer = frozenset[LogEntry]


@dataclass(slots=True)
class ReadBack:
    """What became of the rows of a sheet."""

    logged: int = 0
    """Pictures that are in the photo log now, each copy counted."""
    already: int = 0
    """Rows that the photo log said already."""
    unanswered: int = 0
    faults: list[str] = field(default_factory=list)
    """Rows that could not be used, by number, and what to do."""
    files: list[Path] = field(default_factory=list)
    """Photo logs that were written, each followed by the copy of what it was."""

    @property
    def in_vain(self) -> bool:
        """Whether there were answers, and none of them could be taken."""
        return bool(self.faults) and not (self.logged or self.already)

    @property
    def lines(self) -> list[str]:
        """Say it to a person."""
        told = [f"{plural(self.logged, 'picture')} logged"]
        told += [f"{plural(self.already, 'row')} logged before"] if self.already else []
        told += [f"{plural(self.unanswered, 'row')} without an answer"] if self.unanswered else []
        told += [f"{plural(len(self.faults), 'row')} to look at again"] if self.faults else []
        return [", ".join(told), *map(str, self.files)]


def read_back(root: Path, file: Path, *, as_of: datetime, schools: Collection[str] | None = None) -> ReadBack:
    """Put the answers of a sheet into the photo logs of its schools; one that is read twice adds nothing.

    schools: those that it may be of. RefusalError where the file is no such sheet, is of another school, a school has
    no photo log, or one cannot be written.
    """
    with open_workspace(root) as space, store_lock(root, timeout=10):
        sheet = _Sheet(space, _table(file), as_of)
        if schools:
            sheet.refuse_others(chosen_schools(space.trust, schools))
        for school, new in sheet.rows():
            path = school.registers.photo_log
            if path is not None:  # a school without one was refused
                copy = add_rows(path, new, as_of)
                sheet.found.files += [path, copy] if copy else [path]
    return sheet.found


def _table(file: Path) -> Table:
    """Return the rows of a sheet; RefusalError where it is another table, or has lost a column."""
    refuse_absent(file)
    table = read_table(file, required=(), optional=HEADINGS)
    if not table.present & {WHO, KEY}:
        raise RefusalError(
            "this is no photo-log sheet: hand over one that 'social-audit photo-log' wrote", place=Place(file)
        )
    if missing := [f'"{name}"' for name in HEADINGS if name not in table.present]:
        raise RefusalError(
            f"the sheet has lost {listed(missing)}: put the headings back as they "
            "were written, or answer on a new sheet",
            place=Place(file),
        )
    return table


class _Sheet:
    """The rows of one sheet, held against the pictures of their schools as they are now."""

    def __init__(self, space: Workspace, table: Table, as_of: datetime) -> None:
        self.found = ReadBack()
        self._space, self._table, self._as_of = space, table, as_of
        self._schools = {account.key: school for school in space.trust.schools for account in school.accounts}
        self._files = TrustFiles(space.trust)
        self._pictures: dict[str, SchoolPictures] = {}
        self._public: dict[str, frozenset[Key]] = {}
        self._answered: dict[Key, Answer] = {}

    def refuse_others(self, schools: Collection[School]) -> None:
        """Refuse the sheet where a row is of another school than these, before anything of it is written."""
        at = HEADINGS.index(KEY)
        for row in self._table.rows:
            try:
                school = self._schools.get(read_key(row[at])[0].account)
            except AnswerError:
                continue  # told of with its row
            if school and school not in schools:
                asked = listed([one.name for one in schools])
                raise RefusalError(
                    f"the sheet is of {school.name}, and --school names {asked}: hand over the sheet of that school, "
                    "or leave out --school",
                    place=Place(self._table.file),
                )

    def rows(self) -> list[tuple[School, list[Row]]]:
        """Return the rows to add, by school, in the order of the sheet."""
        new: dict[str, list[Row]] = defaultdict(list)
        for number, row in zip(self._table.lines, self._table.rows, strict=True):
            cells = dict(zip(HEADINGS, row, strict=True))
            if not any(cells[name].strip() for name in (WHO, FORM, *PUPIL, MORE)):
                self.found.unanswered += 1
                continue
            try:
                school, added = self._row(cells)
                new[school.id] += added
            except AnswerError as error:
                self.found.faults.append(f"{Place(self._table.file, number)}: {error}")
        return [(school, new[school.id]) for school in self._space.trust.schools if new[school.id]]

    def _row(self, cells: Mapping[str, str]) -> tuple[School, list[Row]]:
        """Return the rows of the photo log that one answered row makes; AnswerError where it cannot be used."""
        keys = read_key(cells[KEY])
        school = self._schools.get(keys[0].account)
        if school is None or any(self._schools.get(key.account) is not school for key in keys):
            raise AnswerError("its picture is of an account that trust.yaml does not name: answer on a new sheet")
        pictures = self._of(school)
        answer = read_answer(cells, pictures.people)
        public = [key for key in keys if key in self._public[school.id]]
        if not public:
            raise AnswerError("its picture is no longer public, so there is nothing to log")
        open_ones = [key for key in public if key in pictures.unlogged and key not in self._answered]
        if any(self._said(pictures, key) != answer for key in public if key not in open_ones):
            raise AnswerError(
                "its picture was logged meanwhile, and not as this row says: correct the photo log itself"
            )
        self._answered |= dict.fromkeys(open_ones, answer)
        self.found.logged += len(open_ones)
        self.found.already += not open_ones
        return school, [row for key in open_ones for row in _log_rows(school, key, answer, pictures.shared)]

    def _said(self, pictures: SchoolPictures, key: Key) -> Answer:
        return self._answered.get(key) or pictures.logged(key)

    def _of(self, school: School) -> SchoolPictures:
        if school.id not in self._pictures:
            found = load_pictures(self._space, school, self._files, self._as_of)
            self._pictures[school.id] = found
            self._public[school.id] = frozenset(published(found.evidence))
        return self._pictures[school.id]


def _log_rows(school: School, key: Key, answer: Answer, shared: Container[str]) -> Iterator[Row]:
    """Yield the rows of the photo log for one picture; `shared`: ids of posts that several accounts have."""
    account = next((one for one in school.accounts if one.key == key.account and key.post_id in shared), None)
    where = {"platform": account.platform, "account": account.handle} if account else {}
    for entry in sorted(answer):
        yield {"school": school.id, "post_id": key.post_id, "media_id": key.media_id, **entry._asdict(), **where}
