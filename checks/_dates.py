"""Whether a text names a day, as people write days: numbers, months, weekdays, tomorrow, next Thursday."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = (
    r"(?:jan(?:uary)?|ionawr)", r"(?:feb(?:ruary)?|(?:ch|g)?[cg]?hwefror)", r"(?:mar(?:ch)?|[mf]awrth)",
    r"(?:apr(?:il)?|ebrill)", r"(?:may|[mf]ai)", r"(?:june?|[mf]ehefin)", r"(?:july?|g?orffennaf)",
    r"(?:aug(?:ust)?|awst)", r"(?:sept?(?:ember)?|[mf]edi)", r"(?:oct(?:ober)?|hydref)",
    r"(?:nov(?:ember)?|[td]achwedd)", r"(?:dec(?:ember)?|r?hagfyr)",
)  # fmt: skip
"""In English, and in Welsh with its mutations."""
_ORDINAL: Final = r"(?:st|nd|rd|th|af|ail|il|ydd|ed|fed|eg|ain)"
_JOINT: Final = r"\s*(?:-|–|,|&|\b(?:to|and|a|i)\b)\s*"
"""What stands between the days of an event that has several."""
_WEEKDAYS: Final = (
    r"mon(?:day)?", r"tue(?:s(?:day)?)?", r"wed(?:s|nesday)?", r"thu(?:rs?(?:day)?)?", r"fri(?:day)?", r"sat(?:urday)?",
    r"sun(?:day)?",
)  # fmt: skip
_COUNTS: Final = {
    "one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10,
}  # fmt: skip
_AHEAD: Final = re.compile(
    rf"\bin (?P<days>\d{{1,2}}|{'|'.join(_COUNTS)}) days?\b|\bin (?P<weeks>\d|{'|'.join(_COUNTS)}) weeks?\b|"
    r"\b(?P<fortnight>in a fortnight|fortnight today)\b|\b(?P<week>a week today|this time next week)\b|"
    rf"\b(?P<left>\d{{1,2}}|{'|'.join(_COUNTS)}) (?:more )?(?P<unit>day|sleep|week)s? (?:to go|left|until|till|away)\b",
    re.IGNORECASE,
)
_WEEK: Final = 7
_END: Final = r"(?![\w/]|[.-]\d)"


def names_day(text: str, day: date, said_on: date) -> bool:
    """Say whether a text that was written on one day names another.

    Known: 12 November (2026), 12th of Nov, November 12(th), 11, 12 and 13 November, 12 Tachwedd, 12/11(/2026),
    12.11(.26), 12-11-2026, 2026-11-12, Thursday 12th, the 12th, Thursday (when it is the coming one), this Thursday,
    next Thursday, Thursday next week, a week on Thursday, today, tonight, tomorrow, in 3 days, in two weeks, two days
    to go, a week today. A year that is named must be right.
    """
    return any(pattern.search(text) for pattern in _fixed(day, said_on)) or _relative(text, day, said_on)


def _fixed(day: date, said_on: date) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of a day's number, with its month, its year, or alone where it is near."""
    number, month = rf"0?{day.day}{_ORDINAL}?", _MONTHS[day.month - 1]
    year = rf"(?:{day.year}|'?{day.year % 100:02})"
    other_year = r"(?!,?\s*(?:19|20)\d\d)"
    others = rf"\d{{1,2}}{_ORDINAL}?"
    before, after = rf"(?:{others}{_JOINT}){{0,4}}", rf"(?:{_JOINT}(?:(?:{'|'.join(_WEEKDAYS)})\s+)?{others}){{0,4}}"
    yield _any_case(
        rf"(?<![\d/.:£-]){before}{number}{after}(?:\s+of?\b)?[\s,.-]*{month}\b(?:[\s,.-]+{year}\b|{other_year})"
    )
    yield _any_case(rf"\b{month}\.?\s+(?:the\s+)?{number}(?![\d:/])(?:,?\s+{year}\b|{other_year})")
    yield _any_case(rf"(?<![\d/.:£-])0?{day.day}\s?[/.-]\s?0?{day.month}\s?[/.-]\s?{year}{_END}")
    yield _any_case(rf"(?<![\d/.:£-])0?{day.day}/0?{day.month}{_END}")
    yield _any_case(rf"(?<![\d/.:£-])(?<!\bat )0?{day.day}\.{day.month:02}(?![\w:/]|\.\d|\s?[ap]m)")
    yield _any_case(rf"(?<!\d){day.year}[-/]{day.month:02}[-/]{day.day:02}(?!\d)")
    if 0 <= (day - said_on).days <= 31:
        weekday = _WEEKDAYS[day.weekday()]
        no_month = rf"(?!\s*(?:of\s+)?(?:{'|'.join(_MONTHS)})\b|\s?[/.-]\s?\d)"
        yield _any_case(rf"\b{weekday}\b[\s,]+(?:the\s+)?{number}\b{no_month}")
        yield _any_case(
            rf"\bthe\s+0?{day.day}(?:st|nd|rd|th)\b{no_month}(?!\s+(?:century|birthday|anniversary|year|time))"
        )


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _relative(text: str, day: date, said_on: date) -> bool:
    """Say whether a text names a day by its distance: today, tomorrow, the coming or next Thursday, in 3 days."""
    ahead = (day - said_on).days
    if ahead < 0:
        return False
    if ahead == 0 and re.search(r"\b(?:today|tonight|this (?:evening|afternoon|morning))\b", text, re.IGNORECASE):
        return True
    if ahead == 1 and re.search(r"\b(?:tomorrow|tmrw|tomoz)\b", text, re.IGNORECASE):
        return True
    return _weekday(text, day, ahead, said_on) or any(_distance(found) == ahead for found in _AHEAD.finditer(text))


def _weekday(text: str, day: date, ahead: int, said_on: date) -> bool:
    """Say whether the day's weekday stands for it: the coming one alone, with "next" that one or next week's."""
    name = _WEEKDAYS[day.weekday()]
    own = re.compile(
        rf"(?P<before>\b(?:last|next|this|every|each|week on|on|coming)\s+)?(?<!\w){name}(?:['’]?s)?\b"
        r"(?P<after>\s+next week\b|\s+week\b)?"
        rf"(?!,?\s+(?:the\s+)?\d{{1,2}}(?!\s*[:.]?\d*\s*(?:am|pm|[:.]\d)|:))",
        re.IGNORECASE,
    )
    monday = said_on - timedelta(days=said_on.weekday())
    weeks = (day - monday).days // 7
    for found in own.finditer(text):
        before, after = (found["before"] or "").strip().casefold(), (found["after"] or "").strip().casefold()
        if before in {"last", "every", "each"}:
            continue
        if before == "week on":
            near = _WEEK < ahead <= 2 * _WEEK
        elif before == "next" or after:
            near = weeks == 1 or (before == "next" and not after and 0 < ahead <= 7)
        else:
            near = ahead <= 7
        if near:
            return True
    return weeks == 1 and bool(re.search(rf"\bnext week\b[^.!?]{{0,30}}\b{name}\b", text, re.IGNORECASE))


def _distance(found: re.Match[str]) -> int:
    """Return how many days ahead "in 3 days", "in two weeks", "two days to go" or "a week today" is."""
    if found["fortnight"]:
        return 14
    if found["week"]:
        return 7
    given = (found["days"] or found["weeks"] or found["left"]).casefold()
    weeks = found["weeks"] or (found["unit"] or "").casefold() == "week"
    return (int(given) if given.isdecimal() else _COUNTS[given]) * (7 if weeks else 1)
