"""The only door to YAML: trust.yaml, waivers and packs as models, with the file and line of every value beside them."""

from __future__ import annotations

import importlib.resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import yaml

from config.marked import Marked, Step
from config.models import Trust, Waiver
from config.nearest import did_you_mean
from config.pack_file import LoadedPack, to_pack
from config.paths import resolve
from config.refusal import Place, RefusalError
from config.traps import yaml_trap
from config.trust_file import LoadedTrust, to_trust, to_waivers

TRUST_FILE: Final = "trust.yaml"
WAIVERS_FILE: Final = "waivers.yaml"
SIZE_LIMIT: Final = 1_000_000
"""Bytes of a YAML file: no trust and no policy needs more."""
DEPTH_LIMIT: Final = 30
"""Values within values."""
_EMPTY: Final = ("", "~", "null")
_TYPED: Final = ("int", "float", "bool")
_KINDS: Final = {"map", "seq", "str", "null", "merge", "value", "timestamp", *_TYPED}
_STANDARD: Final = "tag:yaml.org,2002:"


def load_trust(root: Path) -> Trust:
    """Read `root/trust.yaml` and its waivers; RefusalError for the first thing wrong."""
    return load_trust_marked(root).trust


def load_trust_marked(root: Path) -> LoadedTrust:
    """Read `root/trust.yaml` as `load_trust` does, and keep where every value of it stands."""
    root = root.resolve()  # what is kept of it must hold wherever the next command is called from
    file = root / TRUST_FILE
    if not file.is_file():
        raise RefusalError(
            f"{TRUST_FILE} is not in {root}: run 'social-audit init {root}' to write one, "
            "or name the folder with --workspace"
        )
    loaded = to_trust(read_yaml(file, typed=("source",)), root)
    named = loaded.waivers_file
    if named is None and not (root / WAIVERS_FILE).is_file():
        return loaded
    waivers = named or root / WAIVERS_FILE
    if not waivers.is_file():
        raise loaded.marked.refusal(
            f"'waivers' names {waivers.name}, which is not there: write the file, or take the line out", "waivers"
        )
    marked = read_yaml(waivers, may_be_empty=True)
    return loaded.with_waivers(to_waivers(marked))


def load_pack(source: Path | Traversable) -> LoadedPack:
    """Read one policy pack from a file or a shipped resource; RefusalError for the first thing wrong."""
    return to_pack(read_yaml(source, typed=("with",)))


def shipped_packs() -> tuple[str, ...]:
    """Return the ids of the packs that come with the project, sorted."""
    folder = importlib.resources.files("config") / "packs"
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")))


def find_pack(trust: Trust, name: str, *, place: Place | None = None) -> LoadedPack:
    """Read the pack that `trust.packs` calls `name`: a shipped id, or a path ending in .yaml in the workspace.

    `place` is where the name stands (for the refusal); without it trust.yaml as a whole is meant.
    """
    place = place or Place(trust.root / TRUST_FILE)
    if name.endswith((".yaml", ".yml")):
        try:
            file = resolve(trust.root, name)
        except ValueError as error:
            raise RefusalError(f"the pack '{name}' {error}", place=place) from None
        if not file.is_file():
            raise RefusalError(
                f"the pack '{name}' is not in the workspace: check the path, or take it out of 'packs'", place=place
            )
        return load_pack(file)
    if name not in shipped_packs():
        raise RefusalError(
            f"no pack '{name}' comes with the project: {_packs_hint(name)} "
            "A pack of your own is named by its path ending in .yaml",
            place=place,
        )
    return load_pack(importlib.resources.files("config") / "packs" / f"{name}.yaml")


def _packs_hint(name: str) -> str:
    hint = did_you_mean(name, shipped_packs())
    return hint if hint.endswith("?") else f"{hint}."


def read_yaml(source: Path | Traversable, *, typed: tuple[str, ...] = (), may_be_empty: bool = False) -> Marked:
    """Read one YAML file, safely, with the line of every value.

    Every scalar is the text as it stands ("007", "Yes", "2026-09-01"), so that no school is renamed by YAML; below the
    keys in `typed` unquoted numbers and true/false keep their kind. A key without a value is left out. RefusalError for
    aliases, tags, duplicate keys and all that YAML cannot read; with `may_be_empty` an empty file is None.
    """
    file = Path(str(source))
    return _marked(_read_text(source, file), file, typed, may_be_empty=may_be_empty)


def waivers_in(text: str, file: Path) -> tuple[Waiver, ...]:
    """Read waivers from the text that a file holds or is to hold; RefusalError for the first thing wrong."""
    return to_waivers(_marked(text, file, (), may_be_empty=True))


def _marked(text: str, file: Path, typed: tuple[str, ...], *, may_be_empty: bool) -> Marked:
    try:
        reader, node = _compose(text, file, typed)
        if node is None and not may_be_empty:
            raise RefusalError(
                "the file is empty: run 'social-audit init' in a new folder for an example", place=Place(file)
            )
        value = None if node is None else reader.value(node, (), typed=False)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise RefusalError("an invisible control character stands here: delete it", place=Place(file, line)) from None
    except yaml.MarkedYAMLError as error:
        raise _trap(error, text, file) from None
    return Marked(file, value, reader.lines, reader.kinds)


