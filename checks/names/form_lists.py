"""Form lists: forms that a text itself numbers and names before each child: "8 Brigid Grace, 8 Colmcille Tadhg"."""

from __future__ import annotations

import re
from typing import Final

from checks.names.fold import fold_name

_ROW: Final = re.compile(
    r"(?<![\w.:£/–-])(?:[Yy](?:ear|r)? ?)?(1[0-4]|[1-9]|R) ?(?:[A-Z]{1,2} )?([A-Z][^\W\d_][\w'’]+)(?: [-–—] |: |[ ])"
    r"([A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?(?: [A-Z]\.?)?)(?=\s*(?:[,;.!\n/|•&]|\Z)|\s+[a-z])"
)
_MANY: Final = 2
_YEARLY: Final = frozenset(("year", "years", "class", "form", "reception", "nursery", "under"))


def forms_named(source: str) -> frozenset[str]:
    """Return the folded names of the forms that a text numbers, where it does so time and again."""
    rows = [(year, fold_name(form)) for year, form, _ in _ROW.findall(source)]
    if len(rows) < _MANY:
        return frozenset()
    years, forms = [year for year, _ in rows], [form for _, form in rows]
    again = len(set(years)) < len(years) or len(set(forms)) < len(forms)
    # shirts are numbered as well, but no two alike: "7 Zainab Malik, 8 Dylan Price"
    return frozenset(forms) - _YEARLY if again else frozenset()
