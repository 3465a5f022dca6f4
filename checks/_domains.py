"""Domains as they are written: what is registered of them, and whether one is made to look like another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

_SHORTEST: Final = 6
"""Letters of a name that one slip of the finger can be told from another name by: bbc and abc are two."""
_COUNTY_SUFFIX: Final = "sch.uk"
"""Schools register below their county: oak.leeds.sch.uk."""
_ALIKE: Final = str.maketrans(
    "0135$@|аеорсухіјѕԁһӏкмтнв" + "αορνικτυ",
    "olessal" + "aeopcyxijsdhlkmthb" + "aopviktu",
)
_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))


@lru_cache(4096)
def registered(host: str, suffixes: frozenset[str]) -> str:
    """Return what somebody registered of a host: "www.news.example.co.uk" -> "example.co.uk"."""
    labels = host.casefold().strip(".").split(".")
    keep = 2
    for size in (1, 2):
        if ".".join(labels[-size:]) in suffixes:
            keep = size + 1
    if ".".join(labels[-2:]) == _COUNTY_SUFFIX:
        keep = 4
    return ".".join(labels[-keep:])


@lru_cache(4096)
def skeleton(name: str) -> str:
    """Fold letters that look alike: "раrentpay", "parentpay", "parentpαy" and "p4rentpay" but the last are one."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    bare = bare.translate(_ALIKE)
    for pair, one in _PAIRS:
        bare = bare.replace(pair, one)
    return re.sub(r"[^\w.]", "", bare)


def as_shown(host: str) -> str:
    """Return a host with its punycode labels as a browser shows them; unreadable labels stay."""
    labels = []
    for label in host.split("."):
        try:
            labels.append(label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label)
        except UnicodeError:
            labels.append(label)
    return ".".join(labels)


def imitated(host: str, known: Collection[str], suffixes: frozenset[str]) -> tuple[str, str]:
    """Return the known domain that a host is made to look like, and how sure that is; blanks for none.

    Certain: letters that look like others. Likely: a known domain in front of another (bbc.co.uk.example.net), or one
    slip away from a known name of 6 letters or more.
    """
    own = registered(host, suffixes)
    if own in known:
        return "", ""
    look = skeleton(own)
    for other in known:
        if look == skeleton(other):
            return other, "certain"
    for other in known:
        if f".{host}".find(f".{other}.") >= 0:
            return other, "likely"
    name = own.partition(".")[0]
    for other in known:
        theirs = other.partition(".")[0]
        near = 0 < DamerauLevenshtein.distance(name, theirs, score_cutoff=1) <= 1
        if len(theirs) >= _SHORTEST and near and name != f"{theirs}s" and theirs != f"{name}s":
            return other, "likely"
    return "", ""
