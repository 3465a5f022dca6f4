"""An export as it is handed over: found in any wrapping, read within bounds, and what is built to do harm refused."""

from __future__ import annotations

import json
import os
import stat
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from x_archives import pack, unpack

import connectors._archive as archives
import connectors._archive_parts as parts
from config.refusal import RefusalError
from connectors._archive import Archive

FILES: Mapping[str, str | bytes] = {
    "export/posts/posts_10.json": "[10]",
    "export/posts/posts_2.json": "[2]",
    "export/posts/posts_1.json": "[1]",
    "export/media/a.jpg": b"\xff\xd8picture",
    "export/.DS_Store": b"junk",
    "__MACOSX/export/posts/._posts_1.json": b"junk",
    "export/posts/._posts_1.json": b"junk",
    "export/Thumbs.db": b"junk",
}


def refusal_of(path: Path, read: Callable[[Archive], object] = lambda archive: archive.names) -> str:
    with pytest.raises(RefusalError) as refusal, Archive.open(path) as archive:
        read(archive)
    return str(refusal.value).replace(str(path.parent), "DIR")


@pytest.fixture(params=["zip", "folder", "parts"])
def export(request, tmp_path) -> Path:
    """One export, handed over in each of the three ways."""
    if request.param == "zip":
        return pack(tmp_path / "export.zip", FILES)
    if request.param == "folder":
        return unpack(tmp_path / "unpacked", FILES)
    folder = tmp_path / "downloads"
    folder.mkdir()
    names = list(FILES)
    for number, some in enumerate((names[:2], names[2:], ["export/posts/posts_1.json"]), 1):
        pack(folder / f"export-{number}.zip", {name: FILES[name] for name in some})
    (folder / ".DS_Store").write_bytes(b"junk")
    return folder


def test_members_come_in_natural_order_and_without_what_systems_leave(export):
    with Archive.open(export) as archive:
        assert archive.names == (
            "export/media/a.jpg",
            "export/posts/posts_1.json",
            "export/posts/posts_2.json",
            "export/posts/posts_10.json",
        )
        assert [archive.json(name) for name in archive.find(r"POSTS_\d+\.json")] == [[1], [2], [10]]
        assert archive.find(r"posts") == ()
        assert archive.read("export/media/a.jpg") == b"\xff\xd8picture"
        assert archive.size("export/media/a.jpg") == 9


def test_a_member_is_found_by_the_end_of_its_path(export):
    with Archive.open(export) as archive:
        assert archive.at("media/a.jpg") == "export/media/a.jpg"
        assert archive.at("/export/media/a.jpg") == "export/media/a.jpg"
        assert archive.at("a.jpg") == "export/media/a.jpg"
        assert archive.at("edia/a.jpg") is None
        assert archive.at("other/media/a.jpg") is None
        assert archive.at("") is None


def test_the_digest_changes_with_a_member_and_with_nothing_else(tmp_path):
    for write, name in ((pack, "export.zip"), (unpack, "export")):
        path = write(tmp_path / name, FILES)
        first = Archive.open(path).digest
        assert Archive.open(path).digest == first
        write(tmp_path / name, {**FILES, "export/posts/posts_1.json": "[7]"})
        assert Archive.open(path).digest != first


def test_parts_that_differ_under_one_name_are_both_kept(tmp_path):
    for number in (1, 2):
        pack(tmp_path / f"part-{number}.zip", {"start.json": f"[{number}]", "same.json": "[]"})
    with Archive.open(tmp_path) as archive:
        assert archive.names == ("same.json", "start.json", "part-2/start.json")
        assert archive.json("part-2/start.json") == [2]


def test_no_member_hides_another_whatever_the_parts_are_called(tmp_path):
    pack(tmp_path / "a.zip", {"x.json": "[1]", "b/x.json": "[2]"})
    pack(tmp_path / "b.zip", {"x.json": "[3]"})
    with Archive.open(tmp_path) as archive:
        assert sorted(archive.json(name)[0] for name in archive.names) == [1, 2, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_that_was_saved_again_is_read_whatever_its_encoding(encoding, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "_CHUNK", 7)
    said = {"text": "Café – 🎉 week"}
    path = pack(tmp_path / "export.zip", {"posts.json": json.dumps(said, ensure_ascii=False).encode(encoding)})
    with Archive.open(path) as archive:
        assert archive.json("posts.json") == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"text": "Zainab"', "is no JSON, or cut short: was it opened and saved in another program?"),
        ('{"text": "Café"}'.encode("cp1252"), "is not in UTF-8: was it opened and saved in another program?"),
        ("[" * 90_000, "is no JSON, or cut short"),
        ("[" * 150 + "]" * 150, "is nested deeper than any platform's export"),
        ("", "is no JSON, or cut short"),
    ],
)
def test_a_member_that_is_no_json_is_named_and_its_content_is_not(content, said, tmp_path):
    path = pack(tmp_path / "export.zip", {"posts/Zainab.d/posts.json": content})
    told = refusal_of(path, lambda archive: archive.json("posts/Zainab.d/posts.json"))
    assert told.startswith(f"export.zip: posts.json {said}")
    assert "Zainab" not in told


