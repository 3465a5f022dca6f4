"""The pages for people say what the program does: commands, options, links, examples and generated pages hold."""

import re
import shlex
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

import connectors
from config.load import load_trust, load_trust_marked
from pipeline import manuals
from pipeline.cli import app
from pipeline.init import write_workspace
from pipeline.plan import refuse_unknown_sources

ROOT = Path(__file__).resolve().parents[1]
WRITTEN = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md")]
GENERATED = ("checks/README.md", "connectors/README.md", "config/packs/README.md")
PAGES = [*WRITTEN, *(ROOT / name for name in GENERATED)]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


# made by the first test that asks: every worker collects this file, and one of them runs it
@cache
def generated() -> Mapping[str, str]:
    return manuals.pages()


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every command a person can type, by what comes after `social-audit`."""
    if hasattr(command, "commands"):
        for word, inner in command.commands.items():
            yield from commands(inner, f"{name} {word}".strip())
    elif not command.hidden:
        yield name, command


COMMANDS = dict(commands(typer.main.get_command(app)))


def fenced(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def typed() -> Iterator[tuple[str, str]]:
    """Every `social-audit ...` that a page gives to type, with the page's name."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        lines = [
            line for block in re.findall(r"^```.*?^```", text, re.DOTALL | re.MULTILINE) for line in block.splitlines()
        ]
        spans = re.findall(r"`([^`\n]+)`", text)
        for line in [*lines, *spans]:
            if found := re.search(r"(?:^|[\s/\\])social-audit(?:\.exe)?(?= |$)(.*)", line):
                yield page.name, found[1].partition(" #")[0].strip()


def test_every_command_stands_in_the_readme():
    rows = re.findall(r"^\| `social-audit ([^`]+)`", README, re.MULTILINE)
    assert sorted(" ".join(word for word in row.split() if not word.isupper()) for row in rows) == sorted(COMMANDS)


def test_what_a_page_gives_to_type_exists():
    assert len(set(typed())) > 20
    assert not [(page, line) for page, line in typed() if not is_a_command(shlex.split(line))]


def is_a_command(words: list[str]) -> bool:
    """Whether this can be typed after `social-audit`: the command is there, and so is every option."""
    found = [COMMANDS[name] for n in (1, 2) if (name := " ".join(words[:n])) in COMMANDS]
    known = {option for command in found for parameter in command.params for option in parameter.opts} | {"--help"}
    given = {word.partition("=")[0] for word in words if word.startswith("--")}
    return given <= known if found else words in ([], ["--help"])


def test_an_option_named_alone_belongs_to_some_command():
    known = {option for command in COMMANDS.values() for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"`(--[a-z-]+)", README)) <= known | {"--help"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        linked = (page.parent / file) if file else page
        assert file.startswith("https://") or linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_make_targets_and_pages_agree():
    targets = set(re.findall(r"^([a-z]+):.*##", MAKEFILE, re.MULTILINE))
    named = {word for page in WRITTEN for word in re.findall(r"\bmake ([a-z]+)(?=[`\s])", code(page))}
    assert named - targets == set(), "a page names a target that is not there"
    assert {"demo", "test", "lint", "docs", "bench"} <= named


def code(page: Path) -> str:
    """What a page sets as code."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", page.read_text(encoding="utf-8"), re.DOTALL))


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_page_is_fresh(name):
    assert (ROOT / name).read_text(encoding="utf-8") == generated()[name], "run 'make docs' and commit what it writes"


def test_every_check_and_connector_has_its_page():
    pages = generated()
    assert set(pages) == set(GENERATED)
    assert "\n### Why it matters\n" in pages["checks/README.md"]
    assert "## too-few-posts\n" in pages["checks/README.md"]
    assert "| X (Twitter) | [x](#x) |" in pages["connectors/README.md"]
    assert "[too-few-posts](../../checks/README.md#too-few-posts)" in pages["config/packs/README.md"]


def test_the_stale_page_is_named_and_not_touched(tmp_path, monkeypatch):
    monkeypatch.setattr(manuals, "ROOT", tmp_path)
    with pytest.raises(SystemExit, match=r"stale: checks/README\.md and .*make docs"):
        manuals.main(["--check"])
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_stale_pages_are_written_once(tmp_path, monkeypatch):
    for name in GENERATED:
        (tmp_path / name).parent.mkdir(parents=True)
    monkeypatch.setattr(manuals, "ROOT", tmp_path)
    with pytest.raises(SystemExit, match="written anew"):
        manuals.main([])
    manuals.main([])


def test_the_trust_file_of_the_readme_loads(tmp_path):
    block, exports = fenced(README, "yaml")
    (tmp_path / "trust.yaml").write_text(block, encoding="utf-8")
    trust = load_trust(tmp_path)
    assert {account.source.connector for account in trust.accounts} == {"spreadsheet", "x", "facebook"}
    head = block[: block.index("      - platform")]
    (tmp_path / "trust.yaml").write_text(head + textwrap.indent(exports, "      "), encoding="utf-8")
    loaded = load_trust_marked(tmp_path)
    assert len(loaded.trust.accounts) == 4
    refuse_unknown_sources(loaded, connectors.find())


def test_the_tables_of_the_readme_are_those_that_init_writes(tmp_path):
    rows = re.findall(r"^\| `(\w+\.csv)` \| (.+?) \|", README, re.MULTILINE)
    told = {name: re.findall(r"`(\w+)`", columns) for name, columns in rows}
    tables = {file.name: file for file in write_workspace(tmp_path / "new") if file.suffix == ".csv"}
    assert tables.keys() == told.keys()
    for name, file in tables.items():
        assert [column for column in told[name] if column != "platform"] == file.read_text(
            encoding="utf-8"
        ).strip().split(",")
