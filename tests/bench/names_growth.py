"""How the names engine grows with the register, with the texts and with processes, and Presidio's list beside it."""

from __future__ import annotations

import math
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.util import find_spec
from multiprocessing import get_context
from typing import Any

import pandas as pd
from measures import Measure, _best, _texts_frame
from stages import highest_memory
from synthetic import COLUMNS, COMMENT_WORDS, NAMING_OFTEN, School

from checks.names.engine import NameEngine
from config.word_lists import load_word_lists

_SMALL, _LARGE = 200, 5_000
_PRESIDIO = 1_000
"""Texts that Presidio is asked of: it is counted for each text."""


def measure_growth(texts: int) -> Measure:
    """Return the CPU seconds of the engine by size of register and number of texts, and of two processes."""
    small, large = _made(_SMALL, texts), _made(_LARGE, texts)
    quarter = (small[0], small[1].iloc[: texts // 4])
    seconds = {name: _spent(*given) for name, given in (("small", small), ("large", large), ("quarter", quarter))}
    return {"texts": texts, **seconds, "memory": _more_memory(texts), **_two(texts), **_presidio(small)}


def _made(pupils: int, texts: int) -> tuple[School, pd.DataFrame]:
    school = School(1, pupils, NAMING_OFTEN)
    return school, _texts_frame([school.text(COMMENT_WORDS) for _ in range(texts)])


def _engine(school: School) -> NameEngine:
    register = pd.DataFrame(school.pupils, columns=list(COLUMNS["pupils"]))
    return NameEngine(register, pd.DataFrame(school.staff, columns=list(COLUMNS["staff"])), load_word_lists())


def _spent(school: School, frame: pd.DataFrame) -> float:
    engine = _engine(school)
    engine.mentions(frame.iloc[:50])
    return _best(lambda: engine.mentions(frame), 2)[1]


def _more_memory(texts: int) -> int:
    """Return how many bytes more four times as many texts need at once, apart from the texts themselves."""
    peaks = []
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        peaks = list(pool.map(_peak, (texts // 4, texts)))
    return peaks[1] - peaks[0]


def _peak(texts: int) -> int:
    school, frame = _made(_SMALL, texts)
    engine = _engine(school)
    engine.mentions(frame.iloc[:50])
    before = highest_memory()
    engine.mentions(frame)
    return highest_memory() - before


def _two(texts: int) -> Measure:
    """Return the wall seconds in which one process reads the texts of two schools, and two processes one each.

    As in an audit, each process has the texts of its schools and builds their engines; making the texts, starting
    the processes and reading the word lists, which comes once in a process, is done before the clock starts.
    """
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as first,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as second,
    ):
        warm = [pool.submit(_read_schools, (0, 1), texts // 2, some=100) for pool in (first, second)]
        for one in warm:
            one.result()
        begin = time.perf_counter()
        first.submit(_read_schools, (0, 1), texts // 2).result()
        alone = time.perf_counter() - begin
        begin = time.perf_counter()
        shared = [pool.submit(_read_schools, (at,), texts // 2) for at, pool in enumerate((first, second))]
        for one in shared:
            one.result()
        return {"one": alone, "two": time.perf_counter() - begin}


def _read_schools(numbers: tuple[int, ...], texts: int, some: int | None = None) -> int:
    """Count the mentions in the texts of schools, or in some of each."""
    found = 0
    for school, frame in (_held(number, texts) for number in numbers):
        found += len(_engine(school).mentions(frame.iloc[:some]))
    return found


@cache
def _held(number: int, texts: int) -> tuple[School, pd.DataFrame]:
    """Make the texts of a school, once in a process."""
    school = School(number, _SMALL, NAMING_OFTEN)
    return school, _texts_frame([school.text(COMMENT_WORDS) for _ in range(texts)])


def _presidio(made: tuple[School, pd.DataFrame]) -> Measure:
    """Return the seconds a text of Presidio's deny list and of the engine; None where it is not installed."""
    if find_spec("presidio_analyzer") is None:
        return {"presidio": None, "ours": None}
    from presidio_analyzer import PatternRecognizer

    school, frame = made
    names = sorted({name for pupil in school.pupils for name in pupil[2:5] if name})
    recognizer: Any = PatternRecognizer(supported_entity="PUPIL", deny_list=names)
    texts = frame["text"].tolist()[:_PRESIDIO]
    theirs = _best(lambda: [recognizer.analyze(text, entities=["PUPIL"]) for text in texts], 1)[1]
    return {"presidio": theirs / len(texts), "ours": _spent(school, frame) / len(frame)}


def growth_lines(found: Measure) -> list[str]:
    """Say how it grows, with the targets."""
    exponent = math.log(found["small"] / found["quarter"]) / math.log(4)
    lines = [
        f"names engine, {found['texts']:,} texts: register of {_LARGE:,} instead of {_SMALL} pupils "
        f"{found['large'] / found['small']:.2f} times (target 1.3); exponent in texts {exponent:.2f} (target 1.05)",
        f"four times the texts need {found['memory'] / 1_000_000:.0f} MB more at once; "
        f"two processes {found['one'] / found['two']:.2f} times as fast as one (target 1.4, on two idle cores)",
    ]
    if found["presidio"] is None:
        return [*lines, "Presidio's deny list: not installed (pip install presidio-analyzer)"]
    times = found["presidio"] / found["ours"]
    return [*lines, f"Presidio's deny list takes {times:.0f} times as long a text (target 20)"]
