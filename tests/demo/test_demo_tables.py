"""The demo's tables: complete, true to the calendar and to each other, and nothing said twice in the same words."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from datetime import date, datetime
from itertools import combinations, pairwise
from pathlib import Path

import pytest

DEMO = Path(__file__).resolve().parents[2] / "config" / "demo"
SCHOOLS = ("st-wilfredas", "thornby-vale", "larkfield-meadow")
Row = dict[str, str]
SAME_WORDS = 6
"""So many words in a row are a template."""
QUOTED = "↩️"
"""Behind it stands the beginning of the post that is quoted."""
DAY = re.compile(
    r"\b(Mon|Tues?|Wed|Weds|Thurs?|Fri|Sat|Sun)(?:day|nesday|sday|urday)?,? (\d{1,2})(?:th|st|nd|rd)? "
    r"(Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
MONTHS = {"Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def rows(school: str, table: str) -> list[Row]:
    with (DEMO / school / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def texts() -> dict[tuple[str, str], str]:
    """Every text of the demo by school and id; of an edited post the words before the edit."""
    found: dict[tuple[str, str], str] = {}
    for school in SCHOOLS:
        for table, name, column in (("posts", "post_id", "text"), ("comments", "comment_id", "text")):
            for row in rows(school, table):
                found.setdefault((school, row[name]), row[column])
        for row in rows(school, "media"):
            found[school, f"{row['post_id']}/{row['media_id']}"] = row["alt_text"]
    return found


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", re.sub(r"https?://\S+|#\w+", "", text).casefold())


@pytest.mark.parametrize("school", SCHOOLS)
def test_a_school_has_as_much_as_was_promised(school: str) -> None:
    assert len({row["post_id"] for row in rows(school, "posts")}) >= 60
    assert len({row["comment_id"] for row in rows(school, "comments")}) >= 120


@pytest.mark.parametrize("school", SCHOOLS)
def test_everything_belongs_to_a_post_and_every_picture_is_there_and_small(school: str) -> None:
    posts = {row["post_id"] for row in rows(school, "posts")}
    pictures = {(row["post_id"], row["media_id"]) for row in rows(school, "media")}
    pupils = {row["pupil_id"] for row in rows(school, "pupils")} | {""}
    assert {row["post_id"] for row in rows(school, "comments")} <= posts
    assert {post for post, _ in pictures} <= posts
    logged = rows(school, "photo_log")
    assert {(row["post_id"], row["media_id"]) for row in logged if row["media_id"]} <= pictures
    assert {row["pupil_id"] for row in [*logged, *rows(school, "consents")]} <= pupils
    sizes = [(DEMO / row["file"]).stat().st_size for row in rows(school, "media") if row["file"]]
    assert len(sizes) > 20
    assert max(sizes) < 12_000


@pytest.mark.parametrize("school", SCHOOLS)
def test_a_child_who_must_never_be_published_is_named_nowhere_and_shown_once(school: str) -> None:
    hidden = [row for row in rows(school, "pupils") if row["never_publish"]]
    assert len(hidden) == 1
    shown = [row["post_id"] for row in rows(school, "photo_log") if row["pupil_id"] == hidden[0]["pupil_id"]]
    assert shown == (["TVX005"] if school == "thornby-vale" else [])
    for (where, subject), text in texts().items():
        if where == school:
            assert not {hidden[0]["first_name"].casefold(), hidden[0]["last_name"].casefold()} & set(words(text)), (
                subject
            )


def test_no_two_schools_share_a_child_by_name() -> None:
    seen: dict[str, str] = {}
    for school in SCHOOLS:
        for row in rows(school, "pupils"):
            name = unicodedata.normalize("NFKD", f"{row['first_name']} {row['last_name']}".casefold())
            assert seen.setdefault(name, row["pupil_id"]) == row["pupil_id"]


def items() -> dict[tuple[str, str], str]:
    """School and id -> the item it belongs to: a comment or a picture takes up its post, a cross-post is one item."""
    found: dict[tuple[str, str], str] = {}
    for school in SCHOOLS:
        for row in rows(school, "posts"):
            found.setdefault((school, row["post_id"]), " ".join(words(row["text"])[:8]))
        for row in rows(school, "comments"):
            found[school, row["comment_id"]] = found[school, row["post_id"]]
        for row in rows(school, "media"):
            found[school, f"{row['post_id']}/{row['media_id']}"] = found[school, row["post_id"]]
    return found


def test_nothing_is_said_twice_in_the_same_words() -> None:
    item, captions = items(), set[str]()
    held: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for subject, text in texts().items():
        said = words(text.split(QUOTED)[0])
        if "/" in subject[1] and text in captions:
            continue  # one picture, shown in several posts
        captions.add(text)
        for at in range(len(said) - SAME_WORDS + 1):
            held[" ".join(said[at : at + SAME_WORDS])].add(subject)
    for sequence, subjects in held.items():
        for one, other in combinations(sorted(subjects), 2):
            assert item[one] == item[other], f"{one} and {other}: {sequence}"


def test_every_weekday_that_is_written_is_the_right_one() -> None:
    found = 0
    for subject, text in texts().items():
        for name, day, month in DAY.findall(text):
            found += 1
            assert WEEKDAYS[date(2026, MONTHS[month[:3]], int(day)).weekday()] == name[:3], subject
    assert found > 20


@pytest.mark.parametrize("school", SCHOOLS)
def test_times_carry_the_offset_of_their_day_and_comments_follow_their_post(school: str) -> None:
    posted = {}
    for table in ("posts", "comments"):
        for row in rows(school, table):
            at = datetime.fromisoformat(row["created_at"])
            offset = at.utcoffset()
            assert offset is not None
            assert (offset.total_seconds() == 3600) == (at.date() < date(2026, 10, 25)), row["post_id"]
            if table == "posts":
                posted.setdefault(row["post_id"], at)
            else:
                assert posted[row["post_id"]] < at, row["comment_id"]


@pytest.mark.parametrize("school", SCHOOLS)
def test_an_id_is_shown_in_one_wording_at_a_time(school: str) -> None:
    for table, name in (("posts", "post_id"), ("comments", "comment_id")):
        spans: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in rows(school, table):
            spans[row[name]].append((row["shown_from"], row["shown_to"] or "9999"))
        for subject, found in spans.items():
            found.sort()
            assert all(one[1] <= other[0] for one, other in pairwise(found)), subject
