"""Draw the demo trust's pictures again: `python tests/demo/drawings/draw.py`. Needs Pillow (a development dependency).

Nobody real is in them: they are flat cartoons, and the same call gives the same bytes on one version of Pillow.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # what its pictures share with those of the tests

import larkfield_meadow
import st_wilfredas
import telling
import thornby_vale

DEMO = Path(__file__).resolve().parents[3] / "config" / "demo"
SCHOOLS = {"st-wilfredas": st_wilfredas, "thornby-vale": thornby_vale, "larkfield-meadow": larkfield_meadow}


def draw(folder: Path) -> list[Path]:
    """Write every school's pictures below `folder`; return their paths."""
    written = []
    for school, drawn in SCHOOLS.items():
        target = folder / school / "pictures"
        target.mkdir(parents=True, exist_ok=True)
        for number, scene in enumerate(drawn.SCENES, start=1):
            written.append(target / f"{school}-{number:02}.png")
            written[-1].write_bytes(scene().png())
    for name, drawn_file in telling.FILES.items():
        written.append(folder / name)
        written[-1].write_bytes(drawn_file())
    return written


if __name__ == "__main__":
    for path in draw(DEMO):
        print(path.relative_to(DEMO), path.stat().st_size)
