"""A page as a reader's software meets it: its headings, tables, links and text; made with the standard parser."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

VOID = frozenset({"meta", "br", "hr", "img", "input", "link", "wbr"})
SHAPES = frozenset({"path", "rect", "circle", "use"})
"""SVG elements that stand alone."""
BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "li", "tr", "caption", "dt", "summary", "title", "blockquote", "div", "section"}
)


@dataclass
class Table:
    """One table: how many heads of columns and of rows, and how many heads carry no scope."""

    columns: int = 0
    rows: int = 0
    bare: int = 0


@dataclass
class Outline:
    """What stood in a page."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    blockquotes: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of one name."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self) -> str:
        """All that is shown, a line for each block."""
        return "\n".join(self.lines)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.outline = Outline()
        self.open: list[str] = []
        self.line: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.outline.tags.append((tag, found))
        if tag in BLOCKS:
            self._end_line()
        if tag == "table":
            self.outline.tables.append(Table())
        if tag == "th":
            self._head(found.get("scope"))
        if tag in {"h1", "h2", "h3", "h4"}:
            self.outline.headings.append((int(tag[1]), ""))
        if tag == "blockquote":
            self.outline.blockquotes.append("")
        if tag not in VOID and tag not in SHAPES:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.outline.tags.append((tag, dict(attrs)))

    def _head(self, scope: str | None) -> None:
        table = self.outline.tables[-1]
        table.columns += scope in {"col", "colgroup"}
        table.rows += scope == "row"
        table.bare += scope is None

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag in SHAPES:
            return
        if not self.open or self.open[-1] != tag:
            self.outline.unclosed.append(f"</{tag}> in {self.open[-2:]}")
            return
        self.open.pop()
        if tag in BLOCKS:
            self._end_line()
        elif tag in {"td", "th"}:
            self.line.append(" | ")

    def handle_data(self, data: str) -> None:
        if "blockquote" in self.open:
            self.outline.blockquotes[-1] += data
        if self.open and self.open[-1] == "style":
            return
        level = next((int(tag[1]) for tag in reversed(self.open) if tag in {"h1", "h2", "h3", "h4"}), 0)
        if level:
            self.outline.headings[-1] = (level, self.outline.headings[-1][1] + data)
        self.line.append(data)

    def _end_line(self) -> None:
        words = " ".join("".join(self.line).split())
        if words.strip(" |"):
            self.outline.lines.append(words.rstrip(" |"))
        self.line = []


# a page is asked about by test after test, and none of them changes what it reads
@lru_cache(maxsize=64)
def outline(page: bytes) -> Outline:
    """Read a page."""
    reader = _Reader()
    reader.feed(page.decode("utf-8"))
    reader.close()
    reader._end_line()
    reader.outline.unclosed += reader.open
    return reader.outline
