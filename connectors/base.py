"""What a connector is: the records it yields, the promise it keeps, and the three ways it may fail.

Every field below is a column of the store's table of the same name. Times are aware and UTC. Texts are stored as a
reader of the platform sees them; texts from files byte for byte. Ids are the source's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Protocol, Self, runtime_checkable
from urllib.parse import urlsplit

from config.models import Account, Secret

KINDS = frozenset({"original", "reply", "repost", "quote", "story"})
MEDIA_TYPES = frozenset({"photo", "video"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post of the account itself."""

    post_id: str
    """The platform's own id, or the export's post_id."""
    created_at: datetime
    """When it was published, UTC."""
    kind: str = "original"
    """One of KINDS: original, reply, repost, quote, story."""
    text: str = ""
    """The caption as a reader sees it; the full text where the platform cuts it."""
    permalink: str = ""
    """The public address; http(s) or blank."""
    author: str = ""
    """The handle that posted; blank = the account."""
    chain_id: str = ""
    """The first id of the edit chain; blank = post_id."""
    comments_total: int | None = None
    """How many comments the platform counts under it; None = it does not say."""
    reply_to: str = ""
    """Of a reply: the id of the post or comment it answers, whoever wrote that; blank = none, or it is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """One photo or video of a post."""

    post_id: str
    media_id: str
    type: str = "photo"
    """photo or video."""
    url: str = ""
    """Where the platform serves it; blank = unknown."""
    file: str = ""
    """Path of a local copy, relative to the workspace; blank = none."""
    alt_known: bool = True
    """False where the source never tells text alternatives, so that a blank one says nothing."""
    alt_text: str = ""
    """The text alternative; blank = none was written."""
    cover: str = ""
    """Of a video: the picture that stands for it, an http(s) address or a path as in `file`; blank = none is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment or reply by anybody under a post of the account."""

    comment_id: str
    post_id: str
    created_at: datetime
    parent_id: str = ""
    """The comment (or the account's own reply) that it answers; blank = directly under the post, or it is not told."""
    author_handle: str = ""
    author_name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How the account shows itself."""

    platform_id: str
    """The platform's immutable id of the account; blank for a file."""
    handle: str
    """As the platform shows it, without "@"."""
    name: str = ""
    about: str = ""
    website: str = ""
    visibility: str = "public"
    """public or private."""
    posts_total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFacts:
    """What a platform says of the token it was asked with; where it says anything."""

    valid: bool
    expires_at: datetime | None = None
    """When it ends, UTC; None = it does not end, or the platform does not say."""
    scopes: tuple[str, ...] = ()
    """The permissions it has, in the platform's words."""
    missing: tuple[str, ...] = ()
    """The permissions that reading the account needs and it has not."""
    doubt: str = ""
    """What cannot be right in what the platform says, as a sentence without a full stop; blank = nothing."""

    def note(self, now: datetime) -> str:
        """Return what is to be said of the token and what to do, worst first, in one sentence; blank when all is well.

        Its end is said from 14 days before.
        """
        ends = self.expires_at
        if not self.valid:
            return "its token is no longer valid: make a new one and set the environment variable to it"
        if ends is not None and ends <= now + timedelta(days=14):
            verb = "ended" if ends <= now else "ends"
            return f"its token {verb} on {ends.day} {ends:%B %Y}: make a new one and set the environment variable to it"
        if self.missing:
            return f"its token lacks {' and '.join(self.missing)}: grant that to the app, then make a new token"
        return self.doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """How far one kind of thing was read, said by the connector with its last page.

    `begin` and `end` speak of when posts were published; for media and comments, of the posts they stand under: a
    comment of today under a post of last year is outside a read that begins last week.
    """

    what: str
    """posts, media, comments or profile."""
    complete: bool
    """True when everything between begin and end was read."""
    begin: datetime | None = None
    """The earliest moment covered, UTC; None = unknown."""
    end: datetime | None = None
    """The latest moment covered, UTC; None = the moment of the read."""
    reason: str = ""
    """Why it is not complete, as a sentence; blank when complete."""
    assumed: str = ""
    """What was taken for granted in reading, as a sentence: coverage says it, and all is judged the same."""
    proves_gone: bool = False
    """True when what was seen before inside [begin, end] and is not in this read is gone from the platform."""
    whole: bool = False
    """True when this read holds all that the account has, whatever its age (begin is only the earliest seen)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """One record that could not become a row: it has no id, no time or no known account."""

    place: str
    """Where it stood: `posts.csv row 17`, or the payload's own id. Never its text."""
    rule: str
    """A short name with dashes: no-id, no-time, unknown-account, duplicate-id, foreign-author ..."""
    reason: str
    """One sentence without any personal value."""
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavailable:
    """A post that the platform still counts and shows to nobody here: what was read of it before is kept, and dated.

    Or one comment under a post that is public: it was hidden, and is gone from public view.
    """

    post_id: str
    state: str
    """private or withheld; hidden for a comment."""
    comment_id: str = ""
    """The comment that is meant; blank = the post itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a pull: saved in one transaction together with its cursor."""

    posts: Sequence[Post] = ()
    comments: Sequence[Comment] = ()
    media: Sequence[Media] = ()
    profile: Profile | None = None
    set_aside: Sequence[SetAside] = ()
    unavailable: Sequence[Unavailable] = ()
    reads: Sequence[Read] = ()
    """What is now known to have been read; a later page's row for the same `what` replaces it."""
    platform_counts: Mapping[str, int] = field(default_factory=dict)
    """The platform's own totals, by `what`."""
    billed: int = 0
    """How many posts the platform bills for this page."""
    cursor: Mapping[str, Any] | None = None
    """JSON-safe; where to go on after this page. On the last page: what the next pull starts from."""
    first: bool = False
    """True on the first page of a pull that reads from the beginning: what a pull cut short saw counts no more."""
    last: bool = False
    """True on the last page of a pull."""
    unchanged: bool = False
    """True when the source is byte for byte what it was at the last pull: nothing is to be compared or written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which part of the past a pull reads again."""

    since: datetime | None
    """Read back to here, UTC; None = as far as the source goes (a first pull)."""
    until: datetime
    """The moment of the run (`as_of`), UTC."""


_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSettings:
    """How patiently platforms are asked. The defaults are for use; tests shorten them and lead to a loopback server."""

    timeout: float = 20.0
    """Seconds without a byte after which a call is given up."""
    answer_within: float = 60.0
    """Seconds that the body of one answer may take in all, however steadily it trickles."""
    retry_within: float = 10.0
    """Seconds after the begin of a call in which it may be tried again (transport faults and 5xx only)."""
    max_bytes: int = 20_000_000
    """The longest answer that is read."""
    loopback: Mapping[str, str] = field(default_factory=dict)
    """Platform host -> base URL of a server on this machine that stands in for it ("http://127.0.0.1:8080")."""

    def __post_init__(self) -> None:
        """Refuse to lead a token anywhere but to this machine: ValueError."""
        for url in self.loopback.values():
            if urlsplit(url).hostname not in _LOOPBACK:
                raise ValueError("a platform can only be replaced by a server on 127.0.0.1, ::1 or localhost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a connector is given to work in: all that it may know besides the account it reads."""

    root: Path
    """The workspace folder; paths in an account's source are relative to it."""
    accounts: Sequence[Account]
    """Every configured account of the trust."""
    secret: Callable[[Secret], str]
    """Reveals a secret of an account's source; raises RefusalError when it is not set."""
    now: datetime
    """The moment of the run, aware."""
    http: HttpSettings = field(default_factory=HttpSettings)
    largest_picture: int = 20_000_000
    """The longest photo that `picture` returns, in bytes."""


@runtime_checkable
class Connector(Protocol):
    """One platform or file format. Built once a run by `build`; one instance serves many accounts.

    A connector inherits from this, and with it what stands here for the usual case.
    """

    name: ClassVar[str]
    """What `source.connector` says in trust.yaml."""
    platforms: ClassVar[frozenset[str]]
    """The platforms it can read; empty = any."""
    secrets: ClassVar[tuple[str, ...]]
    """Keys of `source` that must be "${NAME}"."""
    options: ClassVar[Mapping[str, str]]
    """Keys of `source` it knows, with one line of explanation each (secrets included)."""
    switches: ClassVar[frozenset[str]] = frozenset()
    """Keys of `source` that are true or false; every other one is a text or a whole number."""
    nested: ClassVar[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType({})
    """Keys of `source` that hold mappings: key -> inner key -> what that may name; usually empty."""
    provides: ClassVar[frozenset[str]]
    """What it can read: posts, media, comments, profile."""
    live: ClassVar[bool]
    """True when it asks the platform itself, False when it reads files that a person handed over."""
    keeps: ClassVar[Mapping[str, timedelta]] = MappingProxyType({})
    """What the platform shows for a while only ("stories") -> for how long; usually empty."""
    no_case: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Cases of the contract suite that cannot befall it, each with the reason as a sentence; usually empty."""

    @classmethod
    def build(cls, surroundings: Surroundings) -> Self:
        """Return a connector that works in `surroundings`; opens nothing yet."""
        ...

    def profile(self, account: Account) -> Profile:
        """Return how the account shows itself now."""
        ...

    def pages(self, account: Account, cursor: Mapping[str, Any] | None, window: Window) -> Iterator[Page]:
        """Yield pages; begins after `cursor` when the last pull was cut short, else reads `window`."""
        ...

    def picture(self, account: Account, media: Media) -> bytes:
        """Return the bytes of one photo as the platform or the export holds it; a ConnectorError says why not.

        Of a video it is the cover: `url` or `file` of `media` then names that, as `cover` of the stored row does.
        """
        ...

    def token(self, account: Account) -> TokenFacts | None:  # noqa: ARG002 - the usual answer
        """Return what the platform says of the account's token, None where it says nothing; ConnectorError."""
        return None

    def notes(self, account: Account) -> Sequence[str]:  # noqa: ARG002 - the usual answer
        """Return what is to be minded of how the account is read, a sentence each; asks no platform."""
        return ()


class ConnectorError(Exception):
    """Reading failed; the three kinds are named for what the caller does next. Carries no token and no child's name."""


class RetryLater(ConnectorError):  # noqa: N818 - named for what the caller does next
    """The platform asks to wait, or is down: the scheduler books the account again at `at` (UTC)."""

    def __init__(self, at: datetime, reason: str) -> None:
        self.at = at
        super().__init__(reason)


class NeedsPerson(ConnectorError):  # noqa: N818
    """Nothing helps but a person: a dead token, a missing permission, a wrong account. `what_to_do` is one sentence."""

    def __init__(self, what_to_do: str) -> None:
        self.what_to_do = what_to_do
        super().__init__(what_to_do)


class BadPayload(ConnectorError):  # noqa: N818
    """The platform answered something that is not its own format. `where` names the call, never the content."""

    def __init__(self, where: str, reason: str) -> None:
        self.where = where
        super().__init__(f"{where}: {reason}")
