"""Fixtures around the loopback platform server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from loopback.platform_server import PlatformServer

SHARED_DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"


@pytest.fixture
def platform() -> Iterator[Callable[..., PlatformServer]]:
    """Start servers for a test: `platform(speaker, ..., faults=[...])`; they stop with it."""
    with ExitStack() as running:
        yield lambda *speakers, **more: running.enter_context(PlatformServer(*speakers, **more))


@pytest.fixture
def shared_data() -> Path:
    """The folder of recorded responses beside the repository; the test is skipped where there is none."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the recorded responses are not beside this repository")
    return SHARED_DATA.resolve()


def walk(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every JSON object inside a value, itself included."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(one)
