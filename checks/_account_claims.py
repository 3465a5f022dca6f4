"""Words by which a school says that an account is its own: "follow us on", "our new page", "we are now on TikTok"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from checks._seen_accounts import PLATFORM, Seen, masked, platform_of

_PAGE: Final = r"(?:page|account|channel|feed|profile|handle|group|community|socials?|social media)s?"
_WHO: Final = rf"(?:{PLATFORM}|\b(?i:{_PAGE})\b)"
_FILL: Final = (
    rf"(?:\W+(?:{_WHO}|(?i:on|at|via|over|here|there|too|now|also|is|are|and|or|the|all|new|brand|dedicated|own|for|"
    r"more|updates?|latest|news|photos?|pictures|sports?|pe|us|by|clicking|to|see|keep|up|date|with|school)\b))*?"
)
"""What may stand between a claim and the account: nothing that has a subject of its own."""
_FOLLOW: Final = r"\b(?i:follow|like|add|tag|subscribe\s+to|dm|message)\s+(?i:us)\b"
_FIND: Final = rf"\b(?i:find|join|visit|see)\s+(?i:us)\b{_FILL}\W+{_WHO}"
_WE: Final = (
    r"\b(?i:we)(?:['’](?i:re|ve)|\s+(?i:are|have|now|also))"
    r"(?:\s+(?i:now|also|finally|officially|got|joined|moved|launched|set|up|started|opened|a|an|on|to|in|over))*"
    rf"{_FILL}\W+{_WHO}"
)
_OUR: Final = rf"\b(?i:our|the\s+school['’]s)(?:\s+[\w&/'’-]+){{0,3}}?\s+{_WHO}"
_PART: Final = (
    r"\b(?i:school|class|reception|nursery|library|sports?|pe|year\s?[1-9]\d?)"
    rf"\s+(?:(?i:blog\s+and|new|own)\s+)?{_WHO}"
)
_TWEETING: Final = r"\b(?i:our)(?:\s+[\w'’-]+){1,3}\s+(?i:are|is)\s+(?:(?i:now|also)\s+)*(?i:tweeting|posting|blogging)"
_CLAIM: Final = re.compile(
    rf"(?:{_FOLLOW}|{_FIND}|{_WE}(?:\W+(?i:please|do|so)\b)*(?:\W+(?i:follow)\b)?|{_OUR}|{_PART}|{_TWEETING})"
    rf"{_FILL}[\W·]*$"
)
_MAY_CLAIM: Final = re.compile(
    r"\b(?:us|we|our|school|class|reception|nursery|library|sports?|pe|year)\b", re.IGNORECASE
)
"""A text without any of these claims nothing: most are looked at no closer."""
_CLAIM_AFTER: Final = re.compile(
    r"^(?:\s*[-–—:,(]|\s+(?i:is|are|now|this\s+is))\W*(?:(?i:is|are|now|this\s+is)\W+)*"
    rf"(?i:our)\s+(?:[\w&/'’-]+\s+){{0,3}}{_WHO}"
)
_OTHERS: Final = re.compile(
    r"\b(?i:our|the|my)\b[^.!?\n]{0,40}\b(?i:friends|partners?|neighbours?|sponsors?|visitors?|visiting|guests?|author|"
    r"illustrator|poet|mp|councillors?|suppliers?|caterers?|colleagues|fellow|sister|feeder|favourite|lovely|amazing|"
    r"local|charity|hosts?|speakers?|trust|parish|church|diocese)\b[^.!?\n]{0,40}$"
)
_LABEL: Final = re.compile(rf"(?:^|[\n|•,;·]|\b(?i:on|our|also)\b)\s*{PLATFORM}(?:\s+{_WHO})?\s*[:\-–—/]?\s*$")
_SAYS: Final = re.compile(
    rf"(?:\b(?i:follow|find|like|add)\s+(?i:us)(?:\s+(?i:too|now|also|over|all))*\s+(?i:on)"
    rf"|\b(?i:we)(?:['’](?i:re)|\s+(?i:are))(?:\s+(?i:now|also|finally|officially))*\s+(?i:on))"
    rf"\s+(?P<on>(?i:our\s+)?{PLATFORM}(?:\s*(?:,|/|&|\+|(?i:and|or))\s*(?i:on\s+)?{PLATFORM})*)"
    rf"|\b(?i:our)\s+(?:(?i:new|own|official|school|dedicated|very)\s+){{0,3}}(?P<our>{PLATFORM})\s+"
    r"(?i:page|account|channel|group|feed)\b"
)
_ONE: Final = re.compile(PLATFORM)
_NEW_LINE: Final = re.compile(r"(?<![:👇⬇\ufe0f\n])\n+")
"""A line that ends with a colon or a hand pointing down goes on in the next."""
_REACH: Final = 160
"""Characters before an account in which it may be claimed."""


def is_claimed(text: str, one: Seen, every: Sequence[Seen], *, profile: bool = False) -> bool:
    """Say whether a text calls an account that it speaks of the school's own; `every`: all accounts of the text.

    In a profile the name of a platform before a handle is enough.
    """
    plain = masked(text, every)
    line = max((match.end() for match in _NEW_LINE.finditer(plain, 0, one.start)), default=0)
    before = plain[max(line, one.start - _REACH) : one.start]
    if _OTHERS.search(before):
        return False
    if profile and _LABEL.search(before):
        return True
    if not _MAY_CLAIM.search(plain):
        return False
    return bool(_CLAIM.search(before) or _CLAIM_AFTER.match(plain[one.end : one.end + 80]))


def said_platforms(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the platforms on which a text says that the school is, with where it says so."""
    for match in _SAYS.finditer(text):
        group = "on" if match["on"] else "our"
        for one in _ONE.finditer(match[group]):
            yield platform_of(one[0]), match.start(), match.end()
