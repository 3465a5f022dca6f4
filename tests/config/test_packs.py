"""The shipped packs hold every clause of the policies they were made from, and each clause says what becomes of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from policy_clauses import READERS, ids_of

import checks
import connectors
from config.load import find_pack, load_pack, load_trust_marked, shipped_packs
from config.models import Clause, Pack, School, Trust
from config.refusal import RefusalError
from pipeline.plan import make_plan

PACKS: Final = Path(__file__).resolve().parents[2] / "config" / "packs"
TEMPLATE: Final = PACKS / "template.yaml.txt"
POLICIES: Final = Path(__file__).resolve().parents[2] / ".." / "shared" / "policies"
FILES: Final = {
    "knowsley": "000_d4adecb0d956970e.txt",
    "com01": "001_69b82a2cd5dd4f0d.txt",
    "trust-networking": "002_4f1bd553755eeec9.txt",
    "bradfield": "003_8fbac72a1918df6e.txt",
    "lancashire": "004_c49c568856797a9c.txt",
}
"""The pack of each published policy, and the file of its text."""
GUIDANCE: Final = ("accessibility", "uk-guidance")
"""Packs that are made from many sources, none of which is at hand as a text."""
LONGEST: Final = 160
"""Characters of what a person is told to do: a line of the list that is printed, ticked and signed."""
COPIED: Final = 8
"""So many words in a row, as they stand in a policy, are a quotation."""
VERBS: Final = frozenset(
    {"Ask", "Count", "Download", "Find", "Go", "Hold", "Let", "Look", "Open", "Play", "Put", "Read", "Search", "See"}
)
"""What a person can be told to do: a line that begins otherwise is no instruction."""
HOW_OFTEN: Final = re.compile(r"\beach (?:school day|week|month|half-term|term|year|September)\b")


def text_of(pack: str) -> str:
    """Return the text of a policy, or skip."""
    file = POLICIES / FILES[pack]
    if not file.is_file():
        pytest.skip("the policy's text is not beside this checkout")
    return file.read_text(encoding="utf-8")


@cache
def pack_of(name: str) -> Pack:
    trust = Trust(root=Path(), name="Any", schools=(School(id="any", name="Any", phase="primary"),))
    return find_pack(trust, name).pack


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.casefold().replace("’", "'"))


def every_clause() -> list[tuple[str, Clause]]:
    found = [(name, clause) for name in shipped_packs() for clause in pack_of(name).clauses]
    own = [("template", clause) for clause in load_pack(TEMPLATE).pack.clauses]
    return [*found, *own]


def test_the_packs_that_are_shipped() -> None:
    assert set(shipped_packs()) >= {*FILES, *GUIDANCE}
    assert all(pack_of(name).id == name for name in shipped_packs())


@pytest.mark.parametrize("name", FILES)
def test_every_clause_of_the_policy_stands_in_its_pack_in_its_order(name: str) -> None:
    expected = ids_of(READERS[name](text_of(name)))
    assert [clause.id for clause in pack_of(name).clauses] == expected


@pytest.mark.parametrize(
    ("name", "there", "beyond"),
    [
        ("knowsley", "1.1 1.3.4 1.8 2(e) 3.1.4 4.8.3 5 5.4 6.1 7.3 8.6.4 12.2", "1.5 2(f) 4 3.1.5 12.3 18"),
        ("trust-networking", "policy 1 2(d) 3(f) 4.2(h) 4.3(f) 4.4 4.4(d) 5(p) 6", "2(e) 3(g) 4 4.4(e) 5(q) 7"),
        ("bradfield", "introduction.3 scope(d) e-safety-pupils-working-online(p) disciplinary-action", "policy date"),
        ("lancashire", "preamble.2 3.4 4.1(vi) 4.1(iii)(e) 4.2 5 5(h) 6(iv)", "4 4.1(a) 4.1(vii) 5(i) 6 6(v) 12"),
        ("com01", "1.1 2.2(f) 4.1(g) 5.6 6(e)", "1.0 4.1(h) 6(f)"),
    ],
)
def test_the_readers_of_the_policies_find_what_a_person_finds(name: str, there: str, beyond: str) -> None:
    found = set(ids_of(READERS[name](text_of(name))))
    assert [clause for clause in there.split() if clause not in found] == []
    assert [clause for clause in beyond.split() if clause in found] == []


@pytest.mark.parametrize("name", GUIDANCE)
def test_guidance_without_numbers_is_named_by_its_heading_and_a_letter(name: str) -> None:
    ids = [clause.id for clause in pack_of(name).clauses]
    assert ids == ids_of((clause.partition("(")[0], "bullet") for clause in ids)


def test_no_policy_is_quoted() -> None:
    runs = set[tuple[str, ...]]()
    for name in FILES:
        policy = words(text_of(name))
        runs |= {tuple(policy[at : at + COPIED]) for at in range(len(policy) - COPIED + 1)}
    told = [(f"{name}:{one.id}", words(t)) for name, one in every_clause() for t in (one.says, *answers(one))]
    told += [(name, words(pack_of(name).title)) for name in shipped_packs()]
    copied = [
        (where, " ".join(said[at : at + COPIED]))
        for where, said in told
        for at in range(len(said) - COPIED + 1)
        if tuple(said[at : at + COPIED]) in runs
    ]
    assert copied == []


def answers(clause: Clause) -> tuple[str, ...]:
    """What is told of a clause: one text, or none where checks judge all of it."""
    return tuple(filter(None, (clause.by_hand, clause.out_of_scope)))


def test_every_clause_is_checked_or_read_by_hand_or_out_of_scope_and_told_in_sentences() -> None:
    for name, clause in every_clause():
        where = f"{name}:{clause.id}"
        assert bool(clause.checks or clause.by_hand) != bool(clause.out_of_scope), where
        assert all(re.fullmatch(r"[A-Z].*[.]", told) for told in (clause.says, *answers(clause))), where
        assert len(clause.says) <= LONGEST, where


WHOLLY: Final = {
    "accessibility": "pictures(a) words(a) words(c) words(e)",
    "bradfield": "use-of-social-media-online-activity-of-staff-in-school(d) "
    "general-considerations-both-in-and-out-of-school(b) general-considerations-both-in-and-out-of-school(c)",
    "com01": "4.2 4.3",
    "lancashire": "5(b)",
    "trust-networking": "5(k)",
    "uk-guidance": "ico(c) ico(d) ewwg(c) hwb(b) hwb(d) hwb(g) safeguarding(a) safeguarding(c) schools-dpo(a) "
    "schools-dpo(b)",
}
"""The clauses of which nothing is left to a person: all that they ask of the accounts, the checks see."""


def test_a_clause_that_checks_judge_in_part_is_read_by_hand_too() -> None:
    for name in shipped_packs():
        alone = [clause.id for clause in pack_of(name).clauses if clause.checks and not clause.by_hand]
        assert sorted(alone) == sorted(WHOLLY.get(name, "").split()), name


def test_ids_stand_once() -> None:
    twice = [
        f"{name}:{clause}"
        for name in shipped_packs()
        for clause, times in Counter(clause.id for clause in pack_of(name).clauses).items()
        if times > 1
    ]
    assert twice == []


def test_what_is_read_by_hand_is_one_instruction_that_says_how_often() -> None:
    told = [(f"{name}:{clause.id}", clause.by_hand) for name, clause in every_clause() if clause.by_hand]
    assert [where for where, said in told if said.split()[0] not in VERBS] == []
    assert [where for where, said in told if len(said) > LONGEST or ". " in said] == []
    assert [where for where, said in told if not HOW_OFTEN.search(said)] == []


def test_no_tick_stands_twice_in_a_pack() -> None:
    for name in shipped_packs():
        ticks = Counter(clause.by_hand for clause in pack_of(name).clauses if clause.by_hand)
        assert [tick for tick, times in ticks.items() if times > 1] == [], name


def workspace(folder: Path, packs: Iterable[str]) -> Path:
    names = ", ".join(packs)
    school = "schools:\n  - {id: hazel, name: Hazel Primary School, phase: primary}\n"
    (folder / "trust.yaml").write_text(f"trust: {{name: Copse Trust, packs: [{names}]}}\n{school}", encoding="utf-8")
    return folder


def test_all_packs_run_together_and_a_check_names_every_clause_that_asks_for_it(tmp_path: Path) -> None:
    loaded = load_trust_marked(workspace(tmp_path, shipped_packs()))
    plan = make_plan(loaded, checks.find(), connectors.find())
    photo = next(planned for planned in plan.checks if planned.check == "photo-without-consent")
    assert {"com01:4.1(d)", "knowsley:7.3", "trust-networking:5(k)", "uk-guidance:hwb(g)"} <= set(photo.clauses)
    assert photo.severity == "today"


def test_the_template_is_no_pack_of_its_own(tmp_path: Path) -> None:
    assert "template" not in " ".join(shipped_packs())
    with pytest.raises(RefusalError, match="no pack 'template' comes with the project"):
        load_trust_and_plan(workspace(tmp_path, ["template"]))


def load_trust_and_plan(folder: Path) -> dict[str, tuple[str, ...]]:
    plan = make_plan(load_trust_marked(folder), checks.find(), connectors.find())
    return {planned.check: planned.clauses for planned in plan.checks}


def test_a_trusts_own_pack_made_from_the_template_works_at_the_first_try(tmp_path: Path) -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    (tmp_path / "our-policy.yaml").write_text(text, encoding="utf-8")
    planned = load_trust_and_plan(workspace(tmp_path, ["com01", "our-policy.yaml"]))
    assert planned["photo-without-consent"] == ("com01:4.1(d)", "our-policy:1")
    own = load_pack(tmp_path / "our-policy.yaml").pack
    ways = {(bool(clause.checks), bool(clause.by_hand), bool(clause.out_of_scope)) for clause in own.clauses}
    assert len(ways) == 4, "the template shows each of the three ways, and checks with a person beside them"


def test_a_clause_added_to_the_template_as_it_says_works_too(tmp_path: Path) -> None:
    added = '  - id: "5.1(a)"\n    says: "Handles: the school\'s name."\n    checks:\n      - use: handle-off-format\n'
    (tmp_path / "our-policy.yaml").write_text(TEMPLATE.read_text(encoding="utf-8") + added, encoding="utf-8")
    planned = load_trust_and_plan(workspace(tmp_path, ["our-policy.yaml"]))
    assert planned["handle-off-format"] == ("our-policy:5.1(a)",)


def test_the_template_speaks_of_checks_choices_and_severities_that_exist() -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    offered = re.search(r"allow: (\w+) +# <-- or (.*)", text)
    assert offered
    known = checks.find()["child-named-in-caption"].choices["allow"]
    assert {offered[1], *offered[2].split(", ")} <= set(known)


def test_accounts_that_pass_for_the_schools_are_asked_about_by_every_clause_that_speaks_of_them(tmp_path: Path) -> None:
    planned = load_trust_and_plan(workspace(tmp_path, shipped_packs()))
    assert set(planned["account-not-registered"]) == {
        "com01:2.1(d)", "com01:4.1(a)", "knowsley:6.1", "knowsley:7.2",
        "bradfield:use-of-social-media-online-activity-of-staff-in-school.4",
    }  # fmt: skip
    assert set(planned["account-imitates-school"]) == {"com01:2.1(d)", "knowsley:7.2"}
    assert set(planned["poster-not-authorised"]) == {"com01:4.1(a)", "knowsley:5.1"}
    assert set(planned["linked-personal-account"]) == {
        "com01:4.1(a)", "knowsley:5.3", "knowsley:8.2.1", "lancashire:5(b)",
    }  # fmt: skip


def test_pictures_of_pupils_are_asked_about_by_every_clause_that_speaks_of_them(tmp_path: Path) -> None:
    planned: dict[str, set[str]] = {}
    for one in make_plan(
        load_trust_marked(workspace(tmp_path, shipped_packs())), checks.find(), connectors.find()
    ).checks:
        planned.setdefault(one.check, set()).update(one.clauses)
    own = {"com01:4.1(d)", "trust-networking:5(k)"}
    assert planned["consent-withdrawn-since"] >= own | {
        "knowsley:4.7.1", "knowsley:7.3", "uk-guidance:hwb(g)", "uk-guidance:safeguarding(c)",
        "uk-guidance:schools-dpo(b)",
    }  # fmt: skip
    assert planned["photo-not-logged"] >= own | {"uk-guidance:ewwg(b)"}
    assert planned["never-publish-child"] >= own | {"uk-guidance:ico(c)"}
    assert planned["picture-not-described"] >= {
        "accessibility:pictures(a)", "accessibility:pictures(b)", "com01:4.1",
    }  # fmt: skip
    assert planned["leaver-still-shown"] == {"uk-guidance:safeguarding(c)", "uk-guidance:schools-dpo(b)"}
