"""What the connectors of exports share: where trust.yaml says the export lies, and pages cut from all that it holds.

An export is read whole and then cut into pages, so that each is one transaction and a pull that was cut short goes on
at its next page. An export that is byte for byte what it was at the last finished pull yields one unchanged page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from config.models import Account
from config.paths import resolve
from config.refusal import Place, RefusalError
from connectors.base import Comment, Media, Page, Post, Read, SetAside, Window

PAGE_ROWS: Final = 5_000
"""Records of one page, and so of one transaction."""
LATEST: Final = timedelta(days=1)
"""How far after the moment of the run a post may lie: an export may be newer than the --as-of it is read with."""
OPTIONS: Final[Mapping[str, str]] = {
    "archive": "The export: the .zip as the platform gave it, a folder of its .zip parts, or the unpacked folder.",
    "complete": "true when the export holds all that was public when it was made, so that what it lacks is gone.",
}
"""Keys of `source` that every connector of an export knows."""
SWITCHES: Final[frozenset[str]] = frozenset({"complete"})
"""Those of them that are true or false."""
NO_CASE: Final[Mapping[str, str]] = {
    "a repeated cursor": "Pages are cut from an export that was read whole: nobody names the next one.",
    **dict.fromkeys(
        ("401", "429", "500", "HTML", "a cut body", "a slow body"),
        "An export is read from the disk: no server answers that could refuse, fail or be slow.",
    ),
}
"""Cases of the contract suite that cannot befall an export."""


@dataclass(slots=True)
class Pull:
    """All that an export holds of an account."""

    posts: Sequence[Post] = ()
    media: Sequence[Media] = ()
    comments: Sequence[Comment] = ()
    set_aside: Sequence[SetAside] = ()
    reads: Sequence[Read] = field(default_factory=list)
    later: datetime | None = None
    """The earliest time of a post left out because it lies after this run; a later run must look again."""


def archive_path(root: Path, account: Account) -> Path:
    """Return where the export of an account lies; RefusalError when trust.yaml does not say, or says it amiss."""
    text, place = account.source.options.get("archive"), Place(root / "trust.yaml")
    if not isinstance(text, str) or not text:
        raise RefusalError(
            f"the source of @{account.handle} names no export: give it archive: and the path of the .zip", place=place
        )
    try:
        return resolve(root, text)
    except ValueError as error:
        raise RefusalError(f"'archive' of @{account.handle} {error}", place=place) from None


def says_complete(account: Account) -> bool:
    """Say whether trust.yaml promises that what the export lacks is gone."""
    return account.source.options.get("complete") is True


def pages(
    state: Mapping[str, Any], read: Callable[[], Pull], cursor: Mapping[str, Any] | None, window: Window
) -> Iterator[Page]:
    """Yield the pages of a pull: one unchanged page, the rest of the pull that `cursor` cut short, or all of them.

    `state` (JSON-safe) is all that the records depend on: the export's digest, what trust.yaml says of it, and the
    version of the mapping. `read` maps the export; it is not called when nothing has changed.
    """
    saved = dict(cursor or {})
    same = _same(state, saved, window.until)
    if same and saved["done"]:
        yield Page(unchanged=True, reads=[_thawed(one) for one in saved["reads"]], cursor=saved, last=True)
        return
    yield from _cut(read(), state, saved["next"] if same else 0)


def _same(state: Mapping[str, Any], saved: Mapping[str, Any], until: datetime) -> bool:
    """Say whether a pull now would give the records of the pull that left this cursor."""
    if {"state", "later", "next", "done"} - saved.keys() or saved["state"] != state:
        return False
    later = saved["later"] and datetime.fromisoformat(saved["later"])
    return not later or later > until + LATEST


def _cut(pull: Pull, state: Mapping[str, Any], first: int) -> Iterator[Page]:
    """Cut a pull into pages of at most PAGE_ROWS records, and yield those from number `first` on."""
    records: list[Post | Media | Comment] = [*pull.posts, *pull.media, *pull.comments]
    count = max(1, -(-len(records) // PAGE_ROWS))
    cursor = {"state": state, "later": pull.later.isoformat() if pull.later else None}
    for number in range(min(first, count - 1), count):
        part = _part(records[number * PAGE_ROWS : (number + 1) * PAGE_ROWS])
        start: dict[str, Any] = {"set_aside": pull.set_aside, "first": True} if number == 0 else {}
        if number + 1 < count:
            yield Page(**part, **start, cursor={**cursor, "next": number + 1, "done": False})
        else:
            done = {**cursor, "next": 0, "done": True, "reads": [_frozen(one) for one in pull.reads]}
            yield Page(**part, **start, reads=pull.reads, cursor=done, last=True)


def _part(records: Sequence[Post | Media | Comment]) -> dict[str, Any]:
    """Sort the records of one page by their kind."""
    return {
        "posts": [record for record in records if isinstance(record, Post)],
        "media": [record for record in records if isinstance(record, Media)],
        "comments": [record for record in records if isinstance(record, Comment)],
    }


def _frozen(read: Read) -> dict[str, Any]:
    """Put a read into a cursor, JSON-safe."""
    times = {name: moment.isoformat() for name in ("begin", "end") if (moment := getattr(read, name))}
    return {**asdict(read), "begin": None, "end": None, **times}


def _thawed(saved: Mapping[str, Any]) -> Read:
    """Take a read out of a cursor. It proves nothing gone: nothing was compared."""
    times = {name: datetime.fromisoformat(saved[name]) for name in ("begin", "end") if saved[name]}
    return Read(**{**saved, **times, "proves_gone": False})
