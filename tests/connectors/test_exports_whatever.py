"""Whatever stands in an export, a record becomes a post or is set aside, a file is read or refused; never a crash."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exports.business_files import FACEBOOK, facebook, write
from hypothesis import given
from hypothesis import strategies as st
from scenes import account

from config.refusal import RefusalError
from connectors._facebook_export_rows import album_drafts, loose_drafts
from connectors._facebook_export_rows import to_draft as to_page_draft
from connectors._instagram_export_rows import to_draft as to_instagram_draft
from connectors._meta_drafts import Draft
from connectors._meta_found import Found, Label, to_pull
from connectors._meta_json import repaired, rows_of
from connectors.base import NeedsPerson, Window
from connectors.business_suite import BusinessSuiteConnector

UNTIL = datetime(2026, 12, 1, 6, tzinfo=UTC)
KEYS = st.sampled_from([
    "timestamp", "creation_timestamp", "update_timestamp", "data", "post", "attachments", "media", "uri", "title",
    "description", "label_values", "string_map_data", "label", "value", "href", "fbid", "text_app_post", "is_reply",
    "photos", "videos", "name", "media_metadata", "video_metadata", "external_context",
])  # fmt: skip
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        [1_793_620_800, "1793620800", "a/b.jpg", "a/b.mp4", "https://www.facebook.com/x", "[::1", "@[1:2:x]"]
    )
)
RECORDS = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)


@given(st.lists(RECORDS, max_size=6))
def test_any_record_of_an_export_becomes_a_post_or_is_set_aside(content: list[Any]) -> None:
    rows = rows_of(repaired(content))
    told = [
        *(to_page_draft(row) for row in rows),
        *(to_instagram_draft(row, "story") for row in rows),
        *(one for row in rows for one in album_drafts(row, frozenset())),
        *loose_drafts(rows, frozenset()),
    ]
    found = Found(drafts=[one for one in told if isinstance(one, Draft)])
    assert {one for one in told if isinstance(one, str)} <= {"no-time", "not-a-record"}
    pull = to_pull(found, Label(), UNTIL, complete=True)
    ids = [post.post_id for post in pull.posts]
    assert len(ids) == len(set(ids))
    assert {media.post_id for media in pull.media} <= set(ids)
    assert len({(media.post_id, media.media_id) for media in pull.media}) == len(pull.media)
    assert all(post.created_at.tzinfo for post in pull.posts)


CELLS = st.text(max_size=12) | st.sampled_from(
    [
        "11/02/2026 08:30",
        "13/02/2026 08:30",
        "02/30/2026 08:30",
        "2026-11-02T08:30:00Z",
        "1.2E+17",
        "1",
        "Photos",
        "[::1",
    ]
)


@given(st.lists(st.dictionaries(st.sampled_from(FACEBOOK), CELLS, max_size=8), max_size=4))
def test_any_row_of_a_csv_becomes_a_post_or_is_set_aside(rows: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "a.csv", [facebook(1), *(facebook(n, **row) for n, row in enumerate(rows, 2))])
        of = account("facebook", "oakmereprimary", "business_suite", files="a.csv")
        connector = BusinessSuiteConnector(Path(folder), (of,))
        try:
            pages = list(connector.pages(of, None, Window(since=None, until=UNTIL)))
        except (RefusalError, NeedsPerson):
            return
        assert pages[-1].last
        assert sum(len(page.posts) for page in pages) + sum(one.count for one in pages[0].set_aside) <= len(rows) + 1


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.csv").write_bytes(content)
        of = account("facebook", "oakmereprimary", "business_suite", files="a.csv")
        said = "a.csv"
        try:
            list(BusinessSuiteConnector(Path(folder), (of,)).pages(of, None, Window(since=None, until=UNTIL)))
        except RefusalError as refusal:
            said = str(refusal)
        assert said.startswith("a.csv")
