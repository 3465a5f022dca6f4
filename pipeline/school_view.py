"""One school as the reports show it: its findings with their words, its clauses, its weeks, and what was not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

import checks
import config.models
from checks.base import NOT_ASSESSED
from checks.contacts.mask import ContactMasker
from checks.names.mask import Masker
from pipeline.account_view import view_accounts
from pipeline.clause_view import view_clauses
from pipeline.coverage_view import told
from pipeline.evidence import judged_school
from pipeline.inventory_view import view_inventory
from pipeline.masking import masking, nothing_shown
from pipeline.plan import Plan
from pipeline.removals import OWN_TITLES, REMOVAL_CHECK, beginning
from pipeline.shown import handles_of, labels_of, pupils_shown, words_of_link
from pipeline.since_report import counts_again, newly_waived, of_its_day, since_report
from pipeline.store.derived import load_names_found
from pipeline.store.ledger_rows import CoverageRow, LedgerFinding, load_cadence, load_coverage, load_findings
from pipeline.store.opening import Connection, Store
from pipeline.store.runs import Run, audited_after
from pipeline.store.texts import load_texts
from pipeline.threads import Threads, thread_shown, threads_of
from pipeline.worklist.view import Telling, with_worklist
from reports.base import Coverage, Finding, Quote, School, Week
from reports.gaps import NO_PROFILE
from reports.links import web_link
from reports.wording import day, listed


@dataclass(frozen=True, slots=True)
class Shown:
    """How the reports of one school speak of children and accounts."""

    mask: Callable[[str], str]
    """Masks every name of the register, and every personal contact."""
    pupils: Mapping[str, str]
    """Pupil id -> "Z.M. (SW0012)"."""
    accounts: Mapping[str, str]
    """Account key -> handle as configured."""
    texts: Mapping[tuple[str, str, str], str]
    threads: Threads
    waivers: Mapping[str, config.models.Waiver]
    ways: Mapping[str, str]
    """Key of a finding -> the words of its link, in which a child's name may stand."""
    before: Run | None
    """The run that was reported last."""

    def quote(self, text: str) -> Quote:
        """Return a text with every name of the register and every personal contact masked beside it."""
        return Quote(full=text, masked=self.mask(text))


class Names(NamedTuple):
    """What the reports need to know of a school's children."""

    masker: Masker
    pupils: pd.DataFrame
    """Everybody the registers ever named: the masker covers them."""
    known: bool
    """False where the register cannot be read and never was: then nobody can say which word is a child's name."""


def view_school(
    store: Store, plan: Plan, school: config.models.School, run: Run, before: Run | None, names: Names
) -> School:
    """Put together what the reports say of one school in one run; nothing that goes to the DSL alone is in it.

    before: the run that was reported last, from which "since last time" counts; None = there was none.
    """
    zone = ZoneInfo(plan.trust.timezone)
    with store.read() as connection:
        everything = _known_to(connection, school.id, run)
        ledger = [since_report(f, run, before) for f in everything if f.route != "dsl"]
        threads = threads_of(connection, everything)
        found = [*load_names_found(connection, school.id), *(f.matched_text for f in ledger if f.pupil_ids)]
        coverage = told(load_coverage(connection, run.name, school.id), school)
        texts = load_texts(connection, [(f.account, f.subject_type, f.subject_id) for f in ledger])
        weeks = load_cadence(connection, run.name, school.id)
        accounts = view_accounts(connection, plan, school, weeks, run.as_of)
        inventory = view_inventory(connection, school, run, zone)
    handles, labels = handles_of(school), labels_of(school)
    contacts, pupils = ContactMasker(judged_school(plan.trust, school), run.as_of.year), pupils_shown(names.pupils)
    ways = {f.key: words_of_link(f.permalink, handles.get(f.account, "")) for f in ledger}
    if names.known:
        mask = masking(_quoted(ledger, texts, threads, ways), names.masker, contacts, found)
    else:
        mask = nothing_shown
    shown = Shown(mask, pupils, handles, texts, threads, {w.key: w for w in plan.trust.waivers}, ways, before)
    seen = School(
        id=school.id,
        name=school.name,
        phase=school.phase,
        zone=zone,
        accounts=accounts,
        findings=tuple(_finding(f, shown) for f in ledger),
        coverage=tuple(_coverage(row, labels) for row in coverage if row.check),
        clauses=tuple(view_clauses(plan.packs, coverage)),
        weeks=tuple(_week(w.week, w.begin.astimezone(zone), w.posts, w.outcome) for w in weeks),
        posts_a_week=_posts_a_week(plan),
        posts_judged=sum(account.posts for account in accounts),
        unread=tuple(_unread(coverage, labels)) if coverage else ("nothing of this school has been judged yet",),
        inventory=inventory,
        pupils=_on_roll(names.pupils, run.as_of),
    )
    root = plan.trust.root
    return with_worklist(seen, school, ledger, store, run.name, Telling(root, zone, mask))


