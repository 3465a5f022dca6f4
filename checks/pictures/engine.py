"""The engine: the bytes of one picture in, one row of what it gives away out; it keeps nothing and never raises."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from checks.pictures.details import read_details
from checks.pictures.faces import FAILED, NO_COUNTER, count_faces, counter_version
from checks.pictures.ocr import NO_READER, Line, read_text, reader_version
from checks.pictures.opening import Image, UnopenedError, decoded, frames_of, opened, shown_size

ENGINE_VERSION: Final = "1"
"""Goes up with every change that may find something else: what was examined is kept by it."""
EXAMINED: Final = "examined"
NOT_EXAMINED: Final = "not examined"
READ: Final = "read"
"""The state of a text that was looked for everywhere, whether or not there was any."""
COUNTED: Final = "counted"
MOVES: Final = "it moves, and only its first picture was looked at"
_ENOUGH: Final = 256
"""Pixels of a side to which a JPEG is decoded where nothing but its soundness is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What of the optional extras is there, by name and version; blank = absent."""

    reader: str = ""
    counter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What one picture gives away."""

    state: str = EXAMINED
    """examined, not examined"""
    reason: str = ""
    """Why it was not examined."""
    width: int | None = None
    """Pixels, as viewers show it."""
    height: int | None = None
    place: bool = False
    """Its file says where it was taken."""
    place_how: str = ""
    """By what, never more exactly than the town: "GPS position near 51.5 N, 0.1 W; a postcode in ..."."""
    details: str = ""
    """Titles, captions, keywords and people in its file, a line each; addresses and postcodes are taken out."""
    text: str = ""
    """What was read inside the picture, a line each."""
    lines: tuple[Line, ...] = ()
    text_state: str = NO_READER
    """read, or why that is not the whole text."""
    faces: int | None = None
    faces_state: str = NO_COUNTER
    """counted, or why that is not the whole count."""
    text_by: str = ""
    """The reader that was asked; blank = none was there."""
    faces_by: str = ""


def tools_here() -> Tools:
    """Find out what of the optional extras is installed; asks tesseract for its version."""
    return Tools(reader=reader_version(), counter=counter_version())


def examine(content: bytes, tools: Tools) -> Examined:
    """Examine the bytes of one picture; what cannot be opened, or stumbled over, is `not examined` with the reason."""
    try:
        with opened(content) as image:
            return _look_at(image, tools)
    except UnopenedError as fault:
        return not_examined(str(fault), tools)
    except Exception as fault:  # whatever bytes can do to a decoder or a reader, the other pictures are still examined
        return not_examined(f"examining it failed ({type(fault).__name__})", tools)


def not_examined(reason: str, tools: Tools) -> Examined:
    """Return the row of a picture that could not be examined."""
    return Examined(
        state=NOT_EXAMINED, reason=reason, text_state=reason, faces_state=reason, text_by=tools.reader,
        faces_by=tools.counter,
    )  # fmt: skip


def _look_at(image: Image, tools: Tools) -> Examined:
    whole = bool(tools.reader or tools.counter)
    (width, height), moves = shown_size(image), frames_of(image) > 1
    upright = decoded(image, None if whole else _ENOUGH)
    details = read_details(image)  # after decoding: some of them stand at the end of the file
    found = Examined(
        width=width, height=height, place=bool(details.places), place_how="; ".join(details.places),
        details=details.text,
    )  # fmt: skip
    return _counted(_read(found, upright, tools, moves=moves), upright, tools, moves=moves)


def _read(found: Examined, image: Image, tools: Tools, *, moves: bool) -> Examined:
    """Add the text, where a reader is there."""
    if not tools.reader:
        return found
    reading = read_text(image)
    state = reading.reason or (MOVES if moves else READ)
    text = "\n".join(line.text for line in reading.lines)
    return replace(found, text=text, lines=reading.lines, text_state=state, text_by=tools.reader)


def _counted(found: Examined, image: Image, tools: Tools, *, moves: bool) -> Examined:
    """Add the number of possible faces, where a counter is there."""
    if not tools.counter:
        return found
    number = count_faces(image)
    state = FAILED if number is None else MOVES if moves else COUNTED
    return replace(found, faces=number, faces_state=state, faces_by=tools.counter)
