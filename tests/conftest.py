"""What every test may use: the packages as they stand in this repository, and the loopback platform server."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

# tests/ mirrors the tree without __init__.py; the packages themselves are found first wherever they are installed
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [path for path in (str(ROOT), str(ROOT / "tests")) if path not in sys.path]

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

# a busy machine is no fault of the code: examples are bounded by number, never by time
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("between edits", settings.get_profile("unhurried"), max_examples=25)
settings.load_profile("unhurried")

from loopback.fixtures import platform, shared_data  # noqa: E402 - found by the line above

gc.set_threshold(50_000, 20, 20)  # as a run of the program has it

__all__ = ["platform", "shared_data"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let slow tests be asked for; continuous integration always runs them."""
    parser.addoption("--slow", action="store_true", default=bool(os.environ.get("CI")), help="run slow tests as well")


def pytest_configure(config: pytest.Config) -> None:
    """Try fewer examples of a property where slow tests were not asked for; continuous integration tries them all."""
    if not config.getoption("--slow"):
        settings.load_profile("between edits")


def pytest_collection_finish() -> None:
    """Take what is imported and collected for good: looking for it to be garbage took a twentieth of the run."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave slow tests out where nobody asked for them; the last line of the run says how many."""
    if config.getoption("--slow"):
        return
    slow = [item for item in items if "slow" in item.keywords]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if "slow" not in item.keywords]
