"""The outline of an XML feed before it is read: no entity and no outside file, so deep and so large, and what it shows.

A document that is not well-formed is outlined as far as it goes; the lenient reader that takes it then knows no
entities at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from connectors._feed_entries import NotAFeedError
from connectors._html_text import absolute

_DEEPEST: Final = 100
_MOST_ELEMENTS: Final = 100_000
"""A podcast of ten years has some thirty thousand; the library takes about a fifth of a millisecond for each."""
_MOST_ATTRIBUTES: Final = 100
_LENIENT: Final = 2_000_000
"""Bytes of a document that is not well-formed: the lenient reader is slow."""
_LONG_TAG: Final = re.compile(rb"<[^<>]{50000}")
_MEDIA: Final = "http://search.yahoo.com/mrss"
_HARMLESS: Final = re.compile(rb"""<!ENTITY\s+(\w{1,32})\s+"((?:&#x?\w{1,8};|[^&%<"]){0,16})"\s*>""")
"""Entities that stand for a few characters, as some feeds declare for "&nbsp;"; no other declaration is kept."""
_ELEMENT: Final = re.compile(rb"<([A-Za-z_][^\s/>]*)")
_END: Final = re.compile(rb"</(\w+:)?(rss|feed|RDF|channel)\s*>\s*(<!--.*?-->\s*)*$", re.IGNORECASE | re.DOTALL)
_ENTRY: Final = re.compile(rb"[\s>](meti|yrtne)<", re.IGNORECASE)
_ENTRY_END: Final = re.compile(rb">\s{0,9}(meti|yrtne)/<", re.IGNORECASE)
"""The begin and the end of an entry, as they stand in a document read from its last byte."""
_FEED_LINK: Final = re.compile(rb"<link\b[^>]{0,300}application/(?:rss|atom)\+xml[^>]{0,300}>", re.IGNORECASE)
_HREF: Final = re.compile(rb"""href=["']?([^"'\s>]{1,500})""", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Outline:
    """What was seen of a document."""

    document: bytes
    """The document, in UTF-8, with nothing before its first element but harmless entities."""
    alts: dict[str, str] = field(default_factory=dict)
    """Address of a picture beside a text -> its description (Media RSS)."""
    breaks_off: bool = False
    """True when the document ends before its end."""

    @property
    def is_last_half(self) -> bool:
        """Say whether it breaks off within an entry, which then is no whole one."""
        opened, closed = _ENTRY.search(self.document[::-1]), _ENTRY_END.search(self.document[::-1])
        return self.breaks_off and opened is not None and (closed is None or opened.start() < closed.start())


def outlined(data: bytes, url: str) -> Outline:
    """Return the outline of a document in UTF-8; NotAFeedError for a web page, or one too deep or too large."""
    start = _first_element(data)
    if start < 0:
        raise NotAFeedError("it is no XML")
    element = _ELEMENT.match(data, start)
    if element is not None and element.group(1).lower() == b"html":
        raise NotAFeedError(_a_web_page(data, url))
    document = _prologue(data[:start]) + data[start:]
    outline = Outline(document=document, breaks_off=_END.search(data[-2_000:].rstrip(b"\x00")) is None)
    _Walk(outline).walk()
    return outline


def _first_element(data: bytes) -> int:
    """Return where the first element stands, past comments, instructions and the document type; -1 = nowhere."""
    at = 0
    while (at := data.find(b"<", at)) >= 0:
        if _ELEMENT.match(data, at):
            return at
        end = b"-->" if data.startswith(b"<!--", at) else b"?>" if data.startswith(b"<?", at) else b""
        at = data.find(end, at) if end else _after_declaration(data, at)
        if at < 0:
            return -1
        at += len(end)
    return -1


def _after_declaration(data: bytes, at: int) -> int:
    """Return where a declaration and its inner part in brackets end."""
    bracket, close = data.find(b"[", at), data.find(b">", at)
    if 0 <= bracket < close:
        inner = re.compile(rb"\]\s*>").search(data, bracket)
        return inner.end() if inner else -1
    return close + 1 if close >= 0 else -1


def _prologue(head: bytes) -> bytes:
    entities = b"".join(b'<!ENTITY %s "%s">\n' % one for one in _HARMLESS.findall(head)[:300])
    declared = b"<!DOCTYPE feed [\n%s]>\n" % entities if entities else b""
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + declared


def _a_web_page(data: bytes, url: str) -> str:
    """Say that it is a web page, and which feed it names."""
    link = _FEED_LINK.search(data[:200_000])
    href = _HREF.search(link.group()) if link else None
    named = absolute(url, href.group(1).decode("utf-8", "replace").replace("&amp;", "&")) if href else ""
    return f"it is a web page; it names {named} as its feed" if named else "it is a web page, not a feed"


class _Walk:
    """Walks through a document once, as far as it is well-formed."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._elements = 0
        self._stack: list[str] = []
        self._urls: list[str] = []
        self._said: list[str] | None = None

    def walk(self) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(self._outline.document, True)
        except (expat.ExpatError, ValueError):
            self._refuse_slow()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._stack.append(name)
        if len(self._stack) > _DEEPEST:
            raise NotAFeedError("it is nested too deep")
        if self._elements > _MOST_ELEMENTS or len(attributes) > _MOST_ATTRIBUTES:
            raise NotAFeedError("it has too many elements or attributes")
        if _is_media(name, "content"):
            self._urls.append(attributes.get("url", ""))
        elif _is_media(name, "description") and self._urls and _is_media(self._stack[-2], "content"):
            self._said = []

    def _end(self, name: str) -> None:
        self._stack.pop()
        if _is_media(name, "content") and self._urls:
            self._urls.pop()
        elif self._said is not None and _is_media(name, "description"):
            said = "".join(self._said).strip()
            if said and self._urls[-1]:
                self._outline.alts.setdefault(self._urls[-1], said)
            self._said = None

    def _text(self, piece: str) -> None:
        if self._said is not None:
            self._said.append(piece)

    def _refuse_slow(self) -> None:
        """Refuse what the lenient reader would take minutes for."""
        document = self._outline.document
        marks = document.count(b"<") + document.count(b"&")
        if len(document) > _LENIENT or marks > _MOST_ELEMENTS or _LONG_TAG.search(document):
            raise NotAFeedError("it is not well-formed, and too large to be read in spite of it")
        depth = 0
        for found in re.finditer(rb"<(/?)[A-Za-z_][^<>]*?(/?)>", document):
            depth += -1 if found.group(1) else 0 if found.group(2) else 1
            if depth > 20 * _DEEPEST:
                raise NotAFeedError("it is nested too deep")


def _is_media(name: str, what: str) -> bool:
    return name.startswith(_MEDIA) and name.rpartition(" ")[2] == what
