"""The draft of the impact assessment says what the program does: its terms, its checks, its files and its commands."""

from __future__ import annotations

import re
from pathlib import Path

import typer
from typer.core import TyperGroup

import checks
from config.models import Retention
from pipeline.cli import app
from pipeline.store.schema import metadata
from pipeline.thumbnails import LONGEST_SIDE

TEXT = (Path(__file__).resolve().parents[1] / "docs" / "dpia.md").read_text(encoding="utf-8")


def test_it_has_the_parts_that_the_commissioner_asks_for():
    headings = re.findall(r"^##+ (?:\d\. )?(.+)$", TEXT, re.MULTILINE)
    wanted = [
        "Need for an assessment", "The processing", "Nature", "Scope", "Context", "Purposes", "Consultation",
        "Necessity and proportionality", "Risks", "Measures", "Sign-off",
    ]  # fmt: skip
    assert [heading for heading in headings if heading in wanted] == wanted


def test_every_risk_has_a_likelihood_a_severity_and_a_measure():
    rows = re.findall(r"^\| (R\d+) \|(.+)\|$", TEXT, re.MULTILINE)
    risks = {name: cells for name, cells in rows if len(cells.split("|")) == 4}
    assert len(risks) == 12
    for cells in risks.values():
        _, likelihood, severity, overall = (cell.strip() for cell in cells.split("|"))
        assert likelihood in {"remote", "possible", "probable"}
        assert severity in {"minimal", "significant", "severe"}
        assert overall in {"low", "medium", "high"}
    assert [name for name, _ in rows] == [*risks, *risks], "one row of risks and one of measures for each"


def test_its_terms_are_those_that_hold_where_nothing_is_set():
    terms = dict(re.findall(r"`retention\.(\w+)` \((\d+ \w+)\)", TEXT))
    days = {"days": 1, "year": 365, "years": 365}
    told = {name: int(term.split()[0]) * days[term.split()[1]] for name, term in terms.items()}
    assert told == {name: getattr(Retention(), name).days for name in Retention.model_fields}


def test_what_it_names_is_there():
    found = checks.find()
    assert {name for name in re.findall(r"`([a-z]+(?:-[a-z]+)+)`", TEXT) if name in found} >= {
        "photo-without-consent", "consent-withdrawn-since",
    }  # fmt: skip
    assert all("basis" in found[name].options for name in ("photo-without-consent", "consent-withdrawn-since"))
    assert {"pupils", "consent_history", "mentions", "findings"} <= set(metadata.tables)
    assert f"thumbnails are {LONGEST_SIDE} pixels" in TEXT
    commands = typer.main.get_command(app).commands
    typed = re.findall(r"`social-audit ([a-z-]+)([^`]*)`", TEXT)
    assert typed
    for name, rest in typed:
        command = commands[name]
        if isinstance(command, TyperGroup):
            command = command.commands[rest.split()[0]]
        options = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options
