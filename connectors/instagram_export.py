"""Instagram and Threads, from the export that Meta gives the owner of an account: no key needed, pictures included.

On Instagram: Settings, Accounts Centre, Your information and permissions, Export your information, for this account, to
the device: all time, format JSON (not HTML), media quality high; "Posts", "Stories", "Threads" and "Personal
information" are enough. It comes within hours as one .zip, or several (put those into one folder). Exports in any
language and of every age are read, and posts keep their ids from one export to the next.

Read are posts, carousels with each of their pictures, reels, stories, and for an account of platform `threads` the
posts and replies on Threads. Archived and deleted posts are not public and are left out; stories are judged as
published, though they are shown for a day, unless kept as a highlight. An export does not show what others wrote,
alternative texts, the covers of videos (films are not watched), or anything after it was made. That of another account
is refused. Messages, contacts, searches and the rest of the export are never opened.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import ClassVar, Final

from config.models import Account
from connectors._archive import Archive
from connectors._instagram_export_rows import to_draft
from connectors._meta_export import MetaExport, refuse_other_formats
from connectors._meta_found import Found, Label
from connectors._meta_json import repaired, rows_of
from connectors._meta_owner import check_instagram, instagram_profile, labels_of

_POSTS: Final = r"posts(?:_\d+)?"
_OTHER: Final = r"other_content(?:_\d+)?\.json"
_FILES: Final = {
    "instagram": (
        (_POSTS, "original"),
        (r"reels(?:_\d+)?", "original"),
        (r"igtv_videos(?:_\d+)?", "original"),
        (r"stories(?:_\d+)?", "story"),
    ),
    "threads": ((r"threads_and_replies(?:_\d+)?", "original"),),
}
"""Platform -> file names without ending, and the kind of what they hold."""
_OWNER: Final = r"(?:personal_information|signup_details)\.json"
_KNOWN: Final = (
    r"posts(?:_\d+)?|reels|stories|igtv_videos|threads_and_replies|personal_information|signup_details|liked_posts"
    r"|followers(?:_\d+)?|profile_photos"
)
"""Files of which any export of Instagram has one, without their ending."""
_GAP: Final = (
    "the export has no file of posts: put all of its .zip parts into one folder, or ask for it again with Posts ticked"
)
LEFT_OUT: Final = (
    "what Instagram keeps under other_content.json was left out, because the export does not say that it was published"
)
STORIES: Final = "stories are judged as published, though Instagram shows them for a day unless kept as a highlight"


class InstagramExportConnector(MetaExport):
    """Reads accounts on Instagram and Threads from Instagram's export."""

    name: ClassVar[str] = "instagram_export"
    platforms: ClassVar[frozenset[str]] = frozenset(_FILES)
    provides: ClassVar[frozenset[str]] = frozenset({"posts", "media", "profile"})

    def find(self, archive: Archive, label: Label, account: Account) -> Found:
        """Map everything an export holds of an account.

        RefusalError for what is no export of Instagram as JSON, NeedsPerson for that of another account.
        """
        files = _FILES[account.platform]
        refuse_other_formats(archive, _KNOWN, "an export of Instagram")
        pairs = labels_of(archive, _OWNER)
        assumed = check_instagram(account, archive, label, pairs)
        found = Found(profile=instagram_profile(pairs, account), assumed=[assumed] if assumed else [])
        read = [
            _read(archive, name, kind, found) for pattern, kind in files for name in archive.find(rf"{pattern}\.json")
        ]
        if not read:
            wanted = "Posts and Stories" if account.platform == "instagram" else "Threads"
            found.missing = f"the export has no file of them: ask for it again with {wanted} ticked"
        elif account.platform == "instagram" and not archive.find(rf"{_POSTS}\.json"):
            found.gap = _GAP
        if account.platform == "instagram" and archive.find(_OTHER):
            found.assumed.append(LEFT_OUT)
        if any(draft.kind == "story" for draft in found.drafts):
            found.assumed.append(STORIES)
        return found


def _read(archive: Archive, name: str, kind: str, found: Found) -> str:
    """Add the records of one member; returns its name."""
    for number, record in enumerate(rows_of(repaired(archive.json(name))), 1):
        draft = to_draft(record, kind)
        if isinstance(draft, str):
            found.leave(draft, f"{PurePosixPath(name).name} record {number}")
        else:
            found.drafts.append(draft)
    return name
