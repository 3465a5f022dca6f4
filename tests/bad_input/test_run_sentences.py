"""What stands in the way of a run is said in the sentence of runs/*.expected, and nothing is left half-written."""

from __future__ import annotations

import re
import resource
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "pipeline"))  # the small workspace of the tests of the pipeline

from workspaces import AS_OF, Small, photo, post  # noqa: E402 - found by the line above

from config.refusal import RefusalError  # noqa: E402
from pipeline.export import export_findings  # noqa: E402
from pipeline.run import run  # noqa: E402


def _store(url: str) -> Callable[[Small], None]:
    return lambda small: small.top.update(store=url)


def _accounts_of_one_handle(small: Small) -> None:
    small.more_accounts = [{"platform": "facebook", "handle": "OakHill", "source": None}]


def _unset_secret(small: Small) -> None:
    source = {"connector": "facebook", "token": "${OAKHILL_PAGE_TOKEN}"}
    small.more_accounts = [{"platform": "facebook", "handle": "@oakhillprimary", "source": source}]


def _unknown_connector(small: Small) -> None:
    small.more_accounts = [{"platform": "facebook", "handle": "@oakhillprimary", "source": {"connector": "myspace"}}]


def _damaged(small: Small) -> None:
    (small.root / "social-audit.db").write_text("not a database " * 100, encoding="utf-8")


def _of_others(small: Small) -> None:
    with closing(sqlite3.connect(small.root / "social-audit.db")) as store:
        store.execute("CREATE TABLE theirs (id)")


def _newer(small: Small) -> None:
    small.write()
    with closing(sqlite3.connect(small.root / "social-audit.db")) as store, store:
        store.execute("UPDATE alembic_version SET version_num = '9999'")


REFUSED: dict[str, Callable[[Small], object]] = {
    "store-below-a-file": _store("sqlite:///posts.csv/store.db"),
    "store-is-a-folder": lambda small: (small.root / "social-audit.db").mkdir(),
    "store-in-memory": _store("sqlite://"),
    "store-is-no-address": _store("social-audit.db"),
    "unknown-connector": _unknown_connector,
    "store-damaged": _damaged,
    "store-of-another-program": _of_others,
    "store-of-a-newer-version": _newer,
    "reports-is-a-file": lambda small: (small.root / "reports").write_text("mine", encoding="utf-8"),
}
FAULTS: dict[str, Callable[[Small], object]] = {
    "unset-secret": _unset_secret,
    "one-handle-on-two-platforms": _accounts_of_one_handle,
}


def _expected(case: str) -> str:
    return (HERE / "runs" / f"{case}.expected").read_text(encoding="utf-8").rstrip("\n")


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path, posts=[post(1, "2026-11-10", "Autumn walk")], media=[photo(1)])


def _said(sentence: object, root: Path) -> str:
    return str(sentence).replace(str(root), "DIR")


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_a_run_that_cannot_be_is_refused_in_one_sentence(case: str, small: Small) -> None:
    REFUSED[case](small)
    before = set(small.write().rglob("reports/*"))
    with pytest.raises(RefusalError) as refusal:
        run(small.write(), as_of=AS_OF)
    assert _said(refusal.value, small.root) == _expected(case)
    assert set(small.root.rglob("reports/*")) == before


@pytest.mark.parametrize("case", sorted(FAULTS))
def test_a_fault_of_one_source_ends_2_with_one_sentence_and_the_rest_is_reported(case: str, small: Small) -> None:
    FAULTS[case](small)
    outcome = run(small.write(), as_of=AS_OF)
    assert "\n".join(_said(fault, small.root) for fault in outcome.faults) == _expected(case)
    assert outcome.exit_code == 2
    assert {file.name for file in outcome.files} >= {"slt-oakhill.html", "data-quality.html"}


def test_a_school_without_registers_is_not_assessed_and_ends_3(small: Small) -> None:
    small.registers = ()
    small.posts += [post(2, "2026-11-11", "Maths day"), post(3, "2026-11-12", "Choir")]
    outcome = run(small.write(), as_of=AS_OF)
    assert (outcome.exit_code, outcome.faults) == (3, ())
    assert outcome.lines[0] == _expected("no-register")


@contextmanager
def _files_of_at_most(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    told = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, told)


@pytest.mark.slow
def test_a_disk_that_takes_no_more_is_said_and_the_next_run_finishes(small: Small) -> None:
    run(small.write(), as_of=AS_OF)
    small.posts += [post(number, "2026-11-11", f"{number} {'words ' * 200}") for number in range(2, 900)]
    small.write()
    room = (small.root / "social-audit.db").stat().st_size + 50_000
    with _files_of_at_most(room), pytest.raises(RefusalError) as refusal:
        run(small.root, as_of=AS_OF)
    assert _said(refusal.value, small.root) == _expected("full-disk")
    assert [folder.name for folder in (small.root / "reports").iterdir()] == ["2026-11-16"]
    run(small.root, as_of=AS_OF)
    assert sorted(folder.name for folder in (small.root / "reports").iterdir()) == ["2026-11-16", "2026-11-16-2"]


def test_findings_of_a_store_without_an_audit_are_refused_not_empty(small: Small) -> None:
    with pytest.raises(RefusalError, match=re.escape(_expected("never-audited"))):
        export_findings(small.write(), "jsonl")


def test_every_sentence_of_runs_has_its_case() -> None:
    kept = {path.stem for path in (HERE / "runs").glob("*.expected")}
    assert kept == {*REFUSED, *FAULTS, "no-register", "full-disk", "never-audited"}
