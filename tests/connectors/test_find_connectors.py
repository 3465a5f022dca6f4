"""Connectors are found by walking their folder; finding them is quick and opens nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import connectors


def test_every_connector_is_found_under_its_own_name():
    found = connectors.find()
    assert {"x", "facebook", "spreadsheet"} <= set(found)
    assert list(found) == sorted(found)
    assert all(one.name == name for name, one in found.items())


def test_a_connector_dropped_into_the_folder_is_found(tmp_path, monkeypatch):
    (tmp_path / "pigeon.py").write_text(
        "class Pigeon:\n    name = 'pigeon'; platforms = frozenset(); provides = frozenset(); profile = pages = None\n"
    )
    (tmp_path / "_loft.py").write_text("raise RuntimeError('private modules are not walked')\n")
    monkeypatch.setattr(connectors, "__path__", [*connectors.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "connectors.pigeon", raising=False)
    assert connectors.find()["pigeon"].__name__ == "Pigeon"


def test_two_connectors_with_one_name_are_refused(tmp_path, monkeypatch):
    twin = "class Twin:\n    name = 'x'; platforms = frozenset(); provides = frozenset(); profile = pages = None\n"
    (tmp_path / "twin.py").write_text(twin)
    monkeypatch.setattr(connectors, "__path__", [*connectors.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "connectors.twin", raising=False)
    with pytest.raises(ValueError, match=r'two connectors are named "x": connectors\.x and connectors\.twin'):
        connectors.find()


def test_finding_connectors_imports_no_platform_library():
    code = "import sys, connectors; connectors.find(); print(sorted({'tweepy', 'facebook'} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=connectors.__path__[0] + "/.."
    )
    assert run.stdout.strip() == "[]"
