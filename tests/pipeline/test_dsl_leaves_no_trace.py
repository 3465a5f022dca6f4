"""Whatever waits for the safeguarding lead, is told to them or done by them: nothing differs for anybody else."""

from __future__ import annotations

import io
import json
import logging
import re
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from postbox import Postbox, postbox
from sqlalchemy import select
from workspaces import AS_OF, PUPILS, Small, comment, photo, post

from pipeline.comparing import comparison
from pipeline.doctor import examine
from pipeline.dsl.doing import close
from pipeline.dsl.looking import list_matters
from pipeline.export import export_coverage, export_findings
from pipeline.run import report, run
from pipeline.store.opening import open_store
from pipeline.store.schema import comments

LEAD = "dsl@copse.example"
WORRY, HARMLESS = (
    "i dont want to be here anymore, nobody would miss me",
    "What a lovely evening, thank you all",
)
PACKS = ["com01", "trust-networking", "uk-guidance"]


def workspace(folder: Path, box: Postbox, *, marked: Sequence[str], said: str) -> Path:
    """A school whose children are named, shown and logged, with everybody told by mail."""
    folder.mkdir(exist_ok=True)
    small = Small(
        folder,
        posts=[post(1, "2026-11-10", "Well done Zainab Malik!"), post(2, "2026-11-11", "Our choir sang.")],
        comments=[comment(1, 2, said), comment(2, 1, "So proud of Dylan Prosser")],
        media=[photo(1), photo(2, "Dylan Prosser with a drum")],
        photo_log=[("oakhill", "p1", "m1", "P1", "", ""), ("oakhill", "p2", "m1", "P2", "", "")],
        pupils=[
            ("oakhill", "P1", "Zainab", "", "Malik", "4", "4K", "yes" if "P1" in marked else ""),
            ("oakhill", "P2", "Dylan", "", "Prosser", "4", "4K", "yes" if "P2" in marked else ""),
        ],
        pupil_columns=(*PUPILS, "never_publish"),
        top={
            "trust": {"name": "Copse Trust", "packs": PACKS, "email_domains": ["copse.example"]},
            "mail": box.settings(),
            "recipients": {"trust": ["ceo@copse.example"], "dsl": [LEAD]},
        },
    )
    root = small.write()
    trust = yaml.safe_load((root / "trust.yaml").read_text(encoding="utf-8"))
    trust["schools"][0]["recipients"] = {"slt": ["head@copse.example"], "comms": ["office@copse.example"]}
    (root / "trust.yaml").write_text(yaml.safe_dump(trust), encoding="utf-8")
    return root


def contents(file: Path) -> Any:
    """What a file says; of a workbook its parts but the one that dates it."""
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as book:
            return {name: book.read(name) for name in book.namelist() if name != "docProps/core.xml"}
    if file.name == "run.json":  # the export of comments is another file when a comment is another
        said = json.loads(file.read_text())
        return said | {"facts": said["facts"].get("retention_applied")}
    return file.read_bytes()


def mails(box: Postbox) -> list[Any]:
    """Every mail to anybody but the lead: who, subject and parts."""
    return [
        (
            who,
            str(mail["Subject"]),
            mail["Message-ID"],
            [one.get_content() for one in mail.walk() if not one.is_multipart()],
        )
        for who, mail in box.arrived
        if who != LEAD
    ]


def seen_by_others(root: Path, box: Postbox, outcomes: Sequence[Any], logged: Sequence[str]) -> dict[str, Any]:
    """Everything outside dsl/ and the store itself that a colleague can see."""
    files = {str(path.relative_to(root)): path for path in sorted(root.rglob("*")) if path.is_file()}
    others = {name: path for name, path in files.items() if name.split("/")[0] != "dsl"}
    inputs = {"pupils.csv", "comments.csv"}
    return {
        "names": list(files),  # the folder dsl/ among them: that it is there says nothing
        "modes": {name: path.stat().st_mode for name, path in files.items()},
        "files": {name: contents(path) for name, path in others.items() if name not in inputs and ".db" not in name},
        "exports": [export_findings(root, form) for form in ("jsonl", "csv")],
        "coverage": export_coverage(root, "jsonl"),
        "figures": comparison(root),
        "outcomes": [(one.exit_code, one.lines, one.counts, one.faults) for one in outcomes],
        "mails": mails(box),
        "log": [line.replace(str(root), "") for line in logged],
    }


def history(folder: Path, marks: Sequence[Sequence[str]], said: str, bounce: str) -> tuple[dict[str, Any], Postbox]:
    """Run a school once for each set of marked children, a day apart; the lead closes all after each run."""
    folder.mkdir(parents=True)
    logged: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            logged.append(record.getMessage())

    ours = [logging.getLogger(name) for name in ("pipeline", "checks", "reports", "config")]
    kept = Kept()
    with postbox(folder) as box:
        if bounce:
            box.refuse = {LEAD: bounce}
        for one in ours:
            one.addHandler(kept)
        outcomes = []
        for day, marked in enumerate(marks):
            at = AS_OF + timedelta(days=day)
            root = workspace(folder / "w", box, marked=marked, said=said)
            outcomes.append(run(root, as_of=at, send=at))
            for row in list_matters(root, schools=None, everything=False, at=at):
                close(root, row["key"], by="A. Dale", note="Dealt with", at=at + timedelta(hours=1))
        outcomes.append(report(root, send=at))
        for one in ours:
            one.removeHandler(kept)
        told = seen_by_others(root, box, outcomes, logged)
    # each server has a place and a certificate of its own; five digits by themselves may be part of anything
    said_plainly = json.dumps(told, default=_plain).replace(str(folder), "")
    return json.loads(re.sub(rf"(port:? ){box.port}\b", r"\1PORT", said_plainly)), box


