"""A batch folds every text as `fold` does, and finds the way back to the text and the character it came from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.names.batch import Batch
from checks.names.fold import fold

LETTERS = st.sampled_from([*"abZ .,!\n#é🎉👏", "\u0301", "\u200d", "\ufe0f"])
OTHERS = st.sampled_from(list("ßæłПж字ع½"))
PLAIN, MIXED = st.text(LETTERS, max_size=14), st.text(LETTERS | OTHERS, max_size=14)


def batch_of(texts):
    return Batch(texts, np.array([len(text) for text in texts], dtype=np.int64))


@given(st.lists(PLAIN, min_size=1, max_size=5) | st.lists(MIXED, min_size=1, max_size=5))
def test_each_text_is_cut_out_as_it_folds_by_itself(texts):
    for text, cut in zip(texts, batch_of(texts).cut(range(len(texts))), strict=True):
        alone = fold(f" {text} ")
        assert cut.text.strip() == alone.text.strip()
        assert cut.text.startswith(" ")
        assert len(cut.origin) == len(cut.text)
        assert list(cut.origin) == (alone.origin[: len(cut.text)] - 1).tolist()


@given(st.lists(PLAIN, min_size=1, max_size=5) | st.lists(MIXED, min_size=1, max_size=5))
def test_every_folded_place_knows_its_source_and_its_text(texts):
    batch = batch_of(texts)
    whole = fold(batch.source)
    assert batch.text == whole.text
    places = np.arange(len(batch.text))
    assert batch.sources_of(places).tolist() == whole.origin.tolist()
    for at, (text, begin) in enumerate(zip(texts, batch.begins.tolist(), strict=True)):
        assert batch.source[begin : begin + len(text)] == text
        assert set(batch.texts_at(np.arange(begin, begin + len(text))).tolist()) <= {at}


@pytest.mark.parametrize(("text", "size"), [("plain ascii 🎉", 1), ("Привет, Жанна", 4), ("Weiß", 4)])
def test_it_takes_one_byte_a_character_where_all_folds_to_ascii(text, size):
    assert batch_of([text]).codes.itemsize == size