def _read_text(source: Path | Traversable, file: Path) -> str:
    """Return the text of a file; refuses what is too large, unreadable or not UTF-8."""
    try:
        with source.open("rb") as stream:
            content = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise RefusalError(
            f"the file cannot be read ({error.strerror}): check its name and who may read it", place=Place(file)
        ) from None
    if len(content) > SIZE_LIMIT:
        raise RefusalError(
            "the file is larger than 1 MB, which no configuration is: name the right file", place=Place(file)
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:4]:
        raise RefusalError("the file is UTF-16: save it again as UTF-8", place=Place(file))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RefusalError(
            "a character here is not UTF-8: save the file again as UTF-8", place=Place(file, line)
        ) from None


def _trap(error: yaml.MarkedYAMLError, text: str, file: Path) -> RefusalError:
    """Say a YAML error in one sentence; the line is where reading stopped."""
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines() or [""]
    index = min(mark.line, len(lines) - 1) if mark else 0
    return RefusalError(yaml_trap(str(error.problem), str(error.context), lines[index]), place=Place(file, index + 1))


def _compose(text: str, file: Path, typed: tuple[str, ...]) -> tuple[_Reader, yaml.Node | None]:
    """Read by libyaml, which takes a tenth of the time; what it cannot read is read again for a better sentence.

    It takes tabs that Python's reader refuses, and what is right must not depend on the machine.
    """
    if yaml.__with_libyaml__ and "\t" not in text:
        quick = _QuickReader(text, file, typed)
        try:
            return quick, quick.get_single_node()
        except yaml.YAMLError:
            pass
    slow = _SlowReader(text, file, typed)
    return slow, slow.get_single_node()


class _Reader(yaml.composer.Composer, yaml.constructor.SafeConstructor, yaml.resolver.Resolver):
    """Composes nodes and turns them into plain values; never builds an object, never follows an alias."""

    def begin(self, file: Path, typed_below: tuple[str, ...]) -> None:
        """Take down what is read and how; nothing has been read yet."""
        self.file = file
        self.typed_below = typed_below
        self.depth = 0
        self.lines: dict[tuple[Step, ...], int] = {}
        self.kinds: dict[tuple[Step, ...], str] = {}

    def refusal(self, sentence: str, mark: Any) -> RefusalError:
        """Make the error for something at a mark of YAML's."""
        return RefusalError(sentence, place=Place(self.file, mark.line + 1 if mark else None))

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose as YAML does, but refuse aliases (a small file can grow to gigabytes by them) and deep nesting."""
        event = self.peek_event()  # type: ignore[attr-defined]
        if isinstance(event, yaml.AliasEvent):
            raise self.refusal(
                "an alias (*) is not read here: write the value out, or put a text that begins with * in quotes",
                event.start_mark,
            )
        if self.depth >= DEPTH_LIMIT:
            raise self.refusal(
                f"values stand more than {DEPTH_LIMIT} deep within each other: take brackets out", event.start_mark
            )
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def value(self, node: yaml.Node, path: tuple[Step, ...], *, typed: bool) -> Any:
        """Return the plain value of a node, noting lines and kinds on the way."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        if node.tag.removeprefix(_STANDARD) not in _KINDS:
            raise self.refusal(
                "a tag (!) is not read here: take it out, or put a text that begins with ! in quotes", node.start_mark
            )
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, typed=typed)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index), typed=typed) for index, item in enumerate(node.value)]
        return self._scalar(node, path, typed=typed)

    def _mapping(self, node: yaml.MappingNode, path: tuple[Step, ...], *, typed: bool) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self.refusal(
                    "a key should be one word: put a value that begins with { or [ in quotes", key_node.start_mark
                )
            key, line = key_node.value, key_node.start_mark.line + 1
            here = (*path, key)
            if here in self.lines:
                raise self.refusal(
                    f"'{key}' stands here a second time, first in line {self.lines[here]}: keep one",
                    key_node.start_mark,
                )
            self.lines[here] = line
            value = self.value(value_node, here, typed=typed or key in self.typed_below)
            if value is not None:
                found[key] = value
        return found

    def _scalar(self, node: Any, path: tuple[Step, ...], *, typed: bool) -> Any:
        kind, unquoted = node.tag.removeprefix(_STANDARD), not node.style
        if unquoted and node.value in _EMPTY:
            return None
        if unquoted and kind in (*_TYPED, "timestamp"):
            self.kinds[path] = kind
            if typed and kind in _TYPED and len(node.value) < 40:
                return self.construct_object(node)
        return node.value


class _SlowReader(_Reader, yaml.SafeLoader):
    """Reads by Python alone; its errors say more."""

    def __init__(self, text: str, file: Path, typed_below: tuple[str, ...]) -> None:
        yaml.SafeLoader.__init__(self, text)
        self.begin(file, typed_below)


if yaml.__with_libyaml__:

    class _QuickReader(_Reader, yaml.CSafeLoader):
        """Reads by libyaml, and composes as `_Reader` does."""

        def __init__(self, text: str, file: Path, typed_below: tuple[str, ...]) -> None:
            yaml.composer.Composer.__init__(self)
            yaml.CSafeLoader.__init__(self, text)
            self.begin(file, typed_below)


__all__ = [
    "LoadedPack",
    "LoadedTrust",
    "find_pack",
    "load_pack",
    "load_trust",
    "load_trust_marked",
    "read_yaml",
    "shipped_packs",
]
