"""Everything personal in one text that reaches or names a person, except what a school publishes of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from checks._screen import Screen
from checks.base import School
from checks.contacts._addresses import ENDS, POSTCODE, find_emails, find_homes
from checks.contacts._identifiers import find_identifiers
from checks.contacts._phones import find_phones, numbers
from checks.contacts._spans import Contact, Own, apart

_WORTH: Final = re.compile(
    r"(?:\d.*?){3}|[@＠﹫\u20e3]|\bat\b.{0,80}\b(?:dot|gmail|hotmail|outlook|yahoo|icloud)|[(\[{<*_]\s?at\s?[)\]}>*_]|[⓪-⓿①-⑨❶-❾]|"
    r"(?:\b(?:zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine)\b.{0,9}){6}|\bat\s\S{1,60}\.\w|"
    r"[A-Z]{2}\d\d\s?[A-Z]{3}|\b(?:reg|registration|plate)\b",
    re.IGNORECASE | re.DOTALL,
)
"""A text without any of these holds nothing: most texts are looked at no closer."""
_SIGNS: Final = (
    *filter(str.isdecimal, map(chr, range(0x20000))), *map(chr, (*range(0x24EA, 0x2500), *range(0x2460, 0x2469))),
    *map(chr, range(0x2776, 0x277F)), "@", "＠", "﹫", "\u20e3", "reg", "plate", "dot", "gmail", "hotmail", "outlook",
    "yahoo", "icloud", *(f"{sign}{gap}at" for sign in "([{<*_" for gap in ("", " ", "\u00a0")),
    *(f".{end}" for end in ENDS),
)  # fmt: skip
_NUMBERS: Final = (
    "zero", "oh", "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
)  # fmt: skip
SCREENS: Final = (Screen(_SIGNS), Screen(_NUMBERS, at_least=3))
"""They let every text through in which `find_contacts` finds anything: digits, signs of addresses, spelled digits."""


_DOMAIN: Final = re.compile(r"\w\.[a-z]{2}", re.IGNORECASE)
_FEWEST: Final = 6
"""Digits of the shortest number that is published: a helpline's 116123."""


def own_contacts(school: School, allowed: tuple[str, ...] = ()) -> Own:
    """Return what is the school's own; `allowed` are further phone numbers, e-mail addresses, domains or postcodes."""
    given: dict[str, list[str]] = {"phone": [], "email": [], "domain": [], "postcode": []}
    for one in allowed:
        given[_sort(one)].append(one)
    site = _host(school.website)
    domains = [*school.email_domains, *([site] if site else []), *given["domain"]]
    return Own(
        phones=frozenset(number for one in (*school.phones, *given["phone"]) for number in numbers(one)),
        emails=frozenset(email.strip().casefold() for email in (*school.emails, *given["email"])),
        domains=tuple(domain.strip().casefold().removeprefix("@") for domain in domains),
        postcodes=frozenset(_closed(code) for code in (school.postcode, *given["postcode"]) if code),
    )


def _sort(allowed: str) -> str:
    """Return what a contact is, as somebody wrote it into a policy: phone, email, domain or postcode."""
    if POSTCODE.fullmatch(allowed.strip()):
        return "postcode"
    if "@" in allowed.strip()[1:]:
        return "email"
    numbered = sum(map(str.isdecimal, allowed)) >= _FEWEST and not _DOMAIN.search(allowed)
    return "phone" if numbered else "domain"


def _closed(postcode: str) -> str:
    return re.sub(r"\s", "", postcode).upper()


def find_contacts(text: str, own: Own, *, year: int) -> list[Contact]:
    """Return what of a text reaches or names one person, in order, without overlaps; `year` is the present one."""
    return apart(_all(text, own, year)) if _WORTH.search(text) else []


def _all(text: str, own: Own, year: int) -> Iterator[Contact]:
    yield from find_emails(text, own)
    yield from find_identifiers(text, year)
    yield from find_homes(text, own)
    yield from find_phones(text, own.phones)


def _host(url: str) -> str:
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").casefold()
