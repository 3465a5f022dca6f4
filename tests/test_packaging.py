"""What is shipped: every package by name, every file a package reads, and one lock that two installers share."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
PACKAGES = PROJECT["tool"]["setuptools"]["packages"]
FOLDERS = sorted({name.partition(".")[0] for name in PACKAGES})
NOT_SHIPPED = {"__pycache__", ".mypy_cache", ".ruff_cache"}


# read by the first test that asks: every worker collects this file, and one of them runs it
@cache
def lock() -> dict[str, Any]:
    return tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))


def files() -> list[Path]:
    found = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    return [path for path in found if path.is_file() and not NOT_SHIPPED & set(path.parts)]


def test_every_folder_with_code_is_a_package():
    assert sorted(
        {".".join(path.parent.relative_to(ROOT).parts) for path in files() if path.suffix == ".py"}
    ) == sorted(PACKAGES)
    assert FOLDERS == ["checks", "config", "connectors", "pipeline", "reports"]


def test_every_other_file_is_shipped_too():
    globs = PROJECT["tool"]["setuptools"]["package-data"]
    shipped = {
        path
        for name, patterns in globs.items()
        for pattern in patterns
        for path in (ROOT / name.replace(".", "/")).glob(pattern)
    }
    assert not sorted(path.relative_to(ROOT) for path in files() if path.suffix != ".py" and path not in shipped)


def test_every_dependency_has_a_lower_bound():
    assert not [
        need for need in PROJECT["project"]["dependencies"] if not re.fullmatch(r"[\w-]+>=[\d.]+(,<[\d.]+)?", need)
    ]


def test_the_lock_is_of_this_project_file():
    (project,) = [package for package in lock()["package"] if "editable" in package["source"]]
    asked = {(need, "") for need in PROJECT["project"]["dependencies"]}
    asked |= {(need, name) for name, needs in PROJECT["project"]["optional-dependencies"].items() for need in needs}
    assert {locked_need(item) for item in project["metadata"]["requires-dist"]} == {
        (need.lower(), extra) for need, extra in asked
    }, "run 'make lock'"


def locked_need(item: dict[str, Any]) -> tuple[str, str]:
    """What pyproject.toml says, as uv.lock repeats it: the requirement, and the extra it belongs to."""
    inner = f"[{','.join(item['extras'])}]" if "extras" in item else ""
    extra = re.search(r"extra == '([^']+)'", item.get("marker", ""))
    return f"{item['name']}{inner}{item.get('specifier', '')}", extra[1] if extra else ""


def test_both_installers_get_the_same_versions():
    pinned = {tuple(re.match(r"([\w.-]+)(?:\[\w+\])?==([\w.]+)", pin).groups()) for pin in PINS}
    locked = {(package["name"], package["version"]) for package in lock()["package"] if "registry" in package["source"]}
    assert pinned == locked, "run 'make lock'"


def test_the_lock_names_the_public_index_alone():
    sources = {source for package in lock()["package"] for source in [package["source"].get("registry")] if source}
    urls = [wheel["url"] for package in lock()["package"] for wheel in package.get("wheels", [])]
    assert sources == {"https://pypi.org/simple"}
    assert {url.split("/")[2] for url in urls} == {"files.pythonhosted.org"}
    assert not [pin for pin in PINS if "/" in pin or pin.startswith("-")], "a pin is a name, a version and a marker"
