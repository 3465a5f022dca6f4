"""E-mail addresses, also spelled out or spaced, and home addresses: a house number with a postcode."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checks.contacts._spans import Contact, Own

ENDS: Final = (
    "com", "net", "org", "info", "biz", "edu", "gov", "eu", "uk", "me", "io", "co", "ie", "scot", "wales", "cymru",
    "london", "school", "academy", "example", "test", "email", "online", "site", "live", "us", "fr", "de", "es", "it",
    "pl", "pt", "ro", "in", "au", "ca", "nz", "app", "dev", "tv",
)  # fmt: skip
"""How domains of addresses end."""
_END: Final = f"(?:{'|'.join(ENDS)})"
_PROVIDERS: Final = (
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|live|msn|aol|btinternet|sky|talktalk|virginmedia|"
    r"protonmail|proton|mail|me|gmx|ntlworld|tiscali|blueyonder)"
)
_LOCAL: Final = r"(?<![\w.+-])\w[\w.+'’-]{0,63}"
_WRITTEN: Final = re.compile(
    rf"({_LOCAL})[@＠﹫]((?:[\w-]{{1,63}}\.){{1,5}}(?!(?:png|jpe?g|gif|webp|heic|svg|pdf)\b)[^\W\d_]{{2,24}})(?![\w-])",
    re.IGNORECASE,
)
"""With an @ and no blanks a domain may have any ending but a picture's: logo@2x.png."""
_RUN_ON: Final = re.compile(r"(?<=[a-z])\.(?!(?:Com|Net|Org|Co|Uk|Ie|Eu)$)[A-Z][a-z]+$")
"""The first word of the next sentence, where no blank stands before it: "zoe@gmail.com.Thanks"."""
_SPACED: Final = re.compile(
    rf"({_LOCAL})\s{{0,2}}[@＠﹫]\s{{0,2}}((?:[\w-]{{1,63}}\s?\.\s?){{1,5}}{_END})(?![\w-])", re.IGNORECASE
)
_SIGN: Final = r"\s?[(\[{<]\s?(?:at|@)\s?[)\]}>]\s?|\s?\*at\*\s?|_at_"
_DOT: Final = r"(?:\s?[(\[{<]\s?(?:dot|\.)\s?[)\]}>]\s?|\s(?:dot|full stop|point)\s|\s?\.\s?|_dot_)"
_BRACKETED: Final = re.compile(rf"({_LOCAL})(?:{_SIGN})((?:[\w-]{{1,63}}{_DOT}){{1,5}}{_END})(?![\w-])", re.IGNORECASE)
_SPOKEN: Final = re.compile(
    rf"(?<![\w.+-])((?:[\w-]{{1,40}}\s(?:dot|full stop|underscore|dash|hyphen)\s){{0,4}}[\w.+-]{{1,64}})\sat\s"
    rf"((?:[\w-]{{1,63}}\s(?:dot|full stop|point)\s){{1,5}}(?:{_END})(?:\sdot\suk)?)(?![\w-])",
    re.IGNORECASE,
)
_AT_DOMAIN: Final = re.compile(rf"({_LOCAL})\sat\s((?:[\w-]{{1,63}}\.){{1,5}}{_END})(?![\w-])", re.IGNORECASE)
_AT_PROVIDER: Final = re.compile(rf"({_LOCAL})(?:\sat\s|\s?@\s?)({_PROVIDERS})(?![\w.-])(?!\s?\.\s?\w)", re.IGNORECASE)
_CUE: Final = re.compile(r"\be-?mail(?:s|ed|ing)?\b|\bmail\b|[✉📧📩]", re.IGNORECASE)
_NO_LOCAL: Final = re.compile(
    r"a|all|and|are|available|back|book|booked|bookings|buy|check|details|find|found|free|get|go|here|him|her|i|is|it|"
    r"join|live|look|me|meet|more|now|on|online|or|order|out|page|register|see|sign|site|stay|store|the|them|then|this|"
    r"tickets?|today|up|us|visit|website|welcome|you",
    re.IGNORECASE,
)
"""Words before "at" that are nobody's address: "find out more at example dot com"."""

POSTCODE: Final = re.compile(
    r"(?<![\w])([A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?)\s{0,2}(\d[ABD-HJLNP-UW-Z]{2})(?!\w)", re.IGNORECASE
)
_HOUSE: Final = re.compile(
    r"(?<![\w£$€.:/#-])(?:flat\s?\d+\w?,?\s+)?(?:no\.?\s?|number\s)?\d{1,4}[a-d]?,?\s+(?:[A-Z][\w'’-]*\s+){0,3}"
    r"(?:road|rd|street|st|avenue|ave|close|cl|lane|ln|drive|dr|way|crescent|cres|court|ct|gardens|gdns|grove|place|pl|"
    r"terrace|hill|mews|square|sq|rise|walk|view|row|park|green|parade|croft|fold|mead|wynd|brae|loan)\b",
    re.IGNORECASE,
)
_BARE_HOUSE: Final = re.compile(
    r"(?<![\w£$€.:/#-])(?:flat|house|no\.?|number)?\s?\d{1,4}[a-d]?\s?[,:]?\s*$", re.IGNORECASE
)
_VENUE: Final = re.compile(
    r"\b(church|chapel|cathedral|hall|cent(?:re|er)|theatre|museum|library|school|academy|college|university|club|hotel|"
    r"caf[eé]|pub|inn|farm|stadium|arena|pool|studio|office|offices|shop|store|ltd|surgery|clinic|hospital|park)\b",
    re.IGNORECASE,
)
_NEAR: Final = 70
"""Characters between a house number and the postcode it belongs to."""


