"""What a check is: the evidence it may know, the judgement it returns, and how it declares itself.

A check has no clock, no network, no configuration file and no database. It is handed `Evidence` of one school and
its options, and returns what it judged and what it found.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar

import pandas as pd

from checks._frames import Columns
from checks._judgement import FAIL, FINDING_COLUMNS, NO_FINDINGS, NOT_ASSESSED, PASS, UNIT_COLUMNS, Judgement, judge

__all__ = [
    "CONFIDENCES", "FAIL", "FINDING_COLUMNS", "NOT_ASSESSED", "NO_FINDINGS", "PASS", "ROUTES", "SEVERITIES", "SUBJECTS",
    "UNIT_COLUMNS", "Check", "Evidence", "Judgement", "School", "check", "fold_key", "judge", "post_of",
    "subject_of",
]  # fmt: skip

Made = TypeVar("Made")

SEVERITIES: Final = ("today", "this_week", "soon", "note")
"""Worst first: take it down now > this week > soon > worth knowing."""
CONFIDENCES: Final = ("certain", "likely", "possible")
SUBJECTS: Final = frozenset({"post", "comment", "alt", "image", "account", "week", "event", "policy", "register"})
ROUTES: Final = frozenset({"comms", "dsl", "slt", "dpo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """The school that is judged."""

    id: str
    name: str
    phase: str
    town: str = ""
    website: str = ""
    """The school's own site, http(s); blank = unknown."""
    phones: tuple[str, ...] = ()
    """Its published numbers, as trust.yaml writes them."""
    emails: tuple[str, ...] = ()
    """Its published addresses."""
    postcode: str = ""
    email_domains: tuple[str, ...] = ()
    """The trust's own mail domains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything a check may know about one school. Frames are never None: what is absent is an empty frame.

    `account` is everywhere the store's account key `platform:handle` (handle folded, without "@"). Times are
    timezone-aware UTC pandas timestamps. All other values are text unless said.
    """

    school: School
    as_of: datetime
    timezone: str = "Europe/London"
    accounts: pd.DataFrame = field(default_factory=pd.DataFrame)
    """account, platform, handle (as configured, without "@"), connector, approved_by, role, approved_on (2026-09-01),
    monitor, method, interval, contact_email, visibility (public, private); blank = trust.yaml does not say"""
    profiles: pd.DataFrame = field(default_factory=pd.DataFrame)
    """account, platform_id, handle (as the platform shows it), name, about, website, visibility, posts_total"""
    renames: pd.DataFrame = field(default_factory=pd.DataFrame)
    """account, at (UTC: the reading that first showed it), was, now: handles as the platform showed them"""
    trust_accounts: pd.DataFrame = field(default_factory=pd.DataFrame)
    """school, platform, handle, name (of the school): every registered account of the trust"""
    reads: pd.DataFrame = field(default_factory=pd.DataFrame)
    """account, what (posts, media, pictures, comments, profile), begin, end (UTC), complete (bool), reason, assumed;
    media is what posts say of their photos and videos, pictures the bytes of the photos"""
    posts: pd.DataFrame = field(default_factory=pd.DataFrame)
    """account, platform, post_id, created_at, kind, text, permalink, author, chain_id, reply_to (of a reply: the id of
    the post or comment it answers; "" = none, or it is not told)"""
    media: pd.DataFrame = field(default_factory=pd.DataFrame)
    """account, platform, post_id, media_id, type (photo, video), url, file, alt_text, alt_known (False = the source
    never tells alt texts, so a blank one says nothing), cover (of a video: where the picture that stands for it is; ""
    = none is known), created_at (of the post); of the copy of a photo, or of a cover, that was fetched: sha256, phash
    (16 hex digits; near pictures differ in few bits), copy (its path in the workspace, "" where none is kept),
    copy_reason (why there is none, or why it cannot be opened; "" otherwise)"""
    comments: pd.DataFrame = field(default_factory=pd.DataFrame)
    """account, platform, comment_id, post_id, parent_id (the comment it answers; "" = directly under the post, or it is
    not told), created_at, author_handle, author_name, text, first_seen (UTC: when a pull first showed it in its present
    words)"""
    pictures: pd.DataFrame = field(default_factory=pd.DataFrame)
    """What each photo or video (by its cover picture) of `media` gives away: account, platform, post_id, media_id, type
    (photo; video: its film was not watched, whatever the rest says of its cover), created_at (of the post); state
    (examined, not examined), reason (why not); place (bool: its file says where it was taken), place_how (by what, no
    more exactly than the town); text (read inside it, a line each), text_state (read, or why that is not all of it);
    details (captions, keywords and people in its file, a line each); faces (possible ones, counted, or <NA>),
    faces_state (counted, or why not); width, height (pixels as shown, or <NA>)"""
    mentions: pd.DataFrame = field(default_factory=pd.DataFrame)
    """subject_type (post, alt, comment, image), subject_id, account, start, end, matched_text, pupil_ids (tuple of
    str), kind, confidence, because; of an image, start and end are places in its `text`, a line's end and `details` of
    `pictures` put together"""
    pupils: pd.DataFrame = field(default_factory=pd.DataFrame)
    """pupil_id, first_name, preferred_name, last_name, year_group, form, never_publish (bool), left_on"""
    consents: pd.DataFrame = field(default_factory=pd.DataFrame)
    """pupil_id, purpose, consent, given_on, withdrawn_on, expires_on (UTC timestamps of the day's start in the trust's
    zone, or NaT), basis, given_by, row (order in the file); where earlier registers said otherwise, in their place one
    row a state: row -1, first_read (bool: given_on is only when a register was read), consent no_row = none any more"""
    photo_log: pd.DataFrame = field(default_factory=pd.DataFrame)
    """post_id, media_id (blank = every picture of the post), pupil_id (blank = see shows), shows, form"""
    staff: pd.DataFrame = field(default_factory=pd.DataFrame)
    """title, first_name, last_name, role"""
    weeks: pd.DataFrame = field(default_factory=pd.DataFrame)
    """week (2026-W46), begin, end (UTC, end exclusive), school_days (int), holds only weeks that ended by as_of, from
    1 September of the school year of as_of; empty when no term dates are known"""
    events: pd.DataFrame = field(default_factory=pd.DataFrame)
    """uid, summary, begin, end (UTC; end exclusive), whole_day (bool), link (http(s) or blank), location: one row for
    each occurrence, from 1 September of the school year of as_of to a year after as_of"""
    words: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """The lists of config/words/, by file name without .csv."""
    lists: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """The lists of config/accessibility/, events/, lexicon/ and links/, by folder and file: "links/shorteners"."""
    packs: pd.DataFrame = field(default_factory=pd.DataFrame)
    """pack, title, review_due (2025-12-31; blank = the pack names no day): the trust's policies"""
    sources: pd.DataFrame = field(default_factory=pd.DataFrame)
    """source (pupils, consents, photo_log, staff, terms, events), state (read, absent, unreadable), rows, reason,
    changed (UTC: when its file was last written; NaT = it is not there)"""
    kept: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What checks worked out from this evidence alone and share (`once`)."""

    def once(self, name: Any, make: Callable[[], Made]) -> Made:
        """Return what `make` makes of this evidence; made when first asked for, and kept for the checks that follow."""
        if name not in self.kept:
            self.kept[name] = make()
        made: Made = self.kept[name]
        return made

    def columns(self, frame: str) -> Columns:
        """Return the columns of one of the frames as lists; each is read out once, for all checks."""
        return self.once(("columns", frame), lambda: Columns(getattr(self, frame)))

    def rows(
        self, frame: str, texts: Sequence[str], instants: Sequence[str] = (), others: Sequence[str] = ()
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of one of the frames as plain tuples, columns in this order, whatever of them it lacks.

        `texts` are str, "" without a value; `instants` microseconds since 1970 (UTC), None without one; `others` as
        they are.
        """
        read = self.columns(frame)
        return zip(*(*map(read.text, texts), *map(read.micros, instants), *map(read.other, others)), strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A registered check: its function with what it declared."""

    name: str
    title: str
    subjects: frozenset[str]
    severity: str
    needs: frozenset[str]
    """Evidence without which an account (posts, media, ...) or the school (registers, weeks) is not judged."""
    uses: frozenset[str]
    remedy: str
    route: str
    run: Callable[..., Judgement]
    manual: str
    """The module's docstring, with the headings Why it matters, Flagged, Not flagged."""
    options: Mapping[str, Any]
    """Option names with their defaults."""
    mended_by: frozenset[str] = frozenset()
    """Registers in which the school mends the fault: a finding that ends with a change of these is fixed."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Option name -> the words it may be, or its list may hold; an option that is not here takes any of its type."""
    days: frozenset[str] = frozenset()
    """Options whose lists hold days, each written as 2027-05-06."""


def check(
    *,
    title: str,
    subject: set[str],
    severity: str,
    needs: set[str],
    remedy: str,
    uses: set[str] | None = None,
    route: str = "comms",
    mended_by: set[str] | None = None,
    choices: Mapping[str, tuple[str, ...]] | None = None,
    days: set[str] | None = None,
) -> Callable[[Callable[..., Judgement]], Check]:
    """Turn a function `(evidence, *, options...) -> Judgement` into a Check named after it, with dashes."""
    names = Evidence.__dataclass_fields__.keys() - {"kept"}
    wrong = [
        *(subject - SUBJECTS),
        *({severity} - set(SEVERITIES)),
        *({route} - ROUTES),
        *((needs | (uses or set())) - names),
        *((mended_by or set()) - needs),
    ]
    if wrong:
        raise ValueError(f"unknown in a check's declaration: {', '.join(sorted(wrong))}")

    def register(function: Callable[..., Judgement]) -> Check:
        parameters = list(inspect.signature(function).parameters.values())[1:]
        options = {p.name: p.default for p in parameters}
        if odd := _odd_choices(choices or {}, options):
            raise ValueError(f"choices of {function.__name__} that no option has, or without its default: {odd}")
        if strange := (days or set()) - options.keys():
            raise ValueError(f"days of {function.__name__} that no option has: {', '.join(sorted(strange))}")
        return Check(
            name=function.__name__.replace("_", "-"),
            title=title,
            subjects=frozenset(subject),
            severity=severity,
            needs=frozenset(needs),
            uses=frozenset(uses or ()),
            remedy=remedy,
            route=route,
            run=function,
            manual=inspect.cleandoc(inspect.getmodule(function).__doc__ or ""),
            options=options,
            mended_by=frozenset(mended_by or ()),
            choices=dict(choices or {}),
            days=frozenset(days or ()),
        )

    return register


def _odd_choices(choices: Mapping[str, tuple[str, ...]], options: Mapping[str, Any]) -> str:
    """Name the options with choices that do not exist, or whose default is none of them."""
    defaults = {name: [value] if isinstance(value, str) else value or () for name, value in options.items()}
    odd = [name for name, words in choices.items() if name not in options or set(defaults[name]) - set(words)]
    return ", ".join(sorted(odd))


def fold_key(text: str) -> str:
    """Fold a matched text for a finding's key: case, spacing and punctuation do not make a new finding."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def post_of(subject_type: str, subject_id: str) -> str:
    """Return the id of the post that a subject is, or whose picture or alt text it is; blank for all other subjects.

    What follows the last "/" is the picture's: ids of posts may be addresses, and hold as many as they like.
    `subject_of` writes no other "/" behind it.
    """
    name = subject_id.removeprefix(f"{subject_type}:")
    if subject_type in {"alt", "image"}:
        return name.rpartition("/")[0]
    return name if subject_type == "post" else ""


def subject_of(subject_type: str, post_id: str, media_id: str) -> str:
    """Name a picture or its alt text: `image:POST/MEDIA`, `alt:POST/MEDIA`.

    A "/" in the id of a picture is written %2F, so that `post_of` finds the post whatever both ids hold.
    """
    return f"{subject_type}:{post_id}/{media_id.replace('/', '%2F')}"
