"""The PDFs of a run: the schools' two pages printed, several at a time where there are many; what fails is said."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Final, NamedTuple

from pipeline.progress import Progress
from reports.pdf import NoPrinterError, pdf, printable

_FEW: Final = 3
"""So many are printed here: to start processes would take longer."""


class Pdfs(NamedTuple):
    """What was printed, and what was not."""

    files: Mapping[str, bytes]
    lacking: tuple[str, ...]
    """Why not, one sentence each."""


def make_pdfs(sheets: Mapping[str, bytes], progress: Progress | None = None) -> Pdfs:
    """Print pages (file name -> HTML); raises nothing for a page or a machine that cannot be printed."""
    try:
        if sheets:
            printable()
    except NoPrinterError as lacking:
        return Pdfs({}, (str(lacking),))
    files: dict[str, bytes] = {}
    failed: list[str] = []
    for number, (name, made) in enumerate(_printed(sheets), start=1):
        if progress:
            progress("printing reports", number, len(sheets))
        if isinstance(made, bytes):
            files[name] = made
        else:
            failed.append(f"{name} could not be written ({type(made).__name__}): the page beside it says the same")
    return Pdfs(files, tuple(failed))


def _printed(sheets: Mapping[str, bytes]) -> Iterator[tuple[str, bytes | Exception]]:
    if len(sheets) <= _FEW:
        yield from ((name, _print(page)) for name, page in sheets.items())
        return
    workers = min(len(sheets), os.cpu_count() or 1)
    # spawned, not forked: the schedule's threads must not be copied half-way through what they do
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        under_way = [(name, pool.submit(pdf, page)) for name, page in sheets.items()]
        yield from ((name, _result(future)) for name, future in under_way)


def _print(page: bytes) -> bytes | Exception:
    try:
        return pdf(page)
    except Exception as error:  # whatever a page brings the printer to, the run goes on
        return error


def _result(future: Future[bytes]) -> bytes | Exception:
    try:
        return future.result()
    except (Exception, BrokenProcessPool) as error:
        return error
