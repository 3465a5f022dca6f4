"""A photo is fetched from the platform's own media hosts alone, within bounds; why not is said without its address."""

from __future__ import annotations

import time
from dataclasses import replace

import cases_facebook
import cases_x
import pytest
from loopback.platform_server import Answer
from scenes import NOW, Ground

from connectors._pictures import PictureHosts
from connectors.base import BadPayload, HttpSettings, Media, RetryLater, Surroundings

PHOTO = b"\xff\xd8\xff" + bytes(range(256)) * 40
PICTURE = Media(post_id="1", media_id="m1", url="https://pbs.example.net/media/zainab.jpg?sig=secret")


@pytest.fixture
def ground(tmp_path, platform):
    return Ground(root=tmp_path, platform=platform)


def serving(ground, answer: Answer, *, largest: int = 20_000_000, hosts: str = "*.example.net", **http: float):
    """Return (hosts, server) of a platform that answers every call so."""
    server = ground.platform(lambda call: answer)
    settings = replace(server.http(**http), loopback={"*.example.net": server.url})
    around = Surroundings(
        root=ground.root, accounts=(), secret=lambda one: "", now=NOW, http=settings, largest_picture=largest
    )
    return PictureHosts(frozenset({hosts}), around), server


def test_a_photo_is_returned_byte_for_byte(ground):
    hosts, server = serving(ground, Answer(body=PHOTO, content_type="image/jpeg"))
    assert hosts.fetch(PICTURE, "@oak on X") == PHOTO
    assert "Authorization" not in server.calls[0].headers


@pytest.mark.parametrize(
    ("answer", "error", "sentence"),
    [
        (Answer.html(404), BadPayload, r"the platform serves it no longer, or its address has expired \(HTTP 404\)"),
        (Answer.html(403), BadPayload, "has expired"),
        (Answer.html(418), BadPayload, "answered without a picture"),
        (Answer(status=200), BadPayload, "answered without a picture"),
        (Answer(status=302, headers={"Location": "https://elsewhere.example/x.jpg"}), BadPayload, "without a picture"),
        (Answer(status=301, headers={"Location": "https://[the school]/x.jpg"}), BadPayload, "the call failed"),
        (Answer.html(429), RetryLater, "asks to wait or is down"),
        (Answer.html(503), RetryLater, "asks to wait or is down"),
        (Answer(body=PHOTO, cut=True), BadPayload, "cut short"),
        (Answer(body=PHOTO, drip=0.01), RetryLater, "took too long"),
    ],
)
def test_why_there_is_no_photo_is_said_without_its_address(ground, answer, error, sentence):
    hosts, _ = serving(ground, answer)
    began = time.monotonic()
    with pytest.raises(error, match=sentence) as failed:
        hosts.fetch(PICTURE, "@oak on X")
    assert time.monotonic() - began < 5
    assert str(failed.value).startswith("a photo of @oak on X")
    assert "zainab" not in str(failed.value)
    assert "secret" not in str(failed.value)


def test_of_a_video_it_is_the_cover_that_could_not_be_had(ground):
    hosts, _ = serving(ground, Answer.html(404))
    with pytest.raises(BadPayload, match=r"^the cover of a video of @oak on X: the platform serves it no longer"):
        hosts.fetch(replace(PICTURE, type="video"), "@oak on X")


def test_a_photo_longer_than_the_trust_keeps_is_left(ground):
    hosts, _ = serving(ground, Answer(body=bytes(1_200_000)), largest=1_000_000)
    with pytest.raises(BadPayload, match=r"longer than 1 MB, the most that is kept \(pictures.largest in trust.yaml\)"):
        hosts.fetch(PICTURE, "@oak on X")


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/x.jpg",
        "https://example.net.elsewhere.example/x.jpg",
        "https://pbs.example.net@elsewhere.example/x.jpg",
        "https://127.0.0.1/x.jpg",
        "https://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "ftp://pbs.example.net/x.jpg",
    ],
)
def test_nobody_else_is_ever_asked(ground, url):
    hosts, server = serving(ground, Answer(body=PHOTO))
    with pytest.raises(BadPayload):
        hosts.fetch(replace(PICTURE, url=url), "@oak on X")
    assert server.calls == []


def test_a_photo_without_an_address_is_said(ground):
    hosts, _ = serving(ground, Answer(body=PHOTO))
    with pytest.raises(BadPayload, match="the platform gave no address of it"):
        hosts.fetch(replace(PICTURE, url=""), "@oak on X")


@pytest.mark.parametrize(
    ("made", "host", "whose"),
    [
        (lambda ground: cases_x.scene("two pages and a resume", ground), "pbs.twimg.com", "@oakmereprimary on X"),
        (
            lambda ground: cases_facebook.scene("two pages and a resume", ground),
            "scontent-lhr8-1.xx.fbcdn.net",
            "@oakmereprimary on Facebook",
        ),
    ],
    ids=["x", "facebook"],
)
def test_a_platform_is_asked_at_its_own_media_hosts(ground, made, host, whose):
    scene = made(ground)
    server = ground.platform(lambda call: Answer(body=PHOTO) if call.path == "/a.jpg" else None)
    scene.http = HttpSettings(**{**_quick(server.http()), "loopback": {host: server.url}})
    connector = scene.build()
    assert connector.picture(scene.account, Media(post_id="1", media_id="m", url=f"https://{host}/a.jpg?x=1")) == PHOTO
    with pytest.raises(BadPayload, match=f"(?i)a photo of {whose}: the platform serves it no longer"):
        connector.picture(scene.account, Media(post_id="1", media_id="m", url=f"https://{host}/gone.jpg"))
    with pytest.raises(BadPayload, match="not on one of the platform's own media hosts"):
        connector.picture(scene.account, Media(post_id="1", media_id="m", url="https://elsewhere.example/a.jpg"))


def _quick(http: HttpSettings) -> dict[str, object]:
    return {"timeout": http.timeout, "answer_within": http.answer_within, "retry_within": http.retry_within}
