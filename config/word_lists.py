"""The word lists of config/words/, read as frames of text, with what a trust adds to them."""

from __future__ import annotations

import csv
import hashlib
import io
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from config.own_words import OwnWords

if TYPE_CHECKING:
    import pandas as pd


def load_word_lists(own: OwnWords | None = None) -> dict[str, pd.DataFrame]:
    """Return file name without .csv -> a frame of its columns, all text, nothing missing; nobody may change them."""
    shipped = _shipped()
    if own is None or own == OwnWords():
        return shipped
    import pandas as pd

    shorts = [(name, short) for name, forms in own.short_forms.items() for short in forms]
    added = {
        "figures": pd.DataFrame([(phrase, "trust") for phrase in own.allow_phrases], columns=["phrase", "kind"]),
        "diminutives": pd.DataFrame(shorts, columns=["name", "short"]),
    }
    more = {name: pd.concat([shipped[name], frame.astype("str")], ignore_index=True) for name, frame in added.items()}
    return {**shipped, **more}


def word_lists_hash(own: OwnWords | None = None) -> str:
    """Return a hash of every word list, so that what was derived under another is derived again."""
    if own is None or own == OwnWords():
        return _shipped_hash()
    return hashlib.sha256(f"{_shipped_hash()} {own.model_dump_json()}".encode()).hexdigest()


# what comes with the program stays as it is while it runs, and several runs may fall into one process
@cache
def _shipped() -> dict[str, pd.DataFrame]:
    import pandas as pd

    lists = {}
    for file in sorted((resources.files("config") / "words").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".csv"):
            header, *rows = csv.reader(io.StringIO(file.read_text(encoding="utf-8")))
            lists[file.name.removesuffix(".csv")] = pd.DataFrame(rows, columns=header, dtype="str")
    return lists


@cache
def _shipped_hash() -> str:
    digest = hashlib.sha256()
    for file in sorted((resources.files("config") / "words").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".csv"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
