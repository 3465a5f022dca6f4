"""X archives in the shapes that X has given since 2010, made in code: invented accounts and posts."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HANDLE, ACCOUNT_ID = "oakmereprimary", "7100"
MADE = "2026-11-20T18:00:00.000Z"


def tweet(number: int, written: str = "", at: str = "", **more: Any) -> dict[str, Any]:
    """Return a post as tweets.js has it: numbers as text, texts escaped."""
    return {
        "id": str(number),
        "id_str": str(number),
        "created_at": at or f"Mon Nov {number % 19 + 1:02d} 08:30:{number % 60:02d} +0000 2026",
        "full_text": written or f"Post {number}, of the week",
        "truncated": False,
        "favorite_count": "3",
        "retweeted": False,
        "lang": "en",
        "entities": {"hashtags": [], "user_mentions": [], "urls": []},
        "edit_info": {"initial": {"editTweetIds": [str(number)], "editsRemaining": "5", "isEditEligible": True}},
        **more,
    }


def edited(number: int, first: int, *chain: int) -> dict[str, Any]:
    """Return the edit_info of a later version."""
    control = {"editTweetIds": [str(one) for one in chain], "editsRemaining": "4"}
    return {"edit_info": {"edit": {"initialTweetId": str(first), "editControlInitial": control}}}


def photo(number: int, name: str, alt: str | None = None, **more: Any) -> dict[str, Any]:
    """Return one entry of `media`."""
    said = {"ext_alt_text": alt} if alt is not None else {}
    url = f"https://pbs.twimg.com/media/{name}"
    return {
        "id_str": str(number),
        "media_url_https": url,
        "url": f"https://t.co/pic{number}",
        "display_url": f"pic.twitter.com/pic{number}",
        "type": "photo",
        "indices": ["0", "23"],
        **said,
        **more,
    }


def link(short: str, displayed: str, expanded: str = "") -> dict[str, Any]:
    """Return one entry of `urls`."""
    return {
        "url": short,
        "display_url": displayed,
        "expanded_url": expanded or f"https://{displayed}",
        "indices": ["0", "23"],
    }


def wrapped(kind: str, rows: Sequence[Any], part: int = 0) -> str:
    """Return a list as X wraps it."""
    return f"window.YTD.{kind}.part{part} = {json.dumps(rows, indent=2, ensure_ascii=False)}"


def tweets_js(rows: Sequence[Mapping[str, Any]], part: int = 0) -> str:
    """Return tweets.js."""
    return wrapped("tweets", [{"tweet": row} for row in rows], part)


def account_js(handle: str = HANDLE, account_id: str = ACCOUNT_ID) -> str:
    """Return account.js."""
    account = {
        "email": "office@oakmere.example",
        "username": handle,
        "accountId": account_id,
        "createdAt": "2015-09-01T08:00:00.000Z",
        "accountDisplayName": "Oakmere Primary",
    }
    return wrapped("account", [{"account": account}])


def profile_js(bio: str = "News from Oakmere. Not monitored out of hours.") -> str:
    """Return profile.js."""
    described = {"bio": bio, "website": "https://t.co/oakmere", "location": "Oakmere"}
    return wrapped(
        "profile", [{"profile": {"description": described, "avatarMediaUrl": "https://pbs.twimg.com/a.jpg"}}]
    )


def manifest_js(made: str = MADE, handle: str = HANDLE, **counts: int) -> str:
    """Return manifest.js; counts: tweets=5 is tweets.js, tweets_part1=5 tweets-part1.js."""
    files = [
        {"fileName": f"data/{name.replace('_', '-')}.js", "globalName": f"YTD.{name}.part0", "count": str(count)}
        for name, count in counts.items()
    ]
    config = {
        "userInfo": {"accountId": ACCOUNT_ID, "userName": handle, "displayName": "Oakmere Primary"},
        "archiveInfo": {"sizeBytes": "12000", "generationDate": made, "isPartialArchive": False},
        "readmeInfo": {"fileName": "data/README.txt", "directory": "data/", "name": "README.txt"},
        "dataTypes": {"tweets": {"mediaDirectory": "data/tweets_media", "files": files}, "like": {"files": []}},
    }
    return f"window.__THAR_CONFIG = {json.dumps(config, indent=2)}"


def members(
    rows: Sequence[Mapping[str, Any]], notes: Sequence[Any] = (), deleted: Sequence[Any] = (), **more: str | bytes
) -> dict[str, str | bytes]:
    """Return the members of a whole archive of today; more: a path's text by its name under data/, "_js" for ".js"."""
    named = {f"data/{name.removesuffix('_js').replace('_', '-')}.js": text for name, text in more.items()}
    return {
        "Your archive.html": "<!DOCTYPE html><html></html>",
        "assets/js/account.js": "not(data)",
        "data/README.txt": "Read me",
        "data/manifest.js": manifest_js(tweets=len(rows), note_tweet=len(notes), deleted_tweets=len(deleted)),
        "data/account.js": account_js(),
        "data/profile.js": profile_js(),
        "data/tweets.js": tweets_js(rows),
        "data/note-tweet.js": wrapped("note_tweet", notes),
        "data/deleted-tweets.js": wrapped("deleted_tweets", [{"tweet": one} for one in deleted]),
        "data/direct-messages.js": "window.YTD.direct_messages.part0 = never to be opened",
        **named,
    }


def pack(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a .zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def unpack(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
