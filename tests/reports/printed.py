"""What a printed PDF holds, read without a library: its objects, unpacked."""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def unpacked(pdf: bytes) -> bytes:
    """Everything in a PDF in plain form: itself and what its packed streams hold."""
    parts = [pdf]
    for packed in _STREAM.findall(pdf):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(parts)


def pages_of(pdf: bytes) -> int:
    """How many sides it has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", unpacked(pdf)))
