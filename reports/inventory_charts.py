"""The geometry of the inventory's charts: lying bars, the certain part solid, the unknown part an outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reports.inventory import AGES, AgeBand, Moment
from reports.wording import day, number

_LABEL: Final = 136
_PLOT: Final = 260
_WORDS: Final = 150
_ROW: Final = 26
_BAR: Final = 16
_GAP: Final = 8
_EDGE: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LyingBar:
    """One row: what it counts, and how far its two parts reach, in pixels."""

    label: str
    middle: float
    """Of the row, from the top."""
    certain: float
    """Width of the solid part."""
    unknown: float
    """Width of the outlined part, which begins where the solid one ends."""
    words: str
    """ "19, 2 of them unlogged" """


@dataclass(frozen=True, slots=True, kw_only=True)
class LyingBars:
    """Bars below one another, on one scale."""

    name: str
    """Of its parts in a page: letters and dashes."""
    title: str
    summary: str
    """The same in words, for those who hear it."""
    width: int
    height: int
    left: int
    """Where bars begin."""
    bar: int
    """How high a bar is."""
    gap: int
    """Between a bar's end and its words."""
    rows: tuple[LyingBar, ...]


def ages_chart(school: str, ages: Sequence[AgeBand]) -> LyingBars:
    """Lay out how long the pictures have been public."""
    counted = [(AGES[band.code], band.certain, band.unknown) for band in ages]
    return _bars("picture-ages", f"How long pictures that may show pupils have been public, {school}", counted)


def trend_chart(school: str, trend: Sequence[Moment]) -> LyingBars:
    """Lay out how many there were at each audit."""
    counted = [(day(moment.at), moment.certain, moment.unknown) for moment in trend]
    return _bars("picture-trend", f"Public pictures that may show pupils, audit by audit, {school}", counted)


def _bars(name: str, title: str, counted: Sequence[tuple[str, int, int]]) -> LyingBars:
    most = max((certain + unknown for _, certain, unknown in counted), default=0) or 1
    rows = tuple(
        LyingBar(
            label=label,
            middle=_EDGE + _ROW * place + _ROW / 2,
            certain=round(_PLOT * certain / most, 1),
            unknown=round(_PLOT * unknown / most, 1),
            words=_words(certain, unknown),
        )
        for place, (label, certain, unknown) in enumerate(counted)
    )
    return LyingBars(
        name=name,
        title=title,
        summary="; ".join(f"{label}: {_words(certain, unknown)}" for label, certain, unknown in counted),
        width=_LABEL + _PLOT + _GAP + _WORDS,
        height=_ROW * len(rows) + 2 * _EDGE,
        left=_LABEL,
        bar=_BAR,
        gap=_GAP,
        rows=rows,
    )


def _words(certain: int, unknown: int) -> str:
    all_of = certain + unknown
    return f"{number(all_of)}, {number(unknown)} of them unlogged" if unknown else number(all_of)
