"""The clauses of the five published policies, found in their texts: what a pack has to hold, and in which order."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import Final

Part = tuple[str, str]
"""Where a line of a policy stands (the number of the clause or the slug of the heading) and what it is: number, bullet
or prose. A number stands for itself, whatever follows."""


def ids_of(parts: Iterable[Part]) -> list[str]:
    """Name the clauses: bullets get letters below their heading; prose the heading, numbered where there is more."""
    parts = list(parts)
    prose, seen, bullets = Counter(key for key, kind in parts if kind == "prose"), Counter[str](), Counter[str]()
    ids: list[str] = []
    for key, kind in parts:
        seen[key] += kind == "prose"
        if kind == "bullet":
            ids.append(f"{key}({string.ascii_lowercase[bullets[key]]})")
            bullets[key] += 1
        elif kind == "number" or key[0].isdigit():
            ids.append(key)  # the text of a numbered section is one clause, however many paragraphs it has
        else:
            ids.append(f"{key}.{seen[key]}" if prose[key] > 1 else key)
    return list(dict.fromkeys(ids))


def slug(heading: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", heading.casefold()))


def knowsley(text: str) -> Iterator[Part]:
    """1.1 (its heading stands before it), 4.8.2, (a); sections where the heading goes on into a sentence."""
    section = ""
    for paragraph in re.split(r"\n\s*\n", text):
        for at, line in enumerate(lines := paragraph.splitlines()):
            if numbered := re.match(r" ?(?:[A-Z]\w+ )?(\d{1,2}(?:\.\d{1,2})+)(?: |$)", line):
                yield numbered[1], "number"
            elif headed := re.match(r" ?(\d{1,2}) [A-Z]", line):
                section = headed[1]
                own = takewhile(lambda after: not re.match(r"\d+\.\d", after), lines[at:])
                if list(own)[-1].rstrip().endswith((".", ";")):
                    yield section, "prose"
            elif re.match(r"\([a-z]\) ", line):
                yield section, "bullet"


def trust_networking(text: str) -> Iterator[Part]:
    """Markdown: headings with a number or without, bullets, paragraphs."""
    key = ""
    for line in filter(str.strip, text.splitlines()):
        plain = line.strip("#* ")
        if line.startswith("#"):
            numbered = re.match(r"(\d\.\d)\b|(\d)\. ", plain)
            key = (numbered[1] or numbered[2]) if numbered else slug(plain)
            if numbered and numbered[1]:
                yield key, "number"
        else:
            yield key, "bullet" if line.startswith("- ") else "prose"


def bradfield(text: str) -> Iterator[Part]:
    """Headings are lines in title case; a line that ends in a colon opens a list and is no clause."""
    key = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        words = [word for word in re.sub(r"\(.*?\)", "", line).split() if len(word) > 3]
        if line.startswith("- "):
            yield key, "bullet"
        elif len(line) < 80 and not line.endswith((".", ":")) and all(word[0].isupper() for word in words):
            key = slug(line)
        elif not line.endswith(":"):
            yield key, "prose"


def lancashire(text: str) -> Iterator[Part]:
    """4.1, (iv) with bullets of its own below it, bullets of a section; a heading within the quoted text is none."""
    key = "preamble"
    for line in filter(str.strip, text.splitlines()):
        if headed := re.fullmatch(r"(\d)\. [A-Z ]+", line):
            key = headed[1]
        elif numbered := re.match(r"(\d\.\d) ", line):
            key = numbered[1]
            yield key, "number"
        elif lettered := re.match(r"- (\([ivx]+\)) ", line):
            key = key.partition("(")[0] + lettered[1]
            yield key, "number"
        elif re.match(r" ?- ", line):
            yield key, "bullet"
        elif not line.isupper() and not re.match(r"MODEL POLICY", line):
            yield key.partition("(")[0], "prose"


def com01(text: str) -> Iterator[Part]:
    """4.1 and its bullets; the definitions of the glossary are its bullets."""
    key = ""
    for line in text[text.index("1.0 Policy Statement\n\n1.1") :].splitlines():
        if numbered := re.match(r"(?:- )?(\d\.[1-9])\s", line):
            key = numbered[1]
            yield key, "number"
        elif line.startswith("6.0 "):
            key = "6"
            yield key, "number"
        elif re.match(r" - ", line) or (key == "6" and re.match(r"[A-Z][^.]* means ", line)):
            yield key, "bullet"


READERS: Final[dict[str, Callable[[str], Iterator[Part]]]] = {
    "knowsley": knowsley,
    "com01": com01,
    "trust-networking": trust_networking,
    "bradfield": bradfield,
    "lancashire": lancashire,
}
