"""Pictures of pupils from run to run: what a school writes into its registers opens and closes findings."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from workspaces import AS_OF, Small, photo, post

from pipeline.export import STATUSES, export_findings
from pipeline.run import run


def statuses(root: Path, check: str) -> dict[str, str]:
    """Return subject -> status, whatever it is."""
    rows = [json.loads(line) for line in export_findings(root, "jsonl", checks=[check], statuses=STATUSES).splitlines()]
    return {row["subject_id"]: row["status"] for row in rows}


@pytest.mark.slow
def test_a_picture_that_is_logged_is_mended(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10"), post(2, "2026-11-11")], media=[photo(1), photo(2)])
    root = small.write()
    run(root, as_of=AS_OF)
    assert statuses(root, "photo-not-logged") == {"image:p1/m1": "new", "image:p2/m1": "new"}
    small.photo_log = [("oakhill", "p1", "", "", "no_pupils", "")]
    small.write()
    run(root, as_of=AS_OF + timedelta(days=1))
    assert statuses(root, "photo-not-logged") == {"image:p1/m1": "fixed", "image:p2/m1": "open"}


@pytest.mark.slow
def test_consent_that_is_taken_back_between_two_runs_and_the_picture_that_comes_down(tmp_path):
    small = Small(
        tmp_path,
        posts=[post(1, "2026-11-10"), post(2, "2026-11-11")],
        media=[photo(1)],
        photo_log=[("oakhill", "p1", "m1", "P1", "", "")],
    )
    root = small.write()
    run(root, as_of=AS_OF)
    assert statuses(root, "consent-withdrawn-since") == {}
    small.consents = [("oakhill", "P1", "photo_social_media", "granted", "2026-09-01", "2026-11-16")]
    small.write()
    run(root, as_of=AS_OF + timedelta(days=1))
    assert statuses(root, "consent-withdrawn-since") == {"image:p1/m1": "new"}
    assert statuses(root, "photo-without-consent") == {}
    small.posts, small.media = small.posts[1:], []
    small.write()
    run(root, as_of=AS_OF + timedelta(days=2))
    assert statuses(root, "consent-withdrawn-since") == {"image:p1/m1": "fixed"}
