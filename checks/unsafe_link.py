"""A link that hides where it leads, is not private, leads to what suits no school, or to a file that can do harm.

## Why it matters
Families follow a school's links without a second thought, which is what makes them worth abusing: a short link or an
address that looks almost like the bank's, the payment service's or the school's own is how parents are robbed. The
policy asks that links lead somewhere fitting and safe (com01 4.1).

## Flagged
- In captions, alt texts and comments, one finding a link, by the gravest of its faults:
- `this_week`: a domain that looks like a well-known one or the school's own (other alphabets' letters, rn for m, one
  letter off, bbc.co.uk.example.net); an address in numbers; one with something before an @; other letters or punycode
  in the domain; words that name another domain than the link's; sites that suit no school, of the list `unfit`; a
  program, script, archive or office file with macros; javascript:, data: and file: addresses.
- Without a scheme: with the usual endings, with any ending where a path follows (dlvr.it/abc), and those of `unfit`.
- `soon`: links of shorteners, which are not followed. `note`: http:// instead of https://.

## Not flagged
- A platform's own short links (t.co on X), https links, domains without a scheme, and what the option `allowed` names.
- Pages about a site, whose path ends in its name (.../review/www.example.com).
- What a page shows is not looked at: nothing is fetched. Whether it suits children, a person must see.
- E-mail addresses: `personal-contact` judges those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from checks._domains import as_shown, imitated, registered
from checks._frames import tuples
from checks._links import SCREEN, Link, links_of
from checks._screen import Screen
from checks._texts import Text, judge_texts
from checks.base import Evidence, Judgement, check

_NUMBERS: Final = re.compile(
    r"(?:\d{1,3}\.){3}\d{1,3}|\d{6,10}|0x[0-9a-f]+(?:\.(?:0x)?[0-9a-f]+)*|[0-9a-f:]*:[0-9a-f:]+"
)
_OF_SITES: Final = ("com", "app")
"""Endings of programs that are endings of sites too: a page about www.example.com is no program."""
_EDIT: Final = "Replace the link with the full https address of the page that is meant, or take it out."
_REMOVE: Final = "Hide or delete the comment; do not open its link."


@check(
    title="Unsafe link",
    subject={"post", "alt", "comment"},
    severity="soon",
    needs={"posts"},
    uses={"media", "comments", "lists"},
    remedy=_EDIT,
)
def unsafe_link(
    evidence: Evidence,
    *,
    allowed: Sequence[str] = (),
    shorteners: Sequence[str] = (),
    unfit: Sequence[str] = (),
) -> Judgement:
    """Judge every link of every text by how it is written (com01 4.1); nothing is fetched.

    `allowed`: domains that are never findings. `shorteners`, `unfit`: domains added to the shipped lists.
    """
    lists = _Lists.of(evidence, allowed, shorteners, unfit)
    domains = frozenset(filter(None, lists.unfit))

    def faults(text: Text) -> Iterator[Mapping[str, Any]]:
        for link in links_of(text.text, domains):
            found = list(_faults(link, text.platform, lists))
            if found:
                severity, confidence, _ = found[0]
                yield {
                    "start": link.start,
                    "end": link.end,
                    "matched_text": text.text[link.start : link.end],
                    "severity": severity,
                    "confidence": confidence,
                    "detail": "the link " + "; it also ".join(said for _, _, said in found),
                    "remedy": _REMOVE if text.subject_type == "comment" else _EDIT,
                }

    return judge_texts(evidence, faults, screens=[SCREEN, Screen(domains)] if domains else [SCREEN])


@dataclass(frozen=True, slots=True)
class _Lists:
    """What is known of domains and files."""

    known: tuple[str, ...]
    allowed: frozenset[str]
    shorteners: frozenset[str]
    of_platforms: Mapping[str, str]
    unfit: Mapping[str, str]
    endings: Mapping[str, str]
    suffixes: frozenset[str]

    @classmethod
    def of(cls, evidence: Evidence, allowed: Sequence[str], shorteners: Sequence[str], unfit: Sequence[str]) -> _Lists:
        def pairs(name: str, *columns: str) -> Iterator[tuple[Any, ...]]:
            return tuples(evidence.lists.get(f"links/{name}", pd.DataFrame()), columns)

        suffixes = frozenset(row[0] for row in pairs("suffixes", "suffix"))
        site = next((link.host for link in links_of(evidence.school.website)), "")
        own = [registered(host, suffixes) for host in (site, *evidence.school.email_domains) if host]
        return cls(
            known=(*dict.fromkeys(own), *(row[0] for row in pairs("known", "domain"))),
            allowed=frozenset(one.casefold().removeprefix("www.") for one in allowed),
            shorteners=frozenset([*(row[0] for row in pairs("shorteners", "domain")), *map(str.casefold, shorteners)]),
            of_platforms=dict(pairs("of_platforms", "domain", "platform")),
            unfit={
                **dict(pairs("unfit", "domain", "why")),
                **dict.fromkeys(map(str.casefold, unfit), "the trust's list"),
            },
            endings=dict(pairs("file_types", "ending", "what")),
            suffixes=suffixes,
        )

    def holds(self, domains: Mapping[str, str] | frozenset[str], host: str) -> str:
        """Return which of some domains a host is, or lies below; blank for none."""
        labels = host.removeprefix("www.").split(".")
        return next((part for at in range(len(labels)) if (part := ".".join(labels[at:])) in domains), "")


def _faults(link: Link, platform: str, lists: _Lists) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a link, the gravest first: severity, confidence, and what is said of the link."""
    if link.scheme in {"javascript", "data", "file"}:
        yield (
            "this_week",
            "certain",
            f"is a {link.scheme}: address, which runs or opens something on the reader's device",
        )
        return
    host = link.host.removeprefix("www.")
    if not host or lists.holds(lists.allowed, host):
        return
    yield from _hidden(link, host, lists)
    if unfit := lists.holds(lists.unfit, host):
        yield "this_week", "certain", f"leads to {unfit}, which suits no school ({lists.unfit[unfit]})"
    if kind := _kind_of_file(link.path, lists):
        yield "this_week", "likely", f"leads to a file that can do harm ({kind})"
    if lists.holds(lists.shorteners, host):
        yield "soon", "certain", "is shortened, so that nobody sees where it leads"
    if link.scheme == "http" and platform not in _own_of(host, lists):
        yield "note", "certain", "is http, so that others can read and change what it shows; https is meant"


