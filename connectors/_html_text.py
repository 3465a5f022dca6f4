"""HTML as a reader sees it: its text, and its pictures and videos with their text alternatives. Nothing is fetched."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin, urlsplit

LONGEST: Final = 300_000
"""Characters of one piece of HTML that are read: some fifty thousand words."""
_TAG: Final = re.compile(r"</?[a-zA-Z!]")
_RAW: Final = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "title", "textarea")}
"""Elements whose content is no markup: it ends where they do."""
_UNSEEN: Final = frozenset({"template", "head", "object", "svg", "select"})
_NAME: Final = re.compile(r"/?([a-zA-Z][^\s/>]*)")
_PART: Final = re.compile(r"""[\s/]+|[^\s/>][^\s/>=]*(?:\s*=\s*(?:(["'])|[^\s>"'][^\s>]*)?)?""")
"""What may stand in a tag behind its name: space, or an attribute up to the quote that opens its value."""
_COMMENT_END: Final = re.compile(r"--!?>")
_ATTRIBUTE: Final = re.compile(r"""(?<![^\s=/>"'])([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*))""")
_TRIES: Final = 50
"""How often an unclosed quote is looked for, before quotes are no longer minded: so the time taken stays in bounds."""
_PARAGRAPHS: Final = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "ul", "ol", "table", "pre", "hr", "section")
)
_LINES: Final = frozenset({"br", "div", "li", "tr", "dt", "dd", "figcaption", "article", "header", "footer"})
_VIDEO_HOSTS: Final = ("youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com")
_FILM: Final = re.compile(r"\.(mp4|m4v|mov|webm|ogv|avi|mkv|wmv|mpe?g|m3u8|3gp)$", re.IGNORECASE)
_YOUTUBE: Final = re.compile(
    r"^https?://(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed|youtu\.be)/(?!videoseries|live_stream)([\w-]{11})(?![\w-])"
)
_NOT_CONTENT: Final = (
    "gravatar.com", "feeds.feedburner.com", "feeds.wordpress.com", "pixel.wp.com", "stats.wordpress.com", "s.w.org",
)  # fmt: skip
"""Hosts of pictures that are no part of a post: faces of authors, counters of readers, drawn emoji."""
_SOURCES: Final = ("data-orig-file", "data-large-file", "data-src", "data-lazy-src", "src")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photo or video that a text shows."""

    url: str
    alt: str = ""
    type: str = "photo"
    cover: str = ""
    """Of a video: the address of the picture that stands for it; blank = none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a reader sees of a piece of HTML."""

    text: str = ""
    pictures: Sequence[Picture] = field(default=())
    cut: bool = False
    """True when it was longer than is read, or something in it never ends and hides what follows."""


def read(source: str, base: str = "") -> Shown:
    """Read HTML, or plain text where it holds no tag; `base` is the address that relative ones stand against."""
    if not _TAG.search(source):
        return Shown(text=tidy(html.unescape(source)))
    reader, cut = _Reader(base), len(source) > LONGEST
    for is_tag, piece in _pieces(source[:LONGEST]):
        if is_tag is None:
            cut = True
        elif is_tag:
            reader.take_tag(piece)
        else:
            reader.take_text(piece)
    return Shown(text=tidy("".join(reader.parts)), pictures=reader.pictures, cut=cut or reader.hides_the_rest)


def tidy(text: str) -> str:
    """Return a text without spaces around its lines and with at most one empty line between two."""
    lines = [" ".join(line.split(" ")).strip() for line in text.replace("\xa0", " ").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def absolute(base: str, address: str) -> str:
    """Return an http(s) address, joined to its base; blank for any other, and for none."""
    if not address.strip():
        return ""
    try:
        joined = urljoin(base, address.strip())
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if parts.scheme in {"http", "https"} and parts.hostname else ""


def is_content(url: str) -> bool:
    """Say whether a picture is part of what was posted, judged by its host."""
    return not _is_of(url, _NOT_CONTENT)


def _is_of(url: str, hosts: Sequence[str]) -> bool:
    host = urlsplit(url).hostname or ""
    return any(host == one or host.endswith("." + one) for one in hosts)


def _pieces(source: str) -> Iterator[tuple[bool | None, str]]:
    """Cut HTML into texts and the insides of its tags (True), each character looked at a few times at most.

    Last comes what nothing closes, if there is any (None): a tag, comment or script, with all that follows it. The
    standard library's parser takes minutes for a few unclosed tags in a long text; a feed may hold anything.
    """
    at, tries = 0, _TRIES
    while (start := source.find("<", at)) >= 0:
        if start > at:
            yield False, source[at:start]
        if source.startswith("<!--", start):
            at = _after_comment(source, start + 4)
            end = at - 1
        elif _TAG.match(source, start):
            end = _end_of_tag(source, start) if tries else -1
            tries -= end < 0 and tries > 0
            end = end if end >= 0 else source.find(">", start)
            at = end + 1
            if end >= 0:
                yield True, source[start + 1 : end]
                at = _after_raw(source, start + 1, at)
                end = at - 1
        else:
            yield False, "<"
            end, at = start, start + 1
        if end < 0:  # nothing closes it: what follows is no text that a reader sees
            yield None, source[start:]
            return
    yield False, source[at:]


def _after_comment(source: str, at: int) -> int:
    """Return where reading goes on after a comment whose content begins here; 0 when it never ends."""
    for at_once in (">", "->"):
        if source.startswith(at_once, at):
            return at + len(at_once)
    found = _COMMENT_END.search(source, at)
    return found.end() if found else 0


def _end_of_tag(source: str, start: int) -> int:
    """Return where the tag's ">" stands, quoted ones not counted; -1 when a quoted value or the tag is never closed.

    A quote opens at the beginning of a value alone, as in the HTML standard: a stray one, and an apostrophe within a
    value, hide nothing.
    """
    named = _NAME.match(source, start + 1)
    if named is None:  # a declaration, which knows no quotes
        return source.find(">", start)
    at = named.end()
    while part := _PART.match(source, at):
        at = part.end()
        if part.group(1):
            at = source.find(part.group(1), at) + 1
            if at == 0:
                return -1
    return at if source.startswith(">", at) else -1


def _after_raw(source: str, name_at: int, at: int) -> int:
    """Return where reading goes on after a tag: at once, or where a script's end tag stands; 0 when it never ends."""
    named = _NAME.match(source, name_at)
    ends = _RAW.get(named.group().lower()) if named else None
    if ends is None:
        return at
    found = ends.search(source, at)
    return found.start() if found else 0


class _Reader:
    """Collects text and pictures; knows nothing of how deep it is, so no nesting is too deep."""

    def __init__(self, base: str) -> None:
        self.parts: list[str] = []
        self.pictures: list[Picture] = []
        self._base = base
        self._unseen: Counter[str] = Counter()
        self._hidden = False
        """Words were met within an unseen element that is open."""
        self._pre = 0
        self._poster = ""
        """Of the video element that is open."""
        self._filmed = False
        """One of its sources was taken: the others are the same film in other qualities."""
        self._sounds = False
        """Inside an audio element: its sources are no films."""

    @property
    def hides_the_rest(self) -> bool:
        """Say whether an unseen element that is still open keeps words back."""
        return self._hidden and any(self._unseen.values())

    def take_tag(self, inside: str) -> None:
        """Take what stands between "<" and ">"."""
        named = _NAME.match(inside)
        if named is None:
            return
        tag, opens = named.group(1).lower(), not inside.startswith("/")
        if tag in _UNSEEN and not inside.endswith("/"):
            self._unseen[tag] = max(0, self._unseen[tag] + (1 if opens else -1))
        if tag == "pre":
            self._pre = max(0, self._pre + (1 if opens else -1))
        if not any(self._unseen.values()):
            self._hidden = False
            self._break(tag)
        if tag == "video":
            self._poster, self._filmed, self._sounds = "", False, False
        elif tag == "audio":
            self._sounds = opens and not inside.endswith("/")
        if opens and tag in {"img", "video", "source", "iframe"}:
            self._take_media(tag, _attributes(inside[named.end() :]))

    def take_text(self, text: str) -> None:
        """Take a text between tags."""
        if not any(self._unseen.values()):
            shown = html.unescape(text)
            self.parts.append(shown if self._pre else re.sub(r"\s+", " ", shown))
        elif text.strip():
            self._hidden = True

    def _take_media(self, tag: str, said: Mapping[str, str]) -> None:
        if tag == "img":
            self._image(said)
        elif tag == "source" and (self._filmed or self._sounds):
            return
        elif tag != "iframe":
            if tag == "video":
                self._poster = self._still(said)
            self._filmed = self._video(said.get("src", ""), said.get("type", "video/"), self._poster)
        elif _is_of(url := absolute(self._base, said.get("src", "")), _VIDEO_HOSTS):
            self._video(url, "video/", cover_of(url))

    def _still(self, said: Mapping[str, str]) -> str:
        """Return the address of a video's poster; blank where that is its film, or no part of the post."""
        poster = absolute(self._base, said.get("poster", ""))
        is_film = poster == absolute(self._base, said.get("src", "")) or _FILM.search(poster.partition("?")[0])
        return poster if is_content(poster) and not is_film else ""

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag in _LINES:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")

    def _image(self, said: Mapping[str, str]) -> None:
        alt = said.get("alt", "").strip()
        if {"wp-smiley", "emoji", "custom-emoji"} & set(said.get("class", "").split()):
            self.parts.append(alt)
            return
        sets = (said.get(name, "").strip().partition(" ")[0].rstrip(",") for name in ("srcset", "data-srcset"))
        named = (*(said.get(name, "") for name in _SOURCES), *sets)
        found = (absolute(self._base, one) for one in named)
        url = next(filter(None, found), "")
        if url and is_content(url) and not _is_dot(said):
            self.pictures.append(Picture(url=url, alt=alt))

    def _video(self, source: str, kind: str, cover: str) -> bool:
        """Take a video; say whether there was one."""
        url = absolute(self._base, source) if source and kind.startswith("video/") else ""
        if url:
            self.pictures.append(Picture(url=url, type="video", cover=cover))
        return bool(url)


def cover_of(url: str) -> str:
    """Return where YouTube serves the cover of a video that is shown on another site; blank for other hosts."""
    found = _YOUTUBE.match(url)
    return f"https://i.ytimg.com/vi/{found.group(1)}/hqdefault.jpg" if found else ""


def _is_dot(said: Mapping[str, str]) -> bool:
    """Say whether an image is one of the invisible ones that count readers."""
    sizes = [said.get(name, "").removesuffix("px") for name in ("width", "height")]
    return all(size.isdecimal() and int(size[:6]) <= 3 for size in sizes)


def _attributes(source: str) -> Mapping[str, str]:
    said: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(source):
        said.setdefault(name.lower(), html.unescape(double or single or bare))
    return said
