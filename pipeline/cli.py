"""The command line: parses, calls one function of the pipeline, prints; every error is one sentence."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pipeline.commands.checks import checks_app
from pipeline.commands.dsl import dsl_app
from pipeline.commands.options import AsOf, Jobs, Json, NoPdf, School, Workspace
from pipeline.commands.packs import packs_app
from pipeline.commands.photo_log import photo_log
from pipeline.commands.pictures import pictures
from pipeline.commands.printing import print_rows
from pipeline.commands.progress import shown_progress
from pipeline.commands.pupil import pupil_app
from pipeline.commands.registers import registers_app
from pipeline.commands.removal import request_removal
from pipeline.commands.sample import sample
from pipeline.commands.sending import Send, sending_moment
from pipeline.commands.sign_off import sign_off
from pipeline.commands.streams import OutputLostError, open_streams
from pipeline.commands.worklist import worklist_app

if TYPE_CHECKING:
    from pipeline.outcome import Outcome

app = typer.Typer(
    name="social-audit",
    help="Holds the social media of a trust's schools against its policy and the schools' registers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(checks_app, name="checks")
app.add_typer(dsl_app, name="dsl")
app.add_typer(packs_app, name="packs")
app.add_typer(registers_app, name="registers")
app.add_typer(pupil_app, name="pupil")
app.command("request-removal")(request_removal)
app.add_typer(worklist_app, name="worklist")
app.command()(sample)
app.command()(pictures)
app.command("sign-off")(sign_off)
app.command("photo-log")(photo_log)


class FailOn(StrEnum):
    """The least severe finding that makes an audit end with exit code 1."""

    today = "today"
    this_week = "this_week"
    soon = "soon"
    note = "note"


class Format(StrEnum):
    """Formats of the findings export."""

    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"


Fail = Annotated[FailOn, typer.Option("--fail-on", help="End 1 when something at least this severe stands.")]


_INTERRUPTED = 130
"""What Typer makes of a Ctrl-C, and no command of ours ends with."""


def main() -> None:
    """Run the command line; an unexpected error becomes one sentence, a log file and exit code 2."""
    from config.refusal import RefusalError

    open_streams()
    try:
        code = app(standalone_mode=False) or 0
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
    except (RefusalError, OutputLostError) as refusal:
        _complain(str(refusal))
    except typer.Exit as leave:
        code = leave.exit_code
    except (typer.Abort, KeyboardInterrupt):
        _complain("stopped; what was stored before is intact, run the command again to go on")
    except Exception as error:
        if hasattr(error, "format_message"):  # a wrong option or argument, in Typer's words
            said = error.format_message().replace("Value error, ", "")
            # without any command Typer's words are the whole help
            _complain(said if said.startswith("Usage:") else f"{said.rstrip('.')}; see 'social-audit --help'")
        _complain(_unexpected(error))
    except SystemExit as ended:  # how Typer takes a broken pipe for that of a reader; ours outlive theirs
        _complain(_unexpected(ended.__context__ or ended))
    sys.exit(code)


def _unexpected(error: BaseException) -> str:
    from pipeline.crash import keep_crash

    return f"something unexpected went wrong ({type(error).__name__}); {keep_crash(error)}"


def _complain(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(2)


def _moment(text: str | None, workspace: Path) -> datetime:
    """Read --as-of in the trust's zone, or take this moment."""
    now = datetime.now(UTC)
    if text is None:
        return now
    from zoneinfo import ZoneInfo

    from config.load import load_trust
    from config.refusal import RefusalError
    from pipeline.moments import read_as_of

    try:
        return read_as_of(text, ZoneInfo(load_trust(workspace).timezone), now)
    except ValueError as error:
        raise RefusalError(f"--as-of: {error}") from None


def _tell(outcome: Outcome, *, as_json: bool = False) -> int:
    """Print what a command came to; returns its exit code."""
    for fault in outcome.faults:
        print(fault, file=sys.stderr)
    if as_json:
        import json

        told = {
            "run": outcome.run,
            "as_of": outcome.as_of.isoformat(),
            "exit_code": outcome.exit_code,
            "faults": outcome.faults,
            "files": [str(file) for file in outcome.files],
            "counts": dict(outcome.counts),
        }
        print(json.dumps(told))
        return outcome.exit_code
    for line in (*outcome.lines, *(str(file) for file in outcome.files if str(file) not in outcome.lines)):
        print(line)
    return outcome.exit_code


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", help="Where the demo workspace is written.")] = Path("demo-out"),
) -> int:
    """Run the whole job on the demo trust that comes with the program."""
    from pipeline.demo import make_demo

    with shown_progress() as progress:
        outcome = make_demo(out, progress=progress)
    for line in outcome.lines:
        print(line)
    for file in outcome.files:
        print(file)
    return 0


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")]) -> int:
    """Write a commented trust.yaml and empty tables to fill in."""
    from pipeline.init import write_workspace

    for file in write_workspace(folder):
        print(file)
    return 0


@app.command()
def doctor(
    workspace: Workspace = Path(),
    as_of: AsOf = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no platform for its accounts and tokens.")] = False,
    as_json: Json = False,
) -> int:
    """Look over the workspace: settings, accounts, registers, calendars, store; one line each, with what to do."""
    from connectors.base import HttpSettings
    from pipeline.doctor import examine

    at = _moment(as_of, workspace) if (workspace / "trust.yaml").exists() else datetime.now(UTC)
    lines = examine(workspace, as_of=at, http=None if offline else HttpSettings())
    if as_json:
        import json

        print(json.dumps([{"state": line.state, "subject": line.subject, "sentence": line.sentence} for line in lines]))
    else:
        for line in lines:
            print(f"{line.state:<8} {line.subject}: {line.sentence}")
    return 2 if any(line.state == "broken" for line in lines) else 0


