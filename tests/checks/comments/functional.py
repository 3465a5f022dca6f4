"""A contrast suite of functions, in templates: what hateful text does, and what looks like it and is not.

`labelled/functions.csv` holds the templates, with {g} for people of a protected group (the Equality Act 2010: race,
nationality, religion, disability, sex, orientation, gender reassignment), {one} for one of them, and {s} for a slur.
Templates prove that a function is handled at all, not how often people write it so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

GROUPS: Final = (
    ("Muslims", "Muslim"), ("Jews", "Jew"), ("Black people", "Black person"), ("Asians", "Asian"),
    ("gypsies", "gypsy"), ("Travellers", "Traveller"), ("immigrants", "immigrant"), ("refugees", "refugee"),
    ("Polish people", "Polish person"), ("gay people", "gay person"), ("lesbians", "lesbian"),
    ("trans people", "trans person"), ("disabled people", "disabled person"), ("autistic kids", "autistic kid"),
    ("women", "woman"), ("girls", "girl"),
)  # fmt: skip
SLURS: Final = ("paki", "nigger", "faggot", "retard", "tranny", "chink", "pikey", "spastic", "kike")


@dataclass(frozen=True, slots=True)
class Function:
    """One thing that a text does."""

    name: str
    hateful: bool
    templates: tuple[str, ...]


def _read() -> Iterator[Function]:
    templates: dict[tuple[str, bool], list[str]] = {}
    with (Path(__file__).parent / "labelled" / "functions.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            templates.setdefault((row["function"], row["hateful"] == "yes"), []).append(row["template"])
    return (Function(name, hateful, tuple(some)) for (name, hateful), some in templates.items())


FUNCTIONS: Final = tuple(_read())


def cases(function: Function) -> Iterator[str]:
    """Yield every template filled with every group, or every slur."""
    for template in function.templates:
        if "{s}" in template:
            yield from (template.format(s=slur, g="", one="") for slur in SLURS)
        elif "{" in template:
            yield from (template.format(g=many, one=one) for many, one in GROUPS)
        else:
            yield template
