"""Values of Meta's exports: broken letters are mended and nothing else is touched; times are times, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from exports.meta_exports import broken
from hypothesis import given
from hypothesis import strategies as st

from connectors._meta_json import is_video, labelled, mended, moment, repaired, rows_of

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(ANY_JSON)
def test_what_meta_breaks_is_made_whole_in_values_and_keys(value: Any) -> None:
    assert repaired(broken(value)) == value


@given(st.text(alphabet=st.characters(min_codepoint=0x100, exclude_categories=["Cs"]), min_size=1), st.text())
def test_a_text_with_letters_that_no_byte_can_be_was_never_broken(letters: str, rest: str) -> None:
    assert mended(rest + letters) == rest + letters


@pytest.mark.parametrize(
    "whole", ["Zoë's café", "£5 entry", "naïve – yes", "½ term", "Ysgol Tŷ Gwyn", "😀", "", "plain"]
)
def test_a_whole_text_is_left_as_it_is_and_mending_twice_is_mending_once(whole: str) -> None:
    assert mended(whole) == whole
    assert mended(mended(broken(whole))) == whole


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_one_emoji_cut_in_two_leaves_no_other_letter_broken(lost: int) -> None:
    written = broken("Zoë Brookes and Łukasz Nowak 🎉")
    read = mended(written[:-lost])
    assert read.startswith("Zoë Brookes and Łukasz Nowak ")
    assert read.endswith(written[-4:-lost])


def test_letters_side_by_side_that_look_like_a_broken_one_stay() -> None:
    assert mended("Zoë est allée au CAFÉ»") == "Zoë est allée au CAFÉ»"


@pytest.mark.parametrize(
    ("value", "year"),
    [
        (1_793_620_800, 2026),
        (1_793_620_800.5, 2026),
        ("1793620800", 2026),
        (1_793_620_800_000, 2026),
        (0, None),
        (-5, None),
        (True, None),
        (None, None),
        ("soon", None),
        ([], None),
        (10**30, None),
        (float("inf"), None),
        (float("nan"), None),
        ("9" * 5000, None),
    ],
)
def test_a_time_is_seconds_or_milliseconds_since_1970_or_nothing(value: Any, year: int | None) -> None:
    read = moment(value)
    assert (read.year if read else None) == year
    assert read is None or read.tzinfo is UTC


def test_noon_is_noon() -> None:
    assert moment(1_793_620_800) == datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "count"),
    [
        ([{"a": 1}, {"b": 2}], 2),
        ({"ig_stories": [{"a": 1}]}, 1),
        ({"version": [1], "ig_reels_media": [{}, {}, {}]}, 3),
        ({"media": [{}, {}], "title": "one post alone"}, 1),
        ({"ig_stories": []}, 0),
        ({}, 0),
        (None, 0),
        ("text", 0),
    ],
)
def test_records_are_found_whatever_their_list_is_called(content: Any, count: int) -> None:
    assert len(rows_of(content)) == count


def test_labels_are_found_in_both_layouts_at_any_depth() -> None:
    older = {"profile_user": [{"string_map_data": {"Benutzername": {"href": "", "value": "oakmere"}, "X": None}}]}
    newer = {"label_values": [{"label": "URL", "href": "https://www.instagram.com/p/1/"}, None, {"label": 7}]}
    assert list(labelled(older)) == [("Benutzername", "oakmere"), ("X", "")]
    assert list(labelled(newer)) == [("URL", "https://www.instagram.com/p/1/"), ("", "")]
    assert list(labelled("nothing")) == []


@pytest.mark.parametrize(
    ("uri", "record", "video"),
    [
        ("media/reels/1.MP4", {}, True),
        ("media/reels/1.mov", {}, True),
        ("media/posts/1.jpg", {"media_metadata": {"video_metadata": {}}}, False),
        ("media/posts/1.heic", {}, False),
        ("media/posts/1", {"media_metadata": {"video_metadata": {}}}, True),
        ("media/posts/1", {"media_metadata": None}, False),
    ],
)
def test_a_video_is_known_by_its_file(uri: str, record: dict[str, Any], video: bool) -> None:
    assert is_video(uri, record) is video