def _kind_of_file(path: str, lists: _Lists) -> str:
    """Return what harm the file can do that a path ends in; blank for none, and where it ends in a site's name."""
    name = path.rpartition("/")[2].casefold()
    stem, _, ending = name.rpartition(".")
    is_site = "." in stem or ":/" in path or registered(name, lists.suffixes) in lists.known
    return "" if not stem or (ending in _OF_SITES and is_site) else lists.endings.get(ending, "")


def _own_of(host: str, lists: _Lists) -> set[str]:
    """Return the platforms that make short links of this domain themselves."""
    return {lists.of_platforms[host]} if host in lists.of_platforms else set()


def _hidden(link: Link, host: str, lists: _Lists) -> Iterator[tuple[str, str, str]]:
    """Yield the ways in which a link pretends to lead elsewhere."""
    if link.user:
        yield "this_week", "certain", f"leads to {host}, whatever stands before its @"
    if _NUMBERS.fullmatch(host):
        yield "this_week", "certain", "is an address in numbers, which no site of standing uses"
        return
    shown = as_shown(host)
    other, confidence = imitated(shown, lists.known, lists.suffixes)
    if other:
        yield "this_week", confidence, f"leads to {shown}, which looks like {other} and is not"
    elif not shown.isascii() or shown != host:
        yield "this_week", "likely", f"leads to {shown}, which is written with letters that can be taken for others"
    if link.named and registered(link.named, lists.suffixes) != registered(host, lists.suffixes):
        yield "this_week", "certain", f"leads to {host}, and its words name {link.named}"
