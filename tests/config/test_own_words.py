"""What a trust adds to the word lists: phrases that mean nobody, and what its pupils are called as well."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from checks.names.engine import NameEngine
from config.load import load_trust
from config.own_words import OwnWords
from config.refusal import RefusalError
from config.word_lists import load_word_lists, word_lists_hash

PUPILS = pd.DataFrame(
    [
        {"pupil_id": "P1", "first_name": "Talulah", "last_name": "Ferncroft"},
        {"pupil_id": "P2", "first_name": "Oluwakemisola", "last_name": "Adeyemi"},
    ]
).assign(preferred_name="", year_group="4", form="4K", never_publish=False, left_on=pd.NaT)
STAFF = pd.DataFrame(columns=["title", "first_name", "last_name", "role"])
SHIPPED = OwnWords()
OWN = OwnWords(allow_phrases=("Talulah Ferncroft Shield",), short_forms={"Oluwakemisola": ("Misola",)})
TRUST = """
trust: {name: Brookside Trust}
words: WORDS
schools: [{id: brookside, name: Brookside Primary School, phase: primary}]
"""


def named(text: str, engine: NameEngine) -> list[str]:
    texts = pd.DataFrame([{"text": text, "subject_type": "post", "subject_id": "post:1", "account": "x:a"}])
    found = engine.mentions(texts)
    return [one for one, sure in zip(found["matched_text"], found["confidence"], strict=True) if sure != "possible"]


@pytest.fixture(scope="module")
def plain() -> NameEngine:
    """An engine of a trust that adds nothing."""
    return NameEngine(PUPILS, STAFF, load_word_lists(SHIPPED))


@pytest.fixture(scope="module")
def with_own() -> NameEngine:
    """An engine of a trust that adds what is its own."""
    return NameEngine(PUPILS, STAFF, load_word_lists(OWN))


@pytest.fixture(scope="module")
def of_houses() -> NameEngine:
    """An engine of a school with houses."""
    return NameEngine(PUPILS, STAFF, load_word_lists(), ["Talulah House", "Ferncroft"])


def test_an_allowed_phrase_means_nobody_and_hides_nobody_beside_it(plain: NameEngine, with_own: NameEngine) -> None:
    cup = "Red class lifted the Talulah Ferncroft Shield on Friday."
    assert named(cup, plain)
    assert named(cup, with_own) == []
    assert named("Well done Talulah Ferncroft, star of the week!", with_own) == ["Talulah Ferncroft"]


def test_a_short_form_of_the_trusts_own_is_read_as_the_name(plain: NameEngine, with_own: NameEngine) -> None:
    text = "Well done Misola for a super week!"
    assert named(text, plain) == []
    assert named(text, with_own) == ["Misola"]


@pytest.mark.parametrize(
    ("text", "with_houses"),
    [
        ("Talulah 5, Ferncroft 4! The house final went to penalties.", []),
        ("Mine's in Talulah, says it is the best one", []),
        ("Assembly for Talulah class is moved to Thursday.", []),
        ("Well done Talulah, what a goal!", ["Talulah"]),
        ("Talulah Ferncroft read to us.", ["Talulah Ferncroft"]),
    ],
)
def test_a_house_of_the_school_is_told_from_the_pupil_of_its_name(
    of_houses: NameEngine, text: str, with_houses: list[str]
) -> None:
    assert named(text, of_houses) == with_houses


def test_trust_yaml_may_name_a_schools_houses(tmp_path: Path) -> None:
    school = "phase: primary, houses: [Seacole, Bede]}]"
    text = TRUST.replace("words: WORDS\n", "").replace("phase: primary}]", school)
    (tmp_path / "trust.yaml").write_text(text, encoding="utf-8")
    assert load_trust(tmp_path).schools[0].houses == ("Seacole", "Bede")


def test_other_words_are_other_lists() -> None:
    assert word_lists_hash(SHIPPED) == word_lists_hash() != word_lists_hash(OWN)
    assert load_word_lists(SHIPPED) is load_word_lists()


def loaded(folder: Path, words: str) -> OwnWords:
    (folder / "trust.yaml").write_text(TRUST.replace("WORDS", words), encoding="utf-8")
    return load_trust(folder).words


def test_trust_yaml_may_name_them(tmp_path: Path) -> None:
    words = '{allow_phrases: ["Mason Hall"], short_forms: {Oluwaseun: [Seun, Shay]}}'
    assert loaded(tmp_path, words) == OwnWords(
        allow_phrases=("Mason Hall",), short_forms={"Oluwaseun": ("Seun", "Shay")}
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("{allow_phrase: [A]}", "allow_phrases"),
        ("{allow_phrases: [A]}", "at least 2"),
        ("{short_forms: [A]}", "short_forms"),
    ],
)
def test_what_is_no_list_of_words_is_refused(words: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match=told):
        loaded(tmp_path, words)
