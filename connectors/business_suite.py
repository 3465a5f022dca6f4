"""Facebook pages and Instagram accounts, from the CSV that Meta Business Suite exports of their content.

In Meta Business Suite, set to English: Insights, Content, Export data, all posts of the span. One file or several (a
month each) may be named, by a folder or a pattern; where two hold a post, the later export is believed. A file with
several pages is sorted by account: by `platform_id` (the Page ID or Account ID of the file), the username, the
addresses of the posts, or the page's name where it resembles the handle.

The CSV has no pictures, no alt text and no comments: they are not assessed. A post of photos or of a video has one row
of media, `m1`, that stands for all its pictures, so that what the photo log says of the post is judged. Its times carry
no zone: they are taken for Europe/London unless `timezone` says otherwise, and coverage says so. Compare one post with
its time on the page: where the file is eight hours early, write `timezone: America/Los_Angeles`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, Final, Self

from config.models import Account
from connectors._business_pull import Exports, read_account
from connectors._export_pages import NO_CASE, pages
from connectors.base import Connector, Media, NeedsPerson, Page, Profile, Surroundings, Window

_VERSION: Final = 1
"""To be raised when rows are mapped differently: then unchanged files are read again."""


class BusinessSuiteConnector(Connector):
    """Reads accounts from Meta Business Suite's CSV; each file is parsed once for all accounts of a run."""

    name: ClassVar[str] = "business_suite"
    platforms: ClassVar[frozenset[str]] = frozenset({"facebook", "instagram"})
    secrets: ClassVar[tuple[str, ...]] = ()
    options: ClassVar[Mapping[str, str]] = {
        "files": "The CSV, a folder of them, or a pattern such as exports/facebook/*.csv, relative to the workspace.",
        "timezone": "The zone of the file's times, which name none; Europe/London when it is left out.",
        "complete": "true when the files hold all that is public now, so that what they lack is gone.",
    }
    switches: ClassVar[frozenset[str]] = frozenset({"complete"})
    provides: ClassVar[frozenset[str]] = frozenset({"posts"})
    live: ClassVar[bool] = False
    no_case: ClassVar[Mapping[str, str]] = NO_CASE

    def __init__(self, root: Path, accounts: tuple[Account, ...]) -> None:
        """Read files below `root`; `accounts` are all configured ones, to tell another account's rows from nobody's."""
        self._exports = Exports(root, accounts)

    @classmethod
    def build(cls, surroundings: Surroundings) -> Self:
        """Return a connector for a run; opens nothing yet."""
        return cls(surroundings.root, tuple(surroundings.accounts))

    def profile(self, account: Account) -> Profile:
        """Return the account as it is configured: the CSV knows no more of it."""
        return Profile(platform_id=account.platform_id, handle=account.handle)

    def pages(self, account: Account, cursor: Mapping[str, Any] | None, window: Window) -> Iterator[Page]:
        """Yield one unchanged page when the files are those of the last finished pull, else all the account's records.

        `window.since` is not used: files are read whole. RefusalError where a file is none of posts, NeedsPerson where
        the files are of other pages.
        """
        state = {"version": _VERSION, "who": account.platform_id, **self._exports.state(account)}
        yield from pages(state, lambda: read_account(self._exports, account, window.until), cursor, window)

    def picture(self, account: Account, media: Media) -> bytes:  # noqa: ARG002 - there is none to choose from
        """Raise NeedsPerson: the CSV has no pictures."""
        raise NeedsPerson(
            f"a photo of @{account.handle}: Meta Business Suite's CSV has no pictures, so look at them on the platform"
        )
