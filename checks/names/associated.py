"""Associated: words by which everybody thinks of another bearer of a name."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from checks.names.scenes import telling_word
from checks.names.whereabouts import Whereabouts

_CLOSE: Final = 4
"""Words between a name and what stands right beside it."""
_TITLED: Final = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "fr"))


def associated(at: Whereabouts) -> Iterator[str]:
    """Yield that the text tells of another bearer by a phrase or a proper name, or hints at one by a mere word."""
    kinds = at.lists.associations.get(at.key)
    if not kinds:
        return
    here = at.lists.bearers.places(at.tokens)
    spans = [span for kind in kinds & here.keys() for span in here[kind] if _no_pupil(at, span)]
    telling = [span for span in spans if _telling(at, span)]
    if any(at.first - _CLOSE <= a and b <= at.last + _CLOSE for a, b in telling):
        yield "associated_beside"
    if telling and _family(at, kinds & here.keys()) and not at.does_as_people_do:
        yield "associated_family"
    if telling or kinds & at.contexts.bearers(at.written_above):
        yield "associated_word" if at.lists.common.get(at.key, ("", 0))[1] > 1 else "associated"
    elif spans:
        yield "associated_hint"


def _family(at: Whereabouts, told: AbstractSet[str]) -> bool:
    """Another name of its list belongs to the same story: "Emily, Charlotte and Anne: the three Brontë sisters".

    `told`: kinds of scenes with bearers of the name that the text tells of.
    """
    works = {kind for kind in told if not kind.startswith("=")}
    beside = at.tokens[max(0, at.first - 2) : at.last + 3]
    return bool(works) and any(
        token != at.key and not works.isdisjoint(at.lists.associations.get(token, ())) for token in beside
    )


def _telling(at: Whereabouts, span: tuple[int, int]) -> bool:
    """A phrase, a word of no other use, or one with a capital that no title gives to a member of staff."""
    word = at.tokens[span[0]]
    if span[1] - span[0] > 1:
        return True
    if span[0] and at.tokens[span[0] - 1] in _TITLED:
        return False
    return telling_word(word, at.source, at.lists.vocabulary)


def _no_pupil(at: Whereabouts, span: tuple[int, int]) -> bool:
    """The words are neither the name itself nor one of another pupil."""
    apart = span[1] <= at.first or at.last <= span[0]
    return apart and " ".join(at.tokens[span[0] : span[1]]) not in at.pupils
