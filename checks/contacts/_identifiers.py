"""Numbers that name one person or car: National Insurance, NHS, pupil numbers, dates of birth, registration marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checks.contacts._spans import Contact

_GAP: Final = r"[ .\-\u00a0]?"
_INSURANCE: Final = re.compile(
    rf"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{_GAP}\d\d{_GAP}\d\d{_GAP}\d\d{_GAP}([A-D]?)(?!\w)",
    re.IGNORECASE,
)
_INSURANCE_CUE: Final = re.compile(r"\bnational insurance\b|\bn\.?i\.?\s*(?:no|num|number|#|:)|\bnino\b", re.IGNORECASE)
_NHS: Final = re.compile(r"(?<![\w£.+-])(\d{3})([ -]?)(\d{3})\2(\d{4})(?![\w-])")
_NHS_CUE: Final = re.compile(r"\bNHS\b", re.IGNORECASE)
_ABROAD: Final = re.compile(r"\+\d{1,3}[\s)]*(?:\(0\))?\s*$")
_UPN: Final = re.compile(
    r"(?<!\w)([A-HJ-NP-RT-Z])\s?(\d{3})[ -]?(\d{4})[ -]?(\d{2})[ -]?(\d{2})([\dA-HJ-NP-RT-Z])(?!\w)", re.IGNORECASE
)
_UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
_MONTHS: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DATE: Final = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s.,-]+{_MONTHS}[\s.,-]+(?P<y1>\d{{4}}|\d\d)|"
    rf"{_MONTHS}[\s.]+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})|"
    r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?P<y3>\d{4}|\d\d)|(?P<y4>\d{4})-\d\d-\d\d)(?!\w)"
)
_BIRTH: Final = re.compile(
    rf"(?P<sure>\bd\.?\s?o\.?\s?b\b\.?|\bdate of birth\b|\bbirth\s?date\b)[\s:=is-]{{0,6}}{_DATE}", re.IGNORECASE
)
_BORN: Final = re.compile(
    rf"\b(?:born|birthday)\b(?:\s+(?:on|is|was|the|in))*[\s:,-]{{1,3}}(?:the\s+)?{_DATE}", re.IGNORECASE
)
_YOUNG: Final = 19
"""Who was born longer ago is no pupil: dates of history and of the school's own past."""
_CURRENT: Final = re.compile(r"(?<!\w)[A-HJ-PR-Y]{2}[0-7]\d\s?[A-HJ-PR-Z]{3}(?!\w)", re.IGNORECASE)
_OLDER: Final = re.compile(
    r"(?<!\w)(?:[A-HJ-NPR-TV-Y]\d{1,3}\s?[A-HJ-PR-Z]{3}|[A-HJ-PR-Z]{3}\s?\d{1,3}[A-HJ-NPR-TV-Y]|"
    r"[A-Z]{1,3}\s?\d{1,4}|\d{1,4}\s?[A-Z]{1,3})(?!\w)"
)
_CAR: Final = re.compile(
    r"\b(?:reg|reg(?:istration)?|number\s?plate|plate|vehicle|car|van|taxi|minibus|parked|driver|driving|"
    r"audi|bmw|citro[eë]n|corsa|fiat|fiesta|focus|ford|golf|honda|kia|mini|nissan|peugeot|renault|seat|"
    r"skoda|tesla|toyota|vauxhall|volvo|vw|mercedes|range rover|land rover|headlights|lights on)\b",
    re.IGNORECASE,
)
_PLATE: Final = re.compile(
    r"\b(?:reg|registration|number\s?plate|licence plate|plate)\b(?:\s+(?:no|num|number|mark))?\.?"
    r"[\s:=\"'“(]*(?:is|of|was)?\s*[\"'“(]?$",
    re.IGNORECASE,
)
_VEHICLE: Final = re.compile(r"\b(?:vehicle|car|van|taxi)\b[\w\s,']{0,20}$", re.IGNORECASE)


def find_identifiers(text: str, year: int) -> Iterator[Contact]:
    """Yield the numbers of persons and cars in a text; `year` is the present one."""
    yield from _insurance(text)
    yield from _upns(text)
    yield from _nhs(text)
    yield from _births(text, year)
    yield from _cars(text)


def _insurance(text: str) -> Iterator[Contact]:
    for found in _INSURANCE.finditer(text):
        cued = _before(_INSURANCE_CUE, text, found.start())
        if cued or (found[1] and found[0].isupper()):
            yield Contact(found.start(), found.end(), "national_insurance", "certain" if cued else "likely")


def _nhs(text: str) -> Iterator[Contact]:
    for found in _NHS.finditer(text):
        digits, cued = found[1] + found[3] + found[4], _before(_NHS_CUE, text, found.start())
        alone = found[2] and digits[0] != "0" and not _before(_ABROAD, text, found.start())
        if _nhs_checks(digits) and (cued or alone):
            yield Contact(found.start(), found.end(), "nhs_number", "certain" if cued else "possible")


def _nhs_checks(digits: str) -> bool:
    """Say whether the last of ten digits is the check digit of the others (modulus 11)."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return rest != 10 and rest % 11 == int(digits[9]) and len(set(digits)) > 1


def _upns(text: str) -> Iterator[Contact]:
    for found in _UPN.finditer(text):
        digits, last = found[2] + found[3] + found[4] + found[5], found[6].upper()
        if upn_letter(digits + last) == found[1].upper():
            yield Contact(found.start(), found.end(), "upn", "certain")


def upn_letter(behind: str) -> str:
    """Return the check letter of the twelve characters behind it; the last may be a letter (temporary numbers)."""
    values = [int(sign) if sign.isdecimal() else _UPN_LETTERS.index(sign) for sign in behind]
    return _UPN_LETTERS[sum(value * weight for value, weight in zip(values, range(2, 14), strict=True)) % 23]


def _births(text: str, year: int) -> Iterator[Contact]:
    for found in _BIRTH.finditer(text):
        yield Contact(found.start(), found.end(), "date_of_birth", "certain")
    for found in _BORN.finditer(text):
        if 0 <= year - _year(found, year) <= _YOUNG:
            yield Contact(found.start(), found.end(), "date_of_birth", "likely")


def _year(found: re.Match[str], year: int) -> int:
    given = next(value for name in ("y1", "y2", "y3", "y4") if (value := found[name]))
    if len(given) == 4:
        return int(given)
    century = year // 100 * 100
    return century + int(given) - (100 if int(given) > year % 100 else 0)


def _cars(text: str) -> Iterator[Contact]:
    for found in _CURRENT.finditer(text):
        near = found[0].isupper() and _CAR.search(text[max(0, found.start() - 60) : found.end() + 40])
        if near or _before(_PLATE, text, found.start()):
            yield Contact(found.start(), found.end(), "car_registration", "likely")
    for found in _OLDER.finditer(text):
        if _before(_PLATE, text, found.start()) or (_is_long(found[0]) and _before(_VEHICLE, text, found.start())):
            yield Contact(found.start(), found.end(), "car_registration", "likely")


def _is_long(mark: str) -> bool:
    """Say whether a mark is of the forms with three letters and a year letter, which nothing else is spelled like."""
    return bool(re.fullmatch(r"[A-Z]\d{1,3}\s?[A-Z]{3}|[A-Z]{3}\s?\d{1,3}[A-Z]", mark))


def _before(cue: re.Pattern[str], text: str, start: int) -> bool:
    return bool(cue.search(text[max(0, start - 40) : start]))
