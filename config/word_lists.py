"""The word lists of config/words/, read as frames of text."""

from __future__ import annotations

import csv
import hashlib
import io
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def load_word_lists() -> dict[str, pd.DataFrame]:
    """Return file name without .csv -> a frame of its columns, all text, nothing missing."""
    import pandas as pd

    lists = {}
    for file in sorted((resources.files("config") / "words").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".csv"):
            header, *rows = csv.reader(io.StringIO(file.read_text(encoding="utf-8")))
            lists[file.name.removesuffix(".csv")] = pd.DataFrame(rows, columns=header, dtype="str")
    return lists


def word_lists_hash() -> str:
    """Return a hash of every word list, so that what was derived under another is derived again."""
    digest = hashlib.sha256()
    for file in sorted((resources.files("config") / "words").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".csv"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
