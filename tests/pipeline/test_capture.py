"""Photos are kept before their links die: each once, privately, within bounds; what could not be had is said."""

from __future__ import annotations

import hashlib
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from drawn import drawn, encoded
from made_stores import new_store
from sqlalchemy import select

import pipeline.capture
from config.models import Account, Pictures, Source, Trust
from config.refusal import RefusalError
from connectors.base import BadPayload, Media, NeedsPerson, Page, Post, Read, RetryLater, Unavailable
from pipeline.capture import MOST_TRIES, capture_account
from pipeline.media_files import erase_strays, keep_copy
from pipeline.picture_facts import NEAR
from pipeline.retention import apply_retention
from pipeline.store.frames import load_media, load_reads
from pipeline.store.other_covers import is_same_cover
from pipeline.store.pages import PullMoment, save_page
from pipeline.store.schema import copies

NOW = datetime(2026, 11, 2, 6, tzinfo=UTC)
DAY = timedelta(days=1)
JPEG = encoded(drawn(1))


class Platform:
    """A platform that serves what stands in `shown`: bytes, or the failure that it answers with."""

    name = "drawn"
    provides = frozenset({"posts", "media"})

    def __init__(self) -> None:
        self.shown: dict[str, bytes | Exception] = {}
        self.asked: list[str] = []
        self.media: list[Media] = []

    def picture(self, account: Account, media: Media) -> bytes:
        self.asked.append(media.post_id)
        self.media.append(media)
        answer = self.shown.get(media.post_id, JPEG)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Ground:
    """A workspace with one account, its platform, and the pulls of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.store = new_store(root)
        self.platform = Platform()

    def publish(self, *numbers: int, day: int = 0, handle: str = "oak", **page: object) -> None:
        """Save a pull that reads one post with one photo for each number."""
        posts = [Post(post_id=str(n), created_at=NOW - DAY * 40 + timedelta(hours=n)) for n in numbers]
        media = [Media(post_id=str(n), media_id="m", url=f"https://p.example/{n}.jpg?sig={day}") for n in numbers]
        reads = [Read(what=what, complete=True, proves_gone=True, whole=True) for what in ("posts", "media")]
        with self.store.write() as connection:
            made = Page(posts=posts, media=media, reads=reads, cursor={}, first=True, last=True, **page)
            save_page(connection, PullMoment(f"x:{handle}", "drawn", NOW + DAY * day), made)

    def capture(self, day: int = 0, handle: str = "oak", **pictures: object) -> list[str]:
        """Capture, and return which posts were asked for, in order."""
        self.platform.asked = []
        account = Account(school="s", platform="x", handle=handle, source=Source(connector="drawn"))
        at = PullMoment(account.key, "drawn", NOW + DAY * day)
        capture_account(self.store, self.platform, at, account, self.root, Pictures(**pictures))
        return self.platform.asked

    def rows(self, *names: str) -> list[tuple[object, ...]]:
        with self.store.read() as connection:
            query = select(*(copies.c[name] for name in names)).order_by(copies.c.account, copies.c.post_id)
            return [tuple(row) for row in connection.execute(query)]

    def read(self) -> tuple[bool, str]:
        with self.store.read() as connection:
            reads = load_reads(connection, ["x:oak"])
        [row] = reads[reads["what"] == "pictures"].to_dict("records")
        return row["complete"], row["reason"]

    def files(self) -> list[str]:
        media = self.root / "media"
        return sorted(file.relative_to(self.root).as_posix() for file in media.rglob("*") if file.is_file())

    def retain(self, day: int, *handles: str) -> int:
        accounts = [
            {"school": "s", "platform": "x", "handle": one, "source": {"connector": "drawn"}} for one in handles
        ]
        school = {"id": "s", "name": "S", "phase": "primary", "accounts": accounts}
        trust = Trust(root=self.root, name="T", schools=[school], retention={"media": "30d"})
        return apply_retention(self.store, trust, NOW + DAY * day)["media"]


@pytest.fixture
def ground(tmp_path):
    made = Ground(tmp_path)
    yield made
    made.store.close()


def test_a_photo_is_kept_under_its_hash_for_the_owner_alone(ground):
    ground.publish(1)
    ground.capture()
    name = hashlib.sha256(JPEG).hexdigest()
    file = ground.root / "media" / name[:2] / f"{name}.jpg"
    assert ground.files() == [file.relative_to(ground.root).as_posix()]
    assert file.read_bytes() == JPEG
    assert [stat.S_IMODE(one.stat().st_mode) for one in (file, file.parent, file.parent.parent)] == [
        0o600,
        0o700,
        0o700,
    ]
    [row] = ground.rows("sha256", "width", "height", "size", "file", "source")
    assert row == (name, 640, 480, len(JPEG), ground.files()[0], "drawn")
    assert ground.read() == (True, "")


def test_one_photo_on_three_channels_is_one_file_and_near_ones_have_near_hashes(ground):
    ground.platform.shown["3"] = encoded(drawn(1).resize((320, 240)))
    ground.publish(1, 2, 3)
    ground.publish(1, handle="ash")
    ground.capture()
    ground.capture(handle="ash")
    hashes = dict(ground.rows("sha256", "phash"))
    assert len(ground.rows("file")) == 4
    assert len(ground.files()) == len(hashes) == 2
    near, other = (int(one, 16) for one in hashes.values())
    assert (near ^ other).bit_count() <= NEAR


def test_a_photo_is_asked_for_once_however_its_address_changes(ground):
    ground.publish(1, 2)
    assert ground.capture() == ["2", "1"]
    ground.publish(1, 2, 3, day=1)
    assert ground.capture(day=1) == ["3"]


def test_the_type_is_that_of_the_bytes(ground):
    ground.platform.shown = {"1": encoded(drawn(1), "WEBP"), "2": encoded(drawn(1), "PNG")}
    ground.publish(1, 2)
    ground.capture()
    assert [Path(file).suffix for (file,) in ground.rows("file")] == [".webp", ".png"]


def test_what_could_not_be_had_is_counted_and_said_and_stops_nothing_else(ground):
    gone = BadPayload("a photo of @oak on X", "the platform serves it no longer (HTTP 404)")
    ground.platform.shown = {"1": gone, "3": gone, "4": b"<html>", "5": RetryLater(NOW + DAY, "a photo took too long")}
    ground.publish(*range(1, 7))
    assert ground.capture() == ["6", "5", "4", "3", "2", "1"]
    complete, reason = ground.read()
    assert not complete
    assert reason.startswith(
        "2 of 6 images fetched; a photo of @oak on X: the platform serves it no longer (HTTP 404), 2 times"
    )
    assert "a photo of @oak: it is not a picture but a web page" in reason
    assert len(ground.files()) == 1


def test_a_failure_is_tried_again_at_later_pulls_a_bounded_number_of_times(ground):
    ground.platform.shown["1"] = BadPayload("a photo", "HTTP 404")
    ground.publish(1, 2)
    days = [day for day in range(MOST_TRIES + 3) if "1" in ground.capture(day=day)]
    assert days == list(range(MOST_TRIES))
    assert f"1 given up after {MOST_TRIES} tries" in ground.read()[1]


def test_a_later_try_may_succeed(ground):
    ground.platform.shown["1"] = BadPayload("a photo", "HTTP 404")
    ground.publish(1)
    ground.capture()
    ground.platform.shown.clear()
    assert ground.capture(day=1) == ["1"]
    assert ground.rows("tries", "reason", "width") == [(0, "", 640)]
    assert ground.read() == (True, "")


def test_what_a_person_can_mend_is_looked_at_at_every_pull(ground):
    ground.platform.shown["1"] = NeedsPerson("a photo of @oak: its file is not in the workspace")
    ground.publish(1)
    assert all(ground.capture(day=day) == ["1"] for day in range(MOST_TRIES + 3))
    ground.platform.shown.clear()
    ground.capture(day=30)
    assert ground.read() == (True, "")


def test_a_refusal_of_an_archive_is_a_photo_less_and_no_more(ground):
    ground.platform.shown["2"] = RefusalError("archive.zip: a member is damaged")
    ground.publish(1, 2)
    ground.capture()
    assert ground.read() == (False, "1 of 2 images fetched; archive.zip: a member is damaged")


def test_a_host_that_is_down_is_left_after_three_photos(ground):
    ground.platform.shown = {str(n): RetryLater(NOW + DAY, "the host is down") for n in range(1, 10)}
    ground.publish(*range(1, 10))
    assert ground.capture() == ["9", "8", "7"]
    assert ground.read()[1] == (
        "0 of 9 images fetched; the host is down, 3 times; their host is down or asks to wait, so the rest is left to "
        "the next pull"
    )


@pytest.mark.parametrize(("name", "bound"), [("MOST_PHOTOS", 2), ("MOST_BYTES", len(JPEG) + 1)])
def test_a_run_fetches_so_much_and_the_next_goes_on(ground, monkeypatch, name, bound):
    monkeypatch.setattr(pipeline.capture, name, bound)
    ground.publish(*range(1, 6))
    assert ground.capture() == ["5", "4"]
    assert ground.read() == (False, "2 of 5 images fetched; the rest is fetched by later pulls")
    assert ground.capture() == [], "a run that was cut short and goes on has the bounds of one"
    assert ground.capture(day=1) == ["3", "2"]


def test_a_run_fetches_for_so_long_and_the_next_goes_on(ground, monkeypatch):
    monkeypatch.setattr(pipeline.capture, "MOST_SECONDS", 0)
    ground.publish(1)
    assert ground.capture() == []
    assert ground.read() == (False, "0 of 1 image fetched; the rest is fetched by later pulls")


def test_a_photo_longer_than_the_trust_keeps_is_left(ground):
    ground.platform.shown["1"] = JPEG + bytes(1_000_000)
    ground.publish(1)
    ground.capture(largest=1)
    assert ground.read() == (False, "0 of 1 image fetched; a photo of @oak: it is longer than 1 MB")
    assert ground.files() == []


def test_nothing_is_fetched_where_that_is_switched_off_and_that_is_said(ground):
    ground.publish(1)
    assert ground.capture(fetch=False) == []
    assert not (ground.root / "media").exists()
    assert ground.read() == (
        False, "0 of 1 image fetched; pictures are not fetched (pictures.fetch is false in trust.yaml)"
    )  # fmt: skip


def film(ground, number: int, day: int = 0, **where: str) -> None:
    """Save a pull that reads one post with one video."""
    post = Post(post_id=str(number), created_at=NOW - DAY * 40)
    one = Media(post_id=str(number), media_id="m", type="video", url=f"https://p.example/{number}.mp4", **where)
    with ground.store.write() as connection:
        moment = PullMoment("x:oak", "drawn", NOW + DAY * day)
        save_page(connection, moment, Page(posts=[post], media=[one], cursor={}))


@pytest.mark.parametrize("cover", ["https://p.example/1.jpg?sig=0", "covers/1.jpg"])
def test_of_a_video_the_cover_is_asked_for_and_kept_as_a_photo_is(ground, cover):
    film(ground, 1, cover=cover)
    assert ground.capture() == ["1"]
    asked = ground.platform.media[0]
    assert (asked.type, asked.url or asked.file) == ("video", cover), "never the address of the film"
    [row] = ground.rows("sha256", "origin", "width")
    assert row == (hashlib.sha256(JPEG).hexdigest(), cover.partition("?")[0], 640)
    film(ground, 1, day=1, cover=cover.replace("sig=0", "sig=1"))
    assert ground.capture(day=1) == [], "an address that is signed anew is the same cover"
    assert ground.read() == (True, "")


def test_why_a_cover_could_not_be_had_is_said(ground):
    film(ground, 1, cover="https://p.example/1.jpg")
    ground.platform.shown["1"] = b"<html>"
    ground.capture()
    assert ground.read() == (
        False, "0 of 1 image fetched; the cover of a video of @oak: it is not a picture but a web page"
    )  # fmt: skip


def test_a_video_without_a_cover_is_not_asked_for(ground):
    film(ground, 1)
    assert ground.capture() == []
    assert ground.rows("sha256") == []


def test_a_cover_that_the_source_names_later_is_fetched_then(ground):
    film(ground, 1)
    ground.capture()
    film(ground, 1, day=1, cover="https://p.example/1.jpg")
    assert ground.capture(day=1) == ["1"]


@pytest.mark.parametrize("cover", ["https://p.example/2.jpg?sig=0", "covers/1.jpg", ""])
@pytest.mark.parametrize("fetch", [True, False])
def test_the_copy_of_an_earlier_cover_is_never_taken_for_the_one_that_is_named_now(ground, cover, fetch):
    film(ground, 1, cover="https://p.example/1.jpg?sig=0")
    ground.capture()
    film(ground, 1, day=1, cover=cover)
    asked = bool(cover and fetch)
    assert ground.capture(day=1, fetch=fetch) == ["1"] * asked
    assert ground.rows("origin") == [(cover.partition("?")[0],)] * asked
    with ground.store.read() as connection:
        [row] = load_media(connection, ["x:oak"]).to_dict("records")
    assert bool(row["copy"]) == bool(row["sha256"]) == asked
    ground.retain(1, "oak")
    assert len(ground.files()) == asked, "nor is its file kept"


def test_the_copy_of_a_photo_that_became_a_video_is_not_its_cover(ground):
    ground.publish(1)
    ground.capture()
    film(ground, 1, day=1, cover="https://p.example/cover.jpg")
    assert ground.capture(day=1) == ["1"]
    assert ground.rows("origin") == [("https://p.example/cover.jpg",)]


@pytest.mark.parametrize(
    ("cover", "same"),
    [
        ("https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg?x=1", True),
        ("https://i.ytimg.com/vi/ABCDEFGHIJK/hqdefault.jpg", False),
        ("https://scontent-b.example/v/t51/hqdefault.jpg", False),
    ],
)
def test_youtubes_covers_have_one_name_and_are_not_one_picture(cover, same):
    assert is_same_cover("https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg", cover.partition("?")[0]) == same


def test_a_cover_at_another_host_of_the_platform_is_the_same(ground):
    film(ground, 1, cover="https://scontent-a.example/v/t51/1_2_n.jpg?sig=0")
    ground.capture()
    film(ground, 1, day=1, cover="https://scontent-b.example/v/t52/1_2_n.jpg?sig=1")
    assert ground.capture(day=1) == []


def test_photos_that_are_no_longer_public_are_not_asked_for(ground):
    ground.publish(1, 2, 3)
    ground.publish(1, 3, day=1, unavailable=[Unavailable(post_id="3", state="withheld")])
    assert ground.capture(day=1) == ["1"]


def test_a_copy_that_somebody_deleted_is_fetched_again(ground):
    ground.publish(1)
    ground.capture()
    (ground.root / ground.files()[0]).unlink()
    assert ground.capture(day=1) == ["1"]
    assert ground.read() == (True, "")
    (ground.root / ground.files()[0]).unlink()
    ground.platform.shown["1"] = BadPayload("a photo", "HTTP 404")
    ground.capture(day=2)
    assert ground.read() == (False, "0 of 1 image fetched; a photo: HTTP 404")
    assert ground.rows("sha256", "file") == [(hashlib.sha256(JPEG).hexdigest(), "")]


def test_a_table_that_names_another_file_has_another_photo(ground):
    def name(file: str, day: int) -> None:
        with ground.store.write() as connection:
            one = Media(post_id="1", media_id="m", file=file)
            save_page(connection, PullMoment("x:oak", "drawn", NOW + DAY * day), Page(media=[one], cursor={}))

    ground.publish(1)
    name("a.jpg", 0)
    ground.capture()
    name("b.jpg", 1)
    ground.platform.shown["1"] = NeedsPerson("a photo: its file is not in the workspace")
    assert ground.capture(day=1) == ["1"]
    assert ground.rows("file", "sha256", "origin") == [("", "", "b.jpg")], "the old photo is not shown as the new one"
    name("a.jpg", 2)
    ground.platform.shown.clear()
    assert ground.capture(day=2) == ["1"]
    assert ground.rows("sha256") == [(hashlib.sha256(JPEG).hexdigest(),)]


def test_a_disk_that_takes_no_file_is_said_and_nothing_is_counted_as_tried(ground):
    (ground.root / "media").write_text("in the way")
    ground.publish(1, 2)
    ground.capture()
    complete, reason = ground.read()
    assert not complete
    assert reason.startswith("0 of 2 images fetched; the folder media cannot be written")
    assert ground.rows("tries") == []


def test_evidence_tells_of_each_photo_where_its_copy_is_or_why_there_is_none(ground):
    heic = b"\0\0\0\x14ftypheic\0\0\0\0heic" + bytes(50)
    ground.platform.shown = {"2": BadPayload("a photo", "HTTP 404"), "3": heic}
    ground.publish(1, 2, 3)
    ground.capture()
    ground.publish(1, 2, 3, 4, day=1)
    with ground.store.read() as connection:
        frame = load_media(connection, ["x:oak"]).set_index("post_id")
    assert list(frame["copy_reason"]) == [
        "",
        "a photo: HTTP 404",
        "pictures of type HEIC cannot be opened here",
        "not fetched",
    ]
    assert [bool(one) for one in frame["copy"]] == [True, False, True, False]
    assert [len(one) for one in frame["phash"]] == [16, 0, 0, 0]
    assert [len(one) for one in frame["sha256"]] == [64, 0, 64, 0]
    assert (ground.root / frame.loc["1", "copy"]).read_bytes() == JPEG


def test_a_copy_is_erased_when_nothing_has_needed_it_for_its_term(ground):
    ground.platform.shown["2"] = encoded(drawn(2))
    ground.publish(1, 2)
    ground.capture()
    ground.publish(1, day=10)
    assert [ground.retain(day, "oak") for day in (10, 39, 41, 42)] == [0, 0, 1, 0]
    assert len(ground.files()) == 1, "what is public is needed, whatever its age"
    [_, (file, sha, phash, erased)] = ground.rows("file", "sha256", "phash", "erased_at")
    assert (file, len(sha), len(phash), erased is not None) == ("", 64, 16, True)
    ground.publish(1, 2, day=50)
    assert ground.capture(day=50) == ["2"], "a post that came back is judged again"
    assert ground.rows("erased_at") == [(None,), (None,)]


def test_one_file_is_needed_as_long_as_any_of_its_channels_shows_it(ground):
    ground.publish(1)
    ground.publish(1, handle="ash")
    ground.capture()
    ground.capture(handle="ash")
    ground.publish(day=1)
    assert ground.retain(100, "oak", "ash") == 0
    assert ground.retain(100, "oak") == 1, "an account that is the trust's no longer needs nothing"
    assert ground.files() == []
    assert [erased is not None for (erased,) in ground.rows("erased_at")] == [True, True]


def test_what_a_killed_run_left_is_erased_and_nothing_else(ground):
    ground.publish(1)
    ground.capture()
    [kept] = ground.files()
    stray = ground.root / keep_copy(ground.root, encoded(drawn(9)), "jpg")
    half = stray.with_name(".writing-abc")
    mine = stray.with_name("our-garden.jpg")
    for file in (half, mine):
        file.write_bytes(b"x")
    ground.retain(1, "oak")
    assert set(ground.files()) == {kept, mine.relative_to(ground.root).as_posix()}
    erase_strays(ground.root / "nowhere", set())


class KilledError(BaseException):
    """The end of the program, wherever it is."""


def story(made: Ground, cut_at: int) -> tuple[object, ...]:
    """Capture six photos, killed before the n-th step and started again; return what is kept and said."""
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == cut_at:
            raise KilledError

    made.platform.shown = {
        "1": BadPayload("a photo", "HTTP 404"),
        "2": encoded(drawn(2)),
        "4": b"<html>",
        "5": NeedsPerson("a photo has no file"),
    }
    made.publish(*range(1, 7))
    asking, writing, keeping = made.platform.picture, type(made.store).write, pipeline.capture.keep_copy

    def ask(account: Account, media: Media) -> bytes:
        step()
        return asking(account, media)

    def keep(*given: object) -> str:
        step()
        kept = keeping(*given)
        step()
        return kept

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made.platform, "picture", ask)
        patch.setattr(pipeline.capture, "keep_copy", keep)
        patch.setattr(type(made.store), "write", lambda store: step() or writing(store))
        try:
            made.capture()
        except KilledError:
            made.capture()
    return made.rows(*copies.columns.keys()), made.read(), made.files()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    """What is kept and said where nothing was killed."""
    other = Ground(tmp_path_factory.mktemp("undisturbed"))
    told = story(other, 0)
    other.store.close()
    return told


@pytest.mark.parametrize("last", range(1, 19))
def test_killed_anywhere_and_started_again(ground, undisturbed, last):
    """Cut before its n-th step (asking, a file written or about to be, a transaction), then run at the same moment."""
    assert story(ground, last) == undisturbed
