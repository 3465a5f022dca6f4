"""The engine: one school's register, staff and word lists in; the pupils named in its texts out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, Final

import numpy as np
import pandas as pd

from checks.names.above import posts_read_by
from checks.names.find import Finder, Found
from checks.names.forms import Register
from checks.names.known import Mention, Text, know
from checks.names.list_reading import read_lists
from checks.names.lists import Lists
from checks.names.mask import Masker
from checks.names.pupils import rows_of
from checks.names.reader import read
from checks.names.register import read_register
from checks.names.short_forms import Listed, read_listed
from checks.names.staff import read_staff
from checks.names.written import as_read

ENGINE_VERSION: Final = "18"
"""Goes up with every change that may find other names: derived mentions are cached by it."""
_OWNERS: Final = ("subject_type", "subject_id", "account")
MENTION_COLUMNS: Final = (*_OWNERS, *Mention._fields)
_AROUND: Final = ("text", "context", "author_name", "author_handle", "account")
_BESIDE: Final = ("has_photo", "subject_type")
_AT_A_TIME: Final = 4096
"""Texts with hits that are read together: so many that a table is cut seldom, so few that memory stays flat."""


class NameEngine:
    """Finds the pupils of one register in texts. Build one per school; it holds nothing between calls but caches.

    pupils and staff have the columns of `checks.base.Evidence`; words maps names of the lists of config/words/
    (config/words/README.md) to their frames, which must not be changed
    afterwards; a list that is absent is empty. houses: names of houses and forms that no register holds.
    """

    def __init__(
        self, pupils: pd.DataFrame, staff: pd.DataFrame, words: Mapping[str, pd.DataFrame], houses: Iterable[str] = ()
    ) -> None:
        self._lists, listed = _read_words(_Words(words))
        self._register: Register = read_register(pupils, listed, self._lists.common, self._lists.vocabulary)
        members = read_staff(rows_of(staff))
        known = know(self._register, self._lists, members, houses)
        lists, named = self._lists, set(" ".join([*self._register.forms, *self._register.whole]).split())
        figures = {figure for word in named & lists.figures_with.keys() for figure in lists.figures_with[word]}
        phrases = [figure for figure in lists.figures if figure in figures]
        phrases += [name for name in members.full if not named.isdisjoint(name.split())]
        self._finder = Finder(self._register, phrases, lists, known.tags.read)
        self.known = replace(known, above=posts_read_by(self._finder, known))
        """What the readings of its texts share."""

    def mentions(self, texts: pd.DataFrame) -> pd.DataFrame:
        """Return one row per place where a pupil is named, with MENTION_COLUMNS.

        texts: subject_type (post, alt, comment), subject_id, account, text, context (the post's text for an alt text
        or comment, the alt texts for a post; may be blank), author_name, author_handle, has_photo. `start` and `end`
        are code points into the text exactly as stored; pupil_ids is a tuple, sorted; confidence as in checks.base.
        """
        rows = list(self._mentions(texts))
        owners = np.array([at for at, _ in rows], dtype=np.intp)
        columns: dict[str, Any] = {name: texts[name].array.take(owners) for name in _OWNERS}
        for name, values in zip(Mention._fields, zip(*(mention for _, mention in rows), strict=True), strict=False):
            columns[name] = list(values)
        found = pd.DataFrame(columns, columns=list(MENTION_COLUMNS))
        return found if rows else found.astype({"start": "int64", "end": "int64"})

    @cached_property
    def masker(self) -> Masker:
        """What masks the names of the register; it holds little, and may outlive the engine."""
        return Masker(self._register, self._lists.common)

    def hits(self, texts: pd.DataFrame) -> Iterator[tuple[Found, Text]]:
        """Yield the texts in which something may be a pupil's name, with what is known around them."""
        scanned = self._finder.scan(_blank_filled(texts["text"].tolist()))
        while some := list(islice(scanned, _AT_A_TIME)):  # the rest of a row is looked at only where something hit
            rows = _texts(texts, [found.at for found in some])
            yield from (as_read(found, text, self._lists.plain_words) for found, text in zip(some, rows, strict=True))

    def _mentions(self, texts: pd.DataFrame) -> Iterator[tuple[int, Mention]]:
        for found, text in self.hits(texts):
            for mention in read(found, text, self.known):
                yield found.at, text.written.stored_as(mention) if text.written else mention


class _Words:
    """Word lists that are the same when their frames are: the schools of a trust share them, and read them once."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self.frames = dict(frames)
        self._same = frozenset((name, id(frame)) for name, frame in self.frames.items())

    def __hash__(self) -> int:
        return hash(self._same)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Words) and self._same == other._same


@lru_cache(maxsize=1)
def _read_words(words: _Words) -> tuple[Lists, Listed]:
    """Read the lists and the short forms; the frames are held, so that their ids stay theirs."""
    lists = read_lists(words.frames)
    return lists, read_listed(words.frames.get("diminutives", pd.DataFrame()), lists.vocabulary)


def _texts(rows: pd.DataFrame, at: Sequence[int]) -> Iterator[Text]:
    """Turn some of the rows into texts with what is known around them; a column or value that is missing is blank."""
    blank = [""] * len(at)
    places = np.array(at, dtype=np.intp)
    taken = {name: rows[name].array.take(places).tolist() for name in (*_AROUND, *_BESIDE) if name in rows}
    columns = [_blank_filled(taken.get(name, blank)) for name in _AROUND]
    beside = [taken.get(name, blank) for name in _BESIDE]
    for source, context, name, handle, account, photo, kind in zip(*columns, *beside, strict=True):
        author = f"{name} {handle}".strip()
        yield Text(source, context, author, photo is True or photo == 1, account, kind == "alt")


def _blank_filled(values: Sequence[Any]) -> list[str]:
    if set(map(type, values)) <= {str}:  # nearly always, and looked at without a step of Python for each
        return list(values)
    return [value if isinstance(value, str) else "" for value in values]
