"""The house rules that no single file shows: who imports whom, one door a library, what stands only at the edges."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import checks
import connectors

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {  # folder -> what of ours it may import beside itself
    "config": (),
    "checks": (),
    "connectors": ("config",),
    "reports": ("config", "checks.base"),
    "pipeline": ("config", "checks", "connectors", "reports"),
}
DOORS = {  # library -> the one module, or package, that imports it
    "tweepy": "connectors.x",
    "facebook": "connectors.graph",
    "great_expectations": "pipeline.gate",
    "sqlalchemy": "pipeline.store",
    "alembic": "pipeline.store",
    "apscheduler": "pipeline.schedule",
    "jinja2": "reports.html",
    "smtplib": "pipeline.mail.sending",
    "weasyprint": "reports.pdf",
    "yaml": "config.load",
}
SLOW_TO_IMPORT = ("great_expectations", "matplotlib", "altair", "weasyprint", "PIL", "pytesseract", "cv2")
COMMAND_LINE = ("pipeline.cli", "pipeline.commands")
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "Timestamp.now", "time.time"}
SAYS_NOTHING = {"util", "utils", "utility", "manager", "handler", "helper", "helpers", "process", "data"}


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {
    dotted(path): path.read_text(encoding="utf-8") for folder in MAY_IMPORT for path in (ROOT / folder).rglob("*.py")
}
TREES = {module: ast.parse(text) for module, text in SOURCES.items()}


def imports(node: ast.AST) -> Iterator[str]:
    """Every module imported under `node`; `from a import b` names a.b where that is a module of ours, else a."""
    for statement in ast.walk(node):
        if isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                inner = f"{statement.module}.{alias.name}"
                yield inner if inner in TREES else str(statement.module)


def stands_in(name: str, *places: str) -> bool:
    return any(f"{name}.".startswith(f"{place}.") for place in places)


OURS = {module: {name for name in imports(tree) if stands_in(name, *MAY_IMPORT)} for module, tree in TREES.items()}
PLUGINS = {
    **{check.run.__module__: "checks" for check in checks.find().values()},
    **{connector.__module__: "connectors" for connector in connectors.find().values()},
    **{module: "reports.sections" for module in TREES if module.startswith("reports.sections.")},
}


def attributes(module: str) -> set[str]:
    """Whatever is written with a dot, by its last two names: `pd.Timestamp.now` is Timestamp.now."""
    chains = (ast.unparse(node) for node in ast.walk(TREES[module]) if isinstance(node, ast.Attribute))
    return {".".join(chain.split(".")[-2:]) for chain in chains}


def test_a_folder_imports_only_what_stands_below_it():
    arrows = [(module, name) for module in OURS for name in OURS[module]]
    folders = [(module, name, module.partition(".")[0]) for module, name in arrows]
    assert not [(m, name) for m, name, folder in folders if not stands_in(name, folder, *MAY_IMPORT[folder])]


def test_a_plugin_knows_no_sibling_and_not_the_face_of_its_folder():
    assert set(PLUGINS.values()) == {"checks", "connectors", "reports.sections"}
    faces = {"checks", "connectors", "reports", "reports.sections"}
    assert not [(plugin, name) for plugin in PLUGINS for name in OURS[plugin] & (PLUGINS.keys() | faces)]


def test_a_check_or_connector_stands_on_base_private_modules_and_doors():
    arrows = [(plugin, name) for plugin in PLUGINS for name in OURS[plugin] if stands_in(name, "checks", "connectors")]
    last = [(plugin, name, name.rpartition(".")[2]) for plugin, name in arrows if name not in DOORS.values()]
    assert not [(plugin, name) for plugin, name, end in last if end != "base" and not end.startswith("_")]


def test_a_library_comes_in_through_its_one_door():
    users = {
        (library, m)
        for m, tree in TREES.items()
        for name in imports(tree)
        for library in DOORS
        if stands_in(name, library)
    }
    assert not [(library, module) for library, module in users if not stands_in(module, DOORS[library])]
    assert {library for library, _ in users} == DOORS.keys(), "a door that nobody uses"


def test_slow_imports_stand_inside_functions():
    for module, tree in TREES.items():
        inner = {node for part in ast.walk(tree) if isinstance(part, ast.FunctionDef) for node in ast.walk(part)}
        outer = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) and node not in inner]
        assert not [(module, name) for node in outer for name in imports(node) if stands_in(name, *SLOW_TO_IMPORT)]


def test_help_loads_none_of_the_slow_libraries():
    code = "import sys, pipeline.cli; print(*sys.modules)"
    asked = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {*DOORS, *SLOW_TO_IMPORT, "pandas", "numpy"} & set(asked.stdout.split())


def test_imports_run_in_no_circle():
    left = {module: below - {module} for module, below in OURS.items()}
    while free := {module for module, below in left.items() if not below & left.keys()}:
        left = {module: below for module, below in left.items() if module not in free}
    assert not left, "these import one another, or what does"


def test_only_the_edges_know_the_clock():
    inner = [module for module in TREES if not stands_in(module, *COMMAND_LINE, "pipeline.schedule")]
    assert not [(module, CLOCKS & attributes(module)) for module in inner if CLOCKS & attributes(module)]


def test_only_the_command_line_prints():
    inner = [module for module in TREES if not stands_in(module, *COMMAND_LINE)]
    names = {module: {node.id for node in ast.walk(TREES[module]) if isinstance(node, ast.Name)} for module in inner}
    assert not [module for module in inner if "print" in names[module]]


def test_only_one_module_reads_the_environment():
    readers = [module for module in TREES if {"os.environ", "os.getenv"} & attributes(module)]
    assert readers == ["pipeline.secrets"]


def test_a_module_says_what_it_is_for_and_stays_short():
    assert not [module for module, tree in TREES.items() if not ast.get_docstring(tree)]
    assert not [module for module, text in SOURCES.items() if len(text.splitlines()) > 600]


def test_a_name_says_what_the_thing_is():
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    names = {node.name for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, defined)}
    names |= {module.rpartition(".")[2] for module in TREES}
    assert not [name for name in names if words(name)[-1] in SAYS_NOTHING or words(name)[0] == "process"]


def words(name: str) -> list[str]:
    """Take PageLog and page_log apart: page, log."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).strip("_").split("_")
