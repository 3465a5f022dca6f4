"""A server on this machine that stands in for X and Facebook: says what a scenario tells it, and remembers every call.

A scenario is made of speakers (what a platform would answer) and faults (what goes wrong at which call). Speakers for
X and the Graph API stand in `x_speaker.py` and `graph_speaker.py`; a later platform adds one more.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from connectors.base import HttpSettings

HOSTS = ("api.twitter.com", "graph.facebook.com", "pbs.twimg.com", "video.twimg.com", "*.fbcdn.net", "*.fbsbx.com")


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request as it came over the wire."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    url: str
    """Path and query as sent: what a proxy's log would keep."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One response; `cut` ends it in the middle, `drip` sends a byte each so many seconds."""

    status: int = 200
    body: bytes = b""
    content_type: str | None = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    drip: float = 0.0

    @classmethod
    def json(cls, body: Any, status: int = 200, **headers: str) -> Self:
        """Answer with JSON; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(status=status, body=json.dumps(body).encode(), headers=named)

    @classmethod
    def html(cls, status: int = 200) -> Self:
        """Answer as a proxy or a platform's error page does."""
        page = b"<!DOCTYPE html><html><body><h1>Sorry</h1></body></html>"
        return cls(status=status, body=page, content_type="text/html; charset=utf-8")

    @classmethod
    def recorded(cls, file: Path) -> Self:
        """Answer with a recorded response: a bare body, one under `body_json` or `body_text`, or a cassette's first."""
        record = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(record, list):
            record = record[0]
        if "body_text" in record:
            return cls(status=record["http_status"], body=record["body_text"].encode(), headers=_kept(record))
        body = record.get("body_json", record.get("body", record))
        status = record.get("http_status") or record.get("http_status_in_source") or 200
        return cls(status=status, body=json.dumps(body).encode(), headers=_kept(record))


def _kept(record: Mapping[str, Any]) -> dict[str, str]:
    headers = record.get("headers") or {}
    return {name: value for name, value in headers.items() if name.startswith("x-rate-limit")}


Speaker = Callable[[Call], Answer | None]
"""Answers a call, or returns None when it is not its own."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What goes wrong: at calls whose URL matches `path`, counted from 1; no numbers = at all of them."""

    path: str
    answer: Answer
    calls: frozenset[int] = frozenset()


class PlatformServer:
    """Runs while its `with` block does; `calls` is every request so far, `http()` leads a connector here."""

    def __init__(
        self, *speakers: Speaker, faults: Iterable[Fault] = (), files: Mapping[str, Path] | None = None
    ) -> None:
        self.speakers: Sequence[Speaker] = speakers
        self.faults = list(faults)
        self.files = dict(files or {})
        """Path of a request -> recorded response."""
        self.calls: list[Call] = []
        self._matched: dict[int, int] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def http(self, **changed: Any) -> HttpSettings:
        """Return settings that lead every platform here, with short patience: tests wait for nothing."""
        quick = {"timeout": 1.0, "answer_within": 1.0, "retry_within": 0.02, **changed}
        return HttpSettings(loopback=dict.fromkeys(HOSTS, self.url), **quick)

    def asked(self, path: str) -> list[Call]:
        """Return the calls whose URL matches a pattern."""
        return [call for call in self.calls if re.search(path, call.url)]

    def fail(self, *faults: Fault) -> None:
        """From now on these faults, counted from the next call on; none = all is well again."""
        with self._lock:
            self.faults, self._matched = list(faults), {}

    def answer(self, call: Call) -> Answer:
        """Return the fault due at this call, else what a recorded file or the first speaker says, else 404."""
        with self._lock:
            self.calls.append(call)
            for number, fault in enumerate(self.faults):
                if re.search(fault.path, call.url):
                    self._matched[number] = self._matched.get(number, 0) + 1
                    if not fault.calls or self._matched[number] in fault.calls:
                        return fault.answer
            if call.path in self.files:
                return Answer.recorded(self.files[call.path])
            said = (speaker(call) for speaker in self.speakers)
            return next((one for one in said if one is not None), Answer.html(404))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


def _handler_of(server: PlatformServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = dict(parse_qsl(parts.query))
            call = Call(path=parts.path, query=query, headers=dict(self.headers), url=self.path)
            with suppress(ConnectionError):
                self._send(server.answer(call))

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(answer.body)))
            if answer.content_type:
                self.send_header("Content-Type", answer.content_type)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if answer.cut:
                self.wfile.write(answer.body[: len(answer.body) // 2])
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
            elif answer.drip:
                for at in range(len(answer.body)):
                    self.wfile.write(answer.body[at : at + 1])
                    time.sleep(answer.drip)
            else:
                self.wfile.write(answer.body)

        def handle(self) -> None:
            with suppress(ConnectionError):  # who asked has heard enough
                super().handle()

        def log_message(self, *_: object) -> None:
            """Say nothing: `calls` is the log."""

    return Handler
