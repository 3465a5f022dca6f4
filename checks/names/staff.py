"""Staff: what members of staff have to do with, by which an untitled first name is theirs and no pupil's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from checks.names.fold import fold_name

_DOMAINS: Final = (
    (
        "catering kitchen cook chef canteen lunch midday dinner",
        "menu menus dinner dinners lunch lunches kitchen canteen hatch custard gravy pudding puddings pie meals chef",
    ),
    (
        "caretaker site premises groundsman grounds facilities",

        "boiler fence gate gates keys grit gritting gritted mower lights drains drain heating shed caretaker ladder",
    ),
    (
        "office admin administrator receptionist secretary business finance attendance admissions",
        "office forms payments parentpay email phone ring invoices",
    ),
    (
        "senco sendco send inclusion aln pastoral family safeguarding mentor counsellor elsa",
        "appointment appointments drop ehcp referral referrals senco sendco mentor",
    ),
    ("music choir orchestra band", "choir piano orchestra band conducting conducted conductor baton accompanist"),
    ("pe sport sports coach basketball football rugby netball gymnastics", "fixtures coach minibus whistle coaching"),
    ("technician technology dt workshop", "workshop lathe saws technician"),
    ("librarian library", "library librarian"),
    ("nurse medical", "vaccinations inhalers nurse jabs"),
    ("drama dance theatre", "directed directing director choreography choreographed"),
    ("transport crossing bus", "crossing minibus lollipop"),
)  # fmt: skip
"""Words of roles in the staff register, and words of texts that have to do with whoever holds them."""

_DEPARTMENTS: Final = frozenset(
    (
        "pe", "maths", "english", "science", "music", "art", "drama", "history", "geography", "re", "dt", "it", "ict",
        "languages", "mfl", "sport", "sports", "attendance", "finance", "admin", "inclusion", "send", "exams", "sixth",
        "reception", "nursery", "food", "technology", "computing", "learning", "pastoral", "catering", "dance",
    )
)  # fmt: skip


class Staff(NamedTuple):
    """A school's staff, folded."""

    first: frozenset[str]
    """First names."""
    full: frozenset[str]
    """First and last names together."""
    last: frozenset[str]
    """Last names."""
    called: Mapping[str, frozenset[str]]
    """First name -> last names."""
    concerns: Mapping[str, frozenset[str]]
    """First name -> words of texts that have to do with its bearers."""


def read_staff(rows: Iterable[Mapping[Any, Any]]) -> Staff:
    """Read the rows of a staff register: first_name, last_name, role; any may be blank."""
    full: set[str] = set()
    lasts: set[str] = set()
    called: dict[str, frozenset[str]] = {}
    concerns: dict[str, frozenset[str]] = {}
    for row in rows:
        first, last, role = (fold_name(str(row.get(key) or "")) for key in ("first_name", "last_name", "role"))
        if last:
            lasts.add(last)
        if not first:
            continue
        concerns[first] = concerns.get(first, frozenset()) | _words_of(role)
        if last:
            full.add(f"{first} {last}")
            called[first] = called.get(first, frozenset()) | {last}
    return Staff(frozenset(concerns), frozenset(full), frozenset(lasts), called, concerns)


def _words_of(role: str) -> frozenset[str]:
    told = set(role.split())
    return frozenset(
        word for roles, words in _DOMAINS if not set(roles.split()).isdisjoint(told) for word in words.split()
    )


def of_department(right: Sequence[str]) -> bool:
    """Read "Jordan in PE", "Noah in the music department": what follows the name of a member of staff."""
    if right[:1] != ["in"] and right[:1] != ["from"]:
        return False
    return right[1:2] != [] and (
        right[1] in _DEPARTMENTS or (right[1] == "the" and right[2:3] != [] and right[2] in _DEPARTMENTS)
    )