def _known_to(connection: Connection, school: str, run: Run) -> list[LedgerFinding]:
    """Return what the ledger holds of a school; of a run for an earlier day that is repeated, what it could know."""
    everything = load_findings(connection, school).values()
    repeated = audited_after(connection, school, run.as_of)
    return [finding for finding in everything if not repeated or of_its_day(finding, run)]


def _quoted(
    ledger: Iterable[LedgerFinding],
    texts: Mapping[tuple[str, str, str], str],
    threads: Threads,
    ways: Mapping[str, str],
) -> Iterator[str]:
    """Yield every text that the findings of a school are shown with."""
    yield from texts.values()
    yield from (one.text for above in threads.values() for one in above)
    yield from ways.values()
    for finding in ledger:
        yield finding.detail
        yield finding.matched_text


def _finding(f: LedgerFinding, shown: Shown) -> Finding:
    text = shown.texts.get((f.account, f.subject_type, f.subject_id), "")
    told = _detail(f, text, shown)
    text = "" if f.check == REMOVAL_CHECK else text
    waiver = shown.waivers.get(f.key)
    return Finding(
        key=f.key,
        check=f.check,
        check_title=_title(f.check),
        clause=f.clause,
        severity=f.severity,
        confidence=f.confidence,
        status=f.status,
        account=shown.accounts.get(f.account, ""),
        platform=f.platform,
        subject_type=f.subject_type,
        subject_id=f.subject_id,
        permalink=f.permalink,
        posted_at=f.posted_at,
        quote=shown.quote(text) if text else None,
        start=f.start if text else None,
        end=f.end if text else None,
        matched=shown.quote(f.matched_text) if f.matched_text else None,
        pupils=f.pupil_ids,
        pupils_shown=tuple(shown.pupils.get(pupil, pupil) for pupil in f.pupil_ids),
        detail=told,
        remedy=f.remedy,
        route=f.route,
        first_seen=f.first_seen,
        last_seen=f.last_seen,
        ended_at=f.ended_at,
        waiver=_waiver_sentence(waiver, shown.mask) if waiver and f.status == "waived" else "",
        link_names_child=shown.mask(shown.ways[f.key]) != shown.ways[f.key],
        counts_again=counts_again(f, shown.before),
        newly_waived=newly_waived(f, shown.before),
        thread=thread_shown(shown.threads.get((f.account, f.subject_id), ()), shown.mask),
    )


def _detail(f: LedgerFinding, text: str, shown: Shown) -> Quote:
    """Say why; of a removal that was asked for, the worklist alone says how it begins, where no link leads to it.

    Its words stand nowhere else, whoever asked: they may be the reason.
    """
    said = shown.quote(f.detail)
    if f.check != REMOVAL_CHECK or (f.subject_type == "post" and web_link(f.permalink)):
        return said
    begins = beginning(shown.mask(text))
    return replace(said, full=f"{said.full}; it begins “{begins}”") if begins else said


def _waiver_sentence(waiver: config.models.Waiver, mask: Callable[[str], str]) -> str:
    """Say why, by whom and until when; a person typed it, and may have typed a child's name."""
    said = mask(f"{waiver.reason.rstrip(' .')}, {waiver.approver}")
    return f"{said}, until {day(waiver.expires)}"


def _title(check: str) -> str:
    known = checks.find().get(check)
    return known.title if known else OWN_TITLES.get(check, check)


def _coverage(row: CoverageRow, labels: Mapping[str, str]) -> Coverage:
    return Coverage(
        check=row.check, check_title=_title(row.check), clause=row.clause, account=labels.get(row.account, ""),
        outcome=row.outcome, judged=row.judged, flagged=row.flagged, reason=row.reason,
    )  # fmt: skip


def _on_roll(pupils: pd.DataFrame, as_of: datetime) -> int | None:
    """Count the pupils who have not left; None where no register ever named any."""
    return int((pupils["left_on"].isna() | (pupils["left_on"] > as_of)).sum()) if len(pupils) else None


def _week(week: str, begin: datetime, posts: int, outcome: str) -> Week:
    return Week(week=week, monday=begin.date(), posts=posts, school_week=bool(outcome), outcome=outcome)


def _posts_a_week(plan: Plan) -> int:
    """Return the policy line of the cadence chart: the most that a clause asks for."""
    asked = [planned.options.get("minimum", 3) for planned in plan.checks if planned.check == "too-few-posts"]
    return max(asked, default=0)


def _unread(coverage: Iterable[CoverageRow], labels: Mapping[str, str]) -> Iterable[str]:
    """Say each gap once, with the checks that it kept from judging; that files hold no profile, for all accounts."""
    gaps: dict[tuple[str, str], list[CoverageRow]] = {}
    for row in coverage:
        if row.outcome == NOT_ASSESSED:
            gaps.setdefault(("" if row.reason == NO_PROFILE else row.account, row.reason), []).append(row)
    for (_, reason), rows in sorted(gaps.items(), key=lambda gap: gap[0]):
        who = listed(dict.fromkeys(labels.get(row.account, row.account) for row in rows))
        kept = "; ".join(dict.fromkeys(_title(row.check) for row in rows if row.check))
        yield (f"{who}: " if who else "") + reason + (f" (not judged: {kept})" if kept else "")
