"""The .js files of an X archive: which they are, and JSON out of their wrappers, row by row.

X wraps every list as `window.YTD.tweets.part0 = [...]`; until 2018 it was `Grailbird.data.tweets_2012_01 = [...]`, or
nothing at all. A row is held in memory alone, however long its file is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath
from typing import Any, Final

from config.refusal import Place, RefusalError
from connectors._archive import Archive

TWEETS: Final = r"(tweets?|posts?|community[-_]?tweets?)([-_]part\d+)?\.js"
NOTES: Final = r"note[-_]?tweets?([-_]part\d+)?\.js"
DELETED: Final = r"deleted[-_]?tweets?([-_]headers)?([-_]part\d+)?\.js"
"""Whole file names: deleted-tweets.js is no tweets.js, and posts to a circle of followers were never public."""
_MONTHS: Final = r"\d{4}_\d{2}\.js"
"""Before 2018 a file a month, in data/js/tweets."""
_FILE_LIMIT: Final = 1_000_000_000
_ROW_LIMIT: Final = 10_000_000
"""Characters of one row; a long post with all that X says about it comes to about 30,000."""
_VALUE_LIMIT: Final = 20_000_000
_WRAPPER: Final = re.compile(r"[^\[{<]{0,500}")
_BETWEEN: Final = re.compile(r"[\s,]*")
_DECODER: Final = json.JSONDecoder(parse_constant=lambda _: None)
_META: Final = (
    r"(posts|stories|reels|profile_posts|your_posts.*|threads_and_replies|archived_posts)(_\d+)?\.(json|html)"
)
_REMEDY: Final = "name the .zip that X gave under 'Download an archive of your data', or the folder it was unpacked to"


def members(archive: Archive, pattern: str) -> tuple[str, ...]:
    """Return the members whose file name matches, without the pages that X puts beside the data for looking at it."""
    return tuple(name for name in archive.find(pattern) if "assets" not in PurePosixPath(name).parts)


def tweet_files(archive: Archive) -> tuple[str, ...]:
    """Return the members that hold posts; RefusalError when there are none, which says what the export seems to be."""
    found = members(archive, TWEETS) or _month_files(archive)
    if found:
        return found
    names = [PurePosixPath(name) for name in archive.names]
    hint = ""
    if archive.find(_META):
        hint = " (it looks like an export of Facebook or Instagram, which facebook_export and instagram_export read)"
    elif archive.find(r"manifest\.js|account\.js"):
        hint = " (one of several .zip files, perhaps: put all of them into one folder, and name that folder)"
    elif any(name.suffix.casefold() == ".html" for name in names):
        hint = " (only web pages made of one)"
    raise RefusalError(f"it holds no tweets.js, so it is no archive of X{hint}: {_REMEDY}", place=Place(archive.path))


def _month_files(archive: Archive) -> tuple[str, ...]:
    """Return the files of posts of an archive from before 2018."""
    return tuple(name for name in members(archive, _MONTHS) if PurePosixPath(name).parent.name.casefold() == "tweets")


def rows(archive: Archive, name: str) -> Iterator[Any]:
    """Yield the rows of a list; RefusalError when the file is no such list, is cut short, or goes on after its end."""
    pieces = archive.texts(name, _FILE_LIMIT)
    held, at = _after_wrapper(archive, name, pieces), 0
    while True:
        between = _BETWEEN.match(held, at)
        at = between.end() if between else at
        if held.startswith("]", at):
            break
        try:
            row, end = _DECODER.raw_decode(held, at)
        except RecursionError:
            raise _not_a_list(archive, name) from None
        except ValueError:
            row, end = None, len(held)
        if end == len(held):  # the row may go on in the next piece
            more = next(pieces, None)
            if more is None or len(held) - at > _ROW_LIMIT:
                raise _not_a_list(archive, name)
            held, at = held[at:] + more, 0
            continue
        yield row
        at = end
    # the file is read to its end, where a .zip compares the checksum
    for rest in chain([held[at + 1 :]], pieces):
        if rest.strip("; \t\r\n"):
            raise _not_a_list(archive, name)


def value(archive: Archive, name: str) -> Any:
    """Return the one object or list of a short file; RefusalError as `rows`."""
    content = "".join(archive.texts(name, _VALUE_LIMIT))
    wrapper = _WRAPPER.match(content)
    try:
        return _DECODER.raw_decode(content, wrapper.end() if wrapper else 0)[0]
    except (ValueError, RecursionError):
        raise _not_a_list(archive, name) from None


def _after_wrapper(archive: Archive, name: str, pieces: Iterator[str]) -> str:
    """Return the first piece of a list, from behind its opening bracket on."""
    held = ""
    for piece in pieces:
        held += piece
        wrapper = _WRAPPER.match(held)
        at = wrapper.end() if wrapper else 0
        if at < len(held):
            if held[at] != "[":
                break
            return held[at + 1 :]
    raise _not_a_list(archive, name)


def _not_a_list(archive: Archive, name: str) -> RefusalError:
    return archive.refusal(name, "is cut short or not in X's format: use the archive just as X gave it")
