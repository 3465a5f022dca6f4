"""A newcomer with Instagram's export and a CSV of Meta Business Suite gets a report by the command of the README."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from pathlib import Path

import pytest
from exports.business_files import facebook, write
from exports.meta_exports import DAY, NOON, export, instagram, page, page_photo, page_post, picture
from PIL import Image
from workspaces import CONSENTS, PUPILS, TERMS

from pipeline import cli

TRUST = """
trust: {name: Oakmere Trust, packs: [com01]}
schools:
  - id: oakmere
    name: Oakmere Primary School
    phase: primary
    registers: {pupils: pupils.csv, consents: consents.csv}
    calendars: {terms: terms.csv}
    accounts:
      - platform: instagram
        handle: "@oakmereprimary"
        source: {connector: instagram_export, archive: instagram-oakmereprimary-2026-11-16-AbCdEfGh.zip}
      - platform: threads
        handle: "@oakmereprimary"
        source: {connector: instagram_export, archive: instagram-oakmereprimary-2026-11-16-AbCdEfGh.zip}
      - platform: facebook
        handle: "@oakmereprimary"
        source: {connector: business_suite, files: business-suite}
      - platform: facebook
        handle: "@oakmere.pta"
        source: {connector: facebook_export, archive: facebook-OakmerePTA-2026-11-16-AbCdEfGh.zip}
"""
TABLES = {
    "pupils.csv": (PUPILS, ("oakmere", "P1", "Zainab", "", "Malik", "4", "4K"), ("oakmere", "P2", "Zoë", "", "Prüss")),
    "consents.csv": (CONSENTS, ("oakmere", "P1", "photo_social_media", "granted", "2026-09-01", "")),
    "terms.csv": (TERMS, ("oakmere", "2026-09-01", "2026-12-18", "term")),
}


def jpeg(red: int) -> bytes:
    """Return a photo that is one."""
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), (red, 90, 40)).save(stream, "JPEG")
    return stream.getvalue()


def social_audit(*arguments: object) -> int:
    """Run the program from its front door; return its exit code."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "argv", ["social-audit", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
    return int(end.value.code or 0)


def findings(workspace: Path, *asked: object) -> list[dict[str, object]]:
    """Return the rows of `social-audit findings`."""
    out = workspace / "asked.jsonl"
    assert social_audit("findings", "--workspace", workspace, "--format", "jsonl", "--out", out, *asked) == 0
    return [json.loads(line) for line in out.read_text(encoding="ascii").splitlines()]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Audit what the newcomer has."""
    root = tmp_path_factory.mktemp("oakmere")
    fill(root)
    assert social_audit("run", "--workspace", root, "--as-of", "2026-11-18") == 1
    return root


def fill(tmp_path: Path) -> None:
    """Write what the newcomer has: a trust.yaml, three tables of the school's own, and the exports as they came."""
    (tmp_path / "trust.yaml").write_text(TRUST, encoding="utf-8")
    for name, rows in TABLES.items():
        with (tmp_path / name).open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows(rows)
    instagram_of(tmp_path, "Well done Zoë Prüss – gold! 😀")
    write(
        tmp_path / "business-suite" / "Sep-01-2026_Nov-15-2026_1.csv",
        [facebook(1, Title="Zainab Malik won"), facebook(2), facebook(3, **{"Post type": "Story", "Title": ""})],
    )
    shown = page_photo("1.jpg", "Zainab Malik at the fair")
    members = page([page_post(1, "Our fair", shown)]) | {str(shown["uri"]): jpeg(10)}
    members["profile_information/profile_information.json"] = {"profile_v2": {"username": "oakmere.pta"}}
    export(tmp_path / "facebook-OakmerePTA-2026-11-16-AbCdEfGh.zip", members)


def instagram_of(root: Path, caption: str) -> None:
    """Write the export of Instagram with this caption under its first post."""
    thread = {"uri": "", "creation_timestamp": NOON, "title": "Zainab Malik reads", "text_app_post": {}}
    members = instagram(
        [{"media": [picture(1, caption)]}, {"media": [picture(2, "Autumn walk")]}],
        stories={"ig_stories": [picture(3, "Cakes")]},
    )
    members["your_instagram_activity/threads/threads_and_replies.json"] = {
        "text_post_app_text_posts": [{"media": [thread]}]
    }
    members["media/posts/202611/1.jpg"] = jpeg(200)
    export(root / "instagram-oakmereprimary-2026-11-16-AbCdEfGh.zip", members)


def test_exports_end_in_a_report(workspace: Path) -> None:
    reports = workspace / "reports" / "2026-11-18"
    assert {one.name for one in reports.iterdir()} >= {"index.html", "slt-oakmere.html", "worklist-oakmere.xlsx"}
    rows = findings(workspace, "--check", "child-named-in-caption")
    assert {(row["platform"], row["subject_id"], row["matched_text"]) for row in rows} == {
        ("instagram", f"post:{NOON + DAY}", "Zoë Prüss"),
        ("threads", f"post:{NOON}", "Zainab Malik"),
        ("facebook", "post:122158000000000001", "Zainab Malik"),
        ("facebook", f"post:{NOON + DAY}", "Zainab Malik"),
    }


def test_the_photos_of_the_exports_are_kept(workspace: Path) -> None:
    assert {jpeg(10), jpeg(200)} <= {one.read_bytes() for one in workspace.rglob("*.jpg")}


def test_what_the_exports_cannot_show_and_what_was_assumed_is_said(workspace: Path) -> None:
    rows = findings(workspace, "--coverage")
    said = {(str(row["check"]), row["outcome"], str(row["reason"])) for row in rows}
    assert any("taken for Europe/London" in reason for _, outcome, reason in said if outcome != "not_assessed")
    assert {reason for check, outcome, reason in said if outcome == "not_assessed" and "comment" in check} == {
        "comments: the export has none of what others wrote",
        "comments: a CSV of Meta Business Suite has none",
    }


@pytest.mark.slow
def test_a_caption_that_was_mended_closes_its_finding_with_the_next_export(workspace: Path, tmp_path: Path) -> None:
    later = tmp_path / "later"
    shutil.copytree(workspace, later)
    instagram_of(later, "Well done, team")
    social_audit("run", "--workspace", later, "--as-of", "2026-11-25")
    fixed = findings(later, "--status", "fixed")
    assert [(row["platform"], row["subject_id"]) for row in fixed] == [("instagram", f"post:{NOON + DAY}")]
