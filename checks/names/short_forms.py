"""Short forms: the list of what first names are shortened to, read once for all registers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from checks.names.fold import fold_name

_PET_ENDING: Final = re.compile(r"(?:ey|ie|y|i)$")
_SHORTEST_STEM: Final = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of short forms."""

    shorts: Mapping[str, tuple[str, ...]]
    """Folded name -> its folded short forms."""
    settled: frozenset[str]
    """Words of daily use, listed names and their short forms: by rule no name is made into one of these."""
    longs: Mapping[str, tuple[str, ...]]
    """Folded short form -> the names it is short for."""

    def of(self, name: str) -> tuple[str, ...]:
        """Return the short forms of a name; Deborah-Ann is called Debs as well."""
        return self.shorts.get(name, ()) if " " not in name else self.shorts.get(name.split()[0], ())


def read_listed(words: pd.DataFrame, vocabulary: Collection[str]) -> Listed:
    """Read the list of short forms (columns name, short); `vocabulary`: words of daily use."""
    out: dict[str, list[str]] = {}
    for name, short in words[["name", "short"]].to_numpy().tolist() if len(words) else ():
        out.setdefault(fold_name(str(name)), []).append(fold_name(str(short)))
    found = {name: tuple(dict.fromkeys([*shorts, *_respelled(shorts)])) for name, shorts in out.items()}
    longs: dict[str, list[str]] = {}
    for name, shorts in found.items():
        for short in shorts:
            longs.setdefault(short, []).append(name)
    return Listed(
        found,
        frozenset(longs).union(vocabulary, found),
        {short: tuple(names) for short, names in longs.items()},
    )


def _respelled(shorts: Iterable[str]) -> Iterator[str]:
    """Yield pet forms with the endings people write alike: Benjy, Benjie, Benji."""
    for short in shorts:
        stem = _PET_ENDING.sub("", short)
        if stem != short and len(stem) >= _SHORTEST_STEM and " " not in short:
            yield from (stem + ending for ending in ("y", "ie", "i"))
