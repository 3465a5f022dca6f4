"""The safeguarding lead's folder is always there, holds everything they need, and keeps what they did."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from postbox import Postbox, postbox
from workspaces import AS_OF, PUPILS, Small, comment, photo, post

from config.refusal import RefusalError
from pipeline.dsl.doing import acknowledge, close, reopen, request_of_lead
from pipeline.dsl.looking import list_matters, show_matter
from pipeline.run import audit, run

WORRY = "i dont want to be here anymore, nobody would miss me"
PACKS = ["com01", "trust-networking", "uk-guidance"]


@pytest.fixture
def box(tmp_path):
    (tmp_path / "server").mkdir()
    with postbox(tmp_path / "server") as box:
        yield box


def small(folder: Path, *, said: str = WORRY, marked: str = "yes", **top: object) -> Small:
    """A school with a child who must not be published in a captioned picture, and a comment that tells of a worry."""
    folder.mkdir(exist_ok=True)
    return Small(
        folder,
        posts=[post(1, "2026-11-10", "Well done Zainab Malik!"), post(2, "2026-11-11", "Our choir sang.")],
        comments=[comment(1, 2, said)],
        media=[photo(1)],
        photo_log=[("oakhill", "p1", "m1", "P1", "", "")],
        pupils=[
            ("oakhill", "P1", "Zainab", "", "Malik", "4", "4K", marked),
            ("oakhill", "P2", "Dylan", "", "Prosser", "4", "4K", ""),
        ],
        pupil_columns=(*PUPILS, "never_publish"),
        top={
            "trust": {"name": "Copse Trust", "packs": PACKS, "email_domains": ["copse.example"]},
            "dsl": {"out_of_hours": "Copse duty line 01632 960100"},
            **top,
        },
    )


def told_by(box: Postbox, one: Small, *leads: str) -> Path:
    """Write the workspace with a mail server and its safeguarding leads."""
    one.top |= {"mail": box.settings(), "recipients": {"dsl": list(leads)}}
    return one.write()


def matters(root: Path, *, everything: bool = False) -> dict[str, str]:
    rows = list_matters(root, schools=None, everything=everything, at=AS_OF)
    return {row["key"]: row["state"] for row in rows}


def the_worry(root: Path) -> str:
    """The key of the comment that tells of a worry."""
    return next(key for key in matters(root, everything=True) if WORRY in "\n".join(show_matter(root, key)))


def page(root: Path) -> str:
    return (root / "dsl" / "oakhill.html").read_text(encoding="utf-8")


def test_the_folder_is_its_owners_alone_and_holds_everything_in_full(tmp_path, ran):
    root = ran(small(tmp_path / "w"))
    folder = root / "dsl"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {file.name for file in folder.iterdir()} == {"oakhill.html", "oakhill.xlsx"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    shown = page(root)
    assert WORRY in shown.replace("<mark>", "").replace("</mark>", "")
    for words in (
        "Well done <mark>Zainab Malik</mark>!", "Zainab Malik (P1), 4K", "written by <bdi>A mum (@mum)</bdi>",
        "Under the post: <bdi>Our choir sang.</bdi>", "https://x.example/2", "Copse duty line 01632 960100",
        "999, at any hour", "0808 800 5000", "www.ceop.police.uk", "10 November 2026, 10:00", "all of them new",
    ):  # fmt: skip
        assert words in shown, words
    sheet = openpyxl.load_workbook(folder / "oakhill.xlsx")["Items"]
    assert sheet.max_row == 1 + len(matters(root))
    assert WORRY in [cell.value for row in sheet.iter_rows() for cell in row]


@pytest.mark.slow
def test_where_nothing_waits_the_folder_is_there_and_says_so(tmp_path, ran):
    root = ran(small(tmp_path, said="Lovely singing", marked=""))
    assert {file.name for file in (root / "dsl").iterdir()} == {"oakhill.html", "oakhill.xlsx"}
    assert "Nothing waits." in page(root)
    assert "Zainab" not in page(root)


def test_where_nothing_was_read_it_is_not_said_that_all_is_well(tmp_path):
    root = small(tmp_path).write()
    audit(root, as_of=AS_OF)
    gap = "X (Twitter) @oakhill: comments: not read yet (Comment that may tell of a child at risk)."
    assert "Nothing waits, but not everything could be looked at." in page(root)
    assert gap in page(root)
    about = openpyxl.load_workbook(root / "dsl" / "oakhill.xlsx")["About"]
    assert f"Not looked at: {gap}" in [row[0].value for row in about.iter_rows()]


@pytest.mark.slow
def test_what_the_safeguarding_lead_puts_there_stays(tmp_path):
    root = small(tmp_path).write()
    own = {"case-notes.xlsx", "chronology.html", "my notes.txt"}
    (root / "dsl").mkdir()
    for name in own:
        (root / "dsl" / name).write_text("kept")
    run(root, as_of=AS_OF)
    assert {file.name for file in (root / "dsl").iterdir()} == {"oakhill.html", "oakhill.xlsx", *own}


def test_what_a_killed_run_left_of_a_sheet_does_not_lie_about(tmp_path):
    root = small(tmp_path).write()
    (root / "dsl").mkdir()
    (root / "dsl" / ".writing-abc").write_text("Zainab Malik")
    audit(root, as_of=AS_OF)
    assert {file.name for file in (root / "dsl").iterdir()} == {"oakhill.html", "oakhill.xlsx"}


def test_a_sheet_that_leads_elsewhere_is_replaced_and_nothing_is_written_there(tmp_path):
    root = small(tmp_path / "w").write()
    (root / "dsl").mkdir()
    (tmp_path / "shared.html").write_text("theirs")
    (root / "dsl" / "oakhill.html").symlink_to(tmp_path / "shared.html")
    audit(root, as_of=AS_OF)
    assert not (root / "dsl" / "oakhill.html").is_symlink()
    assert (tmp_path / "shared.html").read_text() == "theirs"


def test_a_folder_that_leads_elsewhere_is_refused(tmp_path):
    root = small(tmp_path / "w").write()
    (tmp_path / "shared").mkdir()
    (root / "dsl").symlink_to(tmp_path / "shared")
    with pytest.raises(RefusalError, match="is a link to another place"):
        audit(root, as_of=AS_OF)
    assert list((tmp_path / "shared").iterdir()) == []


def renamed(one: Small, now: str = "oakhill-primary") -> Path:
    """Write the workspace with another id of its school."""
    file = one.write() / "trust.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("id: oakhill\n", f"id: {now}\n"), encoding="utf-8")
    return one.root


@pytest.fixture
def moved(tmp_path, box) -> Path:
    """A workspace whose school got another id while a worry waited that is deleted since; nobody was told of it."""
    one = small(tmp_path / "w", marked="")
    run(one.write(), as_of=AS_OF)
    one.comments = [comment(2, 2, "Lovely")]
    one.top |= {"mail": box.settings(), "recipients": {"dsl": ["dsl@copse.example"]}}
    run(renamed(one), as_of=AS_OF + timedelta(days=1))
    return one.root


@pytest.mark.slow
def test_what_waits_outlives_the_id_of_its_school(moved, box):
    ((key, state),) = matters(moved).items()
    assert state == "new"
    shown = page(moved)
    assert WORRY in shown.replace("<mark>", "").replace("</mark>", "")
    assert "For the safeguarding lead of <bdi>oakhill (no longer in trust.yaml)</bdi>" in shown
    assert "1 item waits, new." in shown
    assert "X (Twitter) @oakhill" in shown
    assert {file.name for file in (moved / "dsl").iterdir()} == {
        "oakhill.html", "oakhill.xlsx", "oakhill-primary.html", "oakhill-primary.xlsx",
    }  # fmt: skip
    (mail,) = box.to("dsl@copse.example")
    text = "".join(part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")
    assert "For oakhill (no longer in trust.yaml)." in text
    assert "oakhill (no longer in trust.yaml), X (Twitter) @oakhill" in show_matter(moved, key)[1]
    assert [row["school"] for row in list_matters(moved, schools=["oakhill"], everything=False, at=AS_OF)] == [
        "oakhill"
    ]
    assert list_matters(moved, schools=["oakhill-primary"], everything=True, at=AS_OF) == []
    close(moved, key, by="A. Dale, DSL", note="Spoke to the family", at=AS_OF + timedelta(days=2))
    assert matters(moved) == {}
    assert "Spoke to the family" in page(moved)


@pytest.mark.slow
def test_a_removal_is_asked_for_where_the_account_is_now(tmp_path, ran):
    one = small(tmp_path, marked="")
    ran(one)
    root = renamed(one)
    key = the_worry(root)
    assert "the removal of comment:c1 is asked for" in request_of_lead(root, key, by="A. Dale", at=AS_OF)
    run(root, as_of=AS_OF + timedelta(days=1))
    todo = root / "reports" / "2026-11-17" / "worklist-oakhill-primary.html"
    assert "Remove at the school&#39;s request" in todo.read_text(encoding="utf-8")
    trust = root / "trust.yaml"
    trust.write_text(trust.read_text(encoding="utf-8").replace("'@oakhill'", "'@other'"), encoding="utf-8")
    with pytest.raises(RefusalError, match=r"no school of trust\.yaml has x:oakhill any more"):
        request_of_lead(root, key, by="A. Dale", at=AS_OF)


@pytest.mark.slow
def test_a_worry_waits_until_it_is_closed_although_the_comment_is_gone(tmp_path, ran):
    one = small(tmp_path)
    root = ran(one)
    key = the_worry(root)
    one.comments = [comment(2, 2, "Lovely")]  # an empty export would prove nothing
    run(one.write(), as_of=AS_OF + timedelta(days=1))
    assert matters(root)[key] == "new"
    assert "It is gone from public view." in "\n".join(show_matter(root, key))
    close(root, key, by="A. Dale, DSL", note="Spoke to the family", at=AS_OF + timedelta(days=2))
    assert key not in matters(root)
    assert "Closed by A. Dale, DSL, 18 November 2026, 06:00: Spoke to the family" in page(root)


@pytest.mark.slow
def test_a_marked_child_who_is_out_of_view_waits_no_more_and_one_unmarked_is_not_shown(tmp_path, ran):
    one = small(tmp_path, said="Lovely singing")
    root = ran(one)
    assert set(matters(root).values()) == {"new"}
    one.posts, one.media = one.posts[1:], []
    run(one.write(), as_of=AS_OF + timedelta(days=1))
    assert matters(root) == {}
    assert set(matters(root, everything=True).values()) == {"over"}
    one.posts.append(post(1, "2026-11-10", "Well done Zainab Malik!"))
    run(one.write(), as_of=AS_OF + timedelta(days=2))
    assert set(matters(root).values()) == {"new"}
    unmarked = small(tmp_path, said="Lovely singing", marked="")
    run(unmarked.write(), as_of=AS_OF + timedelta(days=3))
    assert matters(root, everything=True) == {}
    assert "Zainab" not in page(root)


@pytest.mark.slow
def test_what_was_closed_waits_anew_when_it_comes_back(tmp_path, box):
    one = small(tmp_path / "w", marked="")
    root = told_by(box, one, "dsl@copse.example")
    run(root, as_of=AS_OF)
    key = the_worry(root)
    close(root, key, by="A. Dale", note="Dealt with", at=AS_OF + timedelta(hours=1))
    kept, one.comments = one.comments, [comment(2, 2, "Lovely")]
    run(one.write(), as_of=AS_OF + timedelta(days=1))
    assert matters(root) == {}
    one.comments = kept
    for day in (2, 3):
        run(one.write(), as_of=AS_OF + timedelta(days=day))
        assert matters(root) == {key: "new"}
    assert len(box.to("dsl@copse.example")) == 2, "the first time, and once when it came back"


def test_who_did_what_is_kept_and_shown(tmp_path, ran):
    root = ran(small(tmp_path))
    key = the_worry(root)
    acknowledge(root, key, by="B. Ode", note="", at=AS_OF + timedelta(hours=1))
    assert matters(root)[key] == "acknowledged"
    assert "in hand" in page(root).lower()
    close(root, key, by="B. Ode", note="Referred", at=AS_OF + timedelta(hours=2))
    reopen(root, key, by="C. Rae", note="Heard more", at=AS_OF + timedelta(hours=3))
    assert matters(root)[key] == "new"
    done = show_matter(root, key)[-3:]
    assert [line.partition(",")[0] for line in done] == [
        "Taken in hand by B. Ode",
        "Closed by B. Ode",
        "Opened again by C. Rae",
    ]


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda root, key: close(root, key, by="A", note=" ", at=AS_OF), "--note: say in a few words"),
        (lambda root, key: close(root, key, by=" ", note="Done", at=AS_OF), "--by: say who"),
        (lambda root, key: reopen(root, key, by="A", note="", at=AS_OF), "is not closed"),
        (lambda root, _: close(root, "0123456789ab", by="A", note="Done", at=AS_OF), "has the key 0123456789ab"),
        (lambda root, _: request_of_lead(root, "0123456789ab", by="A", at=AS_OF), "has the key 0123456789ab"),
        (lambda root, key: close(root, key, by="A", note="x" * 3000, at=AS_OF), "under 2,000 characters"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(act, sentence, audited):
    with pytest.raises(RefusalError, match=sentence):
        act(audited, the_worry(audited))


@pytest.fixture(scope="module")
def audited(tmp_path_factory, ran):
    return ran(small(tmp_path_factory.mktemp("audited") / "w"))


def test_the_list_says_not_a_word_of_what_waits(audited):
    rows = list_matters(audited, schools=None, everything=True, at=AS_OF)
    assert {tuple(row) for row in rows} == {("key", "school", "state", "first_seen", "days")}


@pytest.mark.slow
def test_the_lead_is_told_once_by_mail_and_of_nothing_but_a_count(tmp_path, box):
    root = told_by(box, small(tmp_path / "w"), "dsl@copse.example")
    audit_at = [AS_OF + timedelta(days=day) for day in range(2)]
    for at in audit_at:
        run(root, as_of=at)
    (mail,) = box.to("dsl@copse.example")
    assert mail["Subject"] == "Items wait for you in the safeguarding folder"
    text = "".join(part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")
    assert "3 new items wait for you in the safeguarding folder." in text
    assert "For Oakhill Primary School." in text
    assert not [word for word in ("Zainab", "Malik", WORRY, "P1", "picture", "comment", "@oakhill") if word in text]
    assert [who for who, _ in box.arrived] == ["dsl@copse.example"]
    assert box.asked.count("dsl@copse.example") == 3, "asked at every audit, written to at one"


@pytest.mark.slow
def test_a_refused_lead_is_said_to_everybody_alike_and_told_when_they_can_be_reached(tmp_path, box):
    box.refuse = {"dsl@copse.example": "550 no such person"}
    outcomes = {}
    for word, said in (("yes", WORRY), ("", "Lovely singing")):
        root = told_by(box, small(tmp_path / f"w{word}", said=said, marked=word), "dsl@copse.example")
        outcomes[word] = run(root, as_of=AS_OF)
    assert outcomes["yes"].faults == outcomes[""].faults
    assert "does not take mail for dsl@copse.example (550)" in outcomes[""].faults[0]
    assert outcomes["yes"].exit_code == outcomes[""].exit_code == 2
    root = tmp_path / "wyes"
    assert "You could not be told by mail" in page(root)
    box.refuse = {}
    run(root, as_of=AS_OF + timedelta(days=1))
    assert len(box.to("dsl@copse.example")) == 1
    assert "You could not be told" not in page(root)


@pytest.mark.slow
def test_a_mail_that_fails_at_its_content_is_known_to_the_lead_alone(tmp_path, box):
    box.refuse_content = ["554 looks odd"]
    root = told_by(box, small(tmp_path / "w"), "dsl@copse.example")
    outcome = run(root, as_of=AS_OF)
    assert outcome.faults == ()
    assert "did not take the message for dsl@copse.example (554)" in page(root)
    run(root, as_of=AS_OF + timedelta(days=1))
    assert len(box.to("dsl@copse.example")) == 1


@pytest.mark.slow
def test_two_leads_are_told_when_one_of_them_bounces(tmp_path, box):
    box.refuse = {"old@copse.example": "550 no such person"}
    root = told_by(box, small(tmp_path / "w"), "old@copse.example", "dsl@copse.example")
    outcome = run(root, as_of=AS_OF)
    assert [who for who, _ in box.arrived] == ["dsl@copse.example"]
    assert "old@copse.example" in outcome.faults[0]
    assert "You could not be told" not in page(root)


def test_what_strangers_wrote_is_inert_on_the_page_and_in_the_sheet(tmp_path):
    hostile = f"{WORRY} <script>alert(1)</script> {{{{ 7*7 }}}} \u202e"
    one = small(tmp_path, said=hostile)
    one.comments = [(*one.comments[0][:4], "=1+1", '=HYPERLINK("http://x")', hostile)]
    root = one.write()
    run(root, as_of=AS_OF)
    assert "<script>alert" not in page(root)
    assert "{{ 7*7 }}" in page(root)
    sheet = openpyxl.load_workbook(root / "dsl" / "oakhill.xlsx")["Items"]
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.slow
def test_notes_of_the_lead_enter_no_other_file(tmp_path, ran):
    root = ran(small(tmp_path))
    close(root, the_worry(root), by="A. Dale, DSL", note="Referred to the authority", at=AS_OF)
    run(root, as_of=AS_OF + timedelta(days=1))
    files = [file for file in root.rglob("*") if file.is_file() and file.parent.name != "dsl" and file.suffix != ".db"]
    assert not [file for file in files if b"Referred to the authority" in file.read_bytes()]
