"""Finding the account on Instagram that a token leads to: by its id, from its page, or among all pages of a person."""

from __future__ import annotations

from typing import Final

from config.models import fold_handle
from connectors._graph_account import GraphAccount, Payload
from connectors._graph_answers import GoneError, NotPermittedError, RefusedError, next_token, page_args
from connectors._payload import identity, mapping, objects, text
from connectors.base import BadPayload, NeedsPerson
from connectors.graph import INSTAGRAM_HOST

PERMISSIONS: Final = frozenset({"instagram_basic", "instagram_manage_comments"})
"""What reading takes with a token of a login with Facebook."""
_FIELDS: Final = "id,username,name,biography,website,media_count"
_LINKED: Final = "instagram_business_account"
_MOST_PAGES: Final = 20
"""Pages of a person's pages that are looked through, a hundred on each."""
_CORRECT: Final = "correct the handle in trust.yaml, or make the token for this account"


def look_up(asked: GraphAccount) -> Payload:
    """Return the account as Instagram describes it; NeedsPerson when the token leads to another or to none."""
    handle = fold_handle(asked.account.handle)
    met = [_by_id(asked)] if asked.id else _led_to(asked, handle)
    found = next((one for one in met if asked.id or fold_handle(text(one.get("username"))) == handle), None)
    if found is not None:
        if not identity(found.get("id")) or not text(found.get("username")):
            raise BadPayload(asked.who, "the answer names no account")
        return found
    others = sorted({f"@{text(one.get('username'))}" for one in met if one.get("username")})
    if others:
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        raise NeedsPerson(
            f"the token leads to {', '.join(others[:3])}{more} on Instagram, not to {asked.who}: {_CORRECT}"
        )
    raise NeedsPerson(
        f"no professional account on Instagram is linked to what the token of {asked.who} leads to: "
        "make the account a professional one and link it to the school's Facebook page"
    )


def _by_id(asked: GraphAccount) -> Payload:
    try:
        return asked.graph.get(asked.who, asked.id, fields=_FIELDS)
    except (GoneError, RefusedError):
        raise NeedsPerson(f"Instagram shows no account {asked.who} to this token: {_CORRECT}") from None


def _led_to(asked: GraphAccount, handle: str) -> list[Payload]:
    """Return the accounts a token leads to: its own, that of its page, or those of all pages of its person."""
    if asked.graph.host == INSTAGRAM_HOST:
        own = asked.graph.get(asked.who, "me", fields=f"user_id,{_FIELDS}")
        return [{**own, "id": identity(own.get("user_id")) or identity(own.get("id"))}]
    linked = f"{_LINKED}{{{_FIELDS}}}"
    try:
        page = asked.graph.get(asked.who, "me", fields=linked)
    except (GoneError, RefusedError):  # a person has no such field, only their pages
        return _of_pages(asked, linked, handle)
    return [one] if (one := mapping(page.get(_LINKED))) else _of_pages(asked, linked, handle)


def _of_pages(asked: GraphAccount, linked: str, handle: str) -> list[Payload]:
    met: list[Payload] = []
    token = None
    for _ in range(_MOST_PAGES):
        try:
            answer = asked.edge(asked.who, "me", "accounts", {"fields": linked, "limit": 100, **page_args(token)})
        except (GoneError, RefusedError, NotPermittedError):
            break
        met += [one for page in objects(answer["data"]) if (one := mapping(page.get(_LINKED)))]
        token = next_token(answer)
        if token is None or any(fold_handle(text(one.get("username"))) == handle for one in met):
            break
    return met
