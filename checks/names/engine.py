"""The engine: one school's register, staff and word lists in; the pupils named in its texts out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import pandas as pd

from checks.names.find import Finder
from checks.names.fold import fold_name
from checks.names.forms import Register, read_diminutives, read_register
from checks.names.lists import Lists, read_lists
from checks.names.mask import Masker
from checks.names.reader import Mention, Text, know, read

ENGINE_VERSION: Final = "2"
"""Goes up with every change that may find other names: derived mentions are cached by it."""
MENTION_COLUMNS: Final = ("subject_type", "subject_id", "account", *Mention._fields)
_TEXT_COLUMNS: Final = ("text", "context", "author_name", "author_handle", "has_photo")


class NameEngine:
    """Finds the pupils of one register in texts. Build one per school; it holds nothing between calls but caches.

    pupils and staff have the columns of `checks.base.Evidence`; words maps names of the lists of config/words/
    (common_words, titles, cues, figures, diminutives) to their frames, and a list that is absent is empty.
    """

    def __init__(self, pupils: pd.DataFrame, staff: pd.DataFrame, words: Mapping[str, pd.DataFrame]) -> None:
        self._lists: Lists = read_lists(words)
        self._register: Register = read_register(pupils, read_diminutives(words.get("diminutives", pd.DataFrame())))
        first_names, full_names = _staff_names(staff)
        self._known = know(self._register, self._lists, first_names, full_names)
        phrases, lists = [*self._lists.figures, *full_names], self._lists
        self._finder = Finder(
            self._register,
            phrases,
            lists.plain_words,
            lists.last_of_praise,
            lists.personal_titles,
            self._known.tags.read,
        )

    def mentions(self, texts: pd.DataFrame) -> pd.DataFrame:
        """Return one row per place where a pupil is named, with MENTION_COLUMNS.

        texts: subject_type (post, alt, comment), subject_id, account, text, context (the post's text for an alt text
        or comment, the alt texts for a post; may be blank), author_name, author_handle, has_photo. `start` and `end`
        are code points into the text exactly as stored; pupil_ids is a tuple, sorted; confidence as in checks.base.
        """
        rows = list(self._mentions(texts))
        owners = texts.iloc[[at for at, _ in rows]][["subject_type", "subject_id", "account"]].reset_index(drop=True)
        found = pd.DataFrame([mention for _, mention in rows], columns=list(Mention._fields))
        return pd.concat([owners, found.astype({"start": "int64", "end": "int64"})], axis=1)[list(MENTION_COLUMNS)]

    def mask(self, text: str) -> str:
        """Return the text with every name of the register, in any form and in any meaning, masked: "Z•••"."""
        return self._masker.mask(text)

    def initials(self, pupil_id: str) -> str:
        """Return a pupil's initials, "Z.M."; blank for an id the register does not hold."""
        return self._initials.get(pupil_id, "")

    @cached_property
    def _masker(self) -> Masker:
        return Masker(self._register, self._lists.common)

    @cached_property
    def _initials(self) -> dict[str, str]:
        return {pupil.id: pupil.shown for pupil in self._register.pupils}

    def _mentions(self, texts: pd.DataFrame) -> Iterator[tuple[int, Mention]]:
        sources, contexts, names, handles, photos = (_column(texts, column) for column in _TEXT_COLUMNS)
        for found in self._finder.scan(sources):
            at = found.at
            text = Text(
                sources[at], contexts[at], f"{names[at]} {handles[at]}".strip(), photos[at] is True or photos[at] == 1
            )
            for mention in read(found, text, self._known):
                yield at, mention


def _column(texts: pd.DataFrame, column: str) -> Sequence[Any]:
    """Return a column as a list; what is missing is blank."""
    if column not in texts:
        return [""] * len(texts)
    values = texts[column]
    if column != "has_photo":
        values = values.astype(object).where(values.notna(), "")
    return list(values.tolist())


def _staff_names(staff: pd.DataFrame) -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded first names of staff, and their first and last names together."""
    rows = staff.to_dict("records") if len(staff) else []
    pairs = [(fold_name(str(row.get("first_name") or "")), fold_name(str(row.get("last_name") or ""))) for row in rows]
    return frozenset(first for first, _ in pairs if first), frozenset(
        f"{first} {last}" for first, last in pairs if first and last
    )
