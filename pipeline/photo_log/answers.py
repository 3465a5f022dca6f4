"""One row of a sheet that came back, as rows of the photo log: whatever contradicts itself is refused, not guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import accumulate
from typing import Final, NamedTuple

from pipeline.photo_log.people import People
from reports.cells import LONGEST_CELL
from reports.photo_log import (
    ANSWERS,
    CLASS,
    FORM,
    HINTS,
    MORE,
    NOBODY,
    PUPIL,
    PUPILS,
    SUGGESTED,
    UNRECOGNISED,
    WHO,
)


class Key(NamedTuple):
    """One published picture."""

    account: str
    post_id: str
    media_id: str


class LogEntry(NamedTuple):
    """What one row of a photo log says of a picture."""

    pupil_id: str
    shows: str
    """pupil, form, no_pupils or not_identifiable."""
    form: str


class AnswerError(Exception):
    """An answer that cannot be taken; says why and what to do, never what was typed: it may be a child's name."""


_EMPTY: Final = {NOBODY: "no_pupils", UNRECOGNISED: "not_identifiable"}
_CHOICES: Final = ", ".join(f'"{answer}"' for answer in ANSWERS)


def written_key(pictures: list[Key]) -> str:
    """Return the key of a row: the pictures that it speaks of, as many of the last as a cell holds.

    A badge may stand hundreds of times; what is left out has its row on the next sheet.
    """
    parts = [json.dumps(list(picture), ensure_ascii=True) for picture in pictures]
    sizes = accumulate(len(part) + 2 for part in reversed(parts))
    fit = sum(size <= LONGEST_CELL for size in sizes)
    return f"[{', '.join(parts[-max(1, fit) :])}]"


def read_key(text: str) -> list[Key]:
    """Return the pictures of a row; AnswerError where its key was changed."""
    try:
        pictures = [Key(*picture) for picture in json.loads(text)]
    except (ValueError, TypeError, RecursionError):
        pictures = []
    if not pictures or not all(isinstance(part, str) for picture in pictures for part in picture):
        raise AnswerError("its key was changed, so it is not known which picture is meant: answer on a new sheet")
    return pictures


def read_answer(cells: Mapping[str, str], people: People) -> frozenset[LogEntry]:
    """Return what a row (HEADINGS -> cell) says of its picture; nothing where it was not answered.

    AnswerError where the answer is none that is offered, contradicts itself, or names nobody of the school.
    """
    said = " ".join(cells[WHO].split()).casefold()
    form, pupils = _form(cells, people), _pupils(cells, people)
    if said and said not in ANSWERS:
        raise AnswerError(f'the column "{WHO}" holds another word: choose {_CHOICES}')
    if said in _EMPTY:
        if form or pupils:
            raise AnswerError(f'it says "{said}", and names pupils or a class as well: empty the one or the other')
        return frozenset({LogEntry("", _EMPTY[said], "")})
    if form and said in {"", PUPILS, SUGGESTED} and (said or pupils):
        raise AnswerError(f'it names a class and pupils: choose "{CLASS}" where the class is in it, or empty the class')
    if said == CLASS and not form:
        raise AnswerError(f'it says "{CLASS}" and not which: choose one in the column "{FORM}"')
    if said == SUGGESTED:
        pupils |= _suggested(cells[HINTS], people)
    if said == PUPILS and not pupils:
        raise AnswerError(f'it says "{PUPILS}" and not which: choose them in the columns "{PUPIL[0]}" and on')
    entries = {LogEntry(pupil, "pupil", "") for pupil in pupils}
    return frozenset(entries | ({LogEntry("", "form", form)} if form else set()))


def _form(cells: Mapping[str, str], people: People) -> str:
    said = cells[FORM].strip()
    form = people.form(said)
    if said and not form:
        raise AnswerError(f'no pupil of the register is in the class of the column "{FORM}": choose one of its list')
    return form


def _pupils(cells: Mapping[str, str], people: People) -> set[str]:
    """Return the pupils of a row by id; AnswerError names the column that means nobody."""
    found: set[str] = set()
    for heading in (*PUPIL, MORE):
        said = cells[heading].strip()
        meant = people.find_all(said) if heading == MORE else [people.find(said)] if said else []
        if not all(meant):
            raise AnswerError(
                f'the column "{heading}" means no pupil of the school, or several: choose from its list, or type the id'
            )
        found |= set(meant)
    return found


def _suggested(lines: str, people: People) -> set[str]:
    found = {people.find(line.rpartition(": ")[0]) for line in lines.splitlines() if line.strip()}
    if not found or not all(found):
        raise AnswerError(
            f'it says "{SUGGESTED}", and none is suggested: choose them in the columns "{PUPIL[0]}" and on'
        )
    return found
