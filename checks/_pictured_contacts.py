"""Contacts written inside pictures: what was read of a poster or slide, and what of it a misread digit explains."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from rapidfuzz.distance import DamerauLevenshtein

from checks._film import film_unit
from checks._rows import Rows, joined
from checks.base import NOT_ASSESSED, PASS, UNIT_COLUMNS, Evidence, Judgement, School, judge, subject_of
from checks.contacts._phones import numbers

_READ: Final = "read"
_MISREAD: Final = 2
"""Signs of a number or address that a reader of pictures may take for others."""
_LESS_SURE: Final = {"certain": "likely", "likely": "likely", "possible": "possible"}
"""What is read in a picture is never as sure as what is written."""


def judge_pictured(evidence: Evidence, faults: Callable[[str], Iterable[Mapping[str, Any]]]) -> Judgement:
    """Ask `faults` of the text of each picture; one whose text was not read is not assessed, and says why.

    The school's own contacts, misread by a sign or two, are no findings.
    """
    own = _own(evidence.school)
    columns = ["account", "post_id", "media_id", "type", "state", "reason", "text", "text_state"]
    units: list[tuple[str, ...]] = []
    findings: list[dict[str, Any]] = []
    for account, post, media, kind, state, reason, text, text_state in evidence.rows("pictures", columns):
        why = reason if state != "examined" else "" if text_state == _READ else text_state
        unit = ("image", subject_of("image", post, media), account)
        units.append((*unit, NOT_ASSESSED if why else PASS, why))
        if kind == "video" and not why:
            units.append(film_unit(*unit[1:]))
        subject = dict(zip(UNIT_COLUMNS[:3], unit, strict=True))
        read = faults(text) if text else ()
        where = "inside the cover of the video" if kind == "video" else "inside the picture"
        findings += [{**subject, **_as_read(one, where)} for one in read if not _is_misread(one["matched_text"], own)]
    frame = Rows.of(UNIT_COLUMNS, units)
    return judge(frame, Rows.named(findings))


def _as_read(fault: Mapping[str, Any], where: str) -> dict[str, Any]:
    told = {name: value for name, value in fault.items() if name not in {"start", "end"}}
    return {**told, "confidence": _LESS_SURE[fault["confidence"]], "detail": f"{fault['detail']}, {where}"}


def _own(school: School) -> list[str]:
    phones = (number for phone in school.phones for number in numbers(phone))
    return [_signs(contact) for contact in (*phones, *school.emails, school.postcode) if contact]


def _is_misread(found: str, own: Iterable[str]) -> bool:
    given = _signs(found)
    return any(DamerauLevenshtein.distance(given, one, score_cutoff=_MISREAD) <= _MISREAD for one in own)


def _signs(contact: str) -> str:
    """Return a contact without gaps and signs, a British number as dialled at home."""
    plain = re.sub(r"[\W_]+", "", contact.casefold())
    return re.sub(r"^44(?:0)?(?=\d{9,10}$)", "0", plain)


def together(*judgements: Judgement) -> Judgement:
    """Put judgements of different subjects together as one."""
    units = joined([one.judged for one in judgements])
    found = [
        dict(zip(one.found.names, row, strict=True)) for one in judgements for row in one.found.tuples(*one.found.names)
    ]
    return Judgement(units=units, findings=Rows.named(found))
