"""Above: what the post above a comment makes of the names in it, read as a post is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Final

from checks.base import CONFIDENCES
from checks.names.find import Finder
from checks.names.known import Known, Meant, Text
from checks.names.reader import Reading
from checks.names.written import as_read

_ORDER: Final = (*CONFIDENCES, "")
"""The surest first."""
_HELD: Final = 4096
"""Posts whose names are kept: more than have comments in one batch."""
_UNSEEN: Final = Meant("", frozenset())


def posts_read_by(finder: Finder, known: Known) -> Callable[[str, str], Mapping[str, Meant]]:
    """Return what reads the names of a post, once each; `known` must know of nothing above."""
    return lru_cache(maxsize=_HELD)(partial(_read, finder, known))


def _read(finder: Finder, known: Known, post: str, account: str) -> Mapping[str, Meant]:
    meant: dict[str, Meant] = {}
    for hit in finder.scan([post]):
        found, text = as_read(hit, Text(post, "", "", photo=False, account=account), known.lists.plain_words)
        for one, mention in Reading(found, text, known).decided():
            sure = mention.confidence if mention else ""
            whole = found.folded[one.candidate.start : one.candidate.end]
            for word in {one.candidate.hit.key, whole, *whole.split()}:
                before = meant.get(word, _UNSEEN)
                surer = min(before.confidence, sure, key=_ORDER.index)
                meant[word] = Meant(surer, before.against | one.against)
    return meant
