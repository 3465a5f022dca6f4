"""One picture posted five times is one picture, found among many without comparing each with each."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from drawn import drawn, encoded
from hypothesis import given
from hypothesis import strategies as st

import pipeline.inventory_copies
from pipeline.inventory_copies import number_copies
from pipeline.picture_facts import NEAR, distance, look_at


def flipped(phash: str, *bits: int) -> str:
    return f"{int(phash, 16) ^ sum(1 << bit for bit in bits):016x}"


ONE = "0123456789abcdef"


@pytest.mark.parametrize(
    ("pictures", "numbers"),
    [
        pytest.param([], [], id="none"),
        pytest.param([("a", ONE), ("a", ONE)], [0, 0], id="the same bytes"),
        pytest.param([("a", ""), ("a", "")], [0, 0], id="the same bytes of a plain surface"),
        pytest.param([("a", ONE), ("b", ONE)], [0, 0], id="the same hash"),
        pytest.param([("a", ONE), ("b", flipped(ONE, 0, 20, 41, 63))], [0, 0], id="four bits apart"),
        pytest.param([("a", ONE), ("b", flipped(ONE, 0, 20, 41, 62, 63))], [0, 1], id="five bits apart"),
        pytest.param([("", ""), ("", "")], [0, 1], id="nothing is known of either"),
        pytest.param([("a", ""), ("b", "")], [0, 1], id="two plain surfaces"),
        pytest.param(
            [("a", ONE), ("b", flipped(ONE, 1, 2, 3)), ("c", flipped(ONE, 1, 2, 3, 4, 5, 6))], [0, 0, 2],
            id="each a little unlike the one before",
        ),
        pytest.param(
            [("a", ONE), ("b", flipped(ONE, *range(6))), ("c", flipped(ONE, *range(4)))], [0, 1, 1],
            id="the nearer of two",
        ),
        pytest.param([("a", ONE), ("b", ""), ("a", ""), ("b", ONE)], [0, 1, 0, 1], id="bytes are surer than hashes"),
    ],
)  # fmt: skip
def test_numbers(pictures, numbers):
    assert number_copies(pictures) == numbers


def test_photos_resized_and_recompressed_are_one_and_others_are_not():
    files = [encoded(drawn(seed), "PNG") for seed in range(8)]
    files += [encoded(drawn(seed).resize((320, 240)), "JPEG", quality=60) for seed in range(8)]
    assert number_copies([(str(n), look_at(file).phash) for n, file in enumerate(files)]) == [*range(8), *range(8)]


HASHES = st.integers(0, 2**64 - 1).map(lambda number: f"{number:016x}")
BITS = st.lists(st.integers(0, 63), max_size=7, unique=True)


@given(st.lists(HASHES, min_size=1, max_size=4), st.lists(st.tuples(st.integers(0, 3), BITS), max_size=25))
def test_every_copy_is_near_the_first_of_its_picture_and_no_two_firsts_are_near(seeds, changes):
    hashes = [*seeds, *(flipped(seeds[which % len(seeds)], *bits) for which, bits in changes)]
    numbers = number_copies([("", phash) for phash in hashes])
    assert all(distance(phash, hashes[number]) <= NEAR for phash, number in zip(hashes, numbers, strict=True))
    assert all(distance(hashes[one], hashes[other]) > NEAR for one, other in combinations(set(numbers), 2))


def test_among_twenty_thousand_hashes_few_are_compared(monkeypatch):
    dice = random.Random(5)  # noqa: S311
    firsts = [f"{dice.getrandbits(64):016x}" for _ in range(16_000)]
    copies = [flipped(dice.choice(firsts), *dice.sample(range(64), dice.randrange(5))) for _ in range(4_000)]
    compared = 0
    candidates = pipeline.inventory_copies._Seen._candidates

    def counted(self, phash):
        nonlocal compared
        found = list(candidates(self, phash))
        compared += len(found)
        return iter(found)

    monkeypatch.setattr(pipeline.inventory_copies._Seen, "_candidates", counted)
    numbers = number_copies([("", phash) for phash in [*firsts, *copies]])
    assert len(set(numbers)) == len(set(firsts)) == 16_000
    assert all(number < 16_000 for number in numbers)
    assert compared < 50 * 20_000, "all pairs would be two hundred million"