def test_values_that_are_no_json_become_null(tmp_path):
    path = pack(tmp_path / "export.zip", {"a.json": "[NaN, Infinity]"})
    with Archive.open(path) as archive:
        assert archive.json("a.json") == [None, None]


def flip(path: Path, at: bytes) -> Path:
    """Spoil one byte of the content that begins with `at`."""
    content = bytearray(path.read_bytes())
    content[content.index(at) + len(at)] ^= 0xFF
    path.write_bytes(content)
    return path


def stored(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, content)
    return path


def test_a_damaged_member_is_refused_and_named(tmp_path):
    path = flip(stored(tmp_path / "export.zip", "posts.json", b"[1, 2, 3, 4]"), b"[1, ")
    assert refusal_of(path, lambda a: a.read("posts.json")) == (
        "export.zip: posts.json is damaged: download the export again"
    )


def test_a_member_longer_than_asked_for_is_refused(tmp_path):
    for path in (
        pack(tmp_path / "e.zip", {"a.json": " " * 5_000_000}),
        unpack(tmp_path / "e", {"a.json": " " * 5_000_000}),
    ):
        told = refusal_of(path, lambda archive: archive.read("a.json", 2_000_000))
        assert told == f"{path.name}: a.json is longer than 2 MB: export a shorter span of time"


def test_a_member_that_says_it_is_shorter_than_it_is_gives_no_more_than_it_says(tmp_path):
    path = pack(tmp_path / "export.zip", {"a.json": b"x" * 3_000_000})
    size = struct.pack("<L", 3_000_000)
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<L", 10)))
    assert "a.json is damaged" in refusal_of(path, lambda archive: archive.read("a.json"))


def encrypted(path: Path) -> None:
    """Mark the first member as encrypted, as every program that packs with a password does."""
    pack(path, {"a.json": "[]"})
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    path.write_bytes(content)


def linked(path: Path) -> None:
    info = zipfile.ZipInfo("data/tweets.js")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/passwd")


def doubled(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", "[1]")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.json", "[2]")


def overlapping(path: Path) -> None:
    """Let forty entries of the table of contents name one and the same content."""
    pack(path, {"a.json": os.urandom(4000)})
    content = path.read_bytes()
    begin = content.index(b"PK\x01\x02")
    entry, end = content[begin : content.index(b"PK\x05\x06")], content[content.index(b"PK\x05\x06") :]
    entries = b"".join(entry.replace(b"a.json", f"a{one:02d}son".encode()[:6]) for one in range(40))
    counts = struct.pack("<HHLL", 40, 40, len(entries), begin)
    path.write_bytes(content[:begin] + entries + end[:8] + counts + end[20:])


HARM = {
    "is not there": (None, "the export is not there: check the path in trust.yaml, or put the .zip into DIR"),
    "empty": (lambda p: p.write_bytes(b""), "the file is empty: use the .zip just as the platform gave it"),
    "no zip": (lambda p: p.write_bytes(b"Rar!\x1a\x07 and so on"), "it is not a .zip file: name the .zip that the"),
    "cut short": (
        lambda p: p.write_bytes(pack(p, {"a.json": os.urandom(3000)}).read_bytes()[:2000]),
        "the .zip is damaged or cut short: use the .zip just as the platform gave it, or download it again",
    ),
    "password": (encrypted, "it is protected by a password: unpack it with the password, and name the folder instead"),
    "nothing in it": (lambda p: pack(p, {}), "it is empty: name the .zip that the platform gave"),
    "zips in it": (
        lambda p: pack(p, {"1.zip": "PK", "__MACOSX/x": ""}),
        "it holds nothing but other .zip files: name the .zip that the platform gave, or a folder with all of its",
    ),
    "upwards": (lambda p: pack(p, {"data/../../a.js": ""}), "a file in it is named to lie outside of it, as in a .zip"),
    "absolute": (lambda p: pack(p, {"/etc/a.js": ""}), "a file in it is named to lie outside of it"),
    "a drive": (lambda p: pack(p, {"C:\\a.js": ""}), "a file in it is named to lie outside of it"),
    "upwards in Windows": (lambda p: pack(p, {"data\\..\\..\\a.js": ""}), "a file in it is named to lie outside of it"),
    "a link": (linked, "it holds a link in place of a file, which no platform's export does"),
    "a bomb": (lambda p: pack(p, {"a.js": bytes(20_000_000)}), "a file in it unpacks to more than 200 times its size"),
    "two of one name": (doubled, "it holds two different files under one name"),
    "overlapping members": (overlapping, "its members overlap, as in a .zip built to do harm"),
}


