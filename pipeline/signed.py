"""What was signed, and whether it is still what lies there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.store.opening import Connection
from pipeline.store.sign_offs import Signed, load_sign_offs
from reports.base import SignOff


def file_hash(file: Path) -> str:
    """Return the SHA-256 of a file, 64 hex digits."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def signed_state(root: Path, signed: Signed) -> str:
    """Say what lies there now: intact, changed or gone."""
    files = [(root / signed.folder / name, digest) for name, digest in signed.files.items()]
    if not all(file.is_file() for file, _ in files):
        return "gone"
    return "intact" if all(file_hash(file) == digest for file, digest in files) else "changed"


def last_signed(
    connection: Connection, root: Path, school: str, zone: ZoneInfo, mask: Callable[[str], str]
) -> SignOff | None:
    """Return the signature that a school's next report tells of; None when nothing of it was ever signed.

    One whose file was changed is told of before all later ones: somebody should know.
    """
    signed = [(one, signed_state(root, one)) for one in load_sign_offs(connection, school)]
    if not signed:
        return None
    one, state = next(((one, state) for one, state in reversed(signed) if state == "changed"), signed[-1])
    return SignOff(
        who=one.who,
        role=one.role,
        at=one.at.astimezone(zone),
        comment=mask(one.comment) if one.comment else "",
        folder=one.folder,
        sha256=next(iter(one.files.values())),
        state=state,
    )


def signed_folders(connection: Connection, root: Path) -> frozenset[Path]:
    """Return the folders that hold something signed, whether they are there or not: none is written again."""
    return frozenset((root / one.folder).resolve() for one in load_sign_offs(connection))
