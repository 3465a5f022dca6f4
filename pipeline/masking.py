"""Masking: what the reports of a school quote, without the names of its register and without personal contacts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from checks.contacts.mask import ContactMasker
from checks.names.fold import EDGE
from checks.names.mask import MASK, Masker

Mask = Callable[[str], str]
"""A text -> the same without names and contacts."""
_PARTED: Final = f" {EDGE} "
"""Between two texts that are masked in one go: nothing on one side of it reads as one word with the other side."""


def masking(texts: Iterable[str], names: Masker, contacts: ContactMasker, found: Iterable[str] = ()) -> Mask:
    """Return a mask that knows these texts already, for they were masked in one go; others it masks one by one.

    `found`: names as they stand in texts, whom the names of the register alone would not cover.
    One text is quoted by all its findings, and most details are said many times: each is masked once.
    """
    cover = _covering(names.unmasked(found))
    known = contacts.mask_all(text for text in dict.fromkeys(texts) if EDGE not in text)
    masked = names.mask(cover(_PARTED.join(known.values()))).split(_PARTED)
    done = dict(zip(known, masked, strict=True)) if known else {}

    def mask(text: str) -> str:
        if text not in done:
            done[text] = names.mask(cover(contacts.mask(text)))
        return done[text]

    return mask


def nothing_shown(text: str) -> str:
    """Mask a text as a whole."""
    return MASK if text else ""


def _covering(written: Sequence[str]) -> Mask:
    """Return what masks names that are written in ways of their own; of two that overlap the longer stands first."""
    if not written:
        return lambda text: text
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, written))})(?!\w)")
    return lambda text: found.sub(lambda name: f"{name[0][0].upper()}{MASK}", text)
