"""The house rules that no single file shows: who imports whom, one door a library, what stands only at the edges."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import checks
import connectors
from pipeline.export import STATUSES
from pipeline.ledger import ENDED, LIVE
from reports import choose

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


# made by the first test that asks: every worker collects this file, and one of them runs it
@cache
def sources() -> dict[str, str]:
    paths = [path for folder in MAY_IMPORT for path in (ROOT / folder).rglob("*.py")]
    return {dotted(path): path.read_text(encoding="utf-8") for path in paths}


@cache
def trees() -> dict[str, ast.Module]:
    return {module: ast.parse(text) for module, text in sources().items()}


@cache
def nodes(module: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(trees()[module]))


def imports(among: Iterable[ast.AST]) -> Iterator[str]:
    """Every module that these nodes import; `from a import b` names a.b where that is a module of ours, else a."""
    for statement in among:
        if isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                inner = f"{statement.module}.{alias.name}"
                yield inner if inner in trees() else str(statement.module)


def outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that no function holds."""
    yield node
    for inner in ast.iter_child_nodes(node):
        if not isinstance(inner, ast.FunctionDef):
            yield from outside_functions(inner)


def stands_in(name: str, *places: str) -> bool:
    return any(f"{name}.".startswith(f"{place}.") for place in places)


@cache
def ours() -> dict[str, set[str]]:
    return {module: {name for name in imports(nodes(module)) if stands_in(name, *MAY_IMPORT)} for module in trees()}


@cache
def plugins() -> dict[str, str]:
    return {
        **{check.run.__module__: "checks" for check in checks.find().values()},
        **{connector.__module__: "connectors" for connector in connectors.find().values()},
        **{module: "reports.sections" for module in trees() if module.startswith("reports.sections.")},
    }


@cache
def attributes(module: str) -> set[str]:
    """Whatever is written with a dot, by its last two names: `pd.Timestamp.now` is Timestamp.now."""
    return {f"{last_name(node.value)}.{node.attr}" for node in nodes(module) if isinstance(node, ast.Attribute)}


def last_name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_a_folder_imports_only_what_stands_below_it():
    arrows = [(module, name) for module in ours() for name in ours()[module]]
    folders = [(module, name, module.partition(".")[0]) for module, name in arrows]
    assert not [(m, name) for m, name, folder in folders if not stands_in(name, folder, *MAY_IMPORT[folder])]


def test_a_plugin_knows_no_sibling_and_not_the_face_of_its_folder():
    assert set(plugins().values()) == {"checks", "connectors", "reports.sections"}
    faces = {"checks", "connectors", "reports", "reports.sections"}
    assert not [(plugin, name) for plugin in plugins() for name in ours()[plugin] & (plugins().keys() | faces)]


def test_a_check_or_connector_stands_on_base_private_modules_and_doors():
    arrows = [
        (plugin, name) for plugin in plugins() for name in ours()[plugin] if stands_in(name, "checks", "connectors")
    ]
    last = [(plugin, name, name.rpartition(".")[2]) for plugin, name in arrows if name not in DOORS.values()]
    assert not [(plugin, name) for plugin, name, end in last if end != "base" and not end.startswith("_")]


def test_a_library_comes_in_through_its_one_door():
    users = {
        (library, module)
        for module in trees()
        for name in imports(nodes(module))
        for library in DOORS
        if stands_in(name, library)
    }
    assert not [(library, module) for library, module in users if not stands_in(module, DOORS[library])]
    assert {library for library, _ in users} == DOORS.keys(), "a door that nobody uses"


def test_slow_imports_stand_inside_functions():
    for module, tree in trees().items():
        outer = imports(outside_functions(tree))
        assert not [(module, name) for name in outer if stands_in(name, *SLOW_TO_IMPORT)]


def test_help_loads_none_of_the_slow_libraries():
    code = "import sys, pipeline.cli; print(*sys.modules)"
    asked = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {*DOORS, *SLOW_TO_IMPORT, "pandas", "numpy"} & set(asked.stdout.split())


def test_imports_run_in_no_circle():
    left = {module: below - {module} for module, below in ours().items()}
    while free := {module for module, below in left.items() if not below & left.keys()}:
        left = {module: below for module, below in left.items() if module not in free}
    assert not left, "these import one another, or what does"


def test_only_the_edges_know_the_clock():
    inner = [module for module in trees() if not stands_in(module, *COMMAND_LINE, "pipeline.schedule")]
    assert not [(module, CLOCKS & attributes(module)) for module in inner if CLOCKS & attributes(module)]


def test_only_the_command_line_prints():
    inner = [module for module in trees() if not stands_in(module, *COMMAND_LINE)]
    names = {module: {node.id for node in nodes(module) if isinstance(node, ast.Name)} for module in inner}
    assert not [module for module in inner if "print" in names[module]]


def test_only_one_module_reads_the_environment():
    readers = [module for module in trees() if {"os.environ", "os.getenv"} & attributes(module)]
    assert readers == ["pipeline.secrets"]


def test_only_the_store_itself_lets_go_of_its_engine():
    assert [module for module in trees() if "engine.dispose" in attributes(module)] == ["pipeline.store.opening"]


def test_a_private_function_has_a_caller():
    abroad = {
        (node.module, alias.name)
        for module in trees()
        for node in nodes(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    own = [(module, one) for module, tree in trees().items() for one in tree.body if isinstance(one, ast.FunctionDef)]
    private = {(module, one.name) for module, one in own if one.name[0] == "_" and not one.decorator_list}
    at_home = {(module, node.id) for module in trees() for node in nodes(module) if isinstance(node, ast.Name)}
    uncalled = private - at_home - abroad
    assert not uncalled


def test_a_module_says_what_it_is_for_and_stays_short():
    assert not [module for module, tree in trees().items() if not ast.get_docstring(tree)]
    assert not [module for module, text in sources().items() if len(text.splitlines()) > 600]


def test_which_statuses_stand_and_which_are_over_is_said_once_on_each_floor():
    meanings = [{"new", "open", "returned"}, {"new", "open", "returned", "waived"}, {"fixed", "superseded"}]
    said = Counter(
        (module.partition(".")[0], *sorted(meaning))
        for module in trees()
        for node in nodes(module)
        if isinstance(node, ast.Set | ast.Tuple | ast.List)
        for meaning in meanings
        if {one.value for one in node.elts if isinstance(one, ast.Constant)} == meaning
    )
    assert not [(where, count) for where, count in said.items() if count > 1]
    assert LIVE == choose.LIVE, "a report counts as the ledger does"
    assert {*LIVE, *ENDED, "waived", "past"} == {*STATUSES}


def test_a_name_says_what_the_thing_is():
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    names = {node.name for module in trees() for node in nodes(module) if isinstance(node, defined)}
    names |= {module.rpartition(".")[2] for module in trees()}
    assert not [name for name in names if words(name)[-1] in SAYS_NOTHING or words(name)[0] == "process"]


def words(name: str) -> list[str]:
    """Take PageLog and page_log apart: page, log."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).strip("_").split("_")
