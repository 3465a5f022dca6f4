"""How long examining a picture takes beside what Pillow takes to decode it, and what text and faces add."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from PIL import Image

from checks.pictures.engine import Tools, examine, tools_here

_SIZE = (1600, 1200)
_KINDS = ("JPEG", "PNG", "WEBP")


def pictures_lines(times: int = 5) -> list[str]:
    """Say how many times a decoding examining takes, for each kind of file, and the seconds of each extra."""
    lines = [f"pictures of {_SIZE[0]} x {_SIZE[1]}: examining / decoding by Pillow (target 2; text and faces apart)"]
    contents = {kind: _content(kind) for kind in _KINDS}
    for kind, content in contents.items():
        decoding = _best(times, lambda held=content: Image.open(BytesIO(held)).load())
        examining = _best(times, lambda held=content: examine(held, Tools()))
        lines.append(
            f"{kind:<5} {examining * 1000:6.1f} ms / {decoding * 1000:6.1f} ms = {examining / decoding:4.1f} times"
        )
    here = tools_here()
    for name, tools in (("text", replace(here, counter="")), ("faces", replace(here, reader=""))):
        tool = tools.reader or tools.counter
        took = (
            f"{_best(1, lambda one=tools: examine(contents['JPEG'], one)):.2f} s a picture, by {tool}"
            if tool
            else "absent"
        )
        lines.append(f"{name:<5} {took}")
    return lines


def _content(kind: str) -> bytes:
    """Return a file of noise softened as a photo is."""
    noise = Image.merge("RGB", [Image.effect_noise((40, 30), 60 + 20 * band) for band in range(3)])
    file = BytesIO()
    noise.resize(_SIZE, Image.Resampling.BICUBIC).save(file, kind)
    return file.getvalue()


def _best(times: int, job: Callable[[], object]) -> float:
    """Return the seconds of the fastest of some times."""
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        job()
        took.append(time.perf_counter() - begin)
    return min(took)
