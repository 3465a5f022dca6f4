"""`pictures:` in trust.yaml says whether photos are fetched, and how large they may be."""

from __future__ import annotations

import pytest

from config.load import load_trust
from config.models import Pictures
from config.refusal import RefusalError

SCHOOL = "trust: {name: T}\nschools: [{id: oak, name: Oak, phase: primary}]\n"


def load(tmp_path, pictures: str):
    (tmp_path / "trust.yaml").write_text(f"{SCHOOL}{pictures}", encoding="utf-8")
    return load_trust(tmp_path).pictures


def test_photos_are_fetched_unless_the_trust_says_otherwise(tmp_path):
    assert load(tmp_path, "") == Pictures(fetch=True, largest=20)
    assert load(tmp_path, "pictures: {fetch: false, largest: 5}\n") == Pictures(fetch=False, largest=5)


@pytest.mark.parametrize(
    ("pictures", "sentence"),
    [
        ("{largest: 0}", "trust.yaml line 3: .*largest"),
        ("{largest: 5000}", "trust.yaml line 3: .*largest"),
        ("{largest: 20MB}", "trust.yaml line 3: .*largest"),
        ("{fetsch: true}", "'fetsch' is not a key that is known in 'pictures': did you mean 'fetch'"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, pictures, sentence):
    with pytest.raises(RefusalError, match=sentence):
        load(tmp_path, f"pictures: {pictures}\n")
