"""The one door to WeasyPrint: a page of ours in, a tagged PDF (PDF/UA-1) out; nothing is fetched from anywhere.

What a browser does and this printer does not is done to the page first: signs are drawn where they stand instead of
being referred to, charts carry the rules of the page's own style sheet, and links lead to the web or nowhere.
"""

from __future__ import annotations

import logging
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from reports.pdf_tags import finish

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGES: Final = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
"""What Debian calls the library and a font that this door needs beside Python."""
_SIZES: Final = ("8.3pt", "7.7pt", "7.1pt", "6.5pt")
"""Sizes of the type that are tried, until everything stands on the pages there are."""
_TOO_FULL: Final = ((3_900, 4_550), (6_000, 5_100))
"""Characters on the first and second side from which on a page has never fitted at a size, as measured; a guess too
low costs another rendering, one too high a size."""
_CHART_IS: Final = 1_200
"""Characters that would fill the room of the chart."""
_PAGES: Final = 2
_OVERLEAF: Final = '<div class="overleaf">'
_NO_TEXT: Final = re.compile(r"<style>.*?</style>|<svg.*?</svg>|<[^>]*>", re.DOTALL)
_VARIABLE: Final = re.compile(r"var\(--([a-z0-9-]+)\)")
_COLOUR: Final = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
_CHART_RULE: Final = re.compile(r"^\.chart (([.a-z0-9_-]+) \{[^}]*\})$", re.MULTILINE)
_SYMBOL: Final = re.compile(r'<symbol id="i-([a-z-]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)
_SPRITE: Final = re.compile(r'<svg class="sprite".*?</svg>', re.DOTALL)
_SIGN: Final = re.compile(
    r'<svg class="icon" aria-hidden="true" focusable="false"(?: data-ink="([a-z]*)")?>'
    r'<use href="#i-([a-z-]+)"></use></svg>'
)
_CHART: Final = re.compile(r'(<svg [^>]*class="chart"[^>]*>)(.*?</svg>)', re.DOTALL)
_BETWEEN_ITEMS: Final = re.compile(r"(</li>|<[ou]l\b[^>]*>)\s+(?=<li\b|</[ou]l>)")
"""Blanks that would be read aloud as a part of the list."""
_MEANINGS: Final = {
    "act": "urgent", "right": "to put right", "clear": "clear", "unsure": "not known", "broken": "broken",
    "partly": "in part", "hand": "for a person", "outside": "out of scope", "soon": "soon", "note": "worth knowing",
    "returned": "came back",
}  # fmt: skip
"""What a sign means, where the page is read aloud."""
_DEAD_LINK: Final = re.compile(r'<a ((?:class="[a-z]+" )?)href="(?!https?://)[^"]*"([^>]*)>', re.IGNORECASE)


class NoPrinterError(Exception):
    """WeasyPrint, or a library that it loads, is not on this machine; the message says what to install."""


def printable() -> None:
    """Make sure that PDFs can be made here; NoPrinterError when not."""
    _weasyprint()


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError):
        raise NoPrinterError(
            "the PDFs were not written: WeasyPrint does not find the library Pango; install it (on Debian and Ubuntu: "
            f"apt install {PACKAGES}), or write 'reports: {{pdf: false}}' into trust.yaml"
        ) from None
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it speaks of every rule meant for a screen
    return weasyprint


def pdf(page: bytes) -> bytes:
    """Print a page on two sides of A4; the same page gives the same bytes. NoPrinterError where nothing can print.

    The type becomes smaller until it fits; what does not fit at the smallest runs over to a third side.
    """
    weasyprint = _weasyprint()
    style, source = for_paper(page.decode("utf-8"))
    html = weasyprint.HTML(string=source, url_fetcher=_nobody())
    for size in _SIZES[_first_size(source) :]:
        document = html.render(
            stylesheets=[_sheet(style), _sheet(f"html {{ font-size: {size} }}")],
            pdf_variant="pdf/ua-1",
            font_config=_fonts(),
        )
        if len(document.pages) <= _PAGES:
            break
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=finish)
    return made


def _first_size(source: str) -> int:
    """Return the place of the largest size that is worth trying: each size that is too large costs a rendering."""
    first, _, second = source.partition(_OVERLEAF)
    filled = (_characters(first) + _CHART_IS * ("<figure" in first), _characters(second))
    full = (any(has > limit for has, limit in zip(filled, limits, strict=True)) for limits in _TOO_FULL)
    return max((place for place, too_full in enumerate(full, start=1) if too_full), default=0)


def _characters(source: str) -> int:
    return len(" ".join(_NO_TEXT.sub(" ", source).split()))


@lru_cache(maxsize=8)
def _sheet(style: str) -> Any:
    """Read a style sheet once: it is the same for every school."""
    return _weasyprint().CSS(string=style, url_fetcher=_nobody(), font_config=_fonts())


@cache
def _fonts() -> Any:
    """Ask the machine for its fonts once: it takes longer than a page."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _nobody() -> Any:
    """Return what is asked for everything outside a page: it knows no protocol, so it refuses them all."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=frozenset())


def for_paper(page: str) -> tuple[str, str]:
    """Part a page of ours into its style sheet and what the printer can draw."""
    style = page[page.index("<style>") + 7 : page.index("</style>")]
    page = page.replace(style, "", 1)
    colours = dict(_COLOUR.findall(style))
    symbols = {name: (box, inner) for name, box, inner in _SYMBOL.findall(page)}
    # named values are looked up for every element anew, which takes longer than to lay it out
    style = _resolved(style, colours)
    rules = {drawn: rule for rule, drawn in _CHART_RULE.findall(style)}
    page = _SPRITE.sub("", page)
    page = _SIGN.sub(lambda found: _sign(found, symbols, colours), page)
    page = _CHART.sub(lambda found: f"{found[1]}{_alone(found[1])}{_own_rules(found[2], rules)}{found[2]}", page)
    page = _BETWEEN_ITEMS.sub(r"\1", page)
    return style, _DEAD_LINK.sub(r"<a \1\2>", page)


def _resolved(text: str, colours: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: colours.get(found[1], "inherit"), text)


def _sign(found: re.Match[str], symbols: Mapping[str, tuple[str, str]], colours: Mapping[str, str]) -> str:
    """Draw a sign where it stands, in its ink; its name stands in for it where the page is read aloud."""
    box, inner = symbols[found[2]]
    ink = colours.get(f"{found[1]}-ink", colours["ink"])
    inner = inner.replace("currentColor", ink)
    return f'<svg class="icon" viewBox="{box}"><title>{_MEANINGS.get(found[2], found[2])}</title>{inner}</svg>'


def _own_rules(drawing: str, rules: Mapping[str, str]) -> str:
    """Return the rules for what is drawn in a chart: the page's own do not reach into it."""
    drawn = set(re.findall(r"<(text)\b", drawing))
    drawn |= {f".{name}" for names in re.findall(r'class="([^"]*)"', drawing) for name in names.split()}
    return f"<style>{''.join(rule for name, rule in rules.items() if name in drawn)}</style>"


def _alone(tag: str) -> str:
    """Name a drawing that has no title of its own: in a PDF/UA every figure has one."""
    return "<title>sign in the chart</title>" if "aria-hidden" in tag else ""
