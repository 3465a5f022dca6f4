"""Writing the pattern of a pack: a trust makes its own policy from it without programming."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Final

from config.refusal import RefusalError

TEMPLATE: Final = "template.yaml.txt"
"""Its name among the shipped packs; without .yaml at its end it is no pack itself."""


def write_template(file: Path) -> Path:
    """Write the pattern of a pack to a new file; RefusalError where one is there, or where it cannot be written."""
    if file.suffix not in {".yaml", ".yml"}:
        raise RefusalError(f"a pack is a file ending in .yaml: write to {file.name}.yaml instead of {file.name}")
    text = (resources.files("config") / "packs" / TEMPLATE).read_text(encoding="utf-8")
    text = text.replace("our-policy.yaml", file.name)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise RefusalError(f"{file} is there already: change it, or name a new file") from None
    except OSError as error:
        raise RefusalError(
            f"{file} cannot be written ({error.strerror}): name a folder that is there and yours"
        ) from None
    return file
