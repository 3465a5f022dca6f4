"""Reports go by mail to the people they are for, once; what fails is said, kept, and goes with the next one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from postbox import PASSWORD, USER, Postbox, postbox
from workspaces import AS_OF, Small, comment, photo, post

from config.refusal import RefusalError
from pipeline.mail.reporting import refuse_without_mail
from pipeline.rounds import real_work
from pipeline.run import report, run
from pipeline.store.delivery_rows import load_deliveries
from pipeline.store.opening import open_store

SCHOOL = {
    "slt": ["head@copse.example"], "comms": ["office@oakhill.copse.example"], "dsl": ["dsl@copse.example"],
}  # fmt: skip
CHILD = ("Zainab", "Malik")


@pytest.fixture
def box(tmp_path):
    (tmp_path / "server").mkdir()
    with postbox(tmp_path / "server") as box:
        yield box


def workspace(folder: Path, box: Postbox, *, name: str = "", **mail: Any) -> Path:
    """A school with one child named in a caption, whose people are told by mail."""
    folder.mkdir(exist_ok=True)
    small = Small(
        folder,
        posts=[post(1, "2026-11-10", "Well done Zainab Malik!"), post(2, "2026-11-11")],
        comments=[comment(1, 2, "What a lovely garden")],
        media=[photo(1)],
        top={"mail": box.settings(**mail), "recipients": {"trust": ["ceo@copse.example"]}},
    )
    root = small.write()
    trust = yaml.safe_load((root / "trust.yaml").read_text(encoding="utf-8"))
    trust["schools"][0]["recipients"] = SCHOOL
    trust["schools"][0]["name"] = name or trust["schools"][0]["name"]
    (root / "trust.yaml").write_text(yaml.safe_dump(trust, allow_unicode=True), encoding="utf-8")
    return root


def bodies(box: Postbox, recipient: str) -> list[str]:
    """Every readable part of the mails to somebody."""
    parts = [part for mail in box.to(recipient) for part in mail.walk() if part.get_content_maintype() == "text"]
    return [part.get_content() for part in parts]


def waiting(root: Path) -> list[tuple[str, str, str]]:
    store = open_store("sqlite:///social-audit.db", root)
    with store.read() as connection:
        rows = [(one.run, one.recipient, one.state) for one in load_deliveries(connection)]
    store.close()
    return rows


def test_each_role_gets_its_own_and_no_mail_holds_a_childs_name(box, tmp_path):
    outcome = run(workspace(tmp_path / "w", box), as_of=AS_OF, send=AS_OF)
    assert outcome.lines[-1] == "3 of 3 mails were handed over."
    subjects = {who: str(mail["Subject"]) for who, mail in box.arrived}
    assert subjects == {
        "head@copse.example": "Social media audit of Oakhill Primary School, 16 November 2026",
        "office@oakhill.copse.example": "Worklist of Oakhill Primary School, 16 November 2026",
        "ceo@copse.example": "Social media audit of Copse Trust, 16 November 2026",
    }
    for _, mail in box.arrived:
        said = str(mail["Subject"]) + "".join(
            part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"
        )
        assert not [word for word in (*CHILD, "Z.M.", "P1") if word in said]
        assert mail["Date"].datetime == AS_OF
    plain, pretty = bodies(box, "head@copse.example")
    assert "reports/2026-11-16/slt-oakhill.html" in plain
    assert "2 posts and 1 comment" in plain
    assert pretty.startswith("<!doctype html>")


@pytest.mark.slow
def test_a_run_that_found_nothing_new_still_says_that_it_ran_and_what_it_saw(box, tmp_path):
    root = workspace(tmp_path / "w", box)
    run(root, as_of=AS_OF)
    run(root, as_of=AS_OF + timedelta(days=1), send=AS_OF)
    plain = bodies(box, "head@copse.example")[0]
    assert "Since 16 November 2026: nothing new was found." in plain
    assert "The audit judged 2 posts and 1 comment." in plain


@pytest.mark.slow
def test_nobody_is_sent_anything_unless_it_was_asked_for(box, tmp_path):
    root = workspace(tmp_path / "w", box)
    run(root, as_of=AS_OF)
    report(root)
    assert box.arrived == []


@pytest.mark.slow
def test_the_pdf_goes_with_the_mail_or_only_where_it_lies_is_said(box, tmp_path):
    root = workspace(tmp_path / "w", box, attach="pdf", link_base="https://files.copse.example/audit")
    run(root, as_of=AS_OF)
    pdf = b"%PDF-1.7 invented"
    send_with_pdf(root, pdf)
    (mail,) = box.to("head@copse.example")
    (attached,) = list(mail.iter_attachments())
    assert (attached.get_content_type(), attached.get_filename(), attached.get_content()) == (
        "application/pdf", "slt-oakhill.pdf", pdf,
    )  # fmt: skip
    assert "https://files.copse.example/audit/2026-11-16/slt-oakhill.html" in bodies(box, "head@copse.example")[0]
    assert not list(box.to("office@oakhill.copse.example")[0].iter_attachments()), "a worklist is never attached"


@pytest.mark.slow
def test_where_links_are_wished_nothing_is_attached(box, tmp_path):
    root = workspace(tmp_path / "w", box, attach="link")
    run(root, as_of=AS_OF)
    send_with_pdf(root, b"%PDF-1.7 invented")
    assert not [part for _, mail in box.arrived for part in mail.iter_attachments()]


def send_with_pdf(root: Path, pdf: bytes) -> None:
    """Send the report that lies there, with a PDF beside its pages."""
    import checks
    import connectors
    from pipeline.mail.posting import post as send_out
    from pipeline.plan import make_plan
    from pipeline.publish import Published, build_view
    from pipeline.store.runs import last_audits
    from pipeline.workspace import open_workspace

    folder = root / "reports" / "2026-11-16"
    (folder / "slt-oakhill.pdf").write_bytes(pdf)
    with open_workspace(root) as space:
        plan = make_plan(space.loaded, checks.find(), connectors.find())
        with space.store.read() as connection:
            (last,) = last_audits(connection, 1)
        published = Published(build_view(space.store, plan, last), tuple(sorted(folder.iterdir())), ())
        send_out(space.store, plan, last, published, at=AS_OF)


@pytest.mark.slow
def test_a_bounce_is_said_kept_shown_in_the_next_report_and_tried_again(box, tmp_path):
    root = workspace(tmp_path / "w", box)
    box.refuse = {"head@copse.example": "550 no such person"}
    outcome = run(root, as_of=AS_OF, send=AS_OF)
    assert outcome.exit_code == 2
    sentence = (
        "the report for the leaders of Oakhill Primary School, run 2026-11-16, could not be mailed to "
        "head@copse.example: the mail server localhost does not take mail for head@copse.example (550); it is tried "
        "again with the next report"
    )
    assert outcome.faults == (sentence,)
    assert {who for who, _ in box.arrived} == {"office@oakhill.copse.example", "ceo@copse.example"}
    box.refuse = {}
    again = run(root, as_of=AS_OF + timedelta(days=7), send=AS_OF + timedelta(days=7))
    assert "could not be mailed to head@copse.example" in page(again, "index.html")
    assert (
        "The mail of 2026-11-16 did not reach you: see reports/2026-11-16/slt-oakhill.html."
        in (bodies(box, "head@copse.example")[0])
    )
    assert again.faults == ()
    third = run(root, as_of=AS_OF + timedelta(days=14))
    assert "could not be mailed" not in page(third, "index.html")


def page(outcome: Any, name: str) -> str:
    return next(file for file in outcome.files if file.name == name).read_text(encoding="utf-8")


@pytest.mark.slow
def test_sending_a_run_again_reaches_only_those_who_have_not_had_it(box, tmp_path):
    root = workspace(tmp_path / "w", box)
    box.refuse = {"head@copse.example": "550 no such person"}
    run(root, as_of=AS_OF, send=AS_OF)
    box.refuse, before = {}, len(box.arrived)
    report(root, send=AS_OF)
    assert [who for who, _ in box.arrived[before:]] == ["head@copse.example"]
    assert report(root, send=AS_OF).lines[-1] == "Everybody has had this report by mail already."
    assert {state for _, _, state in waiting(root)} == {"sent"}


@pytest.mark.slow
def test_names_that_would_break_a_header_are_made_harmless(box, tmp_path):
    name = "Ysgol Gŵyr\r\nBcc: thief@elsewhere.example\u202e <b>&"
    root = workspace(tmp_path / "w", box, name=name)
    run(root, as_of=AS_OF, send=AS_OF)
    (mail,) = box.to("head@copse.example")
    assert str(mail["Subject"]).startswith("Social media audit of Ysgol Gŵyr Bcc: thief@elsewhere.example <b>&")
    assert mail["Bcc"] is None
    assert {who for who, _ in box.arrived} == {
        "head@copse.example",
        "office@oakhill.copse.example",
        "ceo@copse.example",
    }
    assert "<b>&" not in bodies(box, "ceo@copse.example")[1]


@pytest.mark.slow
def test_a_mail_bears_the_same_name_when_it_is_tried_again(box, tmp_path):
    root = workspace(tmp_path / "w", box)
    run(root, as_of=AS_OF, send=AS_OF)
    names = [mail["Message-ID"] for _, mail in box.arrived]
    assert len(set(names)) == 3
    assert all(name.endswith("@copse.example>") for name in names)


def test_the_login_is_read_from_the_environment_and_written_nowhere(tmp_path, monkeypatch):
    monkeypatch.setenv("SMTP_PASSWORD", PASSWORD)
    (tmp_path / "server").mkdir()
    with postbox(tmp_path / "server", login=True) as box:
        root = workspace(tmp_path / "w", box, user=USER, password="${SMTP_PASSWORD}")
        outcome = run(root, as_of=AS_OF, send=AS_OF)
        assert outcome.lines[-1] == "3 of 3 mails were handed over."
    assert not [file for file in root.rglob("*") if file.is_file() and PASSWORD.encode() in file.read_bytes()]


@pytest.mark.parametrize(
    ("taken_away", "out", "sentence"),
    [
        (("mail",), None, "names no mail server"),
        (("recipients",), None, "names no recipients"),
        ((), Path("elsewhere"), "leave out --out"),
    ],
)
def test_sending_is_refused_before_anything_is_done(taken_away, out, sentence, box, tmp_path):
    root = workspace(tmp_path / "w", box)
    trust = yaml.safe_load((root / "trust.yaml").read_text(encoding="utf-8"))
    for name in taken_away:
        trust.pop(name)
        if name == "recipients":
            trust["schools"][0].pop(name)
    (root / "trust.yaml").write_text(yaml.safe_dump(trust), encoding="utf-8")
    with pytest.raises(RefusalError, match=sentence):
        refuse_without_mail(root, out)


@pytest.mark.slow
def test_the_report_job_of_the_schedule_mails_what_it_writes_where_there_is_a_server(box, tmp_path):
    root = workspace(tmp_path / "w", box)
    run(root, as_of=AS_OF)
    work = real_work(lambda: AS_OF)
    assert work.report(root).exit_code == 0
    assert len(box.arrived) == 3
    trust = yaml.safe_load((root / "trust.yaml").read_text(encoding="utf-8"))
    del trust["mail"]
    (root / "trust.yaml").write_text(yaml.safe_dump(trust), encoding="utf-8")
    assert work.report(root).exit_code == 0
    assert len(box.arrived) == 3
