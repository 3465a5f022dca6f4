"""The findings of checks as rows of the ledger, with what the store knows of their subjects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from checks.base import post_of, subject_of
from config.models import School
from pipeline.evidence import Records
from pipeline.judging import Judged
from pipeline.ledger import finding_key
from pipeline.store.ledger_rows import LedgerFinding
from pipeline.store.runs import Run


def found_rows(
    school: School, run: Run, judged: Sequence[Judged], records: Records, bases: Mapping[str, str]
) -> Iterator[LedgerFinding]:
    """Yield the checks' findings as rows of the ledger; `bases`: check -> what it judged by."""
    flagged = {name.partition(":")[2] for one in judged for name in one.findings["subject_id"]}
    subjects = _Subjects(records, flagged)
    platforms = {account.key: account.platform for account in school.accounts}
    for one in judged:
        names, basis = one.findings.names, bases[one.planned.check]
        for values in one.findings.tuples(*names):
            row = dict(zip(names, values, strict=True))
            about = subjects.about(row["account"], row["subject_type"], row["subject_id"])
            row |= {"school": school.id, "platform": platforms.get(row["account"], "")}
            yield _ledger_finding(one, row, about, run, basis)


def _ledger_finding(
    one: Judged, row: Mapping[str, Any], about: Mapping[str, Any], run: Run, basis: str
) -> LedgerFinding:
    """Return one finding as its row; `about`: what `_Subjects` knows of what it stands on."""
    planned = one.planned
    # what went to the safeguarding lead, or comes from there, is another matter: it ends here and begins there
    turned = row["route"] == "dsl" != one.check.route
    key = finding_key(
        check=f"{planned.check}, for the safeguarding lead" if turned else planned.check,
        school=row["school"],
        platform=row["platform"],
        account=row["account"],
        subject=about.get("chain", row["subject_id"]),
        pupil_ids=row["pupil_ids"],
        matched_text=row["matched_text"],
    )
    return LedgerFinding(
        key=key,
        check=planned.check,
        clause=planned.clause,
        severity=row["severity"],
        confidence=row["confidence"],
        status="new",
        school=row["school"],
        account=row["account"],
        platform=row["platform"],
        subject_type=row["subject_type"],
        subject_id=row["subject_id"],
        permalink=about.get("permalink", ""),
        posted_at=about.get("posted_at"),
        start=_whole(row["start"]),
        end=_whole(row["end"]),
        matched_text=row["matched_text"],
        pupil_ids=tuple(row["pupil_ids"]),
        detail=row["detail"],
        remedy=row["remedy"],
        route=row["route"],
        basis=basis,
        subject_hash=about.get("content_hash", ""),
        first_seen=run.as_of,
        last_seen=run.as_of,
        ended_at=None,
        run=run.name,
    )


def _whole(value: Any) -> int | None:
    return None if value is None or value != value else int(value)  # NaN is no value


class _Subjects:
    """Looks up what a finding says about the post it stands on; built once a school, asked once a finding."""

    def __init__(self, records: Records, flagged: set[str]) -> None:
        columns = ("permalink", "chain_id", "created_at", "content_hash")
        self._posts = _named(records.posts, ("account", "post_id"), columns)
        media = ("account", "post_id", "media_id", "content_hash")
        self._media = {
            (account, subject_of("image", post, item)): (item, content)
            for account, post, item, content in zip(*(records.media[name].tolist() for name in media), strict=True)
        }
        comments = records.comments[records.comments["comment_id"].isin(flagged)]
        self._comments = _named(comments, ("account", "comment_id"), ("post_id", "created_at", "content_hash"))

    def about(self, account: str, kind: str, subject: str) -> dict[str, Any]:
        """Return permalink, posted_at, content_hash, and `chain`: the subject by the first id of its edit chain."""
        name = subject.partition(":")[2]
        post_id = post_of(kind, subject)
        post = self._posts.get((account, post_id))
        if kind == "post":
            return self._of_post(post, content=post["content_hash"], chain=f"post:{post['chain_id']}") if post else {}
        if kind in {"alt", "image"}:
            if post is None:
                return {}
            unknown = (name.removeprefix(f"{post_id}/"), "")
            media_id, content = self._media.get((account, f"image:{name}"), unknown)
            return self._of_post(post, content=content, chain=f"{kind}:{post['chain_id']}/{media_id}")
        comment = self._comments.get((account, name)) if kind == "comment" else None
        if comment is not None:
            link = self._posts.get((account, comment["post_id"]), {}).get("permalink", "")
            posted = comment["created_at"].to_pydatetime()
            return {"permalink": link, "posted_at": posted, "content_hash": comment["content_hash"]}
        return {}

    @staticmethod
    def _of_post(post: Mapping[str, Any], *, content: str, chain: str) -> dict[str, Any]:
        posted = post["created_at"].to_pydatetime()
        return {"permalink": post["permalink"], "posted_at": posted, "content_hash": content, "chain": chain}


def _named(frame: pd.DataFrame, keys: tuple[str, str], columns: Sequence[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the two keys of each row -> its other columns by name."""
    names = zip(*(frame[name].tolist() for name in keys), strict=True)
    rows = zip(*(frame[name].tolist() for name in columns), strict=True)
    return {name: dict(zip(columns, row, strict=True)) for name, row in zip(names, rows, strict=True)}
