"""A small workspace of several invented schools, each as tests of one school write it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from workspaces import Small

NAMES = ("ashdown", "elmfield", "oakhill")


def write_schools(root: Path, schools: dict[str, Small], **top: Any) -> Path:
    """Write trust.yaml and the files of schools (name of NAMES -> its tables, in a folder of that name)."""
    configured: list[dict[str, Any]] = []
    for name, small in schools.items():
        small.stored = False
        small.root.mkdir(parents=True, exist_ok=True)
        small.write()
        for file in small.root.glob("*.csv"):
            file.write_text(file.read_text(encoding="utf-8").replace("oakhill", name), encoding="utf-8")
        written = (small.root / "trust.yaml").read_text(encoding="utf-8")
        trust = yaml.safe_load(written.replace("oakhill", name).replace("Oakhill", name.title()))
        (small.root / "trust.yaml").unlink()
        (school,) = trust["schools"]
        for files in (school["registers"], school["calendars"], *(one["source"] for one in school["accounts"])):
            files |= {key: f"{name}/{value}" for key, value in files.items() if str(value).endswith(".csv")}
        configured.append(school)
    (root / "trust.yaml").write_text(yaml.safe_dump({**trust, **top, "schools": configured}), encoding="utf-8")
    return root
