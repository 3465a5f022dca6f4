"""A tagged PDF as a reader's software meets it: its tree of structure, its marked content, its links and fonts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

PAINTS = frozenset({"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"})
"""Operators that put something on a page."""


@dataclass
class Element:
    """One element of the tree of structure."""

    kind: str
    """H1, P, Table, TH, Figure ..."""
    entries: dict[str, Any]
    children: list[Element] = field(default_factory=list)
    marks: set[tuple[int, int]] = field(default_factory=set)
    """(page, MCID) of what stands directly in it."""
    objects: int = 0
    """How many annotations stand in it."""

    def all(self, kind: str = "") -> Iterator[Element]:
        """Every element below it, in reading order; of one kind where that is said."""
        for child in self.children:
            if not kind or child.kind == kind:
                yield child
            yield from child.all(kind)


@dataclass
class Content:
    """What a page paints."""

    marks: set[tuple[int, int]] = field(default_factory=set)
    """(page, MCID) of all that is tagged."""
    loose: list[str] = field(default_factory=list)
    """What is painted and is neither tagged nor an artifact."""


def opened(made: bytes) -> pikepdf.Pdf:
    """Open a printed PDF."""
    return pikepdf.open(BytesIO(made))


def structure(document: pikepdf.Pdf) -> Element:
    """Read the tree of structure."""
    pages = {page.objgen: number for number, page in enumerate(document.pages)}
    root = Element("Root", {})
    _read(document.Root.StructTreeRoot.get("/K"), root, pages, 0)
    return root


def _read(node: Any, parent: Element, pages: dict[Any, int], page: int) -> None:
    if isinstance(node, pikepdf.Array):
        for one in node:
            _read(one, parent, pages, page)
    elif isinstance(node, pikepdf.Dictionary):
        page = pages[node.Pg.objgen] if "/Pg" in node else page
        if "/S" in node:
            made = Element(str(node.S).removeprefix("/"), {str(key): value for key, value in node.items()})
            parent.children.append(made)
            _read(node.get("/K"), made, pages, page)
        elif str(node.get("/Type")) == "/OBJR":
            parent.objects += 1
        elif "/MCID" in node:
            parent.marks.add((page, int(node.MCID)))
    elif node is not None:
        parent.marks.add((page, int(node)))


def content(document: pikepdf.Pdf) -> Content:
    """Read what every page paints, and whether it is tagged, an artifact, or neither."""
    found = Content()
    for number, page in enumerate(document.pages):
        _paint(page, number, found)
    return found


def _paint(page: Any, number: int, found: Content) -> None:
    open_marks: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            kind = str(operands[0])
            if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
                found.marks.add((number, int(operands[1].MCID)))
                kind = "tagged"
            open_marks.append(kind)
        elif name == "EMC":
            open_marks.pop()
        elif name in PAINTS and not {"tagged", "/Artifact"} & set(open_marks):
            found.loose.append(f"page {number + 1}: {name}")
