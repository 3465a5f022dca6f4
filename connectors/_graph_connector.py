"""What the connectors of Meta's platforms share: an account is looked up once a run, and asked with its own token."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final, Protocol, Self

from config.models import Account, Secret
from connectors._graph_answers import GoneError, NotPermittedError, RefusedError, Speech
from connectors._graph_tokens import to_token_facts
from connectors._graph_versions import DEFAULT_VERSION, checked_version, version_note
from connectors._http import usable_token
from connectors._pictures import PictureHosts
from connectors._pull import Source, pages
from connectors.base import BadPayload, Connector, Media, NeedsPerson, Page, Profile, Surroundings, TokenFacts, Window
from connectors.graph import HOST, INSTAGRAM_HOST, Graph

OPTIONS: Final[Mapping[str, str]] = {
    "app_secret": 'The app\'s secret, as "${FACEBOOK_APP_SECRET}", where calls need a proof; may be left out.',
    "version": f'The version of the Graph API; "{DEFAULT_VERSION}" when it is left out.',
}


class GraphSource(Source, Protocol):
    """One account of a platform of Meta's."""

    def permissions(self) -> frozenset[str]:
        """Return what the token must be allowed to."""
        ...


class GraphConnector(Connector):
    """Reads accounts of one platform of Meta's; a platform adds how one is met."""

    live: ClassVar[bool] = True
    speech: ClassVar[Speech]
    variable: ClassVar[str]
    """How the environment variable that holds a token may be named."""
    picture_hosts: ClassVar[frozenset[str]]
    """Where the platform serves photos; the names before these change from answer to answer."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._met: dict[str, GraphSource] = {}
        self._graphs: dict[str, Graph] = {}
        self._pictures = PictureHosts(self.picture_hosts, surroundings)

    @classmethod
    def build(cls, surroundings: Surroundings) -> Self:
        """Return a connector; nothing is opened before the first call."""
        return cls(surroundings)

    def profile(self, account: Account) -> Profile:
        """Return how the account shows itself; RetryLater, NeedsPerson or BadPayload when it cannot be read."""
        return self._source(account).profile()

    def pages(self, account: Account, cursor: Mapping[str, Any] | None, window: Window) -> Iterator[Page]:
        """Yield the account's posts, each page followed by the comments that did not come with it."""
        yield from pages(self._source(account), cursor, window)

    def picture(self, account: Account, media: Media) -> bytes:
        """Return a photo or cover as the platform serves it; else BadPayload or RetryLater (addresses die in days)."""
        return self._pictures.fetch(media, f"@{account.handle} on {self.speech.platform}")

    def token(self, account: Account) -> TokenFacts | None:
        """Return what Meta says of the account's token, None where it says nothing to who asks; ConnectorError."""
        source, where = self._source(account), f"the token of @{account.handle} on {self.speech.platform}"
        try:
            answer = self._graph(account).about_token(where)
        except (GoneError, RefusedError, NotPermittedError):  # only the app's own people may ask
            return None
        now, needed = self._surroundings.now, source.permissions()
        facts = to_token_facts(answer, needed=needed, account_id=account.platform_id, now=now)
        if facts is None:
            raise BadPayload(where, f"the answer is not in {self.speech.platform}'s format")
        return facts

    def notes(self, account: Account) -> Sequence[str]:
        """Return what is to be said of the version of the Graph API that the account is read with; asks nothing."""
        try:
            note = version_note(_version(account), self._surroundings.now.date())
        except NeedsPerson as refusal:
            note = str(refusal)
        return (note,) if note else ()

    @abstractmethod
    def _meet(self, account: Account, graph: Graph) -> GraphSource:
        """Return the account of the platform, which `graph` is asked about."""

    def _source(self, account: Account) -> GraphSource:
        """Return the account as it is met in this run: it is looked up once, however often it is asked for."""
        if account.key not in self._met:
            self._met[account.key] = self._meet(account, self._graph(account))
        return self._met[account.key]

    def _graph(self, account: Account) -> Graph:
        if account.key not in self._graphs:
            self._graphs[account.key] = self._opened(account)
        return self._graphs[account.key]

    def _opened(self, account: Account) -> Graph:
        token = self._revealed(account, "token")
        if not token:
            raise NeedsPerson(
                f"@{account.handle} on {self.speech.platform} has no token: "
                f'give its source token: "${{{self.variable}}}" in trust.yaml'
            )
        return Graph(
            token=token,
            app_secret=self._revealed(account, "app_secret"),
            version=_version(account),
            http=self._surroundings.http,
            now=self._surroundings.now,
            speech=self.speech,
            host=INSTAGRAM_HOST if token.startswith("IG") else HOST,
        )

    def _revealed(self, account: Account, key: str) -> str:
        secret = account.source.options.get(key)
        return usable_token(self._surroundings.secret(secret), key) if isinstance(secret, Secret) else ""


def _version(account: Account) -> str:
    return checked_version(str(account.source.options.get("version", DEFAULT_VERSION)))
