"""What is the school's own among accounts that are seen: what is registered, and what bears the school's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from checks._handles import handle_forms
from checks.base import Evidence, School

Bearing = Literal["", "name", "part", "parents"]
"""How a handle bears a school's name: not at all, as it is, with a part of the school (PE, Year 4), as its parents'."""
_SHORTEST_NAME: Final = 5
"""Letters of a name that a handle is taken to bear."""
_DISTINCT: Final = 10
"""Letters from which a name is hardly another school's too."""
SHARED_NAME: Final = re.compile(
    r"(st|saint|our|holy|sacred|christ|all|the|trinity)(?![a-z])|(st|saint)[a-z]", re.IGNORECASE
)
"""How names begin that hundreds of schools have."""
_PARTS: Final = (
    r"pe|sports?|music|art|arts|drama|science|stem|maths|english|reading|library|history|geography|geog|computing|"
    r"french|spanish|mfl|languages|dance|design|dt|food|eco|forest|garden|eyfs|earlyyears|reception|rec|nursery|"
    r"preschool|ks[1-5]|year[1-9]\d?|yr[1-9]\d?|y[1-9]\d?|class|house|sen|send|pastoral|wellbeing|careers|"
    r"sixthform|6thform|pics|pictures|photos?|gallery|"
    r"head|headteacher|staff|office|alumni|boys|girls|football|netball|rugby|swimming|choir|club|trips?|"
    r"residential|learning|bookclub|dofe|geo|psych|business|textiles|photography|media|performing"
)
_PARENTS: Final = r"pta|ptfa|psa|fosa|friends(?:of)?|parents?(?:association)?|fo"
_TAIL: Final = r"(?:\d{1,4})?"
_SIGNS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Register:
    """The accounts of a trust, as handles are looked up in it."""

    handles: Mapping[str, frozenset[str]]
    """Platform -> squeezed handles, ids and shown names of the trust's accounts."""
    allowed: frozenset[str]
    """Squeezed handles that are known to be nobody's fault."""

    def holds(self, platform: str, handle: str) -> bool:
        """Say whether an account is the trust's, or allowed; platform blank = it may be on any."""
        name = squeezed(handle)
        if not name or name in self.allowed:
            return True
        there = self.handles.get(platform, frozenset()) if platform else frozenset().union(*self.handles.values())
        return name in there or re.sub(r"\d{6,}$", "", name) in there  # Facebook's addresses end in the page's number


def squeezed(handle: str) -> str:
    """Fold a handle for looking up: without "@", case, dots, hyphens and underscores."""
    folded = handle.casefold()
    return folded if folded.isalnum() else _SIGNS.sub("", folded)


def register_of(evidence: Evidence, allowed: Collection[str] = ()) -> Register:
    """Return what trust.yaml registers for the whole trust, and how its platforms show the school's own."""
    handles: dict[str, set[str]] = {}
    for platform, handle in evidence.rows("trust_accounts", ["platform", "handle"]):
        handles.setdefault(platform, set()).add(squeezed(handle))
    for platform, handle in evidence.rows("accounts", ["platform", "handle"]):
        handles.setdefault(platform, set()).add(squeezed(handle))
    for account, *names in evidence.rows("profiles", ["account", "handle", "platform_id", "name"]):
        handles.setdefault(account.partition(":")[0], set()).update(filter(None, map(squeezed, names)))
    return Register({p: frozenset(names) for p, names in handles.items()}, frozenset(map(squeezed, allowed)))


def bearing(school: School, handle: str) -> Bearing:
    """Say how a handle bears the school's name; another school's longer name, or a person's, does not bear it."""
    name = squeezed(handle)
    for form in _forms(school.name, school.town):
        if form not in name:
            continue
        before, _, after = name.partition(form)
        rest = before + after
        if not rest or re.fullmatch(f"(?:{_extra(school.town)})*{_TAIL}", rest):
            return "name"
        if re.fullmatch(f"(?:{_PARTS}|{_extra(school.town)})+{_TAIL}", rest):
            return "part"
        if re.fullmatch(f"(?:{_PARENTS}|{_extra(school.town)})+{_TAIL}", rest):
            return "parents"
    return ""


def is_part(rest: str) -> bool:
    """Say whether what a handle has beside a name is a part of a school, or its parents': "pe", "y4", "pta"."""
    return re.fullmatch(f"(?:{_PARTS}|{_PARENTS}){_TAIL}", rest) is not None


def is_distinct(school: School, handle: str) -> bool:
    """Say whether what a handle bears is hardly another school's name: long and no saint's, or with the town."""
    town = squeezed(school.town)
    if town and town in squeezed(handle):
        return True
    return not SHARED_NAME.match(school.name) and len(_forms(school.name, school.town)[-1]) >= _DISTINCT


@cache
def _forms(name: str, town: str) -> tuple[str, ...]:
    """Return the forms of a name that a handle may hold, longest first."""
    worded = [form for form in handle_forms(name, town).worded if len(form) >= _SHORTEST_NAME]
    return tuple(sorted(worded or [squeezed(name)], key=lambda form: (-len(form), form)))


def _extra(town: str) -> str:
    return "|".join(("official", "school", "the", "uk", *filter(None, [re.escape(squeezed(town))])))
