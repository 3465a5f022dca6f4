"""Words beside many places at once: what is hashed is the very word, and nothing of its neighbours."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checks.names.fold import fold
from checks.names.neighbours import numbers_after, numbers_before, words_after, words_before

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=3, max_size=12)


@given(WORDS)
def test_each_word_is_known_by_its_number_and_only_by_its_own(words):
    codes = fold(f" {' '.join(words)} ").codes
    gaps = np.flatnonzero(codes == ord(" "))
    before, after = words_before(codes, gaps[1:]), words_after(codes, gaps[:-1] + 1)
    for at, word in enumerate(words):
        assert [n in numbers_before([word]) for n in before] == [other == word for other in words], at
        assert [n in numbers_after([word]) for n in after] == [other == word for other in words], at


def test_at_the_edges_of_the_text_there_is_no_word():
    codes = fold(" rose ").codes
    assert words_before(codes, np.array([0]))[0] in numbers_before([""])
    assert words_after(codes, np.array([codes.size]))[0] in numbers_after([""])
