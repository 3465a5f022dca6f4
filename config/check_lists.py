"""The lists that checks read beside the word lists: config/accessibility, links, events and lexicon, as frames."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

FOLDERS: Final = ("accessibility", "links", "events", "lexicon")
"""Not words/: a change there lets every text be read for names again."""


# what comes with the program stays as it is while it runs, and several runs may fall into one process
@cache
def load_check_lists() -> dict[str, pd.DataFrame]:
    """Return "folder/file" without .csv -> a frame of its columns, all text, nothing missing; not to be changed."""
    import pandas as pd

    lists = {}
    for name, content in _files():
        header, *rows = csv.reader(io.StringIO(content.decode("utf-8")))
        lists[name] = pd.DataFrame(rows, columns=header, dtype="str")
    return lists


@cache
def check_lists_hash() -> str:
    """Return a hash of every list, so that a finding knows by which it was judged."""
    digest = hashlib.sha256()
    for name, content in _files():
        digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def _files() -> Iterator[tuple[str, bytes]]:
    for folder in FOLDERS:
        for file in sorted((resources.files("config") / folder).iterdir(), key=lambda f: f.name):
            if file.name.endswith(".csv"):
                yield f"{folder}/{file.name.removesuffix('.csv')}", file.read_bytes()