@app.command()
def pull(
    workspace: Workspace = Path(),
    school: School = None,
    account: Annotated[
        list[str] | None, typer.Option("--account", help='Only this account, such as "x:stannes".')
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> int:
    """Read the schools' accounts into the store."""
    from pipeline.run import pull as work

    at = _moment(as_of, workspace)
    with shown_progress() as progress:
        outcome = work(workspace, as_of=at, now=datetime.now(UTC), accounts=account, schools=school, progress=progress)
    code = _tell(outcome, as_json=as_json)
    return 2 if code == 2 else 0  # pull did its work when it read or said why not


@app.command()
def audit(
    workspace: Workspace = Path(),
    school: School = None,
    as_of: AsOf = None,
    fail_on: Fail = FailOn.soon,
    jobs: Jobs = None,
    as_json: Json = False,
) -> int:
    """Hold what was read against the policy and the registers."""
    from pipeline.crew import Hands
    from pipeline.run import audit as work

    at = _moment(as_of, workspace)
    with shown_progress() as progress:
        outcome = work(
            workspace, as_of=at, now=datetime.now(UTC), schools=school, fail_on=fail_on, progress=progress,
            hands=Hands(most=jobs),
        )  # fmt: skip
    return _tell(outcome, as_json=as_json)


@app.command()
def report(
    workspace: Workspace = Path(),
    out: Annotated[Path | None, typer.Option("--out", help="Another folder than reports/<date>/.")] = None,
    send: Send = False,
    no_pdf: NoPdf = False,
    jobs: Jobs = None,
    as_json: Json = False,
) -> int:
    """Write the reports of the last audit."""
    from pipeline.crew import Hands
    from pipeline.run import report as work

    at = sending_moment(workspace, out) if send else None
    with shown_progress() as progress:
        outcome = work(workspace, out=out, send=at, progress=progress, pdf=not no_pdf, hands=Hands(most=jobs))
    return _tell(outcome, as_json=as_json)


@app.command()
def run(
    workspace: Workspace = Path(),
    school: School = None,
    as_of: AsOf = None,
    fail_on: Fail = FailOn.soon,
    send: Send = False,
    no_pdf: NoPdf = False,
    jobs: Jobs = None,
    as_json: Json = False,
) -> int:
    """Pull, audit and report in one go."""
    from pipeline.crew import Hands
    from pipeline.run import run as work

    at, mailed = _moment(as_of, workspace), sending_moment(workspace) if send else None
    with shown_progress() as progress:
        outcome = work(
            workspace, as_of=at, now=datetime.now(UTC), schools=school, fail_on=fail_on, send=mailed,
            progress=progress, pdf=not no_pdf, hands=Hands(most=jobs),
        )  # fmt: skip
    return _tell(outcome, as_json=as_json)


@app.command()
def schedule(
    workspace: Workspace = Path(),
    once: Annotated[
        bool, typer.Option("--once", help="Do what is due now, then end (for cron or systemd timers).")
    ] = False,
    plan: Annotated[bool, typer.Option("--list", help="Show what would run when, then end.")] = False,
) -> int:
    """Serve the workspace: pull, audit and report at the times trust.yaml sets."""
    from pipeline import schedule as service

    return service.command(workspace, once=once, list_only=plan, say=print)


@app.command()
def findings(
    workspace: Workspace = Path(),
    school: School = None,
    form: Annotated[Format, typer.Option("--format", help="How to write them.")] = Format.jsonl,
    status: Annotated[
        list[str] | None, typer.Option("--status", help="Only this status; all but fixed and superseded by default.")
    ] = None,
    check: Annotated[list[str] | None, typer.Option("--check", help="Only this check.")] = None,
    route: Annotated[
        str | None, typer.Option("--route", help="Only this route; dsl is shown only when asked for.")
    ] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="What was judged and what could not be, instead of findings.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file instead of standard output.")] = None,
) -> int:
    """Export the findings of the last audit, or its coverage."""
    from pipeline.export import export_coverage, export_findings

    if form is Format.xlsx and out is None and sys.stdout.isatty():
        from config.refusal import RefusalError

        raise RefusalError("a workbook cannot be shown on a terminal: use --out FILE")
    content = (
        export_coverage(workspace, form.value, schools=school, checks=check)
        if coverage
        else export_findings(workspace, form.value, schools=school, statuses=status, checks=check, route=route)
    )
    if out is not None:
        from pipeline.private_files import write_private

        write_private(out, content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    return 0


@app.command()
def waive(
    key: Annotated[str, typer.Argument(help="The finding's key, 12 characters.")],
    reason: Annotated[str, typer.Option("--reason", help="Why it is accepted.")],
    approver: Annotated[str, typer.Option("--approver", help="Who accepts it, by name and role.")],
    expires: Annotated[str, typer.Option("--expires", help="Until which day, such as 2027-07-31.")],
    workspace: Workspace = Path(),
) -> int:
    """Accept a finding until a day, with a reason and a name; it shows from the next audit on."""
    from pipeline.waivers import add_waiver

    now = datetime.now(UTC)
    print(add_waiver(workspace, key=key, reason=reason, approver=approver, expires=expires, as_of=now))
    return 0


@app.command()
def compare(workspace: Workspace = Path(), as_json: Json = False) -> int:
    """Set the schools side by side: posts a week, weeks kept, findings per 100 posts, what was not judged."""
    from pipeline.comparing import comparison, on_screen

    rows = comparison(workspace)
    print_rows(rows if as_json else on_screen(rows), as_json=as_json)
    return 0


if __name__ == "__main__":
    main()
