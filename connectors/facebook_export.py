"""Facebook pages, from the export that Meta gives whoever runs the page: no key needed, pictures included.

On Facebook, switched to the page: Settings, Your information, Download profile information (or Accounts Centre, Export
your information), for the page: all time, format JSON (not HTML), media quality high; "Posts" and "Profile information"
are enough. It comes within hours as one .zip, or several (put those into one folder). Exports in any language and of
every age are read, and letters that Meta breaks are mended. Posts have no ids in it: theirs are made of the second of
posting, and stay the same from one export to the next and when the words are edited.

Read are posts with every photo and video, videos that no post shows, and photos of albums that no post shows (those of
one day and album count as one post, which keeps its id when some of them are taken down). An export does not show links
to the posts, what others wrote, alternative texts, which posts share another page's, or anything after it was made.
That of another page is refused. Films are not watched: of a video the thumbnail is looked at where the export names
one. Messages and the rest of the export are never opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import ClassVar, Final

from config.models import Account
from connectors._archive import Archive
from connectors._facebook_export_rows import album_drafts, loose_drafts, to_draft
from connectors._meta_drafts import Draft
from connectors._meta_export import MetaExport, refuse_other_formats
from connectors._meta_found import Found, Label
from connectors._meta_json import repaired, rows_of
from connectors._meta_owner import check_facebook

_POSTS: Final = r"(?:profile_posts|your_posts(?:__check_ins__photos_and_videos)?)(?:_\d+)?"
_LOOSE: Final = r"(?:(?:your_)?(?:uncategorized_photos|videos)|your_photos)(?:_\d+)?"
_OWNER: Final = r"(?:profile_information|page_information)"
_KNOWN: Final = rf"{_POSTS}|{_LOOSE}|{_OWNER}|edits_you_made_to_posts|content_sharing_links_you_have_created"
"""Files of which any export of Facebook has one, without their ending."""
_MISSING: Final = "the export has no file of them: ask for it again with Posts ticked"
_GAP: Final = (
    "the export has photos and no file of posts: put all of its .zip parts into one folder, or ask for it again with "
    "Posts ticked"
)


class FacebookExportConnector(MetaExport):
    """Reads Facebook pages from their exports."""

    name: ClassVar[str] = "facebook_export"
    platforms: ClassVar[frozenset[str]] = frozenset({"facebook"})

    def find(self, archive: Archive, label: Label, account: Account) -> Found:
        """Map everything an export holds of a page.

        RefusalError for what is no export of Facebook as JSON, NeedsPerson for that of another page.
        """
        refuse_other_formats(archive, _KNOWN, "an export of Facebook")
        owner = [repaired(archive.json(name)) for name in archive.find(rf"{_OWNER}\.json")]
        assumed = check_facebook(account, archive, label, owner)
        found = Found(assumed=[assumed] if assumed else [])
        posts, loose, albums = archive.find(rf"{_POSTS}\.json"), archive.find(rf"{_LOOSE}\.json"), _albums(archive)
        if not (*posts, *loose, *albums):
            found.missing = _MISSING
        elif not posts:
            found.gap = _GAP
        shown: set[str] = set()
        for name in posts:
            _take(found, shown, name, map(to_draft, rows_of(repaired(archive.json(name)))))
        for name in albums:
            _take(found, shown, name, album_drafts(repaired(archive.json(name)), shown))
        for name in loose:
            _take(found, shown, name, loose_drafts(rows_of(repaired(archive.json(name))), shown))
        return found


def _albums(archive: Archive) -> list[str]:
    """Return the files of albums: album/0.json and so on."""
    return [name for name in archive.find(r"\d+\.json") if PurePosixPath(name).parent.name == "album"]


def _take(found: Found, shown: set[str], name: str, drafts: Iterable[Draft | str]) -> None:
    """Keep what could be mapped of one member, and set the rest aside; `shown` learns which files a post shows."""
    for number, draft in enumerate(drafts, 1):
        if isinstance(draft, str):
            found.leave(draft, f"{PurePosixPath(name).name} record {number}")
        else:
            found.drafts.append(draft)
            shown.update(shot.uri for shot in draft.shots)
