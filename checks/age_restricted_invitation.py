"""An invitation to children to follow, join or message on a platform they are too young for.

## Why it matters
Pupils join no service whose minimum age is above theirs (com01 5.4). A school that writes "Year 4, follow us on TikTok"
tells nine-year-olds to lie about their age, and their parents that it is fine.

## Flagged
- In the school's own captions and alt texts: words that ask children to follow, join, subscribe, add, message or tag,
  on a platform from 13 years on that is named, or on the one where the post stands.
- Children are pupils, students, boys and girls, a class, a year up to 8 or an age below 13, where they are spoken to
  ("Year 4, follow us", "pupils can join", "ask your child to follow").
- Likely in nurseries and primary schools, and for years up to 8; possible for "students" of a secondary school.

## Not flagged
- Invitations to parents, to everybody, or to years from 9 on: "Follow us to see what Year 4 get up to".
- Words on the age limit, and words that tell children not to.
- Comments and reposts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from checks._account_names import platform_title
from checks._screen import Screen
from checks._texts import Text, judge_texts
from checks.base import Evidence, Judgement, check

_PLATFORMS: Final = {
    "instagram": r"instagram|insta\b|\big\b", "tiktok": r"tik\s?tok", "snapchat": r"snap\s?chat", "x": r"twitter|\bx\b",
    "facebook": r"facebook|\bfb\b", "youtube": r"you\s?tube", "threads": r"\bthreads\b", "whatsapp": r"whats\s?app",
    "discord": r"discord", "bereal": r"\bbereal\b", "twitch": r"twitch", "reddit": r"reddit",
}  # fmt: skip
"""Platforms whose terms ask for 13 years or more in the United Kingdom -> their names in a text."""
_NAMED: Final = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _PLATFORMS.items()), re.IGNORECASE)
_CHILD: Final = (
    r"(?:children|kids|pupils?|students?|learners|youngsters|little ones|boys and girls|girls and boys|"
    r"(?:years?|yrs?|y)\s?(?P<year>[0-9]{1,2})(?:\s?(?:and|&|-|to)\s?\d{1,2})?s?|reception|nursery|infants|juniors|"
    r"ks[12]|key stage [12]|(?:under|u)[- ]?(?P<under>1[0-3]|[4-9])s?|"
    r"(?P<age>[4-9]|1[0-2])[- ]?(?:year|yr)s?[- ]olds?|your (?:child|son|daughter)(?:ren)?)"
)
_ASKED: Final = (
    r"(?:follow|join|subscribe|add|like (?:our|us|the page)|find (?:us|our)|message|dm|text|tag|comment|sign up|"
    r"share (?:your|it)|get (?:on|onto)|download|post your|send us)"
)
_GREETED: Final = r"(?:hi|hey|hello|calling(?: all)?|attention|ok|come on|well done|dear|and|all)?"
_MAY: Final = (
    r"(?:can|could|may|should|must|please|are (?:welcome|invited|encouraged) to|need to|have to|will be able to|now)"
)
_LET: Final = r"(?:ask|tell|get|let|encourage|remind|invite|help|want|would (?:like|love)|d (?:like|love))"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:^|[.!?:]\s*)(?:[^\w\s]|\s)*{_GREETED}\s*(?:our|all)?\s*{_CHILD}\s*[,!:–—-]+\s*"
        rf"(?:[\w' ]{{0,30}}\b)?{_ASKED}\b",
        rf"\b{_CHILD}\s+(?:who [\w ]{{3,30}} )?{_MAY}\s+(?:all |also |now |please )*{_ASKED}\b",
        rf"\b{_LET}\s+(?:all |our |the )*{_CHILD}\s+(?:to )?{_ASKED}\b",
        rf"\b{_ASKED}\b[^.!?]{{0,60}},\s*(?:our |all )?{_CHILD}\s*[!.]*\W*$",
        rf"^\W*{_CHILD}\s+{_ASKED}\b",
    )
)
"""Children who are spoken to: "Year 4, follow", "pupils can join", "ask your child to follow", "follow us, kids!"."""
_OF_ACCOUNT: Final = re.compile(
    r"follow (?:us|our|@)|subscribe|like (?:us|our page|the page)|find us|(?:message|dm|tag|add) us", re.IGNORECASE
)
"""What is done on the platform itself, where the text names none."""
_REFUSED: Final = re.compile(
    r"\b(?:not|n[o']t|never|too young|only if|must be|minimum|age limit|13\s?\+|over 13|aged 13|"
    r"parents?|carers?|adults?|grown[- ]ups?|families|mums?|dads?)\b",
    re.IGNORECASE,
)
_GAPS: Final = ("", *(chr(code) for code in range(0x3001) if chr(code).isspace()))
_CHILDREN: Final = Screen(
    [
        "child", "kid", "pupil", "student", "learner", "youngster", "little ones", "boys and girls", "girls and boys",
        "year", "yr", "reception", "nursery", "infants", "juniors", "ks1", "ks2", "key stage", "under", "your son",
        "your daughter", *(f"y{gap}{digit}" for gap in _GAPS for digit in range(10)),
        *(f"u{gap}{digit}" for gap in ("", " ", "-") for digit in range(10)),
    ]
)  # fmt: skip
"""It lets every text through that speaks of children."""
_SCREEN: Final = Screen(
    (
        "follow", "join", "subscribe", "add", "like", "find", "message", "dm", "text", "tag", "comment", "sign",
        "share", "get", "download", "post", "send",
    ),
    beside=_CHILDREN,
)  # fmt: skip
"""It lets every text through that speaks of children and in which something is asked of somebody."""
_YOUNG: Final = frozenset({"nursery", "infant", "junior", "primary"})
_LAST_YEAR: Final = 8
"""Whose pupils are 12 when the school year begins."""
_SENTENCE: Final = re.compile(r"[^.?!\n]+[.?!]*")


@check(
    title="Children invited to a platform they are too young for",
    subject={"post", "alt"},
    severity="this_week",
    needs={"posts"},
    uses={"media"},
    remedy="Edit the text so that it speaks to parents, and say how children can take part without an account.",
)
def age_restricted_invitation(evidence: Evidence) -> Judgement:
    """Judge every caption and alt text that the school wrote (com01 5.4)."""
    phase = evidence.school.phase

    def faults(text: Text) -> Iterator[Mapping[str, Any]]:
        for start, end in _sentences(text.text):
            said = text.text[start:end]
            invited = next((found for form in _FORMS if (found := form.search(said))), None)
            confidence = _confidence(invited, phase) if invited and not _REFUSED.search(said) else ""
            platform = _platform(said, text.platform) if confidence else ""
            if platform:
                yield {
                    "start": start,
                    "end": end,
                    "matched_text": said,
                    "confidence": confidence,
                    "detail": f"it asks children to use {platform_title(platform)}, which is for people of 13 and over",
                }
                return

    return judge_texts(evidence, faults, ("post", "alt"), own=True, screens=[_SCREEN])


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each sentence, one of a word or two ("Hey Year 4!") together with the next."""
    start = None
    for found in _SENTENCE.finditer(text):
        begin = found.start() if start is None else start
        if len(re.findall(r"\w+", text[begin : found.end()])) <= 4 and start is None:
            start = begin
            continue
        yield _stripped(text, begin, found.end())
        start = None
    if start is not None:
        yield _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    said = text[start:end]
    return start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip())


def _platform(said: str, where: str) -> str:
    """Return the platform from 13 on that is named, or else the one on which it is said; blank = neither."""
    named = _NAMED.search(said)
    if named:
        return str(named.lastgroup)
    return where if where in _PLATFORMS and _OF_ACCOUNT.search(said) else ""


def _confidence(invited: re.Match[str], phase: str) -> str:
    """Return how sure it is that those who are spoken to are too young; blank = they are old enough."""
    year = invited["year"]
    if year:
        return "likely" if int(year) <= _LAST_YEAR else ""
    if phase in _YOUNG or invited["under"] or invited["age"]:
        return "likely"
    return "" if phase == "sixth-form" else "possible"
