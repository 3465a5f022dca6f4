"""Bad input gets one clear sentence: beside each file here (or made by GENERATED) it stands exactly, in .expected."""

from __future__ import annotations

import resource
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.load import load_pack, load_trust
from config.models import Account, Source
from config.refusal import RefusalError
from config.tables import read_table
from connectors.base import Window
from connectors.spreadsheet import SpreadsheetConnector

HERE = Path(__file__).parent
COLUMNS = ("post_id", "account", "created_at", "text")
HEADER = b"post_id,account,created_at,text\n"
ROW = b"p1,stannes,2026-09-07T08:30:00+01:00,Hello\n"


def _bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/workbook.xml", "w") as member,
    ):
        for _ in range(600):
            member.write(bytes(1_000_000))


def _cell_of(megabytes: int, quote: bytes = b"") -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("wb") as stream:
            stream.write(HEADER + ROW + b"p2,stannes,2026-09-07T08:30:00+01:00," + quote)
            for _ in range(megabytes):
                stream.write(b"word \n" * 166_667 if quote else b"x" * 1_000_000)
            stream.write(quote + b"\n")

    return write


def _larger_than_2_gb(path: Path) -> None:
    with path.open("wb") as stream:  # sparse: takes no room
        stream.write(HEADER)
        stream.truncate(2_000_000_001)


def _content(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


GENERATED: dict[str, Callable[[Path], object]] = {
    "tables/missing.csv": lambda path: None,
    "tables/folder.csv": lambda path: path.mkdir(),
    "tables/cp1252.csv": _content(HEADER + ROW + ROW.replace(b"Hello", "Café".encode("cp1252"))),
    "tables/utf-16.csv": _content((HEADER + ROW).decode().encode("utf-16")),
    "tables/utf-16-without-mark.csv": _content((HEADER + ROW).decode().encode("utf-16-le")),
    "tables/zero-byte.csv": _content(HEADER + ROW + ROW.replace(b"Hello", b"He\0llo")),
    "tables/cell-of-100-mb.csv": _cell_of(100),
    "tables/cell-of-100-mb-in-quotes.csv": _cell_of(100, b'"'),
    "tables/larger-than-2-gb.csv": _larger_than_2_gb,
    "tables/not-a-workbook.xlsx": _content(HEADER + ROW),
    "tables/broken-zip.xlsx": _content(b"PK\x03\x04 and then nothing that fits"),
    "tables/password-protected.xlsx": _content(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "tables/bomb.xlsx": _bomb,
    "trust/missing.yaml": lambda path: None,
    "trust/cp1252.yaml": _content("trust:\n  name: Café Trust\n".encode("cp1252")),
    "trust/utf-16.yaml": _content("trust:\n  name: A Trust\n".encode("utf-16")),
    "trust/larger-than-1-mb.yaml": _content(b"# " + b"x" * 1_000_000),
}


def _cases(folder: str) -> list[str]:
    made = [name for name in GENERATED if name.startswith(f"{folder}/")]
    kept = [f"{folder}/{path.name}" for path in (HERE / folder).iterdir() if path.suffix != ".expected"]
    return sorted(made + kept)


def _expected(case: str) -> str:
    return (HERE / case).with_suffix(".expected").read_text(encoding="utf-8").rstrip("\n")


def _lay_out(case: str, path: Path) -> Path:
    if case in GENERATED:
        GENERATED[case](path)
    else:
        path.write_bytes((HERE / case).read_bytes())
    return path


@pytest.mark.parametrize("case", _cases("trust"))
def test_a_bad_trust_file_is_refused_in_one_sentence(case: str, tmp_path: Path) -> None:
    _lay_out(case, tmp_path / "trust.yaml")
    with pytest.raises(RefusalError) as refusal:
        load_trust(tmp_path)
    assert str(refusal.value).replace(str(tmp_path), "DIR") == _expected(case)


@pytest.mark.parametrize("case", _cases("packs"))
def test_a_bad_pack_is_refused_in_one_sentence(case: str, tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as refusal:
        load_pack(_lay_out(case, tmp_path / "own.yaml"))
    assert str(refusal.value) == _expected(case)


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=[pytest.mark.slow] if "bomb" in case else []) for case in _cases("tables")],
)
def test_a_bad_table_is_refused_in_one_sentence_without_filling_the_memory(case: str, tmp_path: Path) -> None:
    file = _lay_out(case, tmp_path / ("posts" + Path(case).suffix))
    before, begin = _peak_mb(), time.process_time()
    with pytest.raises(RefusalError) as refusal:
        read_table(file, required=COLUMNS)
    assert str(refusal.value).replace(str(tmp_path), "DIR") == _expected(case)
    assert _peak_mb() - before < 200
    assert time.process_time() - begin < 10


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)


@pytest.mark.parametrize("case", _cases("rows"))
def test_a_bad_row_is_set_aside_and_counted(case: str, tmp_path: Path) -> None:
    _lay_out(case, tmp_path / "posts.csv")
    source = Source(connector="spreadsheet", options={"posts": "posts.csv"})
    account = Account(school="st-annes", platform="x", handle="stannes", source=source)
    until = datetime(2026, 11, 16, 6, tzinfo=UTC)
    pages = SpreadsheetConnector(tmp_path, [account]).pages(account, None, Window(since=None, until=until))
    said = [f"{one.place}: {one.rule}, {one.count}: {one.reason}" for page in pages for one in page.set_aside]
    assert "\n".join(said) == _expected(case)


def test_every_expected_sentence_has_its_case() -> None:
    cases = {Path(case).with_suffix("") for folder in ("trust", "packs", "tables", "rows") for case in _cases(folder)}
    kept = (path.relative_to(HERE) for path in HERE.rglob("*.expected"))
    sentences = {path.with_suffix("") for path in kept if path.parts[0] != "runs"}  # those are test_run_sentences.py's
    assert sentences == cases
