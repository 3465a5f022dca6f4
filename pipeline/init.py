"""Writing a new workspace: a commented trust.yaml, no waivers, and every table with its column headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Final

from config.refusal import RefusalError

TABLES: Final[Mapping[str, str]] = {
    "registers/pupils.csv": "school,pupil_id,first_name,preferred_name,last_name,year_group,form,never_publish,left_on",
    "registers/consents.csv": ("school,pupil_id,purpose,consent,given_on,withdrawn_on,expires_on,basis,given_by"),
    "registers/photo_log.csv": "school,post_id,media_id,pupil_id,shows,form",
    "registers/staff.csv": "school,title,first_name,last_name,role",
    "registers/terms.csv": "school,start,end,kind",
    "exports/posts.csv": "post_id,account,created_at,kind,text,permalink,author",
    "exports/media.csv": "post_id,media_id,type,url,file,alt_text",
    "exports/comments.csv": "comment_id,post_id,account,created_at,author_handle,author_name,text",
}
"""Path in the workspace -> its header row (section 6 of the design)."""
_IGNORED: Final = """\
# Children's registers and what was found about them belong in no repository.
*
!.gitignore
!trust.yaml
!waivers.yaml
"""


def write_workspace(folder: Path) -> list[Path]:
    """Write a new workspace into `folder`, which only its owner may then enter; return the files written, in order.

    Files that are there already are kept as they are. Raises RefusalError where there is a trust.yaml, or where the
    folder cannot be written; then nothing of ours stays behind.
    """
    if (folder / "trust.yaml").exists():
        raise RefusalError(f"{folder} is a workspace already: change its trust.yaml, or name a new folder")
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        for name, content in _contents():
            file = folder / name
            file.parent.mkdir(exist_ok=True, mode=0o700)
            if _write_new(file, content):
                written.append(file)
    except OSError as error:
        for file in written:
            file.unlink(missing_ok=True)
        raise RefusalError(
            f"{folder} cannot be written ({error.strerror}): name a folder of your own, or ask who owns this one"
        ) from None
    return written


def _contents() -> Iterator[tuple[str, str]]:
    shipped = resources.files("config") / "init"
    for name in ("trust.yaml", "waivers.yaml"):
        yield name, (shipped / name).read_text(encoding="utf-8")
    yield from ((name, f"{header}\n") for name, header in TABLES.items())
    yield ".gitignore", _IGNORED


def _write_new(file: Path, content: str) -> bool:
    """Write a file that only its owner may read; False where one is there already, which is left alone."""
    try:
        file.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    file.write_text(content, encoding="utf-8", newline="\n")
    return True
