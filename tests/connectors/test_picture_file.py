"""A photo that a media table names is read from the workspace, and from nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from scenes import account

from connectors.base import BadPayload, Media, NeedsPerson
from connectors.spreadsheet import SpreadsheetConnector

ACCOUNT = account("x", "oakmere", "spreadsheet", posts="posts.csv")


def read(root: Path, file: str = "", url: str = "", largest: int = 1_000_000, kind: str = "photo") -> bytes:
    connector = SpreadsheetConnector(root, [ACCOUNT], largest)
    return connector.picture(ACCOUNT, Media(post_id="1", media_id="m1", file=file, url=url, type=kind))


def test_a_file_of_the_workspace_is_read(tmp_path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.jpg").write_bytes(b"bytes")
    assert read(tmp_path, "pictures/a.jpg") == b"bytes"


def test_an_address_is_not_fetched_and_that_is_said(tmp_path):
    with pytest.raises(NeedsPerson, match=r"names no file \(column 'file'\), and addresses are not fetched"):
        read(tmp_path, url="https://elsewhere.example/a.jpg")
    with pytest.raises(NeedsPerson, match=r"^the cover of a video of @oakmere: .* \(column 'cover'\), and addresses"):
        read(tmp_path, url="https://elsewhere.example/a.jpg", kind="video")


def test_a_cover_that_is_not_there_is_said_to_be_one(tmp_path):
    with pytest.raises(NeedsPerson, match="put it where the column 'cover' or 'file' says"):
        read(tmp_path, "a.jpg", kind="video")


@pytest.mark.parametrize("file", ["../zainab.jpg", "/etc/hostname", "a/../../zainab.jpg", ".", "a\0b.jpg"])
def test_nothing_outside_the_workspace_is_read(tmp_path, file):
    (tmp_path / "zainab.jpg").write_bytes(b"outside")
    root = tmp_path / "workspace"
    root.mkdir()
    with pytest.raises(NeedsPerson) as failed:
        read(root, file)
    assert "zainab" not in str(failed.value)


def test_words_where_a_files_name_belongs_are_told_of(tmp_path):
    with pytest.raises(NeedsPerson, match="no file can be called so: correct the column 'file'"):
        read(tmp_path, "A tree in the yard, planted by our gardening club " * 8)


@pytest.mark.parametrize("link", ["photo", "folder"])
def test_no_link_is_followed(tmp_path, link):
    root = tmp_path / "workspace"
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.jpg").write_bytes(b"outside")
    root.mkdir()
    if link == "photo":
        (root / "in").mkdir()
        (root / "in" / "a.jpg").symlink_to(tmp_path / "outside" / "a.jpg")
    else:
        (root / "in").symlink_to(tmp_path / "outside")
    with pytest.raises(NeedsPerson, match="reached through a link, which is never followed"):
        read(root, "in/a.jpg")


def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    for name in ("pipe.jpg", "folder.jpg", "missing.jpg"):
        with pytest.raises(NeedsPerson, match="not in the workspace: put it where the column 'file' says"):
            read(tmp_path, name)


def test_a_file_longer_than_the_trust_keeps_is_left(tmp_path):
    (tmp_path / "a.jpg").write_bytes(bytes(1_000_001))
    with pytest.raises(BadPayload, match="longer than 1 MB"):
        read(tmp_path, "a.jpg")
    assert len(read(tmp_path, "a.jpg", largest=1_000_001)) == 1_000_001
