"""Masking: what the reports of a school quote, without the names of its register and without personal contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from checks.contacts.mask import ContactMasker
from checks.names.fold import EDGE
from checks.names.mask import Masker

Mask = Callable[[str], str]
"""A text -> the same without names and contacts."""
_PARTED: Final = f" {EDGE} "
"""Between two texts that are masked in one go: nothing on one side of it reads as one word with the other side."""


def masking(texts: Iterable[str], names: Masker, contacts: ContactMasker) -> Mask:
    """Return a mask that knows these texts already, for they were masked in one go; others it masks one by one.

    One text is quoted by all its findings, and most details are said many times: each is masked once.
    """
    known = contacts.mask_all(text for text in dict.fromkeys(texts) if EDGE not in text)
    masked = names.mask(_PARTED.join(known.values())).split(_PARTED)
    done = dict(zip(known, masked, strict=True)) if known else {}

    def mask(text: str) -> str:
        if text not in done:
            done[text] = names.mask(contacts.mask(text))
        return done[text]

    return mask
