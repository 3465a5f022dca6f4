"""Masking: what the reports of a school quote, without the names of its register and without personal contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from checks.contacts.mask import ContactMasker
from checks.names.mask import MASK, Masker, covering

Mask = Callable[[str], str]
"""A text -> the same without names and contacts."""


def masking(texts: Iterable[str], names: Masker, contacts: ContactMasker, found: Iterable[str] = ()) -> Mask:
    """Return a mask that knows these texts already, for they were masked in one go; others it masks one by one.

    `found`: names as they stand in texts, whom the names of the register alone would not cover.
    One text is quoted by all its findings, and most details are said many times: each is masked once.
    """
    cover = covering(names.unmasked(found))
    known = {text: cover(said) for text, said in contacts.mask_all(dict.fromkeys(texts)).items()}
    masked = names.mask_all(known.values())
    done = {text: masked[said] for text, said in known.items() if said in masked}

    def mask(text: str) -> str:
        if text not in done:
            done[text] = names.mask(cover(contacts.mask(text)))
        return done[text]

    return mask


def nothing_shown(text: str) -> str:
    """Mask a text as a whole."""
    return MASK if text else ""
