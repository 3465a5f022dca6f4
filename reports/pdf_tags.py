"""What PDF/UA asks of the tags of a printed page beyond what the printer does of itself (ISO 14289-1, clause 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Elements = Mapping[bytes, dict[str, Any]]
"""Reference -> dictionary of a PDF in the making."""


def finish(_document: Any, made: Any) -> None:
    """Complete the tags of a PDF that is made, before it is written; the printer hands over its document as well."""
    objects: list[Any] = made.objects
    elements = {one.reference: one for one in objects if hasattr(one, "items")}
    _say_what_heads(elements)
    _group_as_lists(elements)
    _set_apart(elements, {one.reference: one.stream for one in objects if hasattr(one, "stream")})


def _say_what_heads(elements: Elements) -> None:
    """Give each head of a table its scope: those in the head of the table head columns, the others rows."""
    for one in elements.values():
        if one.get("S") == "/TH":
            part = elements[elements[one["P"]]["P"]]
            one["A"]["Scope"] = "/Column" if part["S"] == "/THead" else "/Row"


def _group_as_lists(elements: Elements) -> None:
    """Call a group of names and values inside a list a list of its own: nothing else may stand in one."""
    for one in elements.values():
        if one.get("S") == "/Div" and elements.get(one["P"], {}).get("S") == "/L":
            one["S"] = "/L"


def _set_apart(elements: Elements, streams: Mapping[bytes, list[Any]]) -> None:
    """Mark what stands in the margin of a page, and so in no part of the structure, as an artifact."""
    linked = {kid for one in elements.values() for kid in _kids(one) if isinstance(kid, bytes)}
    loose = [one for place, one in elements.items() if one.get("Type") == "/StructElem" and place not in linked]
    for one in loose:
        for page, mark in _marks(one, elements):
            _as_artifact(streams[elements[page]["Contents"]], mark)


def _kids(one: Mapping[str, Any]) -> list[Any]:
    return list(one.get("K", ()))


def _marks(one: Mapping[str, Any], elements: Elements) -> Iterator[tuple[bytes, int]]:
    """Yield the page and the number of each piece of content in an element and below it."""
    for kid in _kids(one):
        if isinstance(kid, int):
            yield one["Pg"], kid
        elif kid in elements:
            yield from _marks(elements[kid], elements)


def _as_artifact(stream: list[Any], mark: int) -> None:
    for at, part in enumerate(stream):
        if isinstance(part, dict) and part.get("MCID") == mark:
            stream[at - 1] = "/Artifact"
            part.clear()
            part["Type"] = "/Pagination"
            return