def find_emails(text: str, own: Own) -> Iterator[Contact]:
    """Yield the e-mail addresses of a text that are not the school's or its trust's own."""
    yield from _written(text, own)
    sure = (
        (_SPACED, "certain"),
        (_BRACKETED, "certain"),
        (_SPOKEN, "likely"),
        (_AT_PROVIDER, "likely"),
        (_AT_DOMAIN, ""),
    )
    for pattern, confidence in sure:
        for found in pattern.finditer(text):
            local, domain = _folded(found[1]), _folded(found[2])
            if _is_own(local, domain, own) or _is_sentence(pattern, found, text):
                continue
            yield Contact(found.start(), found.end(), "email", confidence or "likely")


def _written(text: str, own: Own) -> Iterator[Contact]:
    """Yield the addresses that stand there as they are typed into a mail, in capitals or not."""
    for found in _WRITTEN.finditer(text):
        domain = _RUN_ON.sub("", found[2])
        provider = re.match(rf"{_PROVIDERS}\.", found[2], re.IGNORECASE)
        if "." not in domain:
            domain = found[2] if provider else ""
        if domain and (provider or not _is_handle(text, found.start())):
            known = provider or re.search(rf"\.{_END}$", domain, re.IGNORECASE)
            if not _is_own(found[1].casefold(), domain.casefold(), own):
                yield Contact(found.start(), found.start(2) + len(domain), "email", "certain" if known else "likely")


def _is_handle(text: str, start: int) -> bool:
    """Say whether an @ stands before it: @hollinbank@mastodon.example is an account."""
    return text[start - 1 : start] in {"@", "＠", "﹫"}


def _folded(part: str) -> str:
    """Return "Zoe dot Brown" as "zoe.brown"."""
    part = re.sub(
        r"\s?[(\[{<]\s?(?:dot|\.)\s?[)\]}>]\s?|\s(?:dot|full stop|point)\s|_dot_", ".", part, flags=re.IGNORECASE
    )
    part = re.sub(
        r"\sunderscore\s", "_", re.sub(r"\s(?:dash|hyphen)\s", "-", part, flags=re.IGNORECASE), flags=re.IGNORECASE
    )
    return re.sub(r"\s", "", part).casefold()


def _is_own(local: str, domain: str, own: Own) -> bool:
    return f"{local}@{domain}" in own.emails or any(domain == one or domain.endswith(f".{one}") for one in own.domains)


def _is_sentence(pattern: re.Pattern[str], found: re.Match[str], text: str) -> bool:
    """Say whether "at" is only a word, or the dot the end of a sentence."""
    if pattern is _SPACED:
        return bool(re.search(r"[a-z]\s?\.\s?[A-Z][a-z]*$", found[2])) or _is_handle(text, found.start())
    if pattern is _BRACKETED:
        return False
    if " at " not in found[0].casefold():
        return False
    if _NO_LOCAL.fullmatch(found[1]):
        return True
    if pattern is _AT_PROVIDER and found[2].casefold() in {"live", "me", "sky", "mail", "outlook"}:
        return not _cued(text, found.start())
    provider = re.match(_PROVIDERS, found[2], re.IGNORECASE)
    return pattern is _AT_DOMAIN and not provider and not _cued(text, found.start())


def _cued(text: str, start: int) -> bool:
    return bool(_CUE.search(text, max(0, start - 30), start))


def find_homes(text: str, own: Own) -> Iterator[Contact]:
    """Yield house number and postcode that stand together and are not the school's own."""
    for code in POSTCODE.finditer(text):
        if (code[1] + code[2]).upper() in own.postcodes or not _written_as_code(code):
            continue
        begin = max(0, code.start() - _NEAR)
        before = text[begin : code.start()]
        house = next(iter(_HOUSE.finditer(before)), None) or _BARE_HOUSE.search(before)
        if house:
            venue = _VENUE.search(_behind(text, begin + house.start())) or _VENUE.search(before[house.end() :])
            yield Contact(begin + house.start(), code.end(), "address", "possible" if venue else "likely")


def _behind(text: str, start: int) -> str:
    return text[max(0, start - 40) : start]


def _written_as_code(code: re.Match[str]) -> bool:
    """Say whether it is written as one: all in capitals, or all small."""
    letters = "".join(sign for sign in code[0] if sign.isalpha())
    return letters.isupper() or letters.islower()