def _plain(value: Any) -> Any:
    return value.decode("latin-1") if isinstance(value, bytes) else dict(value)


def differing(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    files = [name for name in one["files"] if one["files"][name] != other["files"].get(name)]
    return files + [name for name in one if name != "files" and one[name] != other.get(name)]


@pytest.fixture(scope="module")
def plainly(tmp_path_factory):
    """Return plainly(bounce): the history of a school of which nothing waits for the lead, made once for each."""
    return cache(lambda bounce: history(tmp_path_factory.mktemp("plain") / "a", [(), ()], HARMLESS, bounce))


@pytest.mark.slow
def test_neither_a_marked_child_nor_a_worry_shows_anywhere_else(tmp_path, plainly):
    plain, quiet = plainly("")
    loud, told = history(tmp_path / "b", [(), ("P1", "P2")], WORRY, "")
    assert differing(plain, loud) == []
    assert not quiet.to(LEAD)
    assert len(told.to(LEAD)) == 2, "one for the worry, one for the children marked later"
    assert len(plain["mails"]) == 6


@pytest.mark.slow
def test_that_the_words_of_a_deleted_comment_are_held_shows_nowhere(tmp_path):
    told = {}
    for name, said in (("plain", HARMLESS), ("loud", WORRY)):
        small = Small(
            tmp_path / name,
            posts=[post(1, "2026-11-10"), post(2, "2026-11-11")],
            comments=[comment(1, 1, said), comment(2, 2, "Great fun")],
            top={"trust": {"name": "Copse Trust", "packs": PACKS, "email_domains": ["copse.example"]}},
        )
        small.root.mkdir()
        run(small.write(), as_of=AS_OF)
        small.comments = small.comments[1:]
        for days in (1, 40, 41):
            run(small.write(), as_of=AS_OF + timedelta(days=days))
        files = sorted((tmp_path / name / "reports").glob("*/run.json"))
        told[name] = [json.loads(file.read_text())["facts"]["retention_applied"] for file in files]
        assert any(said in row for row in texts(tmp_path / name)) == (said == WORRY)
    assert told["plain"] == told["loud"]
    assert [one["comment_texts"] for one in told["loud"]] == [0, 0, 1, 0]


@pytest.mark.slow
def test_a_worry_at_a_school_that_left_the_trust_shows_nowhere(tmp_path):
    told = {}
    for name, said in (("plain", HARMLESS), ("loud", WORRY)):
        (tmp_path / name).mkdir()
        with postbox(tmp_path / name) as box:
            root = workspace(tmp_path / name / "w", box, marked=(), said=said)
            outcomes = [run(root, as_of=AS_OF)]
            for file in ("trust.yaml", "pupils.csv", "photo_log.csv", "terms.csv"):
                words = (root / file).read_text(encoding="utf-8")
                words = words.replace("id: oakhill\n", "id: elm\n").replace("oakhill,", "elm,")
                (root / file).write_text(words, encoding="utf-8")
            outcomes.append(run(root, as_of=AS_OF + timedelta(days=1)))
            looked = [line.sentence for line in examine(root, as_of=AS_OF) if line.subject == "safeguarding"]
            seen = seen_by_others(root, box, outcomes, looked)
            port = str(box.port)
        told[name] = json.loads(
            json.dumps(seen, default=_plain).replace(port, "PORT").replace(str(tmp_path / name), "")
        )
    assert differing(told["plain"], told["loud"]) == []
    assert {"dsl/oakhill.html", "dsl/elm.html"} <= set(told["loud"]["names"])
    assert told["loud"]["log"] == [
        "no longer in trust.yaml: oakhill; what is for the lead there, if anything, stays under that id in dsl/ "
        "until it is closed"
    ]


def texts(root: Path) -> list[str]:
    store = open_store("sqlite:///social-audit.db", root)
    with store.read() as connection:
        found = list(connection.execute(select(comments.c.text)).scalars())
    store.close()
    return found


@pytest.mark.slow
@settings(max_examples=5)
@given(
    marks=st.lists(st.sets(st.sampled_from(["P1", "P2"])), min_size=2, max_size=2),
    said=st.sampled_from([WORRY, HARMLESS]),
    bounce=st.sampled_from(["", "550 no such person"]),
)
def test_whatever_is_marked_or_said_nothing_differs(tmp_path_factory, plainly, marks, said, bounce):
    folder = tmp_path_factory.mktemp("worlds")
    plain, quiet = plainly(bounce)
    loud, _ = history(folder / "b", marks, said, bounce)
    assert differing(plain, loud) == []
    assert not quiet.to(LEAD)
