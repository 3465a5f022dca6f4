"""What a worklist shows beside findings: what people said of them, small pictures, and the posts to read by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Final

from checks._account_names import handle_shown
from checks.base import SEVERITIES
from config.models import School as OurSchool
from pipeline.ledger import DATED_FACTS, LIVE
from pipeline.shown import link_names_child
from pipeline.store.ledger_rows import LedgerFinding
from pipeline.store.opening import Connection, Store
from pipeline.store.samples import Drawn, Passed, load_copy_files, load_drawn, load_passed, load_tally
from pipeline.store.worklist_marks import StoredMark, load_marks
from pipeline.thumbnails import thumbnail
from pipeline.worklist.merging import as_given
from reports.base import Mark, Quote, Sample, SampledPost, School

MOST_THUMBNAILS: Final = 150
"""Pictures in one school's worklist: the worst first; a list that is longer says where to look in words alone."""
_PICTURES: Final = frozenset({"alt", "image"})


@dataclass(frozen=True, slots=True)
class Telling:
    """How texts, moments and pictures of one school are told."""

    root: Path
    """The workspace, where the copies of pictures are."""
    zone: tzinfo
    mask: Callable[[str], str]

    def quote(self, text: str) -> Quote:
        """Return a text in full and masked."""
        return Quote(full=text, masked=self.mask(text))

    def moment(self, at: datetime | None) -> datetime | None:
        """Return a moment on the clock of the trust."""
        return at.astimezone(self.zone) if at else None

    def small(self, file: str) -> bytes | None:
        """Return the thumbnail of a copy; None where there is none, or it cannot be drawn."""
        return thumbnail(self.root / file) if file else None


def with_worklist(
    school: School, own: OurSchool, ledger: Sequence[LedgerFinding], store: Store, run: str, telling: Telling
) -> School:
    """Return a school with its marks, thumbnails and sample; `ledger` is without what goes to the DSL.

    run: the last that audited the school; blank = none did.
    """
    with store.read() as connection:
        marks = load_marks(connection, [own.id])
        thumbnails = _thumbnails(connection, ledger, telling)
        sample = _sample(connection, own, load_drawn(connection, run, own.id), telling)
    told = {key: _mark(said[-1], telling) for key, said in marks.items()}
    findings = tuple(replace(f, mark=told[f.key]) if f.key in told else f for f in school.findings)
    return replace(school, findings=findings, thumbnails=thumbnails, sample=sample)


def _mark(mark: StoredMark, telling: Telling) -> Mark:
    return Mark(
        number=mark.number,
        owner=telling.quote(mark.owner),
        status=as_given(mark.status),
        note=telling.quote(mark.note),
        at=mark.at.astimezone(telling.zone),
        done_on=telling.moment(mark.done_on),
        still_up=telling.moment(mark.still_up),
    )


def _thumbnails(connection: Connection, ledger: Iterable[LedgerFinding], telling: Telling) -> dict[str, bytes]:
    """Return key -> thumbnail, of the findings that stand on a picture of which a copy is kept."""
    standing = [f for f in ledger if f.status in LIVE and f.subject_type not in DATED_FACTS]
    shown = sorted((f for f in standing if f.subject_type in _PICTURES), key=lambda f: SEVERITIES.index(f.severity))
    paths = {f.key: (f.account, f.subject_id.removeprefix(f"{f.subject_type}:")) for f in shown}
    files = load_copy_files(connection, paths.values())
    some = dict.fromkeys(file for path in paths.values() if (file := files.get(path)))
    made = {file: telling.small(file) for file in list(some)[:MOST_THUMBNAILS]}
    pictures = {key: made.get(files.get(path, "")) for key, path in paths.items()}
    return {key: picture for key, picture in pictures.items() if picture is not None}


def _sample(connection: Connection, own: OurSchool, drawn: Sequence[Drawn], telling: Telling) -> Sample | None:
    """Return the sample of a run and what all samples came to; None where none was ever drawn."""
    tally = load_tally(connection, own.id)
    if not drawn and not tally.read:
        return None
    posts = load_passed(connection, drawn)
    accounts = {a.key: (handle_shown(a.platform, a.handle), a.platform) for a in own.accounts}
    shown = (_post(one, posts.get((one.account, one.post_id)), accounts, telling) for one in drawn)
    last = telling.moment(tally.last_read)
    return Sample(drawn=tuple(shown), read=tally.read, missed=tally.missed, last_read=last)


def _post(one: Drawn, post: Passed | None, accounts: Mapping[str, tuple[str, str]], telling: Telling) -> SampledPost:
    """Return a drawn post; one that has left public view since is shown without its words."""
    handle, platform = accounts.get(one.account, ("", one.account.partition(":")[0]))
    text, link = (post.text, post.permalink) if post else ("", "")
    return SampledPost(
        key=one.key,
        account=handle,
        platform=platform,
        permalink=link,
        posted_at=(post.posted_at if post else one.drawn_at).astimezone(telling.zone),
        text=telling.quote(text),
        pictures=post.pictures if post else 0,
        thumbnail=telling.small(post.file) if post else None,
        verdict=one.verdict,
        missed=telling.quote(one.missed),
        link_names_child=link_names_child(link, handle, telling.mask),
    )
