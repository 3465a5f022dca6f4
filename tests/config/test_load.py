"""Loading trust.yaml, waivers and packs: what is accepted, what it becomes, and where a value is said to stand."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.load import find_pack, load_pack, load_trust, load_trust_marked, read_yaml, shipped_packs
from config.models import Secret
from config.refusal import RefusalError

SHIPPED = Path(__file__).resolve().parents[2] / "config"

TRUST = """\
trust: {name: Harrowby Learning Trust, packs: [com01]}
retention: {comments_gone: 12w}
schools:
  - id: st-annes
    name: "St Anne's <Primary> & Nursery"
    phase: primary
    contacts: {phones: [02074560011], emails: [office@stannes.example]}
    registers: {pupils: registers/pupils.csv, staff: /srv/staff.csv}
    accounts:
      - platform: x
        handle: "@StAnnes"
        source: {connector: x, token: "${X_BEARER_TOKEN}", pages: 3, archive: no}
        approval: {approved_by: B. Head, approved_on: 2026-09-01}
      - platform: blog
        handle: Yes we can
        source: {connector: spreadsheet, posts: 2026.csv}
        approval: {approved_on: "2026-09-02"}
"""


def write(folder: Path, text: str, name: str = "trust.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_trust_is_read_whole(tmp_path: Path) -> None:
    trust = load_trust(write(tmp_path, TRUST))
    school = trust.schools[0]
    x, blog = school.accounts
    assert (trust.name, trust.timezone, trust.packs) == ("Harrowby Learning Trust", "Europe/London", ("com01",))
    assert trust.store == f"sqlite:///{tmp_path}/social-audit.db"
    assert trust.retention.comments_gone == timedelta(weeks=12)
    assert school.name == "St Anne's <Primary> & Nursery"
    assert (x.school, x.handle, x.key) == ("st-annes", "StAnnes", "x:stannes")
    assert blog.handle == "Yes we can"
    assert [account.approval.approved_on for account in trust.accounts if account.approval] == [
        date(2026, 9, 1),
        date(2026, 9, 2),
    ]


def test_paths_lead_into_the_workspace_or_to_an_absolute_place(tmp_path: Path) -> None:
    registers = load_trust(write(tmp_path, TRUST)).schools[0].registers
    assert registers.pupils == tmp_path / "registers" / "pupils.csv"
    assert registers.staff == Path("/srv/staff.csv")
    assert registers.consents is None


def test_a_secret_is_kept_by_name_and_options_keep_their_kind(tmp_path: Path) -> None:
    options = load_trust(write(tmp_path, TRUST)).accounts[0].source.options
    assert options == {"token": Secret(name="X_BEARER_TOKEN"), "pages": 3, "archive": False}


def test_numbers_are_text_where_text_is_due(tmp_path: Path) -> None:
    assert load_trust(write(tmp_path, TRUST)).schools[0].contacts.phones == ("02074560011",)


def test_a_school_may_have_nothing_but_its_name(tmp_path: Path) -> None:
    text = "trust: {name: A}\nschools:\n  - {id: a, name: A School, phase: infant, registers: {}}\n"
    school = load_trust(write(tmp_path, text)).schools[0]
    assert (school.accounts, school.registers.pupils, school.calendars.terms) == ((), None, None)


def test_keys_without_a_value_are_absent(tmp_path: Path) -> None:
    text = TRUST.replace("    registers: {pupils: registers/pupils.csv, staff: /srv/staff.csv}", "    registers:")
    assert load_trust(write(tmp_path, text)).schools[0].registers.pupils is None


def test_a_store_may_be_a_secret_or_lie_elsewhere(tmp_path: Path) -> None:
    for store in ("${STORE_URL}", "postgresql://db.example/audit", "sqlite:////srv/audit.db", "sqlite:///:memory:"):
        assert load_trust(write(tmp_path, f'store: "{store}"\n{TRUST}')).store == store


def test_the_place_of_every_value_is_known(tmp_path: Path) -> None:
    loaded = load_trust_marked(write(tmp_path, TRUST))
    assert str(loaded.place("schools[0].accounts[0].source.token")) == "trust.yaml line 12"
    assert str(loaded.place("schools", 0, "accounts", 1, "handle")) == "trust.yaml line 15"
    assert str(loaded.place("schools[0].accounts[1].approval.monitor")) == "trust.yaml line 17"


def test_a_trust_travels_between_processes(tmp_path: Path) -> None:
    trust = load_trust(write(tmp_path, TRUST))
    assert pickle.loads(pickle.dumps(trust)) == trust  # noqa: S301 - our own bytes


def test_waivers_are_read_from_their_file_and_by_default(tmp_path: Path) -> None:
    entry = "- {key: 0123456789ab, reason: Parents agreed, approver: B. Head, expires: 2027-07-31}\n"
    write(tmp_path, entry, "waivers.yaml")
    write(tmp_path, "# none yet\n", "none.yaml")
    assert load_trust(write(tmp_path, TRUST)).waivers[0].expires == date(2027, 7, 31)
    assert load_trust(write(tmp_path, f"waivers: waivers.yaml\n{TRUST}")).waivers[0].key == "0123456789ab"
    assert load_trust(write(tmp_path, f"waivers: none.yaml\n{TRUST}")).waivers == ()


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("- {reason: Agreed}", "waivers.yaml line 1: 'approver' is missing from '[0]': add a line 'approver: ...'"),
        (
            "- {key: abc, reason: Agreed, approver: Head, expires: 2027-07-31}",
            "waivers.yaml line 1: 'key' is 'abc': it should be the 12 digits and letters that the worklist shows for "
            "the finding",
        ),
        ("key: abc", "waivers.yaml line 1: the file should be a list: begin each of its entries with '- '"),
    ],
)
def test_a_bad_waiver_is_refused_with_its_line(entry: str, sentence: str, tmp_path: Path) -> None:
    write(tmp_path, entry, "waivers.yaml")
    with pytest.raises(RefusalError) as refusal:
        load_trust(write(tmp_path, TRUST))
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("key", ["token", "secret", "password", "api_key", "app_secret", "key", "page_access_token"])
def test_a_typed_secret_is_refused_and_never_shown(key: str, tmp_path: Path) -> None:
    text = TRUST.replace('token: "${X_BEARER_TOKEN}"', f"{key}: hunter-2-secret")
    with pytest.raises(RefusalError) as refusal:
        load_trust(write(tmp_path, text))
    assert "hunter" not in str(refusal.value)
    assert f"'{key}' holds a secret itself" in str(refusal.value)


def test_a_shipped_pack_is_found_by_its_id(tmp_path: Path) -> None:
    trust = load_trust(write(tmp_path, TRUST))
    loaded = find_pack(trust, "com01")
    assert loaded.pack.id == "com01"
    assert "com01" in shipped_packs()


def test_a_pack_of_the_trusts_own_is_found_by_its_path_with_options_and_places(tmp_path: Path) -> None:
    pack = (
        'id: own\ntitle: Our own\nclauses:\n  - id: "1.10"\n    says: Post.\n'
        "    checks:\n      - use: too-few-posts\n        with: {minimum: 2, per: account}\n"
    )
    write(tmp_path, pack, "own.yaml")
    loaded = find_pack(load_trust(write(tmp_path, TRUST)), "own.yaml")
    clause = loaded.pack.clauses[0]
    assert (clause.id, clause.checks[0].options) == ("1.10", {"minimum": 2, "per": "account"})
    assert loaded.place("clauses[0].checks[0].with.minimum").line == 8
    assert loaded.place("clauses[0].checks[0].severity").line == 7


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "com02",
            "no pack 'com02' comes with the project: did you mean 'com01'? A pack of your own is named by its path "
            "ending in .yaml",
        ),
        (
            "own.yaml",
            "the pack 'own.yaml' is not in the workspace: check the path, or take it out of 'packs'",
        ),
        (
            "../own.yaml",
            "the pack '../own.yaml' should lie in the workspace: give a path without '..', or the whole path from '/'",
        ),
    ],
)
def test_an_unknown_pack_is_refused(name: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as refusal:
        find_pack(load_trust(write(tmp_path, TRUST)), name)
    assert str(refusal.value) == f"trust.yaml: {sentence}"


def test_a_folder_that_is_not_there_is_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match=r"own\.yaml: the file cannot be read"):
        load_pack(tmp_path / "own.yaml")


@given(st.text(max_size=200) | st.text(alphabet="a1:-{}[]\"'&*!|>%@`#,? \n\t$~", max_size=60))
def test_any_text_is_read_or_refused_in_one_sentence(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("any") / "any.yaml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    said = "any.yaml is fine"
    try:
        read_yaml(file)
    except RefusalError as refusal:
        said = str(refusal)
    assert said.startswith("any.yaml")
    assert "\n" not in said


@pytest.mark.parametrize("file", sorted(SHIPPED.rglob("*.yaml")), ids=lambda file: file.name)
def test_what_libyaml_reads_python_reads_alike(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = read_yaml(file, typed=("with", "source"), may_be_empty=True)
    monkeypatch.setattr("yaml.__with_libyaml__", False)
    assert read_yaml(file, typed=("with", "source"), may_be_empty=True) == read