@pytest.mark.parametrize(("make", "said"), HARM.values(), ids=HARM)
def test_what_is_no_export_or_built_to_do_harm_is_refused_in_one_sentence(make, said, tmp_path):
    path = tmp_path / "export.zip"
    if make:
        make(path)
    told = refusal_of(path)
    assert told.startswith(f"export.zip: {said}")
    assert "\n" not in told


def test_a_way_of_packing_that_is_not_read_is_said(tmp_path):
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.json", "[]")
    assert "it is packed in a way that is not read here: unpack it, and name the folder" in refusal_of(
        tmp_path / "export.zip"
    )


def test_more_files_or_bytes_than_an_export_has_are_refused_before_any_is_read(tmp_path, monkeypatch):
    files = {f"{number}.json": "[1, 2, 3]" for number in range(20)}
    zipped, folder = pack(tmp_path / "export.zip", files), unpack(tmp_path / "export", files)
    for name, limit, said in (
        ("MEMBER_LIMIT", 10, "it holds more than 10 files: export a shorter span of time"),
        ("EXPANDED_LIMIT", 100, "it unpacks to more than 0 GB: export a shorter span of time"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(parts, name, limit)
            assert refusal_of(zipped) == f"export.zip: {said}"
            assert refusal_of(folder) == f"export: {said}"
    monkeypatch.setattr(parts, "DIRECTORY_LIMIT", 100)
    assert "it holds more than" in refusal_of(zipped)


def test_a_folder_with_a_link_is_refused(tmp_path):
    folder = unpack(tmp_path / "export", FILES)
    (folder / "secret.json").symlink_to("/etc/passwd")
    assert refusal_of(folder) == (
        "export: it holds a link in place of a file, which no export does: unpack the .zip again"
    )


def test_zips_beside_unpacked_files_are_refused_for_which_of_them_counts(tmp_path):
    pack(tmp_path / "a.zip", FILES)
    (tmp_path / "tweets.js").write_text("[]", encoding="utf-8")
    assert "holds .zip files and unpacked files side by side: keep one or the other" in refusal_of(tmp_path)


def test_one_bad_part_refuses_the_export_and_names_the_part(tmp_path):
    pack(tmp_path / "a.zip", FILES)
    (tmp_path / "b.zip").write_bytes(b"PK not really")
    assert refusal_of(tmp_path).startswith("b.zip: the .zip is damaged or cut short")


def test_what_is_neither_a_file_nor_a_folder_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "export.zip")
    assert refusal_of(tmp_path / "export.zip") == (
        "export.zip: it is neither a .zip file nor a folder: correct the path in trust.yaml"
    )


def test_a_name_in_a_sentence_holds_no_line_break(tmp_path):
    path = pack(tmp_path / "export.zip", {"a\nb.json": "{"})
    assert refusal_of(path, lambda archive: archive.json("a\nb.json")).startswith("export.zip: a?b.json is no JSON")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_said(tmp_path):
    path = pack(tmp_path / "export.zip", FILES)
    path.chmod(0)
    assert refusal_of(path) == "export.zip: it cannot be read (Permission denied): check who may read it"


def test_names_with_absurdly_many_digits_are_put_in_order(tmp_path):
    long = "9" * 200
    with Archive.open(pack(tmp_path / "export.zip", {f"a{long}.json": "", "a10.json": "", "a009.json": ""})) as archive:
        assert archive.names == ("a009.json", "a10.json", f"a{long}.json")


@given(content=st.binary(max_size=400), cut=st.integers(0, 600), flipped=st.integers(0, 600))
def test_any_damage_is_a_refusal_or_no_damage(content, cut, flipped, tmp_path_factory):
    path = pack(tmp_path_factory.mktemp("any") / "export.zip", {"a.json": content, "b/c.json": "[1]"})
    spoilt = bytearray(path.read_bytes())
    if flipped < len(spoilt):
        spoilt[flipped] ^= 0x41
    path.write_bytes(bytes(spoilt[: len(spoilt) - cut % 40]))
    try:
        with Archive.open(path) as archive:
            for name in archive.names:
                archive.read(name)
    except RefusalError:
        pass
