"""What the store has of one pupil: reading it for who may ask, and deleting it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Table, delete, or_, select, tuple_, update

from checks.consents.history import Said
from pipeline.moments import from_micros
from pipeline.store.schema import comments, consent_history, copies, findings, media, mentions, posts, pupils, versions
from pipeline.store.subjects import path_of

_IDS_A_QUERY: Final = 500
_REGISTER: Final = ("first_name", "preferred_name", "last_name", "year_group", "form", "left_on")
_MENTION: Final = ("account", "subject_id", "start", "end", "matched_text", "confidence")


class OldWords(NamedTuple):
    """Words that are stored and no longer public: of what is gone, and of what was edited since."""

    kind: str
    """post, comment, alt or version"""
    account: str
    name: str
    """Its id; of a version the number of the change that replaced it."""
    subject: str
    """As findings name it: of a version, what it was one of."""
    text: str


def load_register_row(connection: Connection, school: str, pupil_id: str) -> dict[str, str]:
    """Return what registers said of a pupil last; empty when none ever named them.

    Who must never be published is the safeguarding lead's to say, and not among it.
    """
    query = select(*(pupils.c[name] for name in _REGISTER)).where(*_whose(pupils, school, pupil_id))
    row = connection.execute(query).first()
    return dict(zip(_REGISTER, row, strict=True)) if row else {}


def load_consent_rows(connection: Connection, school: str, pupil_id: str) -> list[dict[str, Any]]:
    """Return what registers said of a pupil's consents, the oldest first: purpose, since, until, said.

    Without an `until` they still say so.
    """
    t = consent_history
    query = select(t.c.purpose, t.c.since, t.c.until, t.c.said).where(*_whose(t, school, pupil_id))
    return [
        {
            "purpose": purpose,
            "since": from_micros(since),
            "until": None if until is None else from_micros(until),
            "said": [Said(*row) for row in json.loads(said)],
        }
        for purpose, since, until, said in connection.execute(query.order_by(t.c.purpose, t.c.since))
    ]


def load_named(connection: Connection, school: str, pupil_id: str) -> list[dict[str, Any]]:
    """Return where public texts name a pupil, or may: account, subject_id, start, end, matched_text, confidence."""
    query = select(mentions.c.pupil_ids, *(mentions.c[name] for name in _MENTION)).where(mentions.c.school == school)
    rows = connection.execute(query.order_by(mentions.c.account, mentions.c.subject_id, mentions.c.start))
    return [dict(zip(_MENTION, row[1:], strict=True)) for row in rows if pupil_id in json.loads(row[0])]


def load_old_words(connection: Connection, accounts: Sequence[str]) -> Iterator[OldWords]:
    """Yield every text of some accounts that the store still has and the public no longer sees."""
    no_more = select(posts.c.account, posts.c.post_id).where(posts.c.state != "public")
    for kind, table, name, text in (
        ("post", posts, posts.c.post_id, posts.c.text),
        ("comment", comments, comments.c.comment_id, comments.c.text),
        ("alt", media, path_of(media), media.c.alt_text),
    ):
        under = tuple_(table.c.account, table.c.post_id).in_(no_more)
        old = (table.c.account.in_(accounts), or_(table.c.state != "public", under), text != "")
        for account, named, words in connection.execute(select(table.c.account, name, text).where(*old)):
            yield OldWords(kind, account, named, f"{kind}:{named}", words)
    v = versions.c
    edited = select(v.account, v.replaced_by, v.subject_type, v.subject_id, v.text).where(v.account.in_(accounts))
    for account, change, of, named, words in connection.execute(edited):
        yield OldWords("version", account, str(change), f"{of}:{named}", words)


def erase_pupil_rows(connection: Connection, school: str, pupil_id: str, keys: Collection[str]) -> None:
    """Delete what registers said of a pupil, where they are named, and the findings with these keys."""
    for table in (pupils, consent_history):
        connection.execute(delete(table).where(*_whose(table, school, pupil_id)))
    lists = connection.execute(select(mentions.c.pupil_ids).where(mentions.c.school == school).distinct()).scalars()
    theirs = [ids for ids in lists if pupil_id in json.loads(ids)]
    for part in _parts(theirs):
        connection.execute(delete(mentions).where(mentions.c.school == school, mentions.c.pupil_ids.in_(part)))
    for part in _parts(sorted(keys)):
        connection.execute(delete(findings).where(findings.c.key.in_(part)))


def erase_old_words(connection: Connection, words: Collection[OldWords]) -> None:
    """Erase texts that are no longer public; what was edited since goes with its row, the others keep their dates."""
    blank = {"text": "", "content_hash": ""}  # without its hash it is taken for edited, should it ever come back
    erased: Mapping[str, tuple[Table, Any, dict[str, str]]] = {
        "post": (posts, posts.c.post_id, blank),
        "comment": (comments, comments.c.comment_id, {**blank, "author_handle": "", "author_name": ""}),
        "alt": (media, path_of(media), {"alt_text": "", "content_hash": ""}),
    }
    of = itemgetter(0, 1)
    for (kind, account), group in groupby(sorted(words, key=of), key=of):
        for part in _parts([one.name for one in group]):
            if kind == "version":
                mine = (versions.c.account == account, versions.c.replaced_by.in_([int(name) for name in part]))
                connection.execute(delete(versions).where(*mine))
            else:
                table, name, values = erased[kind]
                connection.execute(update(table).where(table.c.account == account, name.in_(part)).values(**values))


def _whose(table: Table, school: str, pupil_id: str) -> tuple[Any, Any]:
    return table.c.school == school, table.c.pupil_id == pupil_id


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[begin : begin + _IDS_A_QUERY] for begin in range(0, len(names), _IDS_A_QUERY))


def load_copy_rows(connection: Connection, wanted: Collection[tuple[str, str]]) -> list[dict[str, str]]:
    """Return the kept copies of the pictures of some posts (account, post_id): account, post_id, media_id, file."""
    names, found = ("account", "post_id", "media_id", "file"), []
    for account, group in groupby(sorted(wanted), key=itemgetter(0)):
        for part in _parts([post for _, post in group]):
            query = select(*(copies.c[name] for name in names)).where(copies.c.file != "")
            mine = query.where(copies.c.account == account, copies.c.post_id.in_(part))
            found += [
                dict(zip(names, row, strict=True))
                for row in connection.execute(mine.order_by(copies.c.post_id, copies.c.media_id))
            ]
    return found
